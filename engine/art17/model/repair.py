"""Repairs: what would take a finding away, as edits of files by place, and how sure it is that they are meant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from art17.model.place import Place

How = Literal["value", "key", "text", "append", "set", "drop"]
"""A value changed, a key renamed, words replaced in a text, an item added to a list, a key set, an entry dropped."""

SAFE: Final = "safe"
UNSAFE: Final = "unsafe"
ASK: Final = "ask"
Category = Literal["safe", "unsafe", "ask"]
"""Form only; one plausible guess; a fact that only a person can state."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change at a place; `old` is what has to be there ("": whatever is), `key` what is set in a mapping."""

    place: Place
    how: How
    new: str = ""
    old: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Repair:
    """What would take a finding away; `choices` are values of which a person may take one as `new` of the edits."""

    title: str
    category: Category
    edits: tuple[Edit, ...] = ()
    choices: tuple[str, ...] = ()

    def answered(self, value: str) -> Repair:
        """The repair with what a person stated."""
        return replace(self, title=f"{self.title}: {value}", edits=tuple(replace(e, new=value) for e in self.edits))
