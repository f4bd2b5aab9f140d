"""`bound_to`: whether the digest that a node states is that of what a path leads to, as it stands now.

Passing: `{bound_to: attests}` on an attestation whose `digest` is that of the plan it attests.
Failing: the same after the plan was changed, or on an attestation without `digest`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from art17.conditions.condition import Condition
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.paths import path_along
from art17.conditions.proposals import Bind, Proposal
from art17.conditions.reached import reached_by
from art17.conditions.scene import Scene
from art17.conditions.truth import conjunction
from art17.conditions.words import PATH, Word
from art17.graph.facts import address
from art17.graph.node import Node
from art17.graph.path import Path
from art17.model.evidence import Evidence, Truth
from art17.model.place import Route
from art17.model.value import Value, values_at


@dataclass(frozen=True, slots=True)
class BoundTo(Condition):
    """Each node that is reached has a digest that stands in the field `digest`; over none it is false."""

    path: Path
    written: str

    def judge(self, node: Node, scene: Scene) -> Truth:
        if node.unreadable:
            return None
        reached = reached_by(self.path, (), node, scene, frozenset())
        stated = values_at(node.fields.get("digest"), ())
        if not reached.nodes or not stated:
            return None if stated and reached.doubt else False
        found = (scene.node(index) for index in reached.nodes)
        truth = conjunction(None if one.unreadable else scene.digest_of(one) in stated for one in found)
        return None if truth and reached.doubt else truth

    def trace(self, node: Node, scene: Scene) -> Evidence:
        truth = self.judge(node, scene)
        reached = reached_by(self.path, (), node, scene, frozenset())
        changed = [address(scene.facts, i) for i in reached.nodes]
        seen = f"is bound to {', '.join(changed)} as it is now"
        if not truth:
            stated = values_at(node.fields.get("digest"), ())
            seen = f"states a digest that is not that of {', '.join(changed)}" if stated else "has no `digest`"
        return Evidence(self.said(), node.name, seen, truth, node.place_of("digest"), node=node.index)

    @property
    def parts(self) -> tuple[Condition, ...]:
        return ()

    def said(self) -> str:
        return f"is bound by its `digest` to what `{self.written}` leads to"

    def mutants(self) -> Iterator[Condition]:
        return iter(())

    def propose(self, node: Node | None, scene: Scene) -> Proposal:
        return Bind()


def _read(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition | None:
    path, written = path_along(grammar, data["bound_to"], (*route, "bound_to"), scope)
    return BoundTo(path, written) if path else None


WORDS = (Word("bound_to", _read, BoundTo, PATH),)
