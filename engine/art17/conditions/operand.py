"""What a value is compared with: a literal, the as-of date, or a field of some node."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from art17.conditions.kinds import MALFORMED, Meaning, meaning
from art17.conditions.scene import Scene
from art17.graph.node import Node
from art17.model.days import Duration
from art17.model.value import Value, values_at


@dataclass(frozen=True, slots=True)
class Literal:
    """A value as the rule writes it."""

    text: str

    def meanings(self, kind: str, node: Node, scene: Scene) -> tuple[Meaning, ...]:
        """What it means as a value of that kind."""
        return (_meaning(self.text, kind, scene.as_of),)

    def said(self) -> str:
        return f"`{self.text}`"


@lru_cache(maxsize=4096)
def _meaning(text: str, kind: str, as_of: date) -> Meaning:
    return meaning(text, kind, as_of)


@dataclass(frozen=True, slots=True)
class AsOf:
    """The as-of date, or a day a given time from it."""

    shift: Duration | None = None
    sign: int = 1

    def meanings(self, kind: str, node: Node, scene: Scene) -> tuple[Meaning, ...]:
        return (_shifted(scene.as_of, self.shift, self.sign),)

    def said(self) -> str:
        return f"the as-of date{_shift_said(self.shift, self.sign)}"

    def mutants(self) -> Iterator[Operand]:
        if self.shift:
            yield AsOf()


@dataclass(frozen=True, slots=True)
class FieldRef:
    """The values of a field of this node, of the subject (`of` "subject") or of a named node."""

    of: str
    steps: tuple[str, ...]
    shift: Duration | None = None
    sign: int = 1

    def meanings(self, kind: str, node: Node, scene: Scene) -> tuple[Meaning, ...]:
        whose = self.whose(node, scene)
        if whose is None:
            return ()
        if whose.unreadable:
            return (MALFORMED,)
        found = (meaning(value, kind, scene.as_of) for value in _values(whose, self.steps))
        return tuple(_shifted(one, self.shift, self.sign) for one in found)

    def whose(self, node: Node, scene: Scene) -> Node | None:
        """The node that it is a field of."""
        if not self.of:
            return node
        return scene.subject if self.of == "subject" else scene.named.get(self.of)

    def said(self) -> str:
        owner = {"": "its", "subject": "the subject's"}.get(self.of, f"{self.of}'s")
        return f"{owner} `{'.'.join(self.steps)}`{_shift_said(self.shift, self.sign)}"

    def mutants(self) -> Iterator[Operand]:
        if self.shift:
            yield replace(self, shift=None)


Operand = Literal | AsOf | FieldRef


def _values(node: Node, steps: tuple[str, ...]) -> tuple[Value, ...]:
    return values_at(node.fields.get(steps[0]), steps[1:])


def _shifted(one: Meaning, shift: Duration | None, sign: int) -> Meaning:
    if shift is None or not isinstance(one, date):
        return one
    try:
        return shift.after(one) if sign > 0 else shift.before(one)
    except OverflowError:
        return MALFORMED


def _shift_said(shift: Duration | None, sign: int) -> str:
    return "" if shift is None else f" {'plus' if sign > 0 else 'minus'} {shift.text}"
