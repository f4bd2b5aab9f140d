"""What a text means as a value of its field's kind."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from art17.citations.citations import cited
from art17.conditions.scene import Scene
from art17.model.days import Duration, date_in, days_after, duration_in
from art17.model.value import Value

Meaning = Any
"""A value that compares with others of its kind."""


class Malformed:
    """A value that does not read as its kind."""


MALFORMED = Malformed()
ORDERED = frozenset({"date", "duration", "number", "integer", "version"})
_NUMBER = re.compile(r"[+-]?\d{1,40}(?:\.\d{1,40})?")
_INTEGER = re.compile(r"[+-]?\d{1,40}")
_TRUTHS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def meaning(value: Value, kind: str, as_of: date) -> Meaning:
    """What a value says, read as a kind; MALFORMED where it does not.

    Durations become the day they lead to from the as-of date, and the seconds left over.
    """
    if not isinstance(value, str):
        return value if kind == "group" else MALFORMED
    text = value.strip()
    match kind:
        case "date":
            return date_in(text) or MALFORMED
        case "duration":
            return _duration(text, as_of)
        case "number":
            return Decimal(text) if _NUMBER.fullmatch(text) else MALFORMED
        case "integer":
            return Decimal(text) if _INTEGER.fullmatch(text) else MALFORMED
        case "boolean":
            return _TRUTHS.get(text.lower(), MALFORMED)
        case "version":
            return tuple(_version_part(part) for part in text.split("."))
        case "citation":
            return _provision(text)
        case "group":
            return MALFORMED
        case _:
            return unicodedata.normalize("NFC", text)


def number_in(text: str) -> Decimal | None:
    """The number that a text is, or None.

    >>> number_in("1.50"), number_in("1,5")
    (Decimal('1.50'), None)
    """
    return Decimal(text.strip()) if _NUMBER.fullmatch(text.strip()) else None


def text_meaning(one: Decimal | date) -> str:
    """A number or a day as files write it."""
    return f"{one:f}" if isinstance(one, Decimal) else one.isoformat()


class Length(tuple[date, int]):
    """A duration as the day that it leads to from the as-of date, and the seconds left over.

    `months` are the years and months in it, which differ in length; it orders as the pair that it is.
    """

    months: tuple[int, int]

    def __new__(cls, duration: Duration, as_of: date) -> Length:
        """The duration, from a day on.

        Raises:
            OverflowError: where it leads out of the calendar.
        """
        made = super().__new__(cls, (duration.after(as_of), duration.seconds))
        made.months = duration.months
        return made


def _duration(text: str, as_of: date) -> Meaning:
    duration = duration_in(text)
    if duration is None:
        return MALFORMED
    try:
        return Length(duration, as_of)
    except OverflowError:
        return MALFORMED


def _version_part(part: str) -> tuple[int, int, str]:
    """Numbers order as numbers and before words."""
    number = part.isdecimal() and len(part) < 20
    return (0, int(part), "") if number else (1, 0, part)


@lru_cache(maxsize=4096)
def provisions_in(text: str, act: str = "") -> tuple[str, ...]:
    """Every provision that a text names, lists and ranges opened up; none that is said to be of another act."""
    found = (citation for citation in cited(text) if not act or citation.act in (act, None))
    return tuple(citation.provision for citation in found if citation.provision)


def _provision(text: str) -> Meaning:
    found = provisions_in(text)
    return found[0] if found else MALFORMED


def note_durations(one: Meaning, other: Meaning, scene: Scene) -> None:
    """Months differ in length: durations this close may compare otherwise on another day, unless both hold as many."""
    if isinstance(one, Length) and one.months != other.months and abs((one[0] - other[0]).days) <= 4:
        scene.turns_on(days_after(scene.as_of, 1))


def comparable(kind: str) -> str:
    """The kind that represents all those whose values compare with this one's."""
    return {"integer": "number", "choice": "text", "link": "text"}.get(kind, kind)


def hashable(one: Meaning) -> object:
    """A meaning as something that can be looked up."""
    try:
        hash(one)
    except TypeError:  # a value that is a mapping
        return repr(one)
    return one
