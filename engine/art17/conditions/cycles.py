"""`acyclic`: no way along these links leads back to the node.

Passing: `{acyclic: supersedes}` on B where B supersedes A.
Failing: the same where A also supersedes B.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from art17.conditions.condition import Condition
from art17.conditions.scene import Scene
from art17.graph.graph import Graph
from art17.graph.node import Node
from art17.graph.path import Path, Walk
from art17.graph.walks import on_cycles, shortest_cycle
from art17.model.artefact import STATUSES
from art17.model.evidence import Evidence, Truth


@dataclass(frozen=True, slots=True)
class Acyclic:
    """The node does not reach itself; withdrawn and unfinished nodes count on the way."""

    path: Path
    written: str
    _found: dict[int, tuple[Graph, frozenset[int]]] = field(
        default_factory=dict[int, tuple[Graph, frozenset[int]]], compare=False, repr=False
    )

    def judge(self, node: Node, scene: Scene) -> Truth:
        return node.index not in self._circles(scene.graph)

    def _circles(self, graph: Graph) -> frozenset[int]:
        """The nodes on cycles, found once for each graph."""
        known = self._found.get(0)
        if known is None or known[0] is not graph:
            known = (graph, on_cycles(self._edges(graph)))
            self._found[0] = known
        return known[1]

    def _edges(self, graph: Graph) -> dict[int, tuple[int, ...]]:
        every = frozenset(STATUSES)
        return {node.index: found for node in graph.nodes if (found := Walk(graph, every).along(self.path, node.index))}

    def trace(self, node: Node, scene: Scene) -> Evidence:
        truth = self.judge(node, scene)
        way = () if truth else shortest_cycle(self._edges(scene.graph), node.index)
        names = [scene.node(index).name for index in (*way, *way[:1])]
        seen = f"leads back to itself: {' -> '.join(names)}" if way else "does not lead back to itself"
        return Evidence(self.said(), node.name, seen, truth, node.place, node=node.index)

    @property
    def parts(self) -> tuple[Condition, ...]:
        return ()

    def said(self) -> str:
        return f"never leads back to itself along `{self.written}`"

    def mutants(self) -> Iterator[Condition]:
        return iter(())
