"""From when what was found applies: today, later, or never by law; and what still waits for something to exist."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from art17.model.report import Finding, Report
from art17.reporting.in_words import above
from art17.reporting.report_words import Words

TODAY, LATER, READY, PRACTICE = "today", "later", "ready", "practice"


@dataclass(frozen=True, slots=True)
class AppliesFrom:
    """A day from which findings apply: `sure` of them by every reading, `disputed` by one of two."""

    day: date
    sure: int
    disputed: int
    at: float


@dataclass(frozen=True, slots=True)
class Strip:
    """The days from which findings under the law apply, in order; `today` is where the as-of date lies among them."""

    days: tuple[AppliesFrom, ...] = ()
    today: float = 0.0
    left_out: int = 0


def stage_of(finding: Finding, as_of: date) -> str:
    """Whether a finding applies today, later, only once something changes, or is good practice alone."""
    if finding.basis != "law":
        return PRACTICE
    days = [each.since for each in finding.binding if each.since]
    if not finding.binding or any(day <= as_of for day in days):
        return TODAY
    return LATER if days else READY


def numbers_of(report: Report, w: Words) -> tuple[tuple[int, str, str], ...]:
    """How many findings apply today, later, and by good practice alone, each with what it is and a note."""
    active = [finding for finding in report.findings if finding.status == "active"]
    stages = Counter(stage_of(finding, report.as_of) for finding in active)
    later = [each.since for finding in active for each in finding.binding if each.since and each.since > report.as_of]
    ahead = [finding for finding in active if stage_of(finding, report.as_of) == LATER]
    first = min(later, default=None)
    readiness = w("{count} more only if a design is significantly changed", count=w.number(stages[READY]))
    note = w("by the law, first from {day}", day=w.day(first)) if ahead and first else w("by the law")
    return (
        (stages[TODAY], w("Apply today"), w("by the law")),
        (stages[LATER], w("Apply later"), f"{note}; {readiness}" if stages[READY] else note),
        (stages[PRACTICE], w("Good practice"), w("no law asks for it; standards or practice do")),
    )


def strip_of(report: Report) -> Strip:
    """The days from which the findings under the law apply; disputed ones stand in both readings."""
    sure: Counter[date] = Counter()
    disputed: Counter[date] = Counter()
    left_out = 0
    for finding in report.findings:
        if finding.status != "active" or finding.basis != "law" or not finding.binding:
            continue
        readings: dict[str, set[date]] = {}
        for each in finding.binding:
            if each.since:
                readings.setdefault(each.system, set()).add(each.since)
        left_out += not readings
        certain = {min(days) for days in readings.values() if len(days) == 1}
        doubtful = {day for days in readings.values() if len(days) > 1 for day in days}
        if certain and not doubtful:
            sure[min(certain)] += 1
        disputed.update(doubtful)
    days = sorted({*sure, *disputed})
    if not days:
        return Strip(left_out=left_out)
    begin, end = min(days[0], report.as_of), max(days[-1], report.as_of)
    span = max((end - begin).days, 1)

    def at(day: date) -> float:
        return round(100 * (day - begin).days / span, 1)

    found = tuple(AppliesFrom(day, sure[day], disputed[day], at(day)) for day in days)
    return Strip(found, at(report.as_of), left_out)


def waiting(report: Report, point: str) -> int:
    """How many rules under a point wait, since nothing of the kind that they look at exists yet."""
    silent = frozenset(report.vacuous)
    own = (rule for rule in report.rules if any(point in above(cite) for cite in rule.provisions))
    return sum(rule.id in silent for rule in own)
