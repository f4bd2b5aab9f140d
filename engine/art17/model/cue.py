"""Cues: how a text speaks of what a field holds, as packs state it in `cues/TYPE.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as field_of

Patterns = Mapping[str, tuple[str, ...]]
"""Patterns by language (ISO 639-1); how one is written stands in `docs/packs.md`."""

PLACES = ("own", "label", "row", "lead", "head", "before", "heading")
"""From where a cue may take its matter: from near to far."""
CONSTANT_KINDS = ("choice", "boolean", "citation")


@dataclass(frozen=True, slots=True)
class Cue:
    """What shows that a text treats a matter.

    `field` is the field of the type (dotted within a group), or the list of items.  `entry` are the
    values by which one entry of a list, or one item, is known.  `value` is the kind of value that is
    read from the passage (`duration`, or `interval`: how often something is done); `states` a constant
    that the passage states.  Every group of `about` must be in the passage or, where `near` allows,
    close to it; one of `says`, or what `forbids`
    names denied, in the passage; every group of `needs` in it or close by; none of `never` in it, none of
    `not_under` in its label or headings.  `cases` choose the part of a group that a
    value is for, `units` are those of a period that counts (none: all), `refers` is a reference that
    stands in for the value, and `parts` are fields of an item with the kind of value that is read for them.
    `choices` are fields of an item with the patterns of each value; what the text says for all items at
    once ("everything is kept from ...") holds for each item that says nothing else.  Of entries that are
    alternatives nobody needs all: that one is missing says nothing.
    """

    field: str
    entry: tuple[tuple[str, str], ...] = ()
    is_item: bool = False
    value: str = ""
    states: str = ""
    about: tuple[Patterns, ...] = ()
    says: Patterns = field_of(default_factory=dict[str, tuple[str, ...]])
    forbids: Patterns = field_of(default_factory=dict[str, tuple[str, ...]])
    needs: tuple[Patterns, ...] = ()
    never: Patterns = field_of(default_factory=dict[str, tuple[str, ...]])
    not_under: Patterns = field_of(default_factory=dict[str, tuple[str, ...]])
    near: tuple[str, ...] = PLACES
    cases: tuple[tuple[str, Patterns], ...] = ()
    otherwise: str = ""
    stages: Patterns = field_of(default_factory=dict[str, tuple[str, ...]])
    units: tuple[str, ...] = ()
    refers: Patterns = field_of(default_factory=dict[str, tuple[str, ...]])
    parts: tuple[tuple[str, str], ...] = ()
    choices: tuple[tuple[str, tuple[tuple[str, Patterns], ...]], ...] = ()
    says_in_head: bool = False
    with_number: bool = False
    is_complete: bool = False
    is_alternative: bool = False

    @property
    def matter(self) -> str:
        """A name for what the cue is about, one for each cue of a type: `steps[Art. 9(2)(a)]`."""
        shown = ", ".join(value for _, value in self.entry)
        return f"{self.field}[{shown}]" if shown else self.field

    @property
    def looked_for(self) -> str:
        """What is told where nothing was found: the matter, or of one among alternatives the list as a whole."""
        return self.field if self.is_alternative else self.matter


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of a type, and the words that its texts are about."""

    type: str
    topic: Patterns
    cues: tuple[Cue, ...]
