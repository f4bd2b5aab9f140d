"""`matches`: whether an RE2 expression is found in a value.

Passing: `id: {matches: "^RR-"}` on a node with `id: RR-001`.
Failing: the same on a node with `id: PMM-001`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol, cast

from art17.conditions.condition import Test
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.kinds import MALFORMED, meaning
from art17.conditions.operand import Operand
from art17.conditions.proposals import Known, Wish, chosen, usual
from art17.conditions.scene import Scene
from art17.conditions.truth import disjunction
from art17.conditions.words import Operator, Shape
from art17.graph.node import Node
from art17.model.evidence import Truth
from art17.model.place import Route
from art17.model.value import Value
from art17.model.vocabulary import FieldOf


class Pattern(Protocol):
    """A compiled expression."""

    def search(self, text: str) -> object | None:
        """The first place where it is found, or None."""
        ...


class PatternError(ValueError):
    """An expression that RE2 does not accept."""


@lru_cache(maxsize=256)
def pattern_of(expression: str) -> Pattern:
    """The compiled expression; RE2 runs in time linear in the text, whatever the expression.

    Raises:
        PatternError: if RE2 does not accept it.
    """
    import re2  # noqa: PLC0415  late: few rules match texts

    engine: Any = re2  # it has no types
    options = engine.Options()
    options.log_errors = False
    try:
        return cast("Pattern", engine.compile(expression, options=options))
    except engine.error as error:
        said = error.args[0]  # which is bytes
        raise PatternError(said.decode() if isinstance(said, bytes) else str(said)) from error


@dataclass(frozen=True, slots=True)
class Matches(Test):
    """Whether the expression is found in one of the values."""

    expression: str

    def holds(self, values: tuple[Value, ...], kind: FieldOf, node: Node, scene: Scene) -> Truth:
        pattern = pattern_of(self.expression)
        return disjunction(_found(pattern, value, kind, scene) for value in values)

    def said(self) -> str:
        return f"matches `{self.expression}`"

    def mutants(self) -> Iterator[Test]:
        yield Matches("")

    @property
    def operands(self) -> tuple[Operand, ...]:
        return ()

    @property
    def grows(self) -> Truth:
        return True

    def propose(self, name: str, kind: FieldOf, known: Known) -> Wish:
        fitting = [choice for choice in kind.choices if pattern_of(self.expression).search(choice)]
        return Wish(chosen(kind, fitting) if fitting else usual(name, kind, known.as_of))


def _found(pattern: Pattern, value: Value, kind: FieldOf, scene: Scene) -> Truth:
    """Whether it is found in the value as it reads; undecided where it does not read as its kind."""
    if not isinstance(value, str) or meaning(value, kind.kind, scene.as_of) is MALFORMED:
        return None
    return bool(pattern.search(unicodedata.normalize("NFC", value.strip())))


def _read(grammar: Grammar, value: Value, route: Route, scope: Scope, field: FieldOf) -> Test | None:
    if not isinstance(value, str):
        grammar.wrong(route, "`matches` takes an RE2 expression")
        return None
    try:
        pattern_of(value)
    except PatternError as error:
        grammar.wrong(route, f"{value!r} is not an RE2 expression: {error}")
        return None
    return Matches(value)


_SHAPE: Shape = {"type": "string", "description": "An RE2 expression, found anywhere in the text."}
OPERATORS = (Operator("matches", _read, Matches, _SHAPE),)
