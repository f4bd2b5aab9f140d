"""`contains`, `contains_all`: whether the values hold these.

Passing: `phase: {contains_all: [before, after]}` on a node with `phase: [before, during, after]`.
Failing: the same on a node with `phase: [before]`, or without `phase`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from art17.conditions.condition import Stated, Test
from art17.conditions.equality import is_same_target
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.kinds import MALFORMED, meaning
from art17.conditions.operand import Operand
from art17.conditions.operands import operands_of
from art17.conditions.proposals import Blank, Entry, Known, Wish, literals, text_of
from art17.conditions.scene import Scene
from art17.conditions.truth import conjunction, disjunction
from art17.conditions.words import OPERAND, OPERANDS, Operator
from art17.graph.node import Node
from art17.model.english import listed
from art17.model.evidence import Truth
from art17.model.place import Route
from art17.model.value import Value
from art17.model.vocabulary import FieldOf


@dataclass(frozen=True, slots=True)
class Contains(Test):
    """Whether each of the parts equals one of several values, or stands in a single text."""

    parts: tuple[Operand, ...]
    word: str = "contains"

    def holds(self, values: tuple[Value, ...], kind: FieldOf, node: Node, scene: Scene) -> Truth:
        return conjunction(self._one(part, values, kind, node, scene) for part in self.parts)

    def _one(self, part: Operand, values: tuple[Value, ...], kind: FieldOf, node: Node, scene: Scene) -> Truth:
        """Whether the values hold one of what a part means, or, of `contains_all`, all of it."""
        wanted = part.meanings(kind.kind, node, scene)
        found = (self._meant(other, values, kind, scene) for other in wanted)
        if not values or not wanted:
            is_open = any(meaning(value, kind.kind, scene.as_of) is MALFORMED for value in values)
            return None if is_open else False
        return conjunction(found) if self.word == "contains_all" else disjunction(found)

    @staticmethod
    def _meant(other: object, values: tuple[Value, ...], kind: FieldOf, scene: Scene) -> Truth:
        several = kind.many or len(values) > 1
        return disjunction(_holds(value, other, kind, scene, several=several) for value in values)

    def missing(self, values: tuple[Value, ...], kind: FieldOf, node: Node, scene: Scene) -> str:
        """Which of the parts the values do not hold; nothing where they hold all or none are there."""
        lacking = [part.said() for part in self.parts if self._one(part, values, kind, node, scene) is False]
        return ", ".join(lacking) if values else ""

    def said(self) -> str:
        each_of = "each of " if len(self.parts) > 1 else ""
        return f"contains {each_of}{listed([part.said() for part in self.parts])}"

    def mutants(self) -> Iterator[Test]:
        for gone in range(len(self.parts)):
            yield Contains(self.parts[:gone] + self.parts[gone + 1 :], self.word)

    @property
    def operands(self) -> tuple[Operand, ...]:
        return self.parts

    @property
    def grows(self) -> Truth:
        return True

    def propose(self, name: str, kind: FieldOf, known: Known) -> Wish:
        entry = list[Entry](Blank(text, text) for part in self.parts if (text := text_of(part, known)))
        return Wish(entry or None)

    @property
    def stated(self) -> Stated:
        return Stated(literals(self.parts), all=True)


def _holds(value: Value, other: object, kind: FieldOf, scene: Scene, *, several: bool) -> Truth:
    own = meaning(value, kind.kind, scene.as_of)
    if own is MALFORMED or other is MALFORMED:
        return None
    if own == other or (kind.kind == "citation" and scene.act and scene.act.is_beneath(str(own), str(other))):
        return True
    if kind.kind == "link" and is_same_target(str(own), str(other), scene):
        return True
    if several or kind.kind == "citation" or not (isinstance(own, str) and isinstance(other, str)):
        return False
    return other.casefold() in own.casefold()


def _read(grammar: Grammar, value: Value, route: Route, scope: Scope, field: FieldOf, *, word: str) -> Test | None:
    parts = operands_of(grammar, value, route, scope, field)
    return Contains(parts, word) if parts else None


OPERATORS = (
    Operator("contains", partial(_read, word="contains"), Contains, OPERAND),
    Operator("contains_all", partial(_read, word="contains_all"), Contains, OPERANDS),
)
