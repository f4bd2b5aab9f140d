"""What comes within a year if nobody acts: month by month, with who has to act."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from art17.model.report import Finding, Report
from art17.reporting.in_words import capital
from art17.reporting.plan import owner_said
from art17.reporting.report_words import Words

MOST = 400
"""So many are shown; a year in which more comes is one in which nothing was set up."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that comes: on which day, how far ahead, and who answers for it."""

    day: str
    ahead: str
    owner: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Month:
    """What comes in one month; `share` is how much that is beside the fullest month, in hundredths."""

    name: str
    share: int
    due: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The months in which something comes, and how much more there is than is shown."""

    months: tuple[Month, ...]
    left_out: int


def timeline_of(report: Report, w: Words) -> Timeline:
    """The timeline of a report."""
    shown = report.forecast[:MOST]
    groups = [
        (month, tuple(found)) for month, found in groupby(shown, key=lambda each: (each.day.year, each.day.month))
    ]
    most = max((len(found) for _, found in groups), default=1)
    months = tuple(
        Month(
            w.month(found[0].day),
            max(1, round(100 * len(found) / most)),
            tuple(
                Due(
                    str(each.day.day),
                    w.ahead((each.day - report.as_of).days),
                    capital(w(owner_said(each.finding))),
                    each.finding,
                )
                for each in found
            ),
        )
        for _, found in groups
    )
    return Timeline(months, len(report.forecast) - len(shown))
