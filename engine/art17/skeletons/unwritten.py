"""The house of sketches: what is there, what may be reused, where a new one goes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from art17.conditions.proposals import Blank
from art17.model.value import Value
from art17.model.vocabulary import FieldOf, TypeOf, Vocabulary
from art17.skeletons.sketch import Filling, Sketch, has_blank

PEOPLE = ("person", "role")
HOUSE = "qms"
_EXAMPLES = {"role": "quality-management", "person": "first.person"}


def slug(text: str) -> str:
    """A text as part of a file name.

    >>> slug("Kandidaten-Prüfung 2"), slug("審査")
    ('kandidaten-prufung-2', 'system')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall("[a-z0-9]+", plain))[:40].removesuffix("-") or "system"


@dataclass(slots=True)
class House:
    """All sketches of a QMS that is to be written, and the words that they are written in."""

    vocabulary: Vocabulary
    as_of: date
    sketches: list[Sketch] = field(default_factory=list[Sketch])
    is_closed: bool = False
    """Whether it takes no further files, only more in those that are there."""

    def everything(self) -> Iterator[Sketch]:
        """Every sketch, each register before its items."""
        for sketch in self.sketches:
            yield sketch
            yield from sketch.items

    def files(self) -> list[Sketch]:
        """What is to be written as files of their own."""
        return [sketch for sketch in self.sketches if not sketch.is_given]

    def open_systems(self) -> list[Sketch]:
        """The systems of which something is not known yet; they get a file that asks for it, as all skeletons do."""
        given = [sketch for sketch in self.sketches if sketch.is_given and sketch.kind.kind == "system"]
        return [sketch for sketch in given if any(map(has_blank, sketch.fields.values()))]

    def path_of(self, sketch: Sketch) -> str:
        """Where a sketch is written: a system among its own documents."""
        if not sketch.is_given:
            return sketch.path
        return f"{HOUSE}/systems/{_short(sketch.id)}/{sketch.type}-{_short(sketch.id)}.yaml"

    def stated(self, status: str, filled: Filling, given: Filling) -> list[dict[str, Value]]:
        """All that the house states, in a form that reading takes."""
        return [each.stated(status, given if each.is_given else filled) for each in self.sketches]

    def named(self, name: str) -> Sketch | None:
        """The sketch of that id."""
        return next((sketch for sketch in self.everything() if sketch.id == name), None)

    def of_trait(self, trait: str) -> list[Sketch]:
        """The sketches of a kind."""
        return [sketch for sketch in self.everything() if sketch.kind.kind == trait]

    def systems_of(self, sketch: Sketch) -> frozenset[str]:
        """The systems that a sketch names; empty for what belongs to the house."""
        if sketch.kind.kind == "system":
            return frozenset({sketch.id})
        own = frozenset(str(target) for target in sketch.links.get(self.scope, ()))
        if own:
            return own - {"all"}
        return self.systems_of(sketch.register) if sketch.register else frozenset()

    @property
    def scope(self) -> str:
        """The link by which an artefact reaches a system."""
        return next((name for name, link in self.vocabulary.links.items() if link.scope), "covers")

    def candidates(self, types: Iterable[str], near: Sketch) -> list[Sketch]:
        """What is there of these types, for the systems of another sketch or for the whole house."""
        wanted, own = frozenset(types), self.systems_of(near)
        found = [each for each in self.everything() if each.type in wanted and each is not near]
        fitting = [each for each in found if not (theirs := self.systems_of(each)) or not own or theirs & own]
        return sorted(fitting, key=lambda each: each.file is not near.file)

    def add(self, type_name: str, near: Sketch | None) -> Sketch | None:
        """A new sketch of a type: a row of the register that holds such rows, else a file; None in a closed house."""
        kind = self.vocabulary.types[type_name]
        registers = [name for name, other in self.vocabulary.types.items() if type_name in other.items.values()]
        if registers and kind.kind not in ("document", "record"):
            register = self._register(registers, near)
            return self.add_item(register, kind) if register else None
        return None if self.is_closed else self._add_file(kind, near)

    def add_item(self, register: Sketch, kind: TypeOf) -> Sketch:
        """A new row of a register."""
        named = self.systems_of(register)
        suffix = f"-{_short(sorted(named)[0])}" if named else ""
        number = sum(1 for each in self.everything() if each.id.startswith(f"{kind.name}{suffix}-")) + 1
        item = Sketch(f"{kind.name}{suffix}-{number}", kind, register=register)
        register.items.append(item)
        return item

    def _register(self, types: list[str], near: Sketch | None) -> Sketch | None:
        own = near.file if near else None
        if own and own.type in types:
            return own
        found = self.candidates(types, near) if near else [each for each in self.everything() if each.type in types]
        if found or self.is_closed:
            return found[0] if found else None
        return self._add_file(self.vocabulary.types[types[0]], near)

    def _add_file(self, kind: TypeOf, near: Sketch | None) -> Sketch:
        named = sorted(self.systems_of(near)) if near else []
        suffix = f"-{_short(named[0])}" if named else ""
        folder = f"{HOUSE}/systems/{_short(named[0])}" if named else HOUSE
        taken = sum(1 for each in self.sketches if each.kind is kind and each.folder == folder)
        name = f"{kind.name}{suffix}{f'-{taken + 1}' if taken else ''}"
        sketch = Sketch(name, kind, folder)
        sketch.fields["title"] = kind.title
        if kind.satisfies:
            sketch.fields["satisfies"] = list(kind.satisfies)
        self.sketches.append(sketch)
        if named:
            sketch.link(self.scope, named[0])
        return sketch

    def field_of(self, sketch: Sketch, steps: tuple[str, ...]) -> FieldOf:
        """What a field of a sketch holds."""
        return self.vocabulary.field_of(sketch.type, steps) or FieldOf()

    def person(self, trait: str) -> tuple[Sketch, Blank]:
        """A person or role of the directory, which is begun where there is none, and the blank that names it."""
        found = self.of_trait(trait)
        who = found[0] if found else self._add_person(trait)
        return who, Blank(f"{trait}, such as {who.id}", f"{trait}:{who.id}")

    def _add_person(self, trait: str) -> Sketch:
        kind = next(kind for kind in self.vocabulary.types.values() if kind.kind == trait)
        registers = [other for other in self.vocabulary.types.values() if kind.name in other.items.values()]
        known = [each for each in self.sketches if each.kind in registers]
        register = known[0] if known else self._add_directory(registers[0])
        who = Sketch(_EXAMPLES[trait], kind, register=register)
        who.fields["id"] = Blank(who.id, who.id)
        who.fields["title"] = Blank("text: name", "Somebody")
        register.items.append(who)
        return who

    def _add_directory(self, kind: TypeOf) -> Sketch:
        """A directory to be filled in, in which its own owner has to appear."""
        directory = self._add_file(kind, None)
        directory.fields["owner"] = f"role:{_EXAMPLES['role']}"
        return directory


def _short(system: str) -> str:
    return slug(system.removeprefix("SYS-"))
