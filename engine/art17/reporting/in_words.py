"""Dates, numbers and names as a reader of documents expects them, the same in every locale."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
VERDICTS = {"met": "met", "unmet": "not met", "undecided": "undecided", "not-applicable": "not applicable"}
CLASSES = {
    "gap": "Gap",
    "stale-review": "Stale review",
    "missing-owner": "Missing owner",
    "broken-linkage": "Broken linkage",
}
BASES = {"law": "Law", "standard": "Standard", "practice": "Good practice"}


def day_said(day: date | str | None) -> str:
    """A day in words.

    >>> day_said(date(2026, 11, 23)), day_said("2026-07-27"), day_said("undated")
    ('23 November 2026', '27 July 2026', 'undated')
    """
    if isinstance(day, str):
        try:
            day = date.fromisoformat(day)
        except ValueError:
            return str(day)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else "not known"


def capital(text: str) -> str:
    """A text as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def above(provision: str) -> tuple[str, ...]:
    """A provision and those that it is part of, by its spelling.

    >>> above("Art. 17(1)(a)")
    ('Art. 17(1)(a)', 'Art. 17(1)', 'Art. 17')
    """
    found = [provision]
    while found[-1].endswith(")"):
        found.append(found[-1][: found[-1].rindex("(")].rstrip())
    if ", " in found[-1]:
        found.append(found[-1].partition(", ")[0])
    return tuple(found)
