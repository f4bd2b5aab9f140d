"""How a value reads as the kind of its field (section 5 of the page)."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from art17.citations.citations import cited
from art17.law.act import Act
from art17.model.value import Value


class MalformedError(ValueError):
    """A value that does not read as its kind."""


@dataclass(frozen=True)
class Span:
    """A duration: years and months, then weeks and days, then the seconds of its hours and minutes."""

    months: int
    days: int
    seconds: int


UNITS = {
    "year": (12, 0, 0),
    "month": (1, 0, 0),
    "week": (0, 7, 0),
    "day": (0, 1, 0),
    "hour": (0, 0, 3600),
    "minute": (0, 0, 60),
}
ISO = re.compile(
    r"P(?:(?P<year>\d+)Y)?(?:(?P<month>\d+)M)?(?:(?P<week>\d+)W)?(?:(?P<day>\d+)D)?"
    r"(?:T(?:(?P<hour>\d+)H)?(?:(?P<minute>\d+)M)?)?"
)
WORDS = re.compile(r"(\d+) (year|month|week|day|hour|minute)s?")
ABROAD = {"Jahre": "year", "ans": "year", "Monate": "month", "mois": "month", "Tage": "day", "jours": "day"}
ENDLESS = {"permanently", "unbegrenzt", "illimité"}


def read(value: Value, kind: str, act: Act | None):
    """The value as its kind; raises MalformedError."""
    if kind == "group":
        if not isinstance(value, dict):
            raise MalformedError
        return value
    if not isinstance(value, str):
        raise MalformedError
    text = unicodedata.normalize("NFC", value.strip())
    readers = {
        "date": as_date,
        "duration": as_span,
        "number": as_number,
        "integer": as_integer,
        "boolean": as_boolean,
        "version": as_version,
    }
    if kind == "citation":
        return as_citation(text, act)
    return readers[kind](text) if kind in readers else text


def as_date(text: str) -> date:
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)([T ]\d\d:\d\d.*)?", text)
    try:
        return date.fromisoformat(found[1])
    except (TypeError, ValueError):
        raise MalformedError from None


def as_span(text: str) -> Span:
    if text in ENDLESS:
        return Span(12_000, 0, 0)
    number, _, unit = text.partition(" ")
    text = f"{number} {ABROAD.get(unit, unit)}" if unit else text
    words = WORDS.fullmatch(text)
    iso = ISO.fullmatch(text)
    if words:
        amounts = {words[2]: words[1]}
    elif iso and any(iso.groups()):
        amounts = {unit: amount for unit, amount in iso.groupdict().items() if amount}
    else:
        raise MalformedError
    parts = [[int(amount) * part for part in UNITS[unit]] for unit, amount in amounts.items()]
    months, days, seconds = (sum(column) for column in zip(*parts, strict=True))
    return Span(months, days + seconds // 86400, seconds % 86400)


def as_number(text: str) -> Decimal:
    if not re.fullmatch(r"[+-]?\d+(\.\d+)?", text):
        raise MalformedError
    return Decimal(text)


def as_integer(text: str) -> Decimal:
    if not re.fullmatch(r"[+-]?\d+", text):
        raise MalformedError
    return Decimal(text)


def as_boolean(text: str) -> bool:
    if text.lower() in ("true", "yes", "on"):
        return True
    if text.lower() in ("false", "no", "off"):
        return False
    raise MalformedError


def as_version(text: str) -> tuple[str | int, ...]:
    return tuple(int(part) if part.isdecimal() else part for part in text.split("."))


def as_citation(text: str, act: Act | None) -> str:
    found = cited(text)
    if not found or found[0].provision is None:
        raise MalformedError
    return act.resolve(found[0].provision) if act else found[0].provision


def moved(day: date, span: Span, sign: int) -> date:
    """The day that lies a duration after (or before) another: months first, then days."""
    months = day.year * 12 + day.month - 1 + sign * span.months
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        raise MalformedError
    last = calendar.monthrange(year, month + 1)[1]
    try:
        return date(year, month + 1, min(day.day, last)) + timedelta(days=sign * span.days)
    except OverflowError:
        raise MalformedError from None


def compare(one, other, as_of: date) -> int:
    """Below, at or above zero; two durations by the days they lead to, then by their seconds."""
    if isinstance(one, Span):
        one, other = ((moved(as_of, span, 1), span.seconds) for span in (one, other))
    if isinstance(one, tuple) and not isinstance(one[0], date):
        return compare_versions(one, other)
    return (one > other) - (one < other)


def compare_versions(one, other) -> int:
    """Part by part: as numbers where both are, numbers before words; a longer version comes after its beginning."""
    for a, b in zip(one, other, strict=False):
        if isinstance(a, int) != isinstance(b, int):
            return -1 if isinstance(a, int) else 1
        if a != b:
            return 1 if a > b else -1
    return (len(one) > len(other)) - (len(one) < len(other))
