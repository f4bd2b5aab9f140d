"""A QMS that is still to be written: artefacts whose values are facts or blanks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from art17.conditions.proposals import Blank, Entry
from art17.model.value import Value
from art17.model.vocabulary import TypeOf

Filling = Callable[[Blank], str | None]


@dataclass(slots=True, eq=False)
class Sketch:
    """One artefact to be written; `folder` is empty for what stands in the manifest or in a register."""

    id: str
    kind: TypeOf
    folder: str = ""
    fields: dict[str, Entry] = field(default_factory=dict[str, Entry])
    links: dict[str, list[Entry]] = field(default_factory=dict[str, list[Entry]])
    items: list[Sketch] = field(default_factory=list["Sketch"])
    register: Sketch | None = None
    asked_by: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def type(self) -> str:
        return self.kind.name

    @property
    def is_given(self) -> bool:
        """Whether its values were given by whoever asked for the skeleton: blanks in it stay absent."""
        return not self.folder and self.register is None

    @property
    def file(self) -> Sketch:
        """The artefact that is a file: itself, or the register that it stands in."""
        return self.register.file if self.register else self

    @property
    def path(self) -> str:
        """Where the file stands: registers as YAML, what has a text as Markdown."""
        return f"{self.folder}/{self.id}.{'yaml' if self.kind.items else 'md'}"

    def link(self, name: str, target: Entry) -> None:
        """Add a link, once, unless it leads to `all` already."""
        known = self.links.setdefault(name, [])
        if target not in known and "all" not in known:
            known.append(target)

    def asked(self, rule: str, title: str) -> None:
        """Note which rule the file answers to."""
        self.file.asked_by.setdefault(rule, title)

    def stated(self, status: str, filled: Filling) -> dict[str, Value]:
        """The mapping that the file states, its blanks filled in."""
        said: dict[str, Value] = {"id": self.id, "type": self.type} if self.register is None else {"id": self.id}
        said |= {name: fill(entry, filled) for name, entry in self.fields.items()}
        if status and self.kind.kind in ("document", "record") and self.register is None:
            said["status"] = status
        if self.links:
            said["links"] = {name: [fill(each, filled) for each in targets] for name, targets in self.links.items()}
        for name, rows in self.rows():
            said[name] = [row.stated(status, filled) for row in rows]
        return said

    def rows(self) -> Iterator[tuple[str, list[Sketch]]]:
        """The lists of items, under the names that the type gives them."""
        for name, item in self.kind.items.items():
            rows = [each for each in self.items if each.type == item]
            if rows:
                yield name, rows


def has_blank(entry: Entry) -> bool:
    """Whether something in an entry has still to be filled in."""
    if isinstance(entry, dict | list):
        return any(has_blank(part) for part in (entry.values() if isinstance(entry, dict) else entry))
    return isinstance(entry, Blank)


def fill(entry: Entry, filled: Filling) -> Value:
    """The entry with every blank replaced."""
    if isinstance(entry, Blank):
        return filled(entry)
    if isinstance(entry, dict):
        return {name: fill(part, filled) for name, part in entry.items()}
    return entry if isinstance(entry, str) else [fill(part, filled) for part in entry]


def by_example(blank: Blank) -> str:
    """The answer that the rules accept."""
    return blank.example


def left_out(_: Blank) -> None:
    """No answer: what was not given is absent."""
