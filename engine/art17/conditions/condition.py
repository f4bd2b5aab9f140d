"""What every condition can do, and what every test of a field's values can do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from art17.conditions.scene import Scene
from art17.graph.node import Node
from art17.model.evidence import Evidence, Truth
from art17.model.value import Value
from art17.model.vocabulary import FieldOf


class Condition(Protocol):
    """A question about a node, with all of its readings."""

    def judge(self, node: Node, scene: Scene) -> Truth:
        """The answer, plainly; stops as soon as it is known."""
        ...

    def trace(self, node: Node, scene: Scene) -> Evidence:
        """The same answer with everything that was looked at."""
        ...

    def said(self) -> str:
        """The question in English, to follow "it"."""
        ...

    @property
    def parts(self) -> tuple[Condition, ...]:
        """The conditions it is made of."""
        ...

    def mutants(self) -> Iterator[Condition]:
        """The same question with one small thing wrong, in every way there is."""
        ...


class Test(Protocol):
    """A question about the values of one field."""

    def holds(self, values: tuple[Value, ...], kind: FieldOf, node: Node, scene: Scene) -> Truth:
        """Whether the values pass."""
        ...

    def said(self) -> str:
        """The question in English, to follow the name of the field."""
        ...

    def mutants(self) -> Iterator[Test]:
        """The same test with one small thing wrong."""
        ...
