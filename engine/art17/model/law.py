"""The words in which the engine speaks of the law: provisions, linkages, dates of application, citations, standings."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

Scope = Literal["organisation", "both", "system", "event"]
LinkageKind = Literal["reference", "implied"]
SystemClass = Literal["annex-iii", "annex-i", "both"]
Status = Literal[
    "ok",
    "unknown",
    "deleted",
    "moved",
    "draft-numbering",
    "shifted-letter",
    "shifted-number",
    "missing-paragraph",
    "ambiguous",
    "law-defect",
    "other-act",
    "left-open",
    "not-a-citation",
]


@dataclass(frozen=True, slots=True)
class Reference:
    """One provision naming another, and the versions of the law in which it does."""

    target: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Provision:
    """A node of the law: `Art. 17(1)(a)`; `since` and `until` are the days of the versions that brought and took it."""

    cite: str
    kind: str
    parent: str | None
    heading: str | None
    topic: str
    topic_inherited: bool
    scope: Scope | None
    since: date
    until: date | None
    moved_to: str | None
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What an amendment did to a provision (`inserted`, `replaced`, `deleted`, or in words), and its point that did."""

    provision: str
    topic: str
    action: str
    by: str
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class Standard:
    """What is known of a standard: `cited_on` is the day of its citation in the Official Journal, None for none seen.

    `presumes` are the provisions that its Annex ZA names, `restriction` what the citation leaves out.
    """

    reference: str
    published: str
    cited_on: date | None
    seen_until: date
    presumes: tuple[str, ...]
    restriction: str
    confidence: str
    source: str


@dataclass(frozen=True, slots=True)
class Linkage:
    """A tie between two obligations: made by the law's own words, or implied, for a reason that is ours."""

    id: str
    kind: LinkageKind
    source: str
    target: str
    reason: str
    basis: str


@dataclass(frozen=True, slots=True)
class Application:
    """One rule that says from when provisions apply; `rule_until` is set where a later rule superseded it."""

    select: tuple[str, ...]
    excluded: tuple[str, ...]
    system: SystemClass | None
    reading: str | None
    applies_from: date
    condition: str | None
    basis: str
    source: str
    confidence: str
    rule_since: date
    rule_until: date | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Transition:
    """A provision that leaves out systems from before the Act applied, and the fields by which that is seen.

    `is_of_high_risk`: only those of an annex, on whose day the others depend; `public` systems are left out until
    `public_until` only, and none from `until` on.
    """

    basis: str
    applies_with: str
    market: tuple[str, ...]
    unless_changed: str
    public: tuple[str, ...]
    public_until: date | None
    until: date | None
    is_of_high_risk: bool


@dataclass(frozen=True, slots=True)
class Binding:
    """From when a provision binds a system: every reading that is held, earliest first, and the rules superseded."""

    provision: str
    readings: tuple[Application, ...]
    superseded: tuple[Application, ...]
    excluded_by: str | None

    @property
    def applies_from(self) -> date | None:
        """The earliest day of any reading; None where the provision does not apply to the system."""
        return min((reading.applies_from for reading in self.readings), default=None)

    @property
    def disputed(self) -> bool:
        """Whether the readings differ in the day."""
        return len({reading.applies_from for reading in self.readings}) > 1


class Citation(NamedTuple):
    """A mention of one provision: `text[start:end]` is what was written. Many are made, so it is a tuple.

    `provision` is spelled canonically but need not exist; it is None where a string that should be a citation is none.
    A list or range yields one citation for each member.
    `act` is `eu-ai-act`, the name of another act, or None where the words around it leave that open.
    `before` and `after` are the words around it that may state its topic, `heading` the heading above where its line
    has no words of its own; `beside` is what else the same sentence cites, `mates` the provisions of its own list or
    range, itself included, and `nth` its number among them; `is_inner` is true of those within a range, which nobody
    wrote. `is_named` tells that words near it, or the document itself, name its act: else it
    is presumed; `is_doubted` that its sentence has what may be the name of another act.
    """

    text: str
    start: int
    end: int
    provision: str | None
    act: str | None
    before: str = ""
    after: str = ""
    beside: tuple[str, ...] = ()
    mates: tuple[str, ...] = ()
    nth: int = 0
    is_inner: bool = False
    is_named: bool = True
    heading: str = ""
    is_doubted: bool = False

    @property
    def together(self) -> int:
        """How many provisions its own list or range has."""
        return len(self.mates) or 1


@dataclass(frozen=True, slots=True)
class Standing:
    """How a citation stands in the law on a day: its canonical form, and what was probably meant.

    `is_certain` is false where only words beside it tell what was meant, or where its act is presumed.
    """

    status: Status
    provision: str | None
    meant: str | None
    message: str
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class Erratum:
    """A point in which the guide that people follow and the Regulation differ."""

    id: str
    guide: str
    regulation: str
    provisions: tuple[str, ...]
