"""The graph as data for the picture, and its broken links as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from art17.model.report import Report
from art17.model.shown import LinkShown, NodeShown
from art17.reporting.html.cards import Card
from art17.reporting.html.data import Texts
from art17.reporting.html.matrix import Matrix
from art17.reporting.report_words import Words

WHOLE = ("resolved", "external", "file", "unsure")
"""The statuses of links that are no fault, or not known to be one."""
FAULTS = {
    "unknown": "does not exist",
    "ambiguous": "could mean several artefacts",
    "wrong-type": "is of a type that this link cannot have",
    "superseded-target": "is superseded or retired",
    "lost": "is in a folder that is not here",
}


@dataclass(frozen=True, slots=True)
class Broken:
    """A link that leads nowhere, or to what is no longer in force, as its writer wrote it."""

    writer: int
    id: str
    path: str
    title: str
    written: str
    fault: str


def broken_links(report: Report) -> tuple[Broken, ...]:
    """All links that are at fault, in the order of the graph."""
    found = (_broken(edge, report) for edge in report.edges if is_broken(edge))
    return tuple(dict.fromkeys(found))


def is_broken(edge: LinkShown) -> bool:
    """Whether a link is at fault."""
    return not edge.looks_back if edge.status == "superseded-target" else edge.status not in WHOLE


def _broken(edge: LinkShown, report: Report) -> Broken:
    node = report.nodes[edge.writer]
    title = edge.inverse if edge.source < 0 else edge.title
    return Broken(edge.writer, node.id, node.path, title, edge.written, FAULTS.get(edge.status, edge.status))


def picture_of(report: Report, cards: Iterable[Card], matrix: Matrix, w: Words) -> dict[str, Any]:
    """The graph, packed: texts once, nodes and links as rows of numbers.

    A node is [id, kind, title, path, state, owner, number of findings, is of people]; a link is
    [source, target, title, inverse, fault, written, writer].
    """
    texts = Texts()
    findings = Counter(card.node for card in cards if card.finding.status == "active")
    return {
        "nodes": [_node_row(node, findings[at], texts, w) for at, node in enumerate(report.nodes)],
        "edges": [_edge_row(edge, texts, w) for edge in report.edges],
        "start": _start(report),
        "evidence": matrix.evidence,
        "texts": texts.all,
    }


def _node_row(node: NodeShown, findings: int, texts: Texts, w: Words) -> list[Any]:
    words = (node.kind, node.title, node.path, w(node.state), node.owner)
    return [node.id, *map(texts.number, words), findings, int(node.is_of_people)]


def _edge_row(edge: LinkShown, texts: Texts, w: Words) -> list[Any]:
    words = (w(edge.title), w(edge.inverse), w(_fault(edge)), edge.written)
    return [edge.source, edge.target, *map(texts.number, words), edge.writer]


def _fault(edge: LinkShown) -> str:
    return FAULTS.get(edge.status, edge.status) if is_broken(edge) else ""


def _start(report: Report) -> int:
    """The artefact that the picture shows first: a system, else what has most links."""
    for at, node in enumerate(report.nodes):
        if node.is_system:
            return at
    ends = Counter(end for edge in report.edges for end in (edge.source, edge.target) if end >= 0)
    return min(ends, key=lambda at: (-ends[at], at), default=0)
