"""What would make a condition true, as values: what to write where, and what only a person can say.

Skeletons are written from these, and an editor can offer them; neither opens a condition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from art17.conditions.kinds import MALFORMED, number_in, text_meaning
from art17.conditions.operand import AsOf, FieldRef, Literal, Operand, Reckoned, reckoned
from art17.graph.path import Path
from art17.model.days import date_in
from art17.model.vocabulary import FieldOf

if TYPE_CHECKING:
    from art17.conditions.condition import Test

_USUAL = {
    "duration": ("duration, such as 12 months", "12 months"),
    "number": ("number", "1"),
    "integer": ("whole number", "1"),
    "boolean": ("yes | no", "yes"),
    "version": ("version, such as 1.0", "1.0"),
    "citation": ("provision of the Act", "Art. 17(1)"),
}
MANY = 12
"""More choices than this are not listed in a blank."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A value that somebody has to fill in: what is asked, and one answer that the rules accept."""

    asks: str
    example: str

    @property
    def prompt(self) -> str:
        """The blank as it stands in a file: in brackets, which every reader of art17 counts as absent.

        >>> Blank("pass | fail", "pass").prompt
        '[pass | fail]'
        """
        return f"[{self.asks}]"


Entry = str | Blank | list["Entry"] | dict[str, "Entry"]
"""What stands under a key: a text, a Blank, or a list or mapping of these."""
Row = dict[str, Entry]


@dataclass(frozen=True, slots=True)
class Known:
    """What a blank may refer to: the day, and what the subject and the artefact itself say already."""

    as_of: date
    of_subject: Row
    of_self: Row

    def value(self, ref: FieldRef) -> str:
        """The first value of a field that a rule compares with, or ""; of a node named on the way nothing is known."""
        source = {"subject": self.of_subject, "": self.of_self}.get(ref.of)
        return next(iter(texts_of(source, ref.steps)), "")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a test asks to be written under a field.

    `entry` is None where no value can be named.  What is there already gives way where it
    `replaces`, and is enough where `any_will_do`; `is_gone`: nothing may be there.  `unsaid` is
    the field of the subject that should say the same and says nothing yet.
    """

    entry: Entry | None = None
    replaces: bool = False
    any_will_do: bool = False
    is_gone: bool = False
    unsaid: FieldRef | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """All of these; `about` is what was asked on the way, and need not be written."""

    parts: tuple[Proposal, ...]
    about: tuple[Proposal, ...] = ()


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of these."""

    parts: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field has to pass a test."""

    steps: tuple[str, ...]
    test: Test

    @property
    def name(self) -> str:
        return ".".join(self.steps)


@dataclass(frozen=True, slots=True)
class Lead:
    """A path has to lead to something: so many, of these types, each of which `that` is written in."""

    path: Path
    wanted: tuple[str, ...]
    that: Proposal | None = None
    number: int = 1


@dataclass(frozen=True, slots=True)
class NoneLed:
    """A path may lead to none of these types."""

    wanted: tuple[str, ...]
    about: tuple[Proposal, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """What carries one end of a linkage has to lead, by one of these links, to what carries the other."""

    along: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Carry:
    """It has to be of a type that carries the provision that the subject states in a field."""

    field: str


@dataclass(frozen=True, slots=True)
class Bind:
    """The digest of what is pointed at has to be stated."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing that could be written; `is_given`: the provider, the systems or the law decide."""

    about: tuple[Proposal, ...] = ()
    is_given: bool = False


Proposal = Together | OneOf | Field | Lead | NoneLed | Tie | Carry | Bind | Nothing


def parts_of(proposal: Proposal) -> tuple[Proposal, ...]:
    """What a proposal is made of, and what was asked on the way."""
    match proposal:
        case Together(parts, about):
            return (*parts, *about)
        case OneOf(parts):
            return parts
        case Lead(that=that):
            return (that,) if that else ()
        case Nothing(about) | NoneLed(about=about):
            return about
        case _:
            return ()


def facts_in(proposal: Proposal) -> dict[str, list[str]]:
    """The values that a proposal writes out for its fields, all of them or one."""
    parts = proposal.parts if isinstance(proposal, Together) else (proposal,)
    stated = ((part.name, part.test.stated) for part in parts if isinstance(part, Field))
    return {name: list(each.texts) for name, each in stated if each.texts and not each.all}


def usual(name: str, kind: FieldOf, as_of: date) -> Blank:
    """The blank for a field of which a rule asks only that it be there."""
    if kind.choices:
        return chosen(kind)
    if kind.kind == "date":
        return Blank("date, YYYY-MM-DD", as_of.isoformat())
    asks, example = _USUAL.get(kind.kind, (f"text: {name.replace('_', ' ')}", f"What is so about {name}"))
    return Blank(asks, example)


def chosen(kind: FieldOf, wanted: Sequence[str] = ()) -> Blank:
    """The blank for a choice, what a rule wants before the rest; one of the two there must be."""
    choices = kind.choices or (("yes", "no") if kind.kind == "boolean" else ())
    said = [{"true": "yes", "false": "no"}.get(each, each) if kind.kind == "boolean" else each for each in wanted]
    order = list(dict.fromkeys((*said, *choices)))
    shown = order if len(order) <= MANY else [*order[: max(len(said), 1)], "..."]
    return Blank(" | ".join(shown), order[0])


def literals(others: Sequence[Operand]) -> tuple[str, ...]:
    """The values that a rule writes out."""
    return tuple(other.text for other in others if isinstance(other, Literal))


def text_of(other: Operand, known: Known) -> str:
    """The text that an operand would be, as far as it is known; else ""."""
    match other:
        case Literal(text):
            return text
        case FieldRef():
            return known.value(other)
        case AsOf():
            return known.as_of.isoformat()
        case Reckoned(how, parts):
            texts = [text_of(part, known) for part in parts]
            read = [date_in(text) or number_in(text) for text in texts]
            whole = reckoned(how, read) if None not in read else MALFORMED
            return text_meaning(whole) if isinstance(whole, Decimal | date) else ""


def texts_of(entry: Entry | None, steps: tuple[str, ...] = ()) -> list[str]:
    """The texts that an entry states where steps lead, once its blanks are filled in.

    >>> texts_of([{"by": "a"}, {"by": Blank("who", "b")}, {}], ("by",))
    ['a', 'b']
    """
    if isinstance(entry, list):
        return [text for part in entry for text in texts_of(part, steps)]
    if isinstance(entry, dict):
        return texts_of(entry.get(steps[0]), steps[1:]) if steps else []
    if entry is None or steps:
        return []
    return [entry.example if isinstance(entry, Blank) else entry]
