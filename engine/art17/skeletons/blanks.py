"""What a test of a field asks to be written there: facts where the rule leaves no choice, blanks elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from art17.conditions.condition import Condition
from art17.conditions.containment import Contains
from art17.conditions.equality import Equals
from art17.conditions.fields import FieldTest
from art17.conditions.logic import All
from art17.conditions.matching import Matches, pattern_of
from art17.conditions.operands import AsOf, FieldRef, Literal, Operand
from art17.conditions.order import Compares
from art17.conditions.tally import Tally
from art17.model.days import date_in, days_after
from art17.model.vocabulary import FieldOf
from art17.skeletons.sketch import Blank, Entry
from art17.skeletons.unwritten import texts_of

_WORDS = {
    "at_least": ("on or after", "at least"),
    "at_most": ("on or before", "at most"),
    "before": ("before", "less than"),
    "after": ("after", "more than"),
}
_STEP = {"before": -1, "after": 1}
_USUAL = {
    "duration": ("duration, such as 12 months", "12 months"),
    "number": ("number", "1"),
    "integer": ("whole number", "1"),
    "boolean": ("yes | no", "yes"),
    "version": ("version, such as 1.0", "1.0"),
    "citation": ("provision of the Act", "Art. 17(1)"),
}
Row = dict[str, Entry]
MANY = 12
"""More choices than this are not listed in a blank."""


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


def asked_by(test: object, name: str, kind: FieldOf, known: Known) -> Entry | None:
    """What a test asks of a value; None where no value can be named."""
    match test:
        case Equals(others, negated):
            wanted = [text for other in others if (text := _text(other, known))]
            if negated:
                left = tuple(choice for choice in kind.choices if choice not in wanted)
                return Blank(" | ".join(left), left[0]) if left else usual(name, kind, known.as_of)
            return chosen(kind, wanted) if wanted else None
        case Compares(how, other):
            return _compared(how, other, kind, known)
        case Matches(expression):
            return _matching(expression, name, kind, known)
        case Contains(parts):
            return list[Entry](Blank(text, text) for part in parts if (text := _text(part, known))) or None
        case Tally(bounds):
            return list[Entry](usual(name, kind, known.as_of) for _ in range(bounds.at_least or 1))
        case _:
            return usual(name, kind, known.as_of)


def literals(others: Iterable[Operand]) -> list[str]:
    """The values that a rule writes out."""
    return [other.text for other in others if isinstance(other, Literal)]


def facts_in(condition: Condition) -> dict[str, list[str]]:
    """The values that a condition writes out for its fields, all of them or one."""
    parts = condition.parts if isinstance(condition, All) else (condition,)
    tests = ((part.name, part.test) for part in parts if isinstance(part, FieldTest))
    equal = ((name, test) for name, test in tests if isinstance(test, Equals) and not test.negated)
    return {name: texts for name, test in equal if (texts := literals(test.others))}


def _text(other: Operand, known: Known) -> str:
    match other:
        case Literal(text):
            return text
        case FieldRef():
            return known.value(other)
        case AsOf():
            return known.as_of.isoformat()


def _matching(expression: str, name: str, kind: FieldOf, known: Known) -> Blank:
    fitting = [choice for choice in kind.choices if pattern_of(expression).search(choice)]
    return chosen(kind, fitting) if fitting else usual(name, kind, known.as_of)


def _compared(how: str, other: Operand, kind: FieldOf, known: Known) -> Blank | None:
    words = _WORDS[how]
    if kind.kind != "date":
        text = _text(other, known)
        return Blank(f"{kind.kind}, {words[1]} {text}", text) if text else None
    day = _day(other, known)
    if day is None:
        return None
    said = "today" if isinstance(other, AsOf) and not other.shift else day.isoformat()
    example = days_after(day, _STEP.get(how, 0)) or day
    return Blank(f"date, {words[0]} {said}", example.isoformat())


def _day(other: Operand, known: Known) -> date | None:
    day = date_in(_text(other, known))
    shift = None if isinstance(other, Literal) else other.shift
    if day is None or isinstance(other, Literal) or shift is None:
        return day
    try:
        return shift.after(day) if other.sign > 0 else shift.before(day)
    except OverflowError:
        return None
