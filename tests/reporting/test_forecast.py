"""The forecast as text, JSON and calendar: what people read at a glance, and what programs read back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import icalendar
import pytest

from art17.model.forecast import Coming
from art17.model.place import Place
from art17.model.report import Report, Subject
from art17.reporting.calendar import calendar_of
from art17.reporting.forecast_json import forecast_json_of
from art17.reporting.forecast_text import forecast_text_of
from art17.reporting.html.timeline import timeline_of
from art17.reporting.report_words import ENGLISH
from reporting.small import DAY, HOSTILE, a_finding, a_report


def coming(days: int, number: int, **more: object) -> Coming:
    return Coming(DAY + timedelta(days), a_finding(number, **more))


COMING = (coming(8, 1), coming(8, 2, severity="note"), coming(40, 3, severity="warning"), coming(400, 4))


def a_forecast(*found: Coming) -> Report:
    return a_report(forecast=found)


def events_of(report: Report) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(calendar_of(report)).walk("VEVENT"))


def test_json_has_each_day_with_its_finding() -> None:
    """JSON is a list of days and findings, in the order of the days, each finding as in a report."""
    data = json.loads(forecast_json_of(a_forecast(*COMING)))
    assert [each["date"] for each in data] == ["2026-12-01", "2026-12-01", "2027-01-02", "2027-12-28"]
    assert [each["finding"]["id"] for each in data] == [each.finding.id for each in COMING]


def test_calendar_has_an_event_for_each_owner_and_day() -> None:
    """What one owner has to do on one day is one event of that whole day, read back by a library."""
    events = events_of(a_forecast(*COMING))
    assert [event["DTSTART"].dt for event in events] == sorted({each.day for each in COMING})
    assert [event["DTEND"].dt - event["DTSTART"].dt for event in events] == [timedelta(1)] * 3
    assert all(each.finding.message in events[0]["DESCRIPTION"] for each in COMING[:2])
    assert len({event["UID"] for event in events}) == 3


def test_calendar_can_be_followed() -> None:
    """The event of an owner and day keeps its UID when the calendar is made again later, with more in it."""
    before = {str(event["UID"]) for event in events_of(a_forecast(*COMING))}
    later = replace(a_forecast(*COMING[:2], coming(8, 9), *COMING[2:]), as_of=DAY + timedelta(3))
    assert {str(event["UID"]) for event in events_of(later)} == before


def test_calendar_at_the_end_of_time_can_be_read() -> None:
    """A day in 9999 has no day after it, and is an event all the same."""
    (event,) = events_of(a_forecast(Coming(date.max, a_finding())))
    assert event["DTSTART"].dt == date.max


def test_hostile_words_stay_within_their_event() -> None:
    """No text of a file begins another line, event or property of a calendar."""
    subject = Subject("A-1\r\nEND:VEVENT", "procedure", Place("a.md\nBEGIN:VEVENT", (), 1, 1), HOSTILE)
    text = calendar_of(a_forecast(coming(8, 1, message=f"{HOSTILE}\r\nEND:VCALENDAR", subject=subject)))
    calendar = icalendar.Calendar.from_ical(text)
    assert [part.name for part in calendar.walk()] == ["VCALENDAR", "VEVENT"]
    assert text.count("\nBEGIN:VEVENT") == 1


def test_text_shows_months_days_and_owners() -> None:
    """The months come first with how much they hold; then each day, once, with what comes and who answers."""
    lines = forecast_text_of(a_forecast(*COMING), 500).splitlines()
    assert lines[:3] == ["Dec 2026     2  ##", "Jan 2027     1  #", "Dec 2027     1  #"]
    assert [line for line in lines if line.startswith("  Tue  1")] == ["  Tue  1  error    Procedure A-1 has nobody."]
    assert sum("nobody named · qms/a.md:3:5 · pack/folder/has-owner" in line for line in lines) == len(COMING)
    assert lines[-1].startswith("If nobody acts: 2 errors, 1 warning, 1 note within 500 days after 2026-11-23.")


@pytest.mark.parametrize("days", [1, 365])
def test_text_says_so_where_nothing_comes(days: int) -> None:
    """A forecast without anything is a sentence, not an empty page."""
    assert forecast_text_of(a_forecast(), days).startswith("Nothing becomes a finding within")


def test_timeline_counts_months_beside_the_fullest() -> None:
    """The timeline of the page has the months in order, each with its share of the fullest one."""
    months = timeline_of(a_forecast(*COMING), ENGLISH).months
    assert [(month.name, month.share, len(month.due)) for month in months] == [
        ("December 2026", 100, 2),
        ("January 2027", 50, 1),
        ("December 2027", 50, 1),
    ]
    assert months[0].due[0].ahead == "in 8 days"
