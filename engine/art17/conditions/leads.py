"""`leads_to`: whether links, followed in either direction, lead to a node that passes.

Passing: `{leads_to: {type: pmm-plan}, along: [fed_by]}` on a register fed by the plan.
Failing: the same where the only way leads through a person, or into another system.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from art17.conditions.condition import Condition
from art17.conditions.scene import Scene
from art17.graph.node import Node
from art17.graph.walks import shortest_way
from art17.model.evidence import Evidence, Truth

NEVER_THROUGH = frozenset({"person", "role", "system", "organisation", "index"})


@dataclass(frozen=True, slots=True)
class LeadsTo:
    """A node that passes is reached along these links, within the systems of the start."""

    that: Condition
    along: tuple[str, ...]

    def judge(self, node: Node, scene: Scene) -> Truth:
        truth: Truth = None if scene.graph.unreadable else False
        for index in self._reached(node, scene):
            answer = self.that.judge(scene.node(index), scene)
            if answer:
                scene.used[index] = None
                return True
            truth = None if answer is None else truth
        return truth

    def _reached(self, node: Node, scene: Scene) -> dict[int, None]:
        """The nodes on the way, nearest first."""
        if node.index < 0:
            return {}
        reached: dict[int, None] = {}
        frontier = [node.index]
        while frontier:
            found: dict[int, None] = {}
            for index in frontier:
                if index != node.index and scene.node(index).traits & NEVER_THROUGH:
                    continue
                for other in self._neighbours(index, scene):
                    if other != node.index and other not in reached and self._is_near(other, node, scene):
                        found[other] = None
            frontier = sorted(found)
            reached.update(dict.fromkeys(frontier))
        return reached

    def _neighbours(self, index: int, scene: Scene) -> list[int]:
        graph = scene.graph
        found: dict[int, None] = {}
        for name in self.along:
            for link in graph.outgoing.get(name, {}).get(index, ()):
                found[link.target] = None
            for link in graph.incoming.get(name, {}).get(index, ()):
                found[link.source] = None
        return sorted(other for other in found if graph.nodes[other].is_in_force)

    def _is_near(self, other: int, node: Node, scene: Scene) -> bool:
        """Whether a node stays within the systems of the start."""
        own = scene.graph.systems_of[node.index]
        others = scene.graph.systems_of[other]
        return not own or not others or not set(own).isdisjoint(others)

    def trace(self, node: Node, scene: Scene) -> Evidence:
        truth = self.judge(node, scene)
        reached = self._reached(node, scene)
        passing = [i for i in reached if self.that.judge(scene.node(i), scene)]
        furthest = passing[0] if passing else next(reversed(reached), None)
        seen = "leads nowhere along these links"
        if furthest is not None:
            way = shortest_way(lambda i: self._neighbours(i, scene), node.index, reached, furthest)
            names = " -> ".join(scene.node(index).name for index in way[1:])
            seen = f"leads to {names}" if passing else f"leads to {names}, and no further"
        return Evidence(self.said(), node.name, seen, truth, node.place, node=node.index)

    @property
    def parts(self) -> tuple[Condition, ...]:
        return (self.that,)

    def said(self) -> str:
        return f"leads, along {', '.join(f'`{name}`' for name in self.along)}, to what {self.that.said()}"

    def mutants(self) -> Iterator[Condition]:
        for at in range(len(self.along)) if len(self.along) > 1 else ():
            yield LeadsTo(self.that, self.along[:at] + self.along[at + 1 :])
        for mutant in self.that.mutants():
            yield LeadsTo(mutant, self.along)
