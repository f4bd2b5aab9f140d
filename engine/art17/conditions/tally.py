"""`count` of values, and the bounds that it shares with counts of nodes.

Passing: `signatures: {count: {at_least: 2}}` on a node with two of them.
Failing: the same on a node with one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from art17.conditions.condition import Test
from art17.conditions.scene import Scene
from art17.conditions.truth import conjunction
from art17.graph.node import Node
from art17.model.evidence import Truth
from art17.model.value import Value
from art17.model.vocabulary import FieldOf


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many there may be; None where nothing is said."""

    at_least: int | None = None
    at_most: int | None = None

    def admit(self, fewest: int, most: int) -> Truth:
        """Whether a number that lies between these two is within the bounds."""
        low: Truth = True if self.at_least is None else _reaches(fewest, most, self.at_least)
        high: Truth = True
        if self.at_most is not None:
            high = True if most <= self.at_most else False if fewest > self.at_most else None
        return conjunction((low, high))

    def said(self) -> str:
        if self.at_least == self.at_most:
            return f"exactly {self.at_least}"
        bounds = {"at least": self.at_least, "at most": self.at_most}
        return " and ".join(f"{word} {number}" for word, number in bounds.items() if number is not None)

    def mutants(self) -> Iterator[Bounds]:
        """Each bound moved by one, either way."""
        for by in (1, -1):
            if self.at_least is not None and self.at_least + by >= 0:
                yield replace(self, at_least=self.at_least + by)
            if self.at_most is not None and self.at_most + by >= 0:
                yield replace(self, at_most=self.at_most + by)


def _reaches(fewest: int, most: int, bound: int) -> Truth:
    return True if fewest >= bound else False if most < bound else None


@dataclass(frozen=True, slots=True)
class Tally:
    """Whether a field has so many values."""

    bounds: Bounds

    def holds(self, values: tuple[Value, ...], kind: FieldOf, node: Node, scene: Scene) -> Truth:
        return self.bounds.admit(len(values), len(values))

    def said(self) -> str:
        return f"has {self.bounds.said()}"

    def mutants(self) -> Iterator[Test]:
        for bounds in self.bounds.mutants():
            yield Tally(bounds)
