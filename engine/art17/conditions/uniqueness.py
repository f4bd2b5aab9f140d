"""`unique`: no other node of the type has the same value.

Passing: `{unique: serial}` on the only device with that serial, or on one without.
Failing: the same on two devices with one serial.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from art17.conditions.condition import Condition
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.kinds import MALFORMED, meaning
from art17.conditions.openness import causes_of_open, is_open, is_silent
from art17.conditions.paths import field_named
from art17.conditions.proposals import Nothing, Proposal
from art17.conditions.scene import Scene
from art17.conditions.truth import disjunction, negation
from art17.conditions.words import TEXT, Word
from art17.graph.facts import address
from art17.graph.node import Node
from art17.model.evidence import Cause, Evidence, Truth
from art17.model.place import Route
from art17.model.value import Value, values_at


@dataclass(frozen=True, slots=True)
class Unique(Condition):
    """No other node of the same type, not withdrawn, has an equal value in the field, as far as can be read."""

    steps: tuple[str, ...]

    def judge(self, node: Node, scene: Scene) -> Truth:
        if node.unreadable:
            return None
        same = (self._is_same(node, index, scene) for index in self._others(node, scene))
        truth = negation(disjunction(same))
        return None if truth and self._open_ones(node, scene) else truth

    def _open_ones(self, node: Node, scene: Scene) -> tuple[int, ...]:
        """The nodes whose text may state an equal value not read: its own, or another where it has a value."""
        name = self.steps[0]
        if is_open(node, name, scene) and not is_silent(node, ".".join(self.steps)):
            return (node.index,)
        own = self._meanings(node, scene)
        others = self._others(node, scene) if own else ()
        return tuple(
            index
            for index in others
            if is_open(scene.node(index), name, scene) and not is_silent(scene.node(index), ".".join(self.steps))
        )

    def _twins(self, node: Node, scene: Scene) -> tuple[int, ...]:
        return tuple(index for index in self._others(node, scene) if self._is_same(node, index, scene))

    def _others(self, node: Node, scene: Scene) -> Iterator[int]:
        unread = (index for index in scene.facts.unreadable if self._may_hold(node.type, scene.node(index), scene))
        for index in (*scene.facts.of_type(node.type), *unread):
            if index != node.index and not scene.node(index).is_withdrawn:
                yield index

    @staticmethod
    def _may_hold(type_name: str, unread: Node, scene: Scene) -> bool:
        """Whether a file that cannot be read, and is of another type or of none, may be or hold one of the type."""
        kind = scene.facts.vocabulary.types.get(unread.type)
        return kind is None or type_name in kind.items.values()

    def _is_same(self, node: Node, index: int, scene: Scene) -> Truth:
        own, others = self._meanings(node, scene), self._meanings(scene.node(index), scene)
        if own and scene.node(index).unreadable:
            return None
        return disjunction(None if MALFORMED in (one, other) else one == other for one in own for other in others)

    def _meanings(self, node: Node, scene: Scene) -> tuple[object, ...]:
        kind = scene.kind_of(node.type, self.steps).kind
        values = values_at(node.fields.get(self.steps[0]), self.steps[1:])
        return tuple(meaning(value, kind, scene.as_of) for value in values)

    def trace(self, node: Node, scene: Scene) -> Evidence:
        twins = self._twins(node, scene)
        names = ", ".join(address(scene.facts, index) for index in twins[:3])
        name = ".".join(self.steps)
        truth = self.judge(node, scene)
        nothing = "nothing" if truth else "nothing that could be read"
        seen = f"shares its `{name}` with {names if twins else nothing}"
        place = node.place_of(self.steps[0])
        causes = tuple(dict.fromkeys(self._causes(node, scene))) if truth is None else ()
        return Evidence(self.said(), node.name, seen, truth, place, node=node.index, causes=causes)

    def _causes(self, node: Node, scene: Scene) -> Iterator[Cause]:
        """What could not be read, of the node or of those that may have its value."""
        if node.unreadable:
            yield Cause("unreadable", node.place.path)
            return
        for index in self._open_ones(node, scene):
            yield from causes_of_open(scene.node(index), ".".join(self.steps))
        is_malformed = MALFORMED in self._meanings(node, scene)
        for index in self._others(node, scene):
            if self._is_same(node, index, scene) is None:
                if scene.node(index).unreadable:
                    yield Cause("unreadable", scene.node(index).place.path)
                else:
                    yield Cause("malformed", f"{node.index if is_malformed else index}:{self.steps[0]}")

    @property
    def parts(self) -> tuple[Condition, ...]:
        return ()

    def said(self) -> str:
        return f"shares its `{'.'.join(self.steps)}` with no other"

    def mutants(self) -> Iterator[Condition]:
        return iter(())

    def propose(self, node: Node | None, scene: Scene) -> Proposal:
        return Nothing()


def _read(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition | None:
    steps = field_named(grammar, data["unique"], (*route, "unique"), scope)
    return Unique(steps) if steps else None


WORDS = (Word("unique", _read, Unique, TEXT),)
