"""Which artefact of the picture an id or a finding belongs to."""

from __future__ import annotations

from collections.abc import Mapping

from art17.model.report import Finding, Report


class Places:
    """The artefacts of a report by number, found by address and by path."""

    def __init__(self, report: Report) -> None:
        self._nodes = report.nodes
        numbered = [*enumerate(report.nodes)][::-1]
        self._by_id: Mapping[str, int] = {node.id: at for at, node in numbered}
        self._by_path: Mapping[str, int] = {
            node.path: at
            for at, node in numbered
            if node.register < 0 and not (node.is_of_people or node.is_system or node.is_provider)
        }

    def number(self, address: str) -> int:
        """The number of the artefact with that id; -1 where there is none."""
        return self._by_id.get(address, -1)

    def number_of(self, finding: Finding) -> int:
        """The artefact that a finding is about, or that its place belongs to; -1 where there is none."""
        found = self.number(finding.subject.id)
        if found >= 0 and self._nodes[found].path == finding.subject.place.path:
            return found
        return self._by_path.get(finding.subject.place.path, -1)
