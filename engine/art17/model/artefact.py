"""What reading makes of the files: artefacts, what they cite and link to, and what went wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from art17.model.law import Citation
from art17.model.place import Place, Route
from art17.model.text_reading import TextReading
from art17.model.value import Value

UNFINISHED = frozenset({"draft", "in-review"})
WITHDRAWN = frozenset({"superseded", "retired"})
UNFILLED, NO_TEXT, BLANKS = "unfilled", "text", "blanks"
"""The kind of the defect of what was begun and not filled in, and what it is about."""
STATUSES = ("draft", "in-review", "approved", "effective", "superseded", "retired")


@dataclass(frozen=True, slots=True)
class Defect:
    """Something that reads but is malformed; a rule of the pack `art17` makes it a finding.

    `kind` is the word that rules name under `for: {defect: ...}`, `about` tells defects of one
    kind and artefact apart (the field, the id).
    """

    kind: str
    place: Place
    about: str
    message: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A target as an artefact writes it, before the graph resolves it.

    `name` is the link's name as written, `links_to` for links in prose; `anchor` is what follows `#` there,
    and `is_wiki` says that it is written `[[...]]`.
    """

    name: str
    target: str
    place: Place
    written_in: str = "front-matter"
    anchor: str = ""
    is_wiki: bool = False


@dataclass(frozen=True, slots=True)
class CitationAt:
    """A citation with its place and the words around it."""

    citation: Citation
    place: Place
    words: str
    written_in: str = "front-matter"


@dataclass(frozen=True, slots=True)
class Listed:
    """A document as a list of documents names it: number or file, what is said of it, and where."""

    number: str
    file: str
    values: Mapping[str, str]
    place: Place


@dataclass(frozen=True, slots=True)
class Artefact:
    """A file, or an item inside a file, that plays a role in the QMS.

    `fields` hold values under canonical names; `written` gives the keys in the file where those
    differ, `elsewhere` the places of fields that no key of this file leads to (table cells,
    side-cars); `register` is the place of the artefact that an item stands in; `describes` is the
    path of the file that a side-car speaks for; `anchors` are those that links may lead to in it, where
    it is a text and some are known; `origins` say of fields
    that data does not state where they come from (`assessor`, `block`, `text`, `name`); `month_first` says how days
    in digits are meant in its text, where one of them tells;
    `has_unread_rows` says that it has tables whose rows may be items and were not understood;
    `listed` are the documents that it lists, where it is an index; one that `is_part` of a document is
    a further role of it, or its `section` of that heading; `reading` is what its text says, where the
    fields of its type are read from that (an open artefact), else None.
    """

    id: str
    type: str
    place: Place
    fields: Mapping[str, Value]
    written: Mapping[str, Route] = field(default_factory=dict[str, Route])
    register: Place | None = None
    references: Sequence[Reference] = ()
    citations: Sequence[CitationAt] = ()
    defects: tuple[Defect, ...] = ()
    placeholders: tuple[str, ...] = ()
    unreadable: bool = False
    elsewhere: Mapping[str, Place] = field(default_factory=dict[str, Place])
    describes: str = ""
    anchors: frozenset[str] = frozenset()
    origins: Mapping[str, str] = field(default_factory=dict[str, str])
    month_first: bool | None = None
    reading: TextReading | None = None
    has_unread_rows: bool = False
    listed: tuple[Listed, ...] = ()
    is_part: bool = False
    section: str = ""
    words: int = -1
    """How many words its text has; -1 where it has none of its own, as data and items."""

    @property
    def path(self) -> str:
        return self.place.path

    @property
    def lacks(self) -> str:
        """What it lacks, where it counts as a draft for no other reason: its text, or what its blanks ask for."""
        if self.origins.get("status") != "block":
            return ""
        return next((each.about for each in self.defects if each.kind == UNFILLED), "")

    def text(self, name: str) -> str:
        """The text of a field, or "" where it is absent or no text."""
        value = self.fields.get(name)
        return value if isinstance(value, str) else ""

    def place_of(self, name: str, *more: str | int) -> Place:
        """The place of a field, or of the artefact where the field is not there."""
        if name in self.elsewhere:
            found = self.elsewhere[name]
            return Place(found.path, (*found.route, *more)) if found.route else found
        if name not in self.fields or not self.place.route:
            return self.place
        return Place(self.path, (*self.place.route, *self.written.get(name, (name,)), *more))
