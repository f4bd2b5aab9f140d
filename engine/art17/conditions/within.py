"""`within`: whether a date lies at most so long before the as-of date, and not after it.

Passing: `last_reviewed: {within: P6M}` on a node reviewed two months ago.
Failing: the same on a node reviewed a year ago, or that says it will be reviewed tomorrow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from art17.conditions.condition import Test
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.operand import FieldRef, Literal, Operand, spans_of
from art17.conditions.operands import operand_of
from art17.conditions.proposals import Blank, Known, Wish
from art17.conditions.scene import Scene
from art17.conditions.truth import disjunction
from art17.conditions.words import OPERAND, Operator
from art17.graph.node import Node
from art17.model.days import Duration, date_in, days_after, duration_in
from art17.model.english import with_article
from art17.model.evidence import Truth
from art17.model.place import Route
from art17.model.value import Value
from art17.model.vocabulary import FieldOf


@dataclass(frozen=True, slots=True)
class Within(Test):
    """Whether one of the dates is recent enough."""

    span: Operand

    def holds(self, values: tuple[Value, ...], kind: FieldOf, node: Node, scene: Scene) -> Truth:
        spans = _spans(self.span, node, scene)
        is_date = kind.kind == "date"
        return disjunction(self._one(value, spans, scene) if is_date else None for value in values)

    @staticmethod
    def _one(value: Value, spans: tuple[Duration | None, ...], scene: Scene) -> Truth:
        day = date_in(value) if isinstance(value, str) else None
        return None if day is None else disjunction(_recent(day, span, scene) for span in spans)

    def said(self) -> str:
        return f"is within {self.span.said()} before the as-of date"

    def mutants(self) -> Iterator[Test]:
        if isinstance(self.span, Literal) and (span := duration_in(self.span.text)):
            days = (span.after(date(2026, 1, 1)) - date(2026, 1, 1)).days
            for other in (days + 1, days - 1):
                yield replace(self, span=Literal(f"P{max(other, 0)}D"))

    @property
    def operands(self) -> tuple[Operand, ...]:
        return (self.span,)

    @property
    def grows(self) -> Truth:
        return True

    def propose(self, name: str, kind: FieldOf, known: Known) -> Wish:
        return Wish(Blank("date, not long ago", known.as_of.isoformat()))


def _spans(operand: Operand, node: Node, scene: Scene) -> tuple[Duration | None, ...]:
    """The durations that an operand stands for; None for a malformed one."""
    match operand:
        case Literal(text):
            return (duration_in(text),)
        case FieldRef():
            return spans_of(operand, node, scene)
        case _:
            return (None,)


def _recent(day: date, span: Duration | None, scene: Scene) -> Truth:
    if day > scene.as_of:
        scene.turns_on(day)
        return False
    if span is None:
        return None
    try:
        last = span.after(day)
    except OverflowError:
        return None
    scene.turns_on(days_after(last, 1))
    return scene.as_of <= last


def _read(grammar: Grammar, value: Value, route: Route, scope: Scope, field: FieldOf) -> Test | None:
    if field.kind != "date":
        grammar.wrong(route, f"`within` asks of a date; {'.'.join(scope.steps)!r} is {with_article(field.kind)}")
        return None
    span = operand_of(grammar, value, route, scope, field, kind="duration")
    return Within(span) if span else None


OPERATORS = (Operator("within", _read, Within, OPERAND, orders=True),)
