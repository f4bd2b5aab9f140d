"""What a value is compared with: a literal, the as-of date, a field of some node, or what is reckoned from these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Context, Decimal, DecimalException, Inexact, InvalidOperation, Overflow
from functools import lru_cache, reduce
from typing import Any

from art17.conditions.kinds import MALFORMED, Meaning, comparable, meaning
from art17.conditions.scene import Scene
from art17.graph.node import Node
from art17.model.days import Duration, duration_in
from art17.model.english import listed
from art17.model.value import Value, values_at

_EXACT = Context(prec=200, traps=[Inexact, InvalidOperation, Overflow])
"""Reckoning that never rounds: what it cannot hold is malformed."""
MOST_DIGITS = 40
"""The digits before and after the point that a number may have, whether written or reckoned."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A value as the rule writes it."""

    text: str

    def meanings(self, kind: str, node: Node, scene: Scene) -> tuple[Meaning, ...]:
        """What it means as a value of that kind."""
        return (_meaning(self.text, kind, scene.as_of),)

    def said(self) -> str:
        return f"`{self.text}`"

    def refs(self) -> Iterator[FieldRef]:
        return iter(())


@lru_cache(maxsize=4096)
def _meaning(text: str, kind: str, as_of: date) -> Meaning:
    return meaning(text, kind, as_of)


@dataclass(frozen=True, slots=True)
class AsOf:
    """The as-of date, or a day a given time from it."""

    shift: Shift | None = None
    sign: int = 1

    def meanings(self, kind: str, node: Node, scene: Scene) -> tuple[Meaning, ...]:
        return tuple(_shifted([scene.as_of], self.shift, self.sign, node, scene))

    def said(self) -> str:
        return f"the as-of date{_shift_said(self.shift, self.sign)}"

    def refs(self) -> Iterator[FieldRef]:
        if isinstance(self.shift, FieldRef):
            yield self.shift

    def mutants(self) -> Iterator[Operand]:
        if self.shift:
            yield AsOf()


@dataclass(frozen=True, slots=True)
class FieldRef:
    """The values of a field of this node, of the subject (`of` "subject") or of a named node."""

    of: str
    steps: tuple[str, ...]
    shift: Shift | None = None
    sign: int = 1

    def meanings(self, kind: str, node: Node, scene: Scene) -> tuple[Meaning, ...]:
        whose = self.whose(node, scene)
        if whose is None:
            return ()
        if whose.unreadable:
            return (MALFORMED,)
        found = (meaning(value, kind, scene.as_of) for value in self.values(whose))
        return tuple(_shifted(found, self.shift, self.sign, node, scene))

    def whose(self, node: Node, scene: Scene) -> Node | None:
        """The node that it is a field of."""
        if not self.of:
            return node
        return scene.subject if self.of == "subject" else scene.named.get(self.of)

    def values(self, whose: Node) -> tuple[Value, ...]:
        """What the field holds at a node, as written."""
        return values_at(whose.fields.get(self.steps[0]), self.steps[1:])

    def said(self) -> str:
        owner = {"": "its", "subject": "the subject's"}.get(self.of, f"{self.of}'s")
        return f"{owner} `{'.'.join(self.steps)}`{_shift_said(self.shift, self.sign)}"

    def refs(self) -> Iterator[FieldRef]:
        yield self
        if isinstance(self.shift, FieldRef):
            yield self.shift

    def mutants(self) -> Iterator[Operand]:
        if self.shift:
            yield replace(self, shift=None)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The sum, the product, the least or the greatest of values; none where one of its parts has none."""

    how: str
    parts: tuple[Operand, ...]
    shift: Shift | None = None
    sign: int = 1

    def meanings(self, kind: str, node: Node, scene: Scene) -> tuple[Meaning, ...]:
        found = [part.meanings(comparable(kind), node, scene) for part in self.parts]
        whole = (reckoned(self.how, [one for each in found for one in each]),) if all(found) else ()
        return tuple(_shifted(whole, self.shift, self.sign, node, scene))

    def said(self) -> str:
        return f"{said_of(self.how, self.parts)}{_shift_said(self.shift, self.sign)}"

    def refs(self) -> Iterator[FieldRef]:
        for part in self.parts:
            yield from part.refs()
        if isinstance(self.shift, FieldRef):
            yield self.shift

    def mutants(self) -> Iterator[Operand]:
        yield replace(self, how=INSTEAD[self.how])
        for at in range(len(self.parts) if len(self.parts) > 1 else 0):
            yield replace(self, parts=(*self.parts[:at], *self.parts[at + 1 :]))
        if self.shift:
            yield replace(self, shift=None)


Operand = Literal | AsOf | FieldRef | Reckoned
Shift = Duration | FieldRef
"""How far a day is moved: by a duration that the rule writes, or by one that a field holds."""

REDUCES: Mapping[str, Callable[[Any, Any], Any]] = {
    "sum": _EXACT.add,
    "product": _EXACT.multiply,
    "minimum": min,
    "maximum": max,
}
NUMBERS_ALONE = ("sum", "product")
INSTEAD = {"sum": "product", "product": "sum", "minimum": "maximum", "maximum": "minimum"}
_SAID = {"sum": "the sum of", "product": "the product of", "minimum": "the least of", "maximum": "the greatest of"}


def reckoned(how: str, values: Sequence[Meaning]) -> Meaning:
    """What values come to, exactly; MALFORMED where one is, or where the result has too many digits.

    >>> reckoned("product", [Decimal("1.5"), Decimal(3)]), reckoned("maximum", [date(2026, 1, 1), date(2027, 1, 1)])
    (Decimal('4.5'), datetime.date(2027, 1, 1))
    """
    if any(one is MALFORMED for one in values) or len({type(one).__name__ for one in values}) != 1:
        return MALFORMED
    try:
        whole: Meaning = reduce(REDUCES[how], values)
    except DecimalException:
        return MALFORMED
    return whole if not isinstance(whole, Decimal) or _is_short(whole) else MALFORMED


def _is_short(number: Decimal) -> bool:
    before, _, after = f"{number.copy_abs():f}".partition(".")
    return max(len(before), len(after)) <= MOST_DIGITS


def said_of(how: str, parts: Iterable[Operand]) -> str:
    """The name of what is reckoned."""
    return f"{_SAID[how]} {listed([part.said() for part in parts])}"


def spans_of(shift: Shift, node: Node, scene: Scene) -> tuple[Duration | None, ...]:
    """The durations that a shift may be; None for one that is malformed."""
    if isinstance(shift, Duration):
        return (shift,)
    whose = shift.whose(node, scene)
    if whose is None:
        return ()
    if whose.unreadable:
        return (None,)
    return tuple(duration_in(one) if isinstance(one, str) else None for one in shift.values(whose))


def _shifted(found: Iterable[Meaning], shift: Shift | None, sign: int, node: Node, scene: Scene) -> Iterator[Meaning]:
    """Each day moved by each duration that the shift may be."""
    if shift is None:
        yield from found
        return
    spans = spans_of(shift, node, scene)
    yield from (_moved(one, span, sign) for one in found for span in spans)


def _moved(one: Meaning, span: Duration | None, sign: int) -> Meaning:
    if span is None or not isinstance(one, date):
        return MALFORMED
    try:
        return span.after(one) if sign > 0 else span.before(one)
    except OverflowError:
        return MALFORMED


def _shift_said(shift: Shift | None, sign: int) -> str:
    if shift is None:
        return ""
    return f" {'plus' if sign > 0 else 'minus'} {shift.text if isinstance(shift, Duration) else shift.said()}"
