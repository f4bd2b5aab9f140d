"""`acyclic`: no way along these links leads back to the node.

Passing: `{acyclic: supersedes}` on B where B supersedes A.
Failing: the same where A also supersedes B.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from art17.conditions.condition import Condition
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.paths import path_along
from art17.conditions.proposals import Nothing, Proposal
from art17.conditions.scene import Scene
from art17.conditions.words import PATH, Word
from art17.graph.facts import Facts
from art17.graph.node import Node
from art17.graph.path import Path, Walk
from art17.graph.walks import on_cycles, shortest_cycle
from art17.model.artefact import STATUSES
from art17.model.evidence import Evidence, Truth
from art17.model.place import Route
from art17.model.value import Value

Edges = dict[int, tuple[int, ...]]
_MOST_TOLD = 12
"""How many nodes of a cycle are named."""


@dataclass(frozen=True, slots=True)
class Acyclic(Condition):
    """The node does not reach itself; withdrawn and unfinished nodes count on the way."""

    path: Path
    written: str

    def judge(self, node: Node, scene: Scene) -> Truth:
        return node.index not in self._circles(scene.facts)

    def _circles(self, facts: Facts) -> Edges:
        """The nodes on cycles with the nodes on cycles that they lead to."""
        return facts.whole(("cycles", self.path), lambda: self._find(facts))

    def _find(self, facts: Facts) -> Edges:
        every = frozenset(STATUSES)
        edges = {i: found for i in facts.indices if (found := Walk(facts, every).along(self.path, i))}
        circles = on_cycles(edges)
        return {index: tuple(sorted(circles.intersection(edges[index]))) for index in circles}

    def trace(self, node: Node, scene: Scene) -> Evidence:
        truth = self.judge(node, scene)
        way = shortest_cycle(self._circles(scene.facts), node.index)
        seen = f"leads back to itself: {' -> '.join(_told(way, scene))}" if way else "does not lead back to itself"
        return Evidence(self.said(), node.name, seen, truth, node.place, node=node.index)

    @property
    def parts(self) -> tuple[Condition, ...]:
        return ()

    def said(self) -> str:
        return f"never leads back to itself along `{self.written}`"

    def mutants(self) -> Iterator[Condition]:
        return iter(())

    def propose(self, node: Node | None, scene: Scene) -> Proposal:
        return Nothing()


def _told(way: Sequence[int], scene: Scene) -> Iterator[str]:
    """The names on a way and back; of a long one its beginning and its end."""
    whole = (*way, way[0])
    half = _MOST_TOLD // 2
    for index in whole if len(whole) <= _MOST_TOLD else whole[:half]:
        yield scene.node(index).name
    if len(whole) > _MOST_TOLD:
        yield f"... {len(whole) - 2 * half} more ..."
        yield from (scene.node(index).name for index in whole[-half:])


def _read(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition | None:
    path, written = path_along(grammar, data["acyclic"], (*route, "acyclic"), scope)
    return Acyclic(path, written) if path else None


WORDS = (Word("acyclic", _read, Acyclic, PATH),)
