"""What is to be done about findings: by whom and by when; shared by the formats that are tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from art17.model.report import ORGANISATION, Finding, Report
from art17.model.shown import NodeShown

NOBODY = "nobody named"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do; `due` is the first day on which somebody may ask for it, None where that is today."""

    finding: Finding
    owner: str
    due: date | None


class Owners:
    """Who answers for what findings are about that are not of the report itself, such as those that are to come."""

    def __init__(self, report: Report) -> None:
        self._by_id: Mapping[tuple[str, str], NodeShown] = {(node.id, node.path): node for node in report.nodes}
        self._by_path: Mapping[str, NodeShown] = {
            node.path: node for node in reversed(report.nodes) if node.register < 0 and not node.is_of_people
        }

    def of(self, finding: Finding) -> str:
        """Who answers for what a finding is about, in words."""
        subject = finding.subject
        node = self._by_id.get((subject.id, subject.place.path)) or self._by_path.get(subject.place.path)
        if node is None or node.is_system or node.is_provider:
            return ORGANISATION
        return node.owner or NOBODY


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
