"""`leads_to`: whether links, followed in either direction, lead to a node that passes.

Passing: `{leads_to: {type: pmm-plan}, along: [fed_by]}` on a register fed by the plan.
Failing: the same where the only way leads through a person, or into another system.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from art17.conditions.condition import THAT, Condition
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.paths import link_names
from art17.conditions.proposals import Nothing, Proposal
from art17.conditions.scene import Scene
from art17.conditions.strength import witness
from art17.conditions.words import CONDITION, TEXTS, Word
from art17.graph.node import Node
from art17.graph.walks import shortest_way
from art17.model.english import listed
from art17.model.evidence import Evidence, Truth
from art17.model.place import Route
from art17.model.value import Value

NOWHERE = "leads nowhere along these links"
NEVER_THROUGH = frozenset({"person", "role", "system", "organisation", "index"})


@dataclass(frozen=True, slots=True)
class Reach:
    """Walks links in either direction, never through people, systems and index pages, within the start's systems."""

    along: tuple[str, ...]
    scene: Scene

    def around(self, start: int) -> Iterator[int]:
        """The nodes that are reached, nearest first; walked only as far as somebody asks."""
        reached: set[int] = set()
        frontier = [start] if start >= 0 else []
        while frontier:
            found = {other for index in frontier for other in self._next(index, start)}
            frontier = sorted(found - reached)
            reached |= found
            yield from frontier

    def _next(self, index: int, start: int) -> list[int]:
        if index != start and self.scene.node(index).traits & NEVER_THROUGH:
            return []
        return [other for other in self.neighbours(index) if other != start and self._is_near(other, start)]

    def neighbours(self, index: int) -> list[int]:
        """The nodes in force at the other end of a node's links."""
        facts = self.scene.facts
        found: dict[int, None] = {}
        for name in self.along:
            for link in facts.out(index, name):
                found[link.target] = None
            for link in facts.into(index, name):
                found[link.source] = None
        return sorted(other for other in found if facts.node(other).is_in_force)

    def _is_near(self, other: int, start: int) -> bool:
        """Whether a node stays within the systems of the start."""
        own, others = (self.scene.facts.systems(index) for index in (start, other))
        return not own or not others or not set(own).isdisjoint(others)

    def way(self, start: int, goal: int) -> tuple[int, ...]:
        """The shortest way to a node that is reached, both ends included."""
        return shortest_way(self.neighbours, start, self.around(start), goal)

    def furthest(self, start: int) -> tuple[int, ...]:
        """The way to the last node that is reached: where a path that should lead further stops."""
        last = next(reversed(list(self.around(start))), None)
        return (start,) if last is None else self.way(start, last)


@dataclass(frozen=True, slots=True)
class LeadsTo(Condition):
    """A node that passes is reached along these links, within the systems of the start."""

    that: Condition
    along: tuple[str, ...]

    def judge(self, node: Node, scene: Scene) -> Truth:
        reached = Reach(self.along, scene).around(node.index)
        start: Truth = None if scene.facts.unreadable else False
        return witness(sorted(reached), lambda index: self.that.judge(scene.node(index), scene), scene, start)

    def trace(self, node: Node, scene: Scene) -> Evidence:
        truth = self.judge(node, scene)
        reach = Reach(self.along, scene)
        passing = [i for i in reach.around(node.index) if self.that.judge(scene.node(i), scene)]
        way = reach.way(node.index, passing[0]) if passing else reach.furthest(node.index)
        names = " -> ".join(scene.node(index).name for index in way[1:])
        seen = f"leads to {names}" if passing else f"leads to {names}, and no further" if names else NOWHERE
        return Evidence(self.said(), node.name, seen, truth, node.place, node=node.index)

    @property
    def parts(self) -> tuple[Condition, ...]:
        return (self.that,)

    def said(self) -> str:
        return f"leads, along {listed([f'`{name}`' for name in self.along], 'or')}, to one {self.that.described(THAT)}"

    def mutants(self) -> Iterator[Condition]:
        for at in range(len(self.along)) if len(self.along) > 1 else ():
            yield LeadsTo(self.that, self.along[:at] + self.along[at + 1 :])
        for mutant in self.that.mutants():
            yield LeadsTo(mutant, self.along)

    def propose(self, node: Node | None, scene: Scene) -> Proposal:
        return Nothing((self.that.propose(None, scene),))


def _read(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition | None:
    that = grammar.condition(data["leads_to"], (*route, "leads_to"), scope.at(None))
    if "along" not in data:
        fix = "name the links to follow: `along: [covers, verified_by]`"
        grammar.wrong_key((*route, "leads_to"), "`leads_to` needs an `along`", fix)
        return None
    along = link_names(grammar, data.get("along"), (*route, "along"))
    return LeadsTo(that, along) if along else None


WORDS = (Word("leads_to", _read, LeadsTo, CONDITION, {"along": TEXTS}),)
