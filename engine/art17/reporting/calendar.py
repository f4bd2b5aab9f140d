"""The forecast as an iCalendar file: one event for each owner and day, with a UID that stays."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from art17.model.forecast import Coming
from art17.model.report import Report
from art17.reporting.extras import lacking
from art17.reporting.plan import owner_said
from art17.reporting.safe import safe
from art17.reporting.words import plural
from art17.version import __version__


def calendar_of(report: Report) -> str:
    """The calendar; a subscribed one follows, since what one owner has to do on one day keeps its UID.

    Raises:
        UsageError: where icalendar, which is an extra, is not installed.
    """
    try:
        import icalendar  # noqa: PLC0415  an extra, needed here alone
    except ImportError as error:
        raise lacking("ics", "icalendar") from error
    library: Any = icalendar
    calendar = library.Calendar()
    calendar.add("prodid", f"-//art17//art17 {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"QMS of {_organisation(report)}: what comes next")
    for (day, owner), coming in _by_owner(report).items():
        calendar.add_component(_event(library, report, day, owner, coming))
    text = calendar.to_ical()
    assert isinstance(text, bytes)
    return text.decode("utf-8")


def _by_owner(report: Report) -> dict[tuple[date, str], list[Coming]]:
    found: dict[tuple[date, str], list[Coming]] = defaultdict(list)
    for each in report.forecast:
        found[each.day, owner_said(each.finding)].append(each)
    return found


def _event(library: Any, report: Report, day: date, owner: str, coming: Sequence[Coming]) -> Any:
    """An event of a whole day, which keeps nobody from being invited to something else."""
    event = library.Event()
    event.add("uid", _uid(report, day, owner))
    event.add("dtstamp", datetime.combine(report.as_of, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1) if day < date.max else day)
    event.add("summary", safe(_summary(owner, coming)))
    event.add("description", "\n".join(_lines(coming)))
    event.add("transp", "TRANSPARENT")
    return event


def _uid(report: Report, day: date, owner: str) -> str:
    told = "\0".join((_organisation(report), owner, day.isoformat()))
    return f"{hashlib.sha256(told.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}@art17"


def _organisation(report: Report) -> str:
    return next((safe(node.title or node.id) for node in report.nodes if node.is_provider), "this folder")


def _summary(owner: str, coming: Sequence[Coming]) -> str:
    ids = list(dict.fromkeys(each.finding.subject.id for each in coming))
    more = f" and {len(ids) - 2} more" if len(ids) > 2 else ""
    return f"QMS: {plural(len(coming), 'finding')} for {owner}: {', '.join(ids[:2])}{more}"


def _lines(coming: Iterable[Coming]) -> Iterable[str]:
    for each in coming:
        finding = each.finding
        yield safe(f"{finding.severity}: {finding.message}")
        yield safe(f"  {finding.fix}")
        yield safe(f"  {finding.subject.place} ({finding.rule})")
