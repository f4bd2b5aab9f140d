"""Who answers for what a finding is about."""

from __future__ import annotations

from collections.abc import Mapping

from art17.model.report import Finding, Report
from art17.model.shown import NodeShown

NOBODY = "Nobody named yet"
WHOLE = "The management system as a whole"


class Owners:
    """The artefacts of a report, found by address and by path."""

    def __init__(self, report: Report) -> None:
        self._nodes = report.nodes
        self.number: Mapping[str, int] = {node.id: at for at, node in reversed([*enumerate(report.nodes)])}
        self._by_path: Mapping[str, int] = {
            node.path: at
            for at, node in reversed([*enumerate(report.nodes)])
            if node.register < 0 and not (node.is_of_people or node.is_system or node.is_provider)
        }

    def node_of(self, finding: Finding) -> int:
        """The number of the artefact that a finding is about, or that its place belongs to; -1 where there is none."""
        found = self.number.get(finding.subject.id, -1)
        if found >= 0 and self._nodes[found].path == finding.subject.place.path:
            return found
        return self._by_path.get(finding.subject.place.path, -1)

    def owner_of(self, finding: Finding) -> str:
        """Who answers for it, in words."""
        at = self.node_of(finding)
        return self.owner_of_node(self._nodes[at]) if at >= 0 else WHOLE

    def owner_of_node(self, node: NodeShown) -> str:
        if node.owner:
            return node.owner
        return WHOLE if node.is_system or node.is_provider else NOBODY
