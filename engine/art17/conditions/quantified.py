"""`every`, `some`, `none` over the values of a field.

Passing: `operations: {every: {covered_by: present}}` where each entry has `covered_by`.
Failing: the same where one entry has none, or where there are no operations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from art17.conditions.condition import Condition, Test
from art17.conditions.scene import GROUP, Scene
from art17.conditions.truth import conjunction, disjunction, negation
from art17.graph.node import Node
from art17.model.evidence import Truth
from art17.model.value import Value
from art17.model.vocabulary import FieldOf


@dataclass(frozen=True, slots=True)
class OverValues:
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

    def mutants(self) -> Iterator[Test]:
        for how in ("every", "some", "none"):
            if how != self.how:
                yield replace(self, how=how)
        for at, test in enumerate(self.tests):
            for mutant in test.mutants():
                yield replace(self, tests=(*self.tests[:at], mutant, *self.tests[at + 1 :]))
        for condition in self.condition.mutants() if self.condition else ():
            yield replace(self, condition=condition)
