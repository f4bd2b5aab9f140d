"""`is`: whether the node is the subject of the rule, or one that `as` has named.

Passing: `{some: author, that: {is: {of: approver}}}` where one person is both.
Failing: the same where the author is somebody else, whatever they are called.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from art17.conditions.condition import Condition
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.paths import start_named
from art17.conditions.proposals import Nothing, Proposal
from art17.conditions.scene import Scene
from art17.conditions.words import TEXT, Shape, Word
from art17.graph.node import Node
from art17.model.evidence import Evidence, Truth
from art17.model.place import Route
from art17.model.value import Value


@dataclass(frozen=True, slots=True)
class IsNode(Condition):
    """The node is that very one: known also of a file that cannot be read."""

    whose: str

    def judge(self, node: Node, scene: Scene) -> Truth:
        other = scene.start_of(self.whose, node)
        return other is not None and node.index >= 0 and node.index == other.index

    def trace(self, node: Node, scene: Scene) -> Evidence:
        truth = self.judge(node, scene)
        seen = f"is {'' if truth else 'not '}{self._who()}"
        return Evidence(self.said(), node.name, seen, truth, node.place, node=node.index)

    @property
    def parts(self) -> tuple[Condition, ...]:
        return ()

    def said(self) -> str:
        return f"is {self._who()}"

    def _who(self) -> str:
        return "the subject" if self.whose == "subject" else f"the one named `{self.whose}`"

    def mutants(self) -> Iterator[Condition]:
        return iter(())

    def propose(self, node: Node | None, scene: Scene) -> Proposal:
        return Nothing()


def _read(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition | None:
    value, at = data["is"], (*route, "is")
    whose = value.get("of") if isinstance(value, Mapping) and set(value) == {"of"} else value
    if isinstance(value, Mapping) and set(value) == {"subject"}:
        whose = "subject"  # `{subject}` is a mapping with nothing under `subject`
    found = start_named(grammar, whose, at, scope)
    return IsNode(found[0]) if found else None


_NAMED: Shape = {"type": "object", "properties": {"of": TEXT, "subject": {"type": "null"}}}
_SHAPE: Shape = {"anyOf": [{"const": "subject"}, _NAMED]}
WORDS = (Word("is", _read, IsNode, _SHAPE),)
