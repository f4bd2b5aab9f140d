"""Dates and durations at the ends of months."""

from __future__ import annotations

from datetime import date

import pytest

from art17.model.days import date_in, duration_in
from art17.model.value import Value
from builders import artefact, verdict


@pytest.mark.parametrize(
    ("start", "span", "end"),
    [
        ("2026-01-31", "P1M", "2026-02-28"),
        ("2024-01-31", "P1M", "2024-02-29"),
        ("2026-03-31", "P1M", "2026-04-30"),
        ("2026-08-31", "6 months", "2027-02-28"),
        ("2024-02-29", "1 year", "2025-02-28"),
        ("2026-01-31", "P1M1D", "2026-03-01"),
        ("2026-12-31", "P2W", "2027-01-14"),
        ("2026-11-23", "15 days", "2026-12-08"),
        ("2026-08-31", "10 Jahre", "2036-08-31"),
        ("2026-08-31", "6 Monaten", "2027-02-28"),
        ("2026-08-31", "6 mois", "2027-02-28"),
        ("2026-11-23", "15 jours", "2026-12-08"),
        ("2026-11-23", "permanently", "3026-11-23"),
        ("2026-11-23", "Unbegrenzt", "3026-11-23"),
        ("2026-11-23", "illimitée", "3026-11-23"),
        ("2026-11-23", "PT12H", "2026-11-23"),
        ("2026-11-23", "PT36H", "2026-11-24"),
    ],
)
def test_after(start: str, span: str, end: str) -> None:
    """Months come first and keep the day or take the month's last; then days."""
    duration = duration_in(span)
    assert duration is not None
    assert duration.after(date.fromisoformat(start)) == date.fromisoformat(end)


def test_before() -> None:
    """Ten years before the last day of February is a day in February."""
    duration = duration_in("10 years")
    assert duration is not None
    assert duration.before(date(2024, 2, 29)) == date(2014, 2, 28)


@pytest.mark.parametrize("text", ["2026-13-01", "2026-02-29", "26-01-01", "2026/01/01", "today", "", "2026-1-1"])
def test_no_dates(text: str) -> None:
    """What is no day of the calendar, written with year first, is no date."""
    assert date_in(text) is None


@pytest.mark.parametrize("text", ["", "P", "6", "months", "six months", "1.5 months", "-P1M", "P1X", "P1M" * 20])
def test_no_durations(text: str) -> None:
    """What is neither ISO 8601 nor a number with a unit is no duration."""
    assert duration_in(text) is None


def test_beyond_the_calendar() -> None:
    """A duration that leads out of the calendar says so."""
    duration = duration_in("P9000Y")
    assert duration is not None
    with pytest.raises(OverflowError):
        duration.after(date(2026, 1, 1))


@pytest.mark.parametrize("day", ["9999-12-31", "9999-12-28", "0001-01-01"])
@pytest.mark.parametrize("asked", ["as_of", {"as_of": "true", "plus": "P1M"}, {"as_of": "true", "minus": "P1M"}])
@pytest.mark.parametrize("how", ["before", "after", "at_least", "at_most"])
def test_days_at_the_ends_of_the_calendar_are_compared(day: str, asked: Value, how: str) -> None:
    """A day whose next day no calendar has ends the run."""
    found = verdict({"day": {how: asked}}, artefact("A", day=day))
    assert found == ("met" if (day[0] == "9") == (how in ("after", "at_least")) else "unmet")


def test_the_last_day_of_the_calendar_is_judged_on() -> None:
    """A run as of the last day there is ends in an error."""
    one = artefact("A", day="9999-12-31", span="P1M")
    assert verdict({"day": {"within": "P1M"}}, one, as_of=date.max) == "undecided"
    assert verdict({"span": {"at_most": "31 days"}}, one, as_of=date.max) == "undecided"
