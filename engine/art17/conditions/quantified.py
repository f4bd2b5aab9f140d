"""`every`, `some`, `none` over the values of a field.

Passing: `operations: {every: {covered_by: present}}` where each entry has `covered_by`.
Failing: the same where one entry has none, or where there are no operations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from art17.conditions.condition import THAT, Condition, Pronoun, Rows, Test
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.operand import Operand
from art17.conditions.proposals import Known, Wish, usual
from art17.conditions.scene import GROUP, Scene
from art17.conditions.truth import conjunction, disjunction, negation
from art17.conditions.words import CONDITION, TESTS, Operator
from art17.graph.node import Node
from art17.model.english import listed
from art17.model.evidence import Truth
from art17.model.place import Route
from art17.model.value import Value
from art17.model.vocabulary import FieldOf


@dataclass(frozen=True, slots=True)
class OverValues(Test):
    """Whether each, one or none of the values passes: operators on texts, conditions on groups."""

    how: str
    steps: tuple[str, ...]
    tests: tuple[Test, ...] = ()
    condition: Condition | None = None

    def holds(self, values: tuple[Value, ...], kind: FieldOf, node: Node, scene: Scene) -> Truth:
        passing = (self._one(value, kind, node, scene) for value in values)
        if self.how == "every":
            return conjunction(passing) if values else False
        found = disjunction(passing)
        return negation(found) if self.how == "none" else found

    def _one(self, value: Value, kind: FieldOf, node: Node, scene: Scene) -> Truth:
        if self.condition is None:
            return conjunction(test.holds((value,), kind, node, scene) for test in self.tests)
        if not isinstance(value, dict):
            return None
        group = f"{node.type}{GROUP}{'.'.join(self.steps)}"
        part = Node(node.index, group, value, node.place_of(self.steps[0]), node.name)
        return self.condition.judge(part, scene)

    def said(self) -> str:
        inner = self.condition.said() if self.condition else " and ".join(t.said() for t in self.tests)
        return f"has {self.how} value such that {inner}"

    def described(self, name: str, by: Pronoun) -> str:
        which = {"every": "every", "some": "at least one", "none": "no"}[self.how]
        if self.condition is None:
            return f"{which} value of {by.possessive} `{name}` {listed([test.said() for test in self.tests])}"
        return f"{which} entry of {by.possessive} `{name}` is one {self.condition.described(THAT)}"

    def mutants(self) -> Iterator[Test]:
        for how in ("every", "some", "none"):
            if how != self.how:
                yield replace(self, how=how)
        for at, test in enumerate(self.tests):
            for mutant in test.mutants():
                yield replace(self, tests=(*self.tests[:at], mutant, *self.tests[at + 1 :]))
        for condition in self.condition.mutants() if self.condition else ():
            yield replace(self, condition=condition)

    @property
    def operands(self) -> tuple[Operand, ...]:
        return tuple(operand for test in self.tests for operand in test.operands)

    @property
    def grows(self) -> Truth:
        if self.how == "every" or (self.condition is not None and self.condition.grows is not True):
            return None
        return self.how == "some"

    def propose(self, name: str, kind: FieldOf, known: Known) -> Wish:
        return Wish(usual(name, kind, known.as_of))

    @property
    def rows(self) -> Rows | None:
        return Rows(self.how, self.condition) if self.condition else None


def _read(grammar: Grammar, value: Value, route: Route, scope: Scope, field: FieldOf, *, how: str) -> Test:
    steps = scope.steps
    data = grammar.mapping(value, route)
    if not isinstance(value, Mapping):
        return OverValues(how, steps)
    if field.kind != "group" or (data and all(key in grammar.language.operators and key not in HOWS for key in data)):
        return OverValues(how, steps, tuple(grammar.tests(steps, data, route, scope, field)))
    return OverValues(how, steps, condition=grammar.condition(data, route, scope.inside(field)))


HOWS = ("every", "some", "none")
OPERATORS = tuple(Operator(how, partial(_read, how=how), OverValues, {"anyOf": [TESTS, CONDITION]}) for how in HOWS)
