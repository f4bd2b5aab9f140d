"""Dates and durations as files write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import isodate

_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?")
_IN_WORDS = re.compile(
    r"(\d+)[ -]?(?:(?P<Y>years?|jahre?n?|ans?|années?)|(?P<M>months?|monate?n?|mois)|(?P<W>weeks?|wochen?|semaines?)"
    r"|(?P<D>days?|tage?n?|jours?)|(?P<TH>hours?|stunden?|heures?)|(?P<TM>minutes?|minuten))"
)
_WITHOUT_END = re.compile(
    r"permanent(?:ly)?|indefinite(?:ly)?|for ?ever|unlimited|without (?:end|limit)|no end"
    r"|(?:zeitlich )?unbegrenzt|unbefristet|dauerhaft|illimitée?|indéfiniment|sans (?:fin|limite)|à perpétuité"
)
_ENDLESS = "P1000Y"
"""What has no end is longer than all that is asked for."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A span of time as written, e.g. `P6M` or `15 days`."""

    text: str
    span: isodate.Duration | timedelta

    def after(self, day: date) -> date:
        """The day that lies this long after `day`; the last of a month where the day is missing.

        Raises:
            OverflowError: if there is no such day in the calendar.
        """
        return _moved(day, self, 1)

    def before(self, day: date) -> date:
        """The day that lies this long before `day`."""
        return _moved(day, self, -1)

    @property
    def months(self) -> tuple[int, int]:
        """Its years and months, whose length depends on the day from which they are counted."""
        return (0, 0) if isinstance(self.span, timedelta) else (int(self.span.years), int(self.span.months))

    @property
    def seconds(self) -> int:
        """Its hours and minutes that make no whole day, in seconds."""
        rest = self.span if isinstance(self.span, timedelta) else self.span.tdelta
        return rest.seconds


def _moved(day: date, duration: Duration, sign: int) -> date:
    span: Any = duration.span  # isodate's own types are partial
    try:
        moved = day + span if sign > 0 else day - span
    except ValueError as error:  # isodate leaves the calendar with another error than datetime
        raise OverflowError(str(error)) from error
    assert isinstance(moved, date)
    return moved


def days_after(day: date, days: int) -> date | None:
    """The day so many days after another, or before it; None where the calendar has none.

    >>> days_after(date(9999, 12, 31), 1)
    """
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


@lru_cache(maxsize=4096)
def date_in(text: str) -> date | None:
    """The date that a text is, or None.

    >>> date_in("2026-09-14"), date_in("2026-02-30"), date_in("14.9.2026")
    (datetime.date(2026, 9, 14), None, None)
    """
    found = _DATE.fullmatch(text.strip())
    if not found:
        return None
    try:
        return date.fromisoformat(found[1])
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def duration_in(text: str) -> Duration | None:
    """The duration that a text is, or None; years and months are whole numbers.

    In words it may be English, German or French; what is kept without end lasts a thousand years.

    >>> duration_in("6 months").after(date(2026, 8, 31)), duration_in("P1.5Y")
    (datetime.date(2027, 2, 28), None)
    >>> duration_in("10 Jahre").after(date(2026, 8, 31)), duration_in("permanently").after(date(2026, 8, 31))
    (datetime.date(2036, 8, 31), datetime.date(3026, 8, 31))
    """
    written = text.strip()
    words = _IN_WORDS.fullmatch(written.lower())
    iso = written
    if words:
        unit = words.lastgroup or ""
        iso = f"PT{words[1]}{unit[1:]}" if unit.startswith("T") else f"P{words[1]}{unit}"
    elif _WITHOUT_END.fullmatch(written.lower()):
        iso = _ENDLESS
    if not iso.startswith("P") or len(iso) > 40:
        return None
    import isodate  # noqa: PLC0415  late: only runs that meet a duration need it

    library: Any = isodate  # its own types are partial
    try:
        span: Any = library.parse_duration(iso)
    except (isodate.ISO8601Error, ValueError, OverflowError):
        return None
    is_whole = isinstance(span, timedelta) or span.years % 1 == span.months % 1 == 0
    return Duration(written, span) if is_whole else None  # which day lies half a month away nobody has settled
