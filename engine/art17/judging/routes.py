"""Where the path of a link test leads in a house of sketches: to what is there, else to something new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from art17.conditions.equality import Equals
from art17.conditions.fields import FieldTest
from art17.conditions.links import LinkTest
from art17.conditions.logic import All
from art17.conditions.reaching import types_with
from art17.graph.path import Either, Everything, Path, Repeated, Sequel, StepAlong
from art17.judging.blanks import literals
from art17.judging.sketch import Blank, Entry, Sketch
from art17.judging.unwritten import PEOPLE, House, texts_of
from art17.law.act import Act
from art17.model.vocabulary import LinkOf

ITEM_OF = "item_of"
FEW = 3
"""Of a link that may lead to more types than this, only a person can say to which it should."""
Key = tuple[str, str]
Found = tuple[Sketch | None, bool]


@dataclass(frozen=True, slots=True)
class Routes:
    """The ways between sketches."""

    house: House

    def led(self, test: LinkTest, on: Sketch | None, at: int) -> Found:
        """What the path of a test leads to, made where it is not there yet, and whether it is new.

        `at` skips as many of those that are there already.
        """
        return self._along(test.path, on, test.wanted, _keys(test), at)

    def types_for(self, provision: str, act: Act | None) -> tuple[str, ...]:
        """The types of document that carry a provision, the one that means just that before all others."""
        if act is None:
            return ()
        kinds = [
            kind
            for kind in self.house.vocabulary.types.values()
            if kind.kind == "document" and any(act.is_beneath(each, provision) for each in kind.satisfies)
        ]
        kinds.sort(key=lambda kind: (kind.satisfies[:1] != (provision,), kind.name))
        return tuple(kind.name for kind in kinds)

    def _along(self, path: Path, on: Sketch | None, wanted: tuple[str, ...], keys: tuple[Key, ...], at: int) -> Found:
        match path:
            case Everything():
                found = [each for each in self.house.everything() if each.type in wanted]
                return self._one_of(found, wanted[:1], None, at)
            case Either(parts):
                return self._along(parts[0], on, wanted, keys, at)
            case Repeated(part):
                return self._along(part, on, wanted, keys, at)
            case Sequel(parts):
                here, is_new = on, False
                for index, part in enumerate(parts):
                    last = index == len(parts) - 1
                    types = wanted if last else self._types_before(parts[index + 1], wanted)
                    here, is_new = self._along(part, here, types, keys if last else (), at if last else 0)
                    if here is None:
                        return None, False
                return here, is_new
            case StepAlong(name, backwards, written):
                if on is None:
                    return None, False
                if name == ITEM_OF:
                    return self._item(on, wanted, keys, at) if backwards else (on.register, False)
                return self._link(name, on, wanted, at, backwards=backwards, written=written)

    def _types_before(self, step: Path, wanted: tuple[str, ...]) -> tuple[str, ...]:
        """The types from which a step leads to the wanted ones."""
        types = self.house.vocabulary.types
        if isinstance(step, StepAlong) and step.name == ITEM_OF and step.backwards:
            return tuple(n for n, kind in types.items() if not wanted or set(kind.items.values()) & set(wanted))
        if isinstance(step, StepAlong) and (link := self.house.vocabulary.links.get(step.name)):
            words = link.targets if step.backwards else link.sources
            return tuple(sorted(types_with(words, self.house.vocabulary) or ()))
        return ()

    def _one_of(self, found: list[Sketch], types: Iterable[str], near: Sketch | None, at: int) -> Found:
        if len(found) > at:
            return found[at], False
        name = next(iter(types), "")
        new = self.house.add(name, near) if name else None
        return new, new is not None

    def _item(self, on: Sketch, wanted: tuple[str, ...], keys: tuple[Key, ...], at: int) -> Found:
        """A row of a register that is not yet taken for something else."""
        kinds = [name for name in on.kind.items.values() if not wanted or name in wanted]
        fitting = [row for row in on.items if row.type in kinds and all(_admits(row, key) for key in keys)]
        if len(fitting) > at:
            return fitting[at], False
        return (self.house.add_item(on, self.house.vocabulary.types[kinds[0]]), True) if kinds else (None, False)

    def _link(self, name: str, on: Sketch, wanted: tuple[str, ...], at: int, *, backwards: bool, written: str) -> Found:
        link = self.house.vocabulary.links[name]
        types = self._types(link, wanted, backwards=backwards)
        if types and types <= set(PEOPLE):
            return self._person(name, on, types, backwards=backwards), False
        if not types or len(types) > FEW:
            self._leave_open(on, types, written)
            return None, False
        found = self.house.candidates(types, on)
        order = [kind for kind in wanted if kind in types] or sorted(types)
        there, is_new = self._one_of(found, order, on, at)
        if there:
            self._join(name, on, there, link, backwards=backwards)
        return there, is_new

    def _types(self, link: LinkOf, wanted: tuple[str, ...], *, backwards: bool) -> frozenset[str]:
        words = link.sources if backwards else link.targets
        able = types_with(words, self.house.vocabulary)
        return frozenset(wanted) & able if wanted and able is not None else frozenset(wanted) or able or frozenset()

    def _join(self, name: str, on: Sketch, there: Sketch, link: LinkOf, *, backwards: bool) -> None:
        source, target = (there, on) if backwards else (on, there)
        is_of_the_house = link.scope and not source.links.get(name) and source.register is None
        covers_all = is_of_the_house and not self.house.systems_of(source) and "systems/" not in source.folder
        source.link(name, "all" if covers_all else target.id)

    def _person(self, name: str, on: Sketch, types: frozenset[str], *, backwards: bool) -> Sketch | None:
        """A person or a role, named by a blank: who it is, only the house can say."""
        if backwards:
            return None
        who, blank = self.house.person("role" if "role" in types else "person")
        if name in self.house.vocabulary.fields:
            on.fields[name] = blank
        elif not on.links.get(name):
            on.links[name] = [blank]
        return who

    def _leave_open(self, on: Sketch, types: frozenset[str], written: str) -> None:
        """A link that could lead to anything is a blank on the sketch itself."""
        fitting = [each for each in self.house.files() if not types or each.type in types]
        if fitting and not on.links.get(written):
            on.links[written] = [Blank(f"id of a document, such as {fitting[0].id}", fitting[0].id)]

    def tie(self, sources: list[Sketch], targets: list[Sketch], along: tuple[str, ...]) -> None:
        """Join one of the sources with one of the targets by the first link that can."""
        pairs = [pair for s in sources for t in targets for pair in ((s, t), (t, s)) if s.file is not t.file]
        pairs.sort(key=lambda pair: (not self.house.systems_of(pair[0]), bool(self.house.systems_of(pair[1]))))
        for source, target in pairs:
            for name in along:
                link = self.house.vocabulary.links.get(name)
                if link and name != ITEM_OF and self._fits(source, link.sources) and self._fits(target, link.targets):
                    source.link(name, target.id)
                    return

    def _fits(self, sketch: Sketch, words: tuple[str, ...]) -> bool:
        able = types_with(words, self.house.vocabulary)
        return not sketch.is_given and (able is None or sketch.type in able)


def _keys(test: LinkTest) -> tuple[Key, ...]:
    """The values that tell the row that a test wants from others."""
    parts = test.that.parts if isinstance(test.that, All) else (test.that,) if test.that else ()
    return tuple(
        (part.steps[0], text)
        for part in parts
        if isinstance(part, FieldTest) and isinstance(part.test, Equals) and not part.test.negated
        for text in literals(part.test.others)
    )


def _admits(row: Sketch, key: Key) -> bool:
    """Whether a row may still take a value: it says nothing else as a fact."""
    entry = row.fields.get(key[0])
    return entry is None or isinstance(entry, Blank) or key[1] in texts_of(entry) or not _is_fact(entry)


def _is_fact(entry: Entry) -> bool:
    return isinstance(entry, str) or (isinstance(entry, list) and any(isinstance(part, str) for part in entry))
