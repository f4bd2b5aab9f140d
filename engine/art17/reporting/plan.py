"""What is to be done about findings: by whom and by when; shared by the formats that are tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from art17.model.report import Finding, Report
from art17.reporting.report_words import ENGLISH, Words

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


def to_do(fix: str, title: str, w: Words = ENGLISH) -> str:
    """What to do: what must be so, for people who write, and the fix, for those who keep data.

    >>> to_do("Set `owner`.", "A document has an owner")
    'It must be so: A document has an owner.\\nAs data: Set `owner`.'
    """
    if not title or "`" not in fix:
        return fix
    return f"{w('It must be so:')} {title}.\n{w('As data:')} {fix}"


def titles_of(report: Report) -> Mapping[str, str]:
    """The titles of the rules of a report, by id."""
    return {rule.id: rule.title for rule in report.rules}


def actions_of(report: Report) -> Iterator[Action]:
    """What is to be done about each finding, in the order of the report."""
    return (Action(finding, owner_said(finding), due(finding, report.as_of)) for finding in report.findings)


def due(finding: Finding, as_of: date) -> date | None:
    """The first day that binds any system, where all of them lie ahead; of disputed readings the earlier."""
    days = [each.since for each in finding.binding if each.since]
    first = min(days, default=None)
    return first if first and first > as_of else None
