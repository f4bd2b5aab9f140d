"""`count` of values, and the bounds that it shares with counts of nodes.

Passing: `signatures: {count: {at_least: 2}}` on a node with two of them.
Failing: the same on a node with one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from art17.conditions.condition import Test
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.operand import Operand
from art17.conditions.proposals import Entry, Known, Wish, usual
from art17.conditions.scene import Scene
from art17.conditions.truth import conjunction
from art17.conditions.words import NUMBER, Operator, Shape
from art17.graph.node import Node
from art17.model.evidence import Truth
from art17.model.place import Route
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
class Tally(Test):
    """Whether a field has so many values."""

    bounds: Bounds

    def holds(self, values: tuple[Value, ...], kind: FieldOf, node: Node, scene: Scene) -> Truth:
        return self.bounds.admit(len(values), len(values))

    def said(self) -> str:
        one = self.bounds.at_least == self.bounds.at_most == 1 or (
            self.bounds.at_least == 1 and self.bounds.at_most is None
        )
        return f"has {self.bounds.said()} value{'' if one else 's'}"

    def mutants(self) -> Iterator[Test]:
        for bounds in self.bounds.mutants():
            yield Tally(bounds)

    @property
    def operands(self) -> tuple[Operand, ...]:
        return ()

    @property
    def grows(self) -> Truth:
        is_least, is_most = self.bounds.at_least is not None, self.bounds.at_most is not None
        return None if is_least == is_most else is_least

    def propose(self, name: str, kind: FieldOf, known: Known) -> Wish:
        return Wish(list[Entry](usual(name, kind, known.as_of) for _ in range(self.bounds.at_least or 1)))


BOUNDS: dict[str, Shape] = dict.fromkeys(("at_least", "at_most", "exactly"), NUMBER)


def bounds_in(grammar: Grammar, data: Mapping[str, Value], route: Route) -> Bounds | None:
    """The bounds of a count, from `at_least`, `at_most`, `exactly`."""
    for key in data:
        grammar.one_of(key, ("at_least", "at_most", "exactly"), "bound", (*route, key))
    numbers = {
        word: grammar.whole_number(data[word], (*route, word))
        for word in ("at_least", "at_most", "exactly")
        if word in data
    }
    if not numbers:
        grammar.wrong(route, "a count needs `at_least`, `at_most` or `exactly`")
        return None
    exactly = numbers.get("exactly")
    if "exactly" in numbers and len(numbers) > 1:
        grammar.wrong(route, "`exactly` says both bounds; leave out `at_least` and `at_most`")
    fewest, most = numbers.get("at_least"), numbers.get("at_most")
    if fewest is not None and most is not None and fewest > most:
        grammar.wrong(route, f"no number is at least {fewest} and at most {most}")
    return Bounds(numbers.get("at_least", exactly), numbers.get("at_most", exactly))


def _read(grammar: Grammar, value: Value, route: Route, scope: Scope, field: FieldOf) -> Test | None:
    bounds = bounds_in(grammar, grammar.mapping(value, route), route)
    return Tally(bounds) if bounds else None


OPERATORS = (Operator("count", _read, Tally, {"type": "object", "properties": BOUNDS}),)
