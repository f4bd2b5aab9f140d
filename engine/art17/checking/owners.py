"""Who answers for what a finding is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from art17.checking.graph_view import PEOPLE, owner_of
from art17.graph.graph import Graph
from art17.graph.node import Node
from art17.model.report import ORGANISATION, Finding

_OF_THE_WHOLE = frozenset({"system", "organisation"})


def with_owners(findings: Sequence[Finding], graph: Graph) -> tuple[Finding, ...]:
    """The findings, each with its owner: the artefact's own, else that of its register or file.

    What is about a system, the provider or nothing that is there is the organisation's.
    """
    return tuple(_owned(findings, graph))


def _owned(findings: Sequence[Finding], graph: Graph) -> Iterator[Finding]:
    paths = {finding.subject.place.path for finding in findings}
    files: dict[str, Node] = {}
    for node in graph.nodes:
        if node.place.path in paths and node.register < 0 and not node.traits & PEOPLE:
            files.setdefault(node.place.path, node)
    for finding in findings:
        yield replace(finding, owner=_owner(finding, files, graph))


def _owner(finding: Finding, files: dict[str, Node], graph: Graph) -> str:
    subject = finding.subject
    found = (graph.nodes[index] for index in graph.named(subject.id))
    own = (node for node in found if node.place.path == subject.place.path)
    node = next(own, None) or files.get(subject.place.path)
    if node is None or node.traits & _OF_THE_WHOLE:
        return ORGANISATION
    return owner_of(node, graph)
