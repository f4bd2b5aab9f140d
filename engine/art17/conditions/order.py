"""`at_least`, `at_most`, `before`, `after`: how a value stands to another.

Passing: `days: {at_most: 15}` on a node with `days: 10`; `expires: {after: as_of}` before that day.
Failing: `days: {at_most: 15}` on a node with `days: 30`, or without `days`.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from art17.conditions.condition import Test
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.kinds import MALFORMED, ORDERED, Meaning, meaning, note_durations
from art17.conditions.operand import AsOf, FieldRef, Literal, Operand, Reckoned, Shift, spans_of
from art17.conditions.operands import operand_of
from art17.conditions.proposals import Blank, Known, Wish, text_of
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

_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "at_least": operator.ge,
    "at_most": operator.le,
    "before": operator.lt,
    "after": operator.gt,
}
_NEIGHBOUR = {"at_least": "after", "after": "at_least", "at_most": "before", "before": "at_most"}
_OPPOSITE = {"at_least": "at_most", "at_most": "at_least", "before": "after", "after": "before"}

_WORDS = {
    "at_least": ("on or after", "at least"),
    "at_most": ("on or before", "at most"),
    "before": ("before", "less than"),
    "after": ("after", "more than"),
}
_STEP = {"before": -1, "after": 1}
CONTRARY = {"at_least": "before", "after": "at_most", "at_most": "after", "before": "at_least"}
"""What a value does to another where it does not stand so to it."""


@dataclass(frozen=True, slots=True)
class Compares(Test):
    """Whether one of the values stands so to one of the operand's."""

    how: str
    other: Operand

    def holds(self, values: tuple[Value, ...], kind: FieldOf, node: Node, scene: Scene) -> Truth:
        return disjunction(self._one(value, kind, node, scene) for value in values)

    def _one(self, value: Value, kind: FieldOf, node: Node, scene: Scene) -> Truth:
        own = meaning(value, kind.kind, scene.as_of)
        if own is MALFORMED or kind.kind not in ORDERED:
            return None
        others = self.other.meanings(kind.kind, node, scene)
        return disjunction(self._compared(own, other, node, scene) for other in others)

    def _compared(self, own: Meaning, other: Meaning, node: Node, scene: Scene) -> Truth:
        if type(own) is not type(other):  # nor is anything of the type of MALFORMED
            return None
        if isinstance(self.other, AsOf):
            _note_turn(own, self.other, node, scene)
        elif isinstance(own, tuple):
            note_durations(own, other, scene)
        return _COMPARE[self.how](own, other)

    def said(self) -> str:
        is_day = isinstance(self.other, AsOf) or (
            isinstance(self.other, Literal) and date_in(self.other.text) is not None
        )
        is_length = isinstance(self.other, Literal) and not is_day
        how = _WORDS[self.how][0 if is_day else 1] if is_day or is_length else self.how.replace("_", " ")
        return f"is {how} {self.other.said()}"

    def mutants(self) -> Iterator[Test]:
        yield replace(self, how=_NEIGHBOUR[self.how])
        yield replace(self, how=_OPPOSITE[self.how])
        match self.other:
            case Literal(text):
                for shifted in _shifted_by_one(text):
                    yield replace(self, other=Literal(shifted))
            case AsOf() | FieldRef() | Reckoned():
                for other in self.other.mutants():
                    yield replace(self, other=other)

    @property
    def operands(self) -> tuple[Operand, ...]:
        return (self.other,)

    @property
    def grows(self) -> Truth:
        return True

    def propose(self, name: str, kind: FieldOf, known: Known) -> Wish:
        return Wish(self._blank(kind, known), replaces=True)

    @property
    def contrary(self) -> Test | None:
        return replace(self, how=CONTRARY[self.how])

    def _blank(self, kind: FieldOf, known: Known) -> Blank | None:
        words = _WORDS[self.how]
        if kind.kind != "date":
            text = text_of(self.other, known)
            return Blank(f"{kind.kind}, {words[1]} {text}", text) if text else None
        day = _day(self.other, known)
        if day is None:
            return None
        limit = "today" if isinstance(self.other, AsOf) and not self.other.shift else day.isoformat()
        example = days_after(day, _STEP.get(self.how, 0)) or day
        if isinstance(self.other, FieldRef) and self.how in ("at_most", "before") and day < known.as_of:
            return Blank("date on which it was done", example.isoformat())  # nobody is invited to date a paper back
        return Blank(f"date, {words[0]} {limit}", example.isoformat())


def _day(other: Operand, known: Known) -> date | None:
    day = date_in(text_of(other, known))
    shift = None if isinstance(other, Literal) else _span_known(other.shift, known)
    if day is None or isinstance(other, Literal) or shift is None:
        return day
    try:
        return shift.after(day) if other.sign > 0 else shift.before(day)
    except OverflowError:
        return None


def _span_known(shift: Shift | None, known: Known) -> Duration | None:
    return duration_in(known.value(shift)) if isinstance(shift, FieldRef) else shift


def _note_turn(own: date, as_of: AsOf, node: Node, scene: Scene) -> None:
    """Note when the comparison with the moving as-of date may change."""
    if as_of.shift is None:
        scene.turns_on(own)
        scene.turns_on(days_after(own, 1))
        return
    for span in filter(None, spans_of(as_of.shift, node, scene)):
        try:
            near = span.before(own) if as_of.sign > 0 else span.after(own)
        except OverflowError:
            continue
        # Months differ in length, so the exact day may lie a few days to either side.
        for days in range(-4, 6):
            scene.turns_on(days_after(near, days))


def _shifted_by_one(text: str) -> Iterator[str]:
    if day := date_in(text):
        yield from (moved.isoformat() for days in (1, -1) if (moved := days_after(day, days)))
    elif isinstance(duration := duration_in(text), Duration):
        days = (duration.after(date(2026, 1, 1)) - date(2026, 1, 1)).days
        yield f"P{days + 1}D"
        yield f"P{max(days - 1, 0)}D"
    else:
        try:
            yield str(Decimal(text) + 1)
            yield str(Decimal(text) - 1)
        except InvalidOperation:
            return


def _read(grammar: Grammar, value: Value, route: Route, scope: Scope, field: FieldOf, *, word: str) -> Test | None:
    allowed = {"date"} if word in ("before", "after") else ORDERED
    if field.kind not in allowed:
        listed = ", ".join(f"{kind}s" for kind in sorted(allowed))
        grammar.wrong(route, f"`{word}` compares {listed}; {'.'.join(scope.steps)!r} is {with_article(field.kind)}")
        return None
    other = operand_of(grammar, value, route, scope, field)
    return Compares(word, other) if other else None


OPERATORS = tuple(Operator(word, partial(_read, word=word), Compares, OPERAND, orders=True) for word in _COMPARE)
