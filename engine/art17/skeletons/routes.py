"""Where the path of a link test leads in a house of sketches: to what is there, else to something new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from art17.conditions.proposals import Blank, Entry, Lead, facts_in, texts_of
from art17.conditions.reaching import types_with
from art17.graph.path import Either, Everything, Path, Perhaps, Repeated, Sequel, StepAlong
from art17.law.act import Act
from art17.model.vocabulary import LinkOf
from art17.skeletons.sketch import Sketch
from art17.skeletons.unwritten import PEOPLE, House

ITEM_OF = "item_of"
FEW = 3
"""Of a link that may lead to more types than this, only a person can say to which it should."""
Keys = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Routes:
    """The ways between sketches."""

    house: House

    def led(self, lead: Lead, on: Sketch | None, at: int) -> Sketch | None:
        """What a path leads to, made where it is not there yet; None where it leads nowhere.

        `at` skips as many of those that are there already.
        """
        return self._along(lead.path, on, lead.wanted, facts_in(lead.that) if lead.that else {}, at)

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

    def _along(self, path: Path, on: Sketch | None, wanted: tuple[str, ...], keys: Keys, at: int) -> Sketch | None:
        """Where a path leads; `on` is None where it starts from no artefact."""
        match path:
            case Everything():
                found = [each for each in self.house.everything() if each.type in wanted]
                return self._one_of(found, wanted, None, at)
            case Either(parts):
                return self._along(parts[0], on, wanted, keys, at)
            case Repeated(part):
                return self._along(part, on, wanted, keys, at)
            case Perhaps():
                return on
            case Sequel(parts):
                return self._along(parts[-1], self._start_of_last(parts, on, wanted), wanted, keys, at)
            case StepAlong(name, backwards, written):
                if on is None:
                    return None
                if name == ITEM_OF and not backwards:
                    return on.register
                if name == ITEM_OF:
                    return self._item(on, wanted, keys, at)
                return self._link(name, on, wanted, at, backwards=backwards, written=written)

    def _start_of_last(self, parts: tuple[Path, ...], on: Sketch | None, wanted: tuple[str, ...]) -> Sketch | None:
        """Where all steps but the last lead."""
        for part, following in pairwise(parts):
            on = self._along(part, on, self._types_before(following, wanted), {}, 0)
        return on

    def _types_before(self, step: Path, wanted: tuple[str, ...]) -> tuple[str, ...]:
        """The types from which a step leads to the wanted ones."""
        types = self.house.vocabulary.types
        if isinstance(step, StepAlong) and step.name == ITEM_OF and step.backwards:
            return tuple(n for n, kind in types.items() if not wanted or set(kind.items.values()) & set(wanted))
        if isinstance(step, StepAlong) and (link := self.house.vocabulary.links.get(step.name)):
            words = link.targets if step.backwards else link.sources
            return tuple(sorted(types_with(words, self.house.vocabulary) or ()))
        return ()

    def _one_of(self, found: list[Sketch], types: Sequence[str], near: Sketch | None, at: int) -> Sketch | None:
        """One that is there, else a new one of the first type."""
        if len(found) > at:
            return found[at]
        return self.house.add(types[0], near) if types else None

    def _item(self, on: Sketch, wanted: tuple[str, ...], keys: Keys, at: int) -> Sketch | None:
        """A row of a register that is not yet taken for something else."""
        kinds = [name for name in on.kind.items.values() if not wanted or name in wanted]
        fitting = [row for row in on.items if row.type in kinds and all(_admits(row, *key) for key in keys.items())]
        if len(fitting) > at:
            return fitting[at]
        return self.house.add_item(on, self.house.vocabulary.types[kinds[0]]) if kinds else None

    def _link(
        self, name: str, on: Sketch, wanted: tuple[str, ...], at: int, *, backwards: bool, written: str
    ) -> Sketch | None:
        link = self.house.vocabulary.links[name]
        types = self._types(link, wanted, backwards=backwards)
        if types and types <= set(PEOPLE):
            return None if backwards else self._person(name, on, types)
        if not types or len(types) > FEW:
            self._leave_open(on, types, written)
            return None
        found = self.house.candidates(types, on)
        order = [kind for kind in wanted if kind in types] or sorted(types)
        there = self._one_of(found, order, on, at)
        if there:
            self._join(name, on, there, link, backwards=backwards)
        return there

    def _types(self, link: LinkOf, wanted: tuple[str, ...], *, backwards: bool) -> frozenset[str]:
        words = link.sources if backwards else link.targets
        able = types_with(words, self.house.vocabulary)
        return frozenset(wanted) & able if wanted and able is not None else frozenset(wanted) or able or frozenset()

    def _join(self, name: str, on: Sketch, there: Sketch, link: LinkOf, *, backwards: bool) -> None:
        source, target = (there, on) if backwards else (on, there)
        is_of_the_house = link.scope and not source.links.get(name) and source.register is None
        covers_all = is_of_the_house and not self.house.systems_of(source)
        source.link(name, "all" if covers_all else target.id)

    def _person(self, name: str, on: Sketch, types: frozenset[str]) -> Sketch:
        """A person or a role, named by a blank: who it is, only the house can say."""
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


def _admits(row: Sketch, name: str, values: list[str]) -> bool:
    """Whether a row may still take one of the values: it says nothing else as a fact."""
    entry = row.fields.get(name)
    return entry is None or not _is_fact(entry) or not set(values).isdisjoint(texts_of(entry))


def _is_fact(entry: Entry) -> bool:
    return isinstance(entry, str) or (isinstance(entry, list) and any(isinstance(part, str) for part in entry))
