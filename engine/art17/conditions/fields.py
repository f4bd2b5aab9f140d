"""`FIELD: TESTS`: what a field of the node must be.

Passing: `{initial_risk: {is_not: acceptable}}` on a node with `initial_risk: high`.
Failing: the same on a node with `initial_risk: acceptable`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from art17.conditions.condition import IT, Condition, Pronoun, Test
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.logic import All
from art17.conditions.openness import SILENT, causes_of_open, is_open, is_silent, opened, seen_in
from art17.conditions.proposals import Field, Nothing, Proposal
from art17.conditions.scene import Scene
from art17.conditions.tested import OPEN, Fact, Tested, fact_of, malformed
from art17.conditions.words import TESTS, Shape, Word
from art17.graph.node import DERIVED, NOBODY_KNOWS, Node
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
        truth = self.test.holds(values, scene.kind_of(node.type, self.steps), node, scene)
        if node.reading is not None and self._is_open(node, scene):
            if truth and values:
                scene.rests_on_text(node.index)
            return truth if not values and is_silent(node, self.name) else opened(truth, self.test.grows)
        sure = self.test.grows_by_operands
        if (truth is not sure or sure is None) and self._has_open_operand(node, scene):
            return None
        return truth

    def _is_open(self, node: Node, scene: Scene) -> bool:
        return is_open(node, self.steps[0], scene)

    def _has_open_operand(self, node: Node, scene: Scene) -> bool:
        """Whether something that it compares with may have more values than were read."""
        compared = ((ref.whose(node, scene), ref.steps) for ref in self.test.refs())
        return any(
            whose is not None and whose.reading is not None and is_open(whose, steps[0], scene)
            for whose, steps in compared
        )

    @property
    def grows(self) -> Truth:
        return self.test.grows

    @property
    def stated_texts(self) -> tuple[str, ...]:
        return self.test.stated.texts

    def trace(self, node: Node, scene: Scene) -> Evidence:
        tested = self.tested(node, scene)
        truth = tested.truth
        return Evidence(
            asked=f"`{self.name}` {self.test.said()}",
            of=node.name,
            seen=self._seen(tested, scene),
            truth=truth,
            place=node.place_of(self.steps[0]),
            shape="leaf" if node.artefact else "fact",
            node=node.index,
            causes=tuple(self._causes(tested, scene)) if truth is None else self._blank(node, tested),
        )

    @property
    def name(self) -> str:
        return ".".join(self.steps)

    @property
    def parts(self) -> tuple[Condition, ...]:
        return ()

    def said(self) -> str:
        return f"`{self.name}` {self.test.said()}"

    def described(self, by: Pronoun = IT) -> str:
        return self.test.described(self.name, by)

    def denied(self, by: Pronoun = IT) -> str:
        return self.test.denied(self.name, by) or Condition.denied(self, by)

    def mutants(self) -> Iterator[Condition]:
        for test in self.test.mutants():
            yield replace(self, test=test)

    def tested(self, node: Node, scene: Scene) -> Tested:
        """The answer with the facts that it used."""
        compared = ((ref.whose(node, scene), ref.steps) for ref in self.test.refs())
        others = tuple(fact_of(whose, steps) for whose, steps in compared if whose is not None)
        return Tested(self.judge(node, scene), (fact_of(node, self.steps), *others))

    def _seen(self, tested: Tested, scene: Scene) -> str:
        own, *others = tested.facts
        node, values = own.node, own.values
        if node.unreadable:
            return "could not be read"
        if tested.truth is None and self._is_open(node, scene) and not own.is_malformed(scene):
            return self._seen_in_text(own, scene)
        if missing := self.test.missing(values, scene.kind_of(node.type, self.steps), node, scene):
            return f"has no {missing} under `{self.name}`"
        if values:
            with_others = "".join(
                f" compared with `{one.name}` {shown(one.values)}" for one in malformed(tuple(others), scene)
            )
            return f"has `{self.name}` {shown(values)}{with_others}"
        if own.state == OPEN:
            return f"has only a placeholder for `{self.name}`"
        return f"has no `{self.name}`"

    def _seen_in_text(self, own: Fact, scene: Scene) -> str:
        reading = own.node.reading
        if own.values and reading is not None and not reading.reason and not reading.mentions_of(self.name):
            return f"has `{self.name}` {shown(own.values)}, as far as was read in its text"
        seen = seen_in(own.node, self.name)
        return f"{seen}: {shown(own.values)}" if own.values else seen

    def _blank(self, node: Node, tested: Tested) -> tuple[Cause, ...]:
        """That the field is still to be filled in, as the other placeholders of a system or organisation are."""
        if tested.truth is False and node.reading is not None and is_silent(node, self.name):
            return (Cause(SILENT, str(node.index)),) if node.reading.says_nothing else ()
        is_noted = node.artefact is not None and self.steps[0] in node.artefact.placeholders
        is_blank = is_noted and not tested.truth and node.traits & STATELESS
        return (Cause("blank", str(node.index)),) if is_blank else ()

    def _causes(self, tested: Tested, scene: Scene) -> Iterator[Cause]:
        own, *others = tested.facts
        node = own.node
        if node.unreadable:
            yield Cause("unreadable", node.place.path)
            return
        if self._is_open(node, scene) and not own.is_malformed(scene):
            wanted = self.test.stated.texts if self.test.stated.all else ()
            yield from causes_of_open(node, self.name, wanted)
            return
        for other in (fact for fact in others if fact.node.reading and is_open(fact.node, fact.steps[0], scene)):
            yield from causes_of_open(other.node, other.name)
        if NOBODY_KNOWS in own.values:
            yield Cause("unreadable", "") if scene.facts.unreadable else Cause("no-directory", "")
            return
        if scene.kind_of(node.type, self.steps).kind == "group" or own.is_malformed(scene):
            yield Cause("malformed", f"{node.index}:{self.name}")
        for other in malformed(tuple(others), scene):
            yield Cause("malformed", f"{other.node.index}:{other.name}")

    def propose(self, node: Node | None, scene: Scene) -> Proposal:
        return Nothing() if self.steps[0] in DERIVED else Field(self.steps, self.test)


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
