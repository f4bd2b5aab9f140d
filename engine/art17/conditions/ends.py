"""`starts_with`, `ends_with`: whether a text begins or ends with another, without regard to case.

Passing: `id: {starts_with: RR-}` on a node with `id: rr-001`; `path: {ends_with: .md}` on `path: a.md`.
Failing: `id: {starts_with: RR-}` on a node with `id: PMM-001`, or without `id`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from art17.conditions.condition import Test
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.kinds import comparable, meaning
from art17.conditions.operand import Operand
from art17.conditions.operands import operand_of
from art17.conditions.proposals import Blank, Known, Wish, text_of
from art17.conditions.scene import Scene
from art17.conditions.truth import disjunction
from art17.conditions.words import OPERAND, Operator
from art17.graph.node import Node
from art17.model.english import with_article
from art17.model.evidence import Truth
from art17.model.place import Route
from art17.model.value import Value
from art17.model.vocabulary import FieldOf

_WORDS = {"starts_with": "starts with", "ends_with": "ends with"}


@dataclass(frozen=True, slots=True)
class Edge(Test):
    """Whether one of the values begins, or ends, with one of the operand's."""

    word: str
    other: Operand

    def holds(self, values: tuple[Value, ...], kind: FieldOf, node: Node, scene: Scene) -> Truth:
        others = self.other.meanings(kind.kind, node, scene)
        return disjunction(
            self._fits(meaning(value, kind.kind, scene.as_of), other) for value in values for other in others
        )

    def _fits(self, own: object, other: object) -> Truth:
        if not (isinstance(own, str) and isinstance(other, str)):
            return None
        whole, part = own.casefold(), other.casefold()
        return whole.startswith(part) if self.word == "starts_with" else whole.endswith(part)

    def said(self) -> str:
        return f"{_WORDS[self.word]} {self.other.said()}"

    @property
    def operands(self) -> tuple[Operand, ...]:
        return (self.other,)

    def mutants(self) -> Iterator[Test]:
        for word in _WORDS:
            if word != self.word:
                yield replace(self, word=word)

    @property
    def grows(self) -> Truth:
        return True

    def propose(self, name: str, kind: FieldOf, known: Known) -> Wish:
        text = text_of(self.other, known)
        return Wish(Blank(f"text that {_WORDS[self.word]} {text}", text) if text else None)


def _read(grammar: Grammar, value: Value, route: Route, scope: Scope, field: FieldOf, *, word: str) -> Test | None:
    if comparable(field.kind) != "text":
        grammar.wrong(route, f"`{word}` asks of texts; {'.'.join(scope.steps)!r} is {with_article(field.kind)}")
        return None
    other = operand_of(grammar, value, route, scope, FieldOf())
    return Edge(word, other) if other else None


OPERATORS = tuple(Operator(word, partial(_read, word=word), Edge, OPERAND) for word in _WORDS)
