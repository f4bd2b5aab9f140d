"""What is to be done about findings: by whom and by when; shared by the formats that are tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from art17.model.report import Finding, Report

NOBODY = "nobody named"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do; `due` is the first day on which somebody may ask for it, None where that is today."""

    finding: Finding
    owner: str
    due: date | None


def owner_said(finding: Finding) -> str:
    """Who answers for what a finding is about, in words."""
    return finding.owner or NOBODY


def actions_of(report: Report) -> Iterator[Action]:
    """What is to be done about each finding, in the order of the report."""
    return (Action(finding, owner_said(finding), due(finding, report.as_of)) for finding in report.findings)


def due(finding: Finding, as_of: date) -> date | None:
    """The first day that binds any system, where all of them lie ahead; of disputed readings the earlier."""
    days = [each.since for each in finding.binding if each.since]
    first = min(days, default=None)
    return first if first and first > as_of else None
