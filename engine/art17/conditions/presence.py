"""`present`, `absent`: whether a field has any value.

Passing: `owner: present` on a node with `owner: role:qm`.
Failing: the same on a node with `owner: TBD`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from art17.conditions.condition import Pronoun, Test
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.operand import Operand
from art17.conditions.proposals import Known, Wish, usual
from art17.conditions.scene import Scene
from art17.conditions.words import TRUTH, Operator
from art17.graph.node import Node
from art17.model.evidence import Truth
from art17.model.place import Route
from art17.model.value import Value
from art17.model.vocabulary import FieldOf


@dataclass(frozen=True, slots=True)
class Present(Test):
    """Whether there is a value (`wanted`), or none."""

    wanted: bool = True

    def holds(self, values: tuple[Value, ...], kind: FieldOf, node: Node, scene: Scene) -> Truth:
        return bool(values) is self.wanted

    def said(self) -> str:
        return "is present" if self.wanted else "is absent"

    def described(self, name: str, by: Pronoun) -> str:
        return f"{by.subject} has {'' if self.wanted else 'no '}`{name}`"

    def denied(self, name: str, by: Pronoun) -> str:
        return replace(self, wanted=not self.wanted).described(name, by)

    def mutants(self) -> Iterator[Test]:
        yield Present(not self.wanted)

    @property
    def operands(self) -> tuple[Operand, ...]:
        return ()

    @property
    def grows(self) -> Truth:
        return self.wanted

    def propose(self, name: str, kind: FieldOf, known: Known) -> Wish:
        if not self.wanted:
            return Wish(is_gone=True)
        return Wish(usual(name, kind, known.as_of), any_will_do=True)


def _read(grammar: Grammar, value: Value, route: Route, scope: Scope, field: FieldOf, *, wanted: bool) -> Test | None:
    stated = grammar.one_of(value, ("true", "false"), "truth value", route)
    return Present(wanted is (stated == "true")) if stated else None


OPERATORS = (
    Operator("present", partial(_read, wanted=True), Present, TRUTH),
    Operator("absent", partial(_read, wanted=False), Present, TRUTH),
)
