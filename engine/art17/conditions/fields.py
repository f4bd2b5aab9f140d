"""`FIELD: TESTS`: what a field of the node must be.

Passing: `{initial_risk: {is_not: acceptable}}` on a node with `initial_risk: high`.
Failing: the same on a node with `initial_risk: acceptable`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from art17.conditions.condition import Condition, Test
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.kinds import MALFORMED, meaning
from art17.conditions.logic import All
from art17.conditions.proposals import Field, Proposal
from art17.conditions.scene import Scene
from art17.conditions.words import TESTS, Shape, Word
from art17.graph.node import NOBODY_KNOWS, Node
from art17.model.evidence import Cause, Evidence, Truth
from art17.model.place import Route
from art17.model.value import Value, leaves, values_at

STATELESS = frozenset({"system", "organisation"})
"""What has no status, so that its placeholders alone show that it is unfinished."""


@dataclass(frozen=True, slots=True)
class FieldTest(Condition):
    """One test of one field."""

    steps: tuple[str, ...]
    test: Test

    def judge(self, node: Node, scene: Scene) -> Truth:
        if node.unreadable:
            return None
        values = values_at(node.fields.get(self.steps[0]), self.steps[1:])
        if values and values[0] is NOBODY_KNOWS:
            return None
        return self.test.holds(values, scene.kind_of(node.type, self.steps), node, scene)

    def trace(self, node: Node, scene: Scene) -> Evidence:
        truth = self.judge(node, scene)
        values = values_at(node.fields.get(self.steps[0]), self.steps[1:])
        return Evidence(
            asked=f"`{self.name}` {self.test.said()}",
            of=node.name,
            seen=self._seen(node, values, scene),
            truth=truth,
            place=node.place_of(self.steps[0]),
            shape="leaf" if node.artefact else "fact",
            node=node.index,
            causes=tuple(self._causes(node, values, scene)) if truth is None else self._blank(node, truth),
        )

    @property
    def name(self) -> str:
        return ".".join(self.steps)

    @property
    def parts(self) -> tuple[Condition, ...]:
        return ()

    def said(self) -> str:
        return f"`{self.name}` {self.test.said()}"

    def mutants(self) -> Iterator[Condition]:
        for test in self.test.mutants():
            yield replace(self, test=test)

    def _seen(self, node: Node, values: tuple[Value, ...], scene: Scene) -> str:
        if node.unreadable:
            return "could not be read"
        if missing := self.test.missing(values, scene.kind_of(node.type, self.steps), node, scene):
            return f"has no {missing} under `{self.name}`"
        if values:
            others = _malformed_operands(self.test, node, scene)
            beside = "".join(f" beside `{name}` {shown(found)}" for _, name, found in others)
            return f"has `{self.name}` {shown(values)}{beside}"
        if node.artefact and self.steps[0] in node.artefact.placeholders:
            return f"has only a placeholder for `{self.name}`"
        return f"has no `{self.name}`"

    def _blank(self, node: Node, truth: Truth) -> tuple[Cause, ...]:
        """That the field is still to be filled in, as the other placeholders of a system or organisation are."""
        is_open = node.artefact is not None and self.steps[0] in node.artefact.placeholders
        return (Cause("blank", str(node.index)),) if is_open and not truth and node.traits & STATELESS else ()

    def _causes(self, node: Node, values: tuple[Value, ...], scene: Scene) -> Iterator[Cause]:
        if node.unreadable:
            yield Cause("unreadable", node.place.path)
            return
        if NOBODY_KNOWS in values:
            yield Cause("unreadable", "") if scene.facts.unreadable else Cause("no-directory", "")
            return
        kind = scene.kind_of(node.type, self.steps).kind
        if kind == "group" or any(meaning(value, kind, scene.as_of) is MALFORMED for value in values):
            yield Cause("malformed", f"{node.index}:{self.name}")
        for whose, name, _ in _malformed_operands(self.test, node, scene):
            yield Cause("malformed", f"{whose.index}:{name}")

    def propose(self, node: Node | None, scene: Scene) -> Proposal:
        return Field(self.steps, self.test)


def _malformed_operands(test: Test, node: Node, scene: Scene) -> Iterator[tuple[Node, str, tuple[Value, ...]]]:
    """The fields that a test compares with and that do not read as their kind: whose, which, and what stands there."""
    for ref in test.refs():
        whose = ref.whose(node, scene)
        if whose is None or whose.unreadable:
            continue
        values = values_at(whose.fields.get(ref.steps[0]), ref.steps[1:])
        kind = scene.kind_of(whose.type, ref.steps).kind
        if any(meaning(value, kind, scene.as_of) is MALFORMED for value in values):
            yield whose, ".".join(ref.steps), values


def shown(values: tuple[Value, ...]) -> str:
    """The first values, short enough for a sentence."""
    texts = ["; ".join(leaves(value)) for value in values[:3]]
    cut = [text if len(text) <= 60 else f"{text[:57]}..." for text in texts]
    more = f" and {len(values) - 3} more" if len(values) > 3 else ""
    return ", ".join(f"`{text}`" for text in cut) + more


def _read(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition:
    named = grammar.mapping(data["field"], (*route, "field"))
    grammar.check_asks(data["field"], (*route, "field"))
    return All(
        tuple(
            test
            for name, tests in named.items()
            for test in _tests(grammar, name, tests, (*route, "field", name), scope)
        )
    )


def _tests(grammar: Grammar, name: str, tests: Value, route: Route, scope: Scope) -> Iterator[Condition]:
    steps = tuple(name.split("."))
    if kind := grammar.field_of(steps, scope, route):
        yield from (FieldTest(steps, test) for test in grammar.tests(steps, tests, route, scope, kind))


_SHAPE: Shape = {"type": "object", "additionalProperties": TESTS, "minProperties": 1}
WORDS = (Word("field", _read, FieldTest, _SHAPE, of_values=True),)
