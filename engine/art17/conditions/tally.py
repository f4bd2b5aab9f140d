"""`count` of values, and the bounds that it shares with counts of nodes.

Passing: `signatures: {count: {at_least: 2}}` on a node with two of them.
Failing: the same on a node with one.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from art17.conditions.condition import Test
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.kinds import Meaning
from art17.conditions.openness import is_open
from art17.conditions.operand import Literal, Operand, Reckoned
from art17.conditions.operands import operand_of
from art17.conditions.proposals import Entry, Known, Wish, usual
from art17.conditions.scene import Scene
from art17.conditions.truth import conjunction, disjunction
from art17.conditions.words import NUMBER, Operator, Shape
from art17.graph.node import Node
from art17.model.evidence import Truth
from art17.model.place import Route
from art17.model.value import Value
from art17.model.vocabulary import FieldOf

Range = tuple[Decimal | int, Decimal | int]
"""Between which two numbers one lies of which not all is known."""


class Limit(ABC):
    """A bound that is not written out: what it may be, for which it is asked on each node anew."""

    __slots__ = ()

    @abstractmethod
    def ranges(self, node: Node, scene: Scene) -> tuple[Range | None, ...]:
        """The numbers that it may be, one of which is enough; None for what is malformed or open."""

    @abstractmethod
    def said(self) -> str:
        """What it is, to follow "as many as"."""

    @abstractmethod
    def mutants(self) -> Iterator[Limit]:
        """The same limit with one small thing wrong."""


@dataclass(frozen=True, slots=True)
class OperandLimit(Limit):
    """A bound that a field states, or that is reckoned from fields."""

    operand: Operand

    def ranges(self, node: Node, scene: Scene) -> tuple[Range | None, ...]:
        found = tuple(_range(one) for one in self.operand.meanings("number", node, scene))
        if not self._is_open(node, scene):
            return found
        return (None,) if isinstance(self.operand, Reckoned) else (*found, None)

    def _is_open(self, node: Node, scene: Scene) -> bool:
        compared = ((ref.whose(node, scene), ref.steps[0]) for ref in self.operand.refs())
        return any(whose is not None and is_open(whose, name, scene) for whose, name in compared)

    def said(self) -> str:
        return f"{self.operand.said()} says"

    def mutants(self) -> Iterator[Limit]:
        if not isinstance(self.operand, Literal):
            yield from (OperandLimit(other) for other in self.operand.mutants())


def _range(one: Meaning) -> Range | None:
    return (one, one) if isinstance(one, Decimal) else None


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many there may be; None where nothing is said.  One that `is_exact` has the same limit on both sides."""

    at_least: int | Limit | None = None
    at_most: int | Limit | None = None
    is_exact: bool = False

    def admit(self, fewest: int, most: int, node: Node, scene: Scene) -> Truth:
        """Whether a number that lies between these two is within the bounds."""
        if isinstance(self.at_least, Limit) and self.is_exact:
            ranges = self.at_least.ranges(node, scene)
            return disjunction(None if one is None else _equals((fewest, most), one) for one in ranges)
        low = self._each(self.at_least, node, scene, lambda one: _reaches((fewest, most), one))
        high = self._each(self.at_most, node, scene, lambda one: _reaches(one, (fewest, most)))
        return conjunction((low, high))

    @staticmethod
    def _each(bound: int | Limit | None, node: Node, scene: Scene, asked: Callable[[Range], Truth]) -> Truth:
        if bound is None:
            return True
        if isinstance(bound, int):
            return asked((bound, bound))
        return disjunction(None if one is None else asked(one) for one in bound.ranges(node, scene))

    @property
    def limits(self) -> tuple[Limit, ...]:
        """The bounds that are not written out, each once."""
        both = (self.at_least, self.at_most)
        return tuple(dict.fromkeys(bound for bound in both if isinstance(bound, Limit)))

    @property
    def fewest(self) -> int:
        """The least number that is asked for, as far as the rule writes it out."""
        return self.at_least if isinstance(self.at_least, int) else 0

    def said(self) -> str:
        if self.is_exact or (isinstance(self.at_least, int) and self.at_least == self.at_most):
            return f"exactly {_number_said(self.at_least)}"
        bounds = {"at least": self.at_least, "at most": self.at_most}
        return " and ".join(f"{word} {_number_said(bound)}" for word, bound in bounds.items() if bound is not None)

    def mutants(self) -> Iterator[Bounds]:
        """Each bound moved by one, either way; one that is not written out on the other side, or changed itself."""
        for by in (1, -1):
            if isinstance(self.at_least, int) and self.at_least + by >= 0:
                yield replace(self, at_least=self.at_least + by)
            if isinstance(self.at_most, int) and self.at_most + by >= 0:
                yield replace(self, at_most=self.at_most + by)
        if self.limits and self.at_least != self.at_most:
            yield Bounds(self.at_most, self.at_least)
        for limit in self.limits:
            if self.is_exact:
                yield Bounds(at_least=limit)
            for other in limit.mutants():
                low, high = (other if bound == limit else bound for bound in (self.at_least, self.at_most))
                yield replace(self, at_least=low, at_most=high)


def _number_said(bound: int | Limit | None) -> str:
    return f"as many as {bound.said()}" if isinstance(bound, Limit) else str(bound)


def _reaches(one: Range, other: Range) -> Truth:
    """Whether the one number is at least the other, as far as both are known."""
    return True if one[0] >= other[1] else False if one[1] < other[0] else None


def _equals(one: Range, other: Range) -> Truth:
    return conjunction((_reaches(one, other), _reaches(other, one)))


@dataclass(frozen=True, slots=True)
class Tally(Test):
    """Whether a field has so many values."""

    bounds: Bounds

    def holds(self, values: tuple[Value, ...], kind: FieldOf, node: Node, scene: Scene) -> Truth:
        return self.bounds.admit(len(values), len(values), node, scene)

    def said(self) -> str:
        one = self.bounds.at_least == self.bounds.at_most == 1 or (
            self.bounds.at_least == 1 and self.bounds.at_most is None
        )
        if self.bounds.limits:
            return f"has a number of values that is {self.bounds.said()}"
        return f"has {self.bounds.said()} value{'' if one else 's'}"

    def mutants(self) -> Iterator[Test]:
        for bounds in self.bounds.mutants():
            yield Tally(bounds)

    @property
    def operands(self) -> tuple[Operand, ...]:
        return tuple(limit.operand for limit in self.bounds.limits if isinstance(limit, OperandLimit))

    @property
    def grows(self) -> Truth:
        is_least, is_most = self.bounds.at_least is not None, self.bounds.at_most is not None
        if is_most and self.bounds.limits:
            return None  # more values may bring it to its bound, more values of the bound above it
        return None if is_least == is_most else is_least

    @property
    def grows_by_operands(self) -> Truth:
        """More values of a bound can only bring what is counted within it; of a reckoned one either."""
        is_reckoned = any(isinstance(operand, Reckoned) for operand in self.operands)
        return None if is_reckoned else True if self.bounds.limits else self.grows

    def propose(self, name: str, kind: FieldOf, known: Known) -> Wish:
        return Wish(list[Entry](usual(name, kind, known.as_of) for _ in range(self.bounds.fewest or 1)))


_NUMBER_OR_LIMIT: Shape = {"anyOf": [NUMBER, {"type": "object"}]}
BOUNDS: dict[str, Shape] = dict.fromkeys(("at_least", "at_most", "exactly"), _NUMBER_OR_LIMIT)
ReadLimit = Callable[[Grammar, Mapping[str, Value], Route], Limit | None]


def bounds_in(
    grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope, counted: ReadLimit | None = None
) -> Bounds | None:
    """The bounds of a count, from `at_least`, `at_most`, `exactly`; `counted` reads one that is a count itself."""
    for key in data:
        grammar.one_of(key, ("at_least", "at_most", "exactly"), "bound", (*route, key))
    numbers = {
        word: _bound(grammar, data[word], (*route, word), scope, counted)
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
    if isinstance(fewest, int) and isinstance(most, int) and fewest > most:
        grammar.wrong(route, f"no number is at least {fewest} and at most {most}")
    is_exact = isinstance(exactly, Limit)
    return Bounds(numbers.get("at_least", exactly), numbers.get("at_most", exactly), is_exact)


def _bound(grammar: Grammar, value: Value, route: Route, scope: Scope, counted: ReadLimit | None) -> int | Limit | None:
    """A number, a field that holds one, or another count."""
    if not isinstance(value, Mapping):
        return grammar.whole_number(value, route)
    if "count" in value and counted is not None:
        return counted(grammar, value, route)
    operand = operand_of(grammar, value, route, scope, FieldOf("number"))
    return OperandLimit(operand) if operand else None


def _read(grammar: Grammar, value: Value, route: Route, scope: Scope, field: FieldOf) -> Test | None:
    bounds = bounds_in(grammar, grammar.mapping(value, route), route, scope)
    return Tally(bounds) if bounds else None


OPERATORS = (Operator("count", _read, Tally, {"type": "object", "properties": BOUNDS}),)
