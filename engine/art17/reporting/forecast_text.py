"""The forecast as people read it: a calendar by month and day, with who has to act."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import groupby

from art17.model.forecast import Coming
from art17.model.report import Report
from art17.model.rule import SEVERITIES
from art17.reporting.plan import owner_said
from art17.reporting.safe import safe
from art17.reporting.style import Style, plain
from art17.reporting.words import DISCLAIMER, plural

WIDTH = 100
_INDENT = " " * 10
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_BAR = 30


def forecast_text_of(report: Report, days: int, style: Style = plain) -> str:
    """The forecast: first the months at a glance, then each day with what comes on it."""
    parts = [*_months(report), *(part for month in _by_month(report) for part in _month(*month, style))]
    return "\n".join((*parts, _summary(report, days))) + "\n"


def _by_month(report: Report) -> Iterator[tuple[tuple[int, int], list[Coming]]]:
    for month, coming in groupby(report.forecast, key=lambda each: (each.day.year, each.day.month)):
        yield month, list(coming)


def _months(report: Report) -> Iterator[str]:
    """How much comes in each month."""
    months = list(_by_month(report))
    most = max((len(coming) for _, coming in months), default=0)
    if len(months) < 2:
        return
    for (year, month), coming in months:
        bar = "#" * max(1, round(len(coming) * min(_BAR, most) / most))
        yield f"{_MONTHS[month - 1][:3]} {year}  {len(coming):>4}  {bar}"
    yield ""


def _month(month: tuple[int, int], coming: list[Coming], style: Style) -> Iterator[str]:
    yield style(f"{_MONTHS[month[1] - 1]} {month[0]}", "place")
    for day, found in groupby(coming, key=lambda each: each.day):
        for at, each in enumerate(found):
            yield from _line(day if at == 0 else None, each, style)
    yield ""


def _line(day: date | None, coming: Coming, style: Style) -> Iterator[str]:
    finding = coming.finding
    head = f"  {_DAYS[day.weekday()]} {day.day:>2}  " if day else _INDENT
    severity = style(f"{finding.severity:<7}", finding.severity)
    owner = safe(owner_said(finding))
    text = textwrap.wrap(safe(finding.message), WIDTH - len(_INDENT) - 9) or [""]
    yield f"{head}{severity}  {text[0]}"
    yield from (f"{_INDENT}{' ' * 9}{line}" for line in text[1:])
    yield f"{_INDENT}{' ' * 9}{style(f'{owner} · {safe(str(finding.subject.place))} · {finding.rule}', 'faint')}"


def _summary(report: Report, days: int) -> str:
    counts = Counter(each.finding.severity for each in report.forecast)
    told = ", ".join(plural(counts[severity], severity) for severity in SEVERITIES if counts[severity])
    reach = f"within {plural(days, 'day')} after {report.as_of}"
    if not told:
        return f"Nothing becomes a finding {reach} by time alone. {DISCLAIMER}"
    return f"If nobody acts: {told} {reach}. {DISCLAIMER}"
