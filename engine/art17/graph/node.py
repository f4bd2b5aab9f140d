"""Nodes and links: what rules are judged on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from art17.model.artefact import BLANKS, NO_TEXT, UNFINISHED, WITHDRAWN, Artefact, CitationAt
from art17.model.place import Place, Step
from art17.model.text_reading import NOT_READ, TextReading
from art17.model.value import Value
from art17.model.vocabulary import Vocabulary

RESOLVED = "resolved"
WITHDRAWN_TARGET = "superseded-target"
UNKNOWN = "unknown"
AMBIGUOUS = "ambiguous"
WRONG_TYPE = "wrong-type"
EXTERNAL = "external"
FILE = "file"
UNSURE = "unsure"
EMPTY, TEMPLATE = "empty", "unfilled template"
LOST = "lost"
"""One of many links in prose into a folder that is not there, of which the folder is reported."""

HISTORY = "past"
"""The group of fields that says what earlier versions of an artefact say."""

HEARTBEAT = "heartbeat"
"""The group of fields that says how often something takes place that a document lays down."""

DERIVED = frozenset({"review_due_on", HISTORY, HEARTBEAT})
"""Fields that no file states: what follows from others, for rules to read."""

NOBODY_KNOWS: Mapping[str, Value] = {"unsure": "the target may be in what could not be read, or in no directory"}
"""The status of an unsure link as a rule sees it: it reads as none of the statuses, so tests on it are undecided."""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing that a condition can be judged on.

    Artefacts have `artefact` and the `index` of their place in the graph.  What has fields but
    is none (a link, a citation, a provision as subject of a rule) has the index of the artefact
    that it stands in, or -1; `others` are further places of the same.
    """

    index: int
    type: str
    fields: Mapping[str, Value]
    place: Place
    name: str
    status: str = ""
    traits: frozenset[str] = frozenset()
    register: int = -1
    artefact: Artefact | None = field(default=None, repr=False)
    unreadable: bool = False
    others: tuple[Place, ...] = ()
    has_unread_rows: bool = False

    @property
    def stated(self) -> Mapping[str, Value]:
        """The fields that its files state."""
        return {name: value for name, value in self.fields.items() if name not in DERIVED}

    @property
    def is_in_force(self) -> bool:
        """Whether it counts as evidence: approved, effective, or without a status that says no."""
        return not (self.is_unfinished or self.is_withdrawn)

    @property
    def is_unfinished(self) -> bool:
        return self.status in UNFINISHED

    @property
    def stage(self) -> str:
        """Its status as people are told it: what is a draft only because nobody filled it is said to be that."""
        lacks = self.artefact.lacks if self.artefact and self.is_unfinished else ""
        return {NO_TEXT: EMPTY, BLANKS: TEMPLATE}.get(lacks, self.status)

    @property
    def is_withdrawn(self) -> bool:
        return self.status in WITHDRAWN

    @property
    def reading(self) -> TextReading | None:
        """What its text says, where the fields of its type are read from that."""
        return self.artefact.reading if self.artefact else None

    @property
    def is_text_item(self) -> bool:
        """Whether it is an item that a text lists: what else the text says of it is not known."""
        is_part = self.artefact is not None and self.artefact.is_part
        return self.register >= 0 and self.reading is not None and not is_part

    @property
    def is_unread_text(self) -> bool:
        """Whether it is a record of whose text nothing is known: no cues for its type or its language."""
        return self.reading is not None and self.reading.reason in NOT_READ and "record" in self.traits

    def lists_in_text(self, vocabulary: Vocabulary) -> bool:
        """Whether its text may list more items than were found in it."""
        if self.reading is None or self.reading.says_nothing:
            return False
        kind = vocabulary.types.get(self.type)
        return kind is not None and bool(kind.items)

    @property
    def title(self) -> str:
        value = self.fields.get("title")
        return value if isinstance(value, str) else ""

    def place_of(self, field_name: str, *more: Step) -> Place:
        """The place of a field; that of the node where it has no place of its own."""
        return self.artefact.place_of(field_name, *more) if self.artefact else self.place


@dataclass(frozen=True, slots=True)
class Link:
    """A typed edge from `source` to `target`, both indices of nodes, -1 where not resolved.

    `name` is the canonical name; `writer` is the node whose file says it, which is the target
    where an inverse was written.  `candidates` are the nodes that an ambiguous target may mean.
    """

    name: str
    source: int
    target: int
    status: str
    writer: int
    written_name: str
    written_target: str
    place: Place
    written_in: str = "front-matter"
    candidates: tuple[int, ...] = ()
    is_wiki: bool = False

    @property
    def is_followed(self) -> bool:
        """Whether paths go along it; whether they stop at its target is decided there."""
        return self.target >= 0 and self.status in (RESOLVED, WITHDRAWN_TARGET)

    @property
    def other(self) -> int:
        """The end that the writer points at."""
        return self.target if self.source == self.writer else self.source


@dataclass(frozen=True, slots=True)
class CitationOf:
    """A citation with the node whose text holds it."""

    node: int
    at: CitationAt
