"""`computed`: a sum, product, minimum or maximum of fields, here or over what a path leads to, and how it has to be.

Passing: `{computed: {product: [likelihood, impact], at_most: 12}}` on a risk with `likelihood: 3` and `impact: 4`.
Failing: the same with `impact: 5`, or without `impact`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from art17.conditions.condition import IT, Condition, Pronoun, Test
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.kinds import MALFORMED, Meaning, text_meaning
from art17.conditions.openness import causes_of_open, is_open, is_silent
from art17.conditions.operand import INSTEAD, NUMBERS_ALONE, REDUCES, FieldRef, Operand, reckoned, said_of
from art17.conditions.operands import reckoned_in
from art17.conditions.paths import path_from, types_named
from art17.conditions.presence import Present
from art17.conditions.proposals import Field, Lead, Nothing, Proposal, Together
from art17.conditions.reached import Reached, causes_of, reached_by
from art17.conditions.reaching import types_reached
from art17.conditions.scene import Scene
from art17.conditions.truth import conjunction
from art17.conditions.words import CONDITION, OPERAND, PATH_FROM, TRUTH, Shape, Word
from art17.graph.node import Node
from art17.graph.path import Everything, Path, against
from art17.model.days import date_in
from art17.model.english import listed
from art17.model.evidence import Cause, Evidence, Truth
from art17.model.place import Route
from art17.model.value import Value
from art17.model.vocabulary import FieldOf

THE_QMS = "The QMS"
_KEYS = ("of", "that")


@dataclass(frozen=True, slots=True)
class Over:
    """The nodes whose fields are reckoned with, where these are others than the node that is asked."""

    path: Path
    written: str
    that: Condition | None = None
    start: str = ""
    wanted: tuple[str, ...] = ()

    def reached(self, node: Node, scene: Scene) -> Reached:
        return reached_by(self.path, self.wanted, scene.start_of(self.start, node) or node, scene, frozenset())

    def said(self) -> str:
        whose = {"": "", "subject": "the subject's "}.get(self.start, f"`{self.start}`'s ")
        what = "all artefacts" if isinstance(self.path, Everything) else f"`{self.written}`"
        return f" over {whose}{what}{' that pass' if self.that else ''}"


@dataclass(frozen=True, slots=True)
class Computed(Condition):
    """Whether what is reckoned from fields passes tests; without a value it is absent."""

    how: str
    parts_of_it: tuple[Operand, ...]
    kind: FieldOf
    tests: tuple[Test, ...]
    over: Over | None = None

    def judge(self, node: Node, scene: Scene) -> Truth:
        if node.unreadable:
            return None
        value = self._value(node, scene)
        if value is MALFORMED:
            return None
        values: tuple[Value, ...] = () if value is None else (text_meaning(value),)
        return conjunction(self._one(test, values, node, scene) for test in self.tests)

    def _one(self, test: Test, values: tuple[Value, ...], node: Node, scene: Scene) -> Truth:
        truth = test.holds(values, self.kind, node, scene)
        sure = test.grows_by_operands
        if (truth is not sure or sure is None) and any(_is_open_at(ref, node, scene) for ref in test.refs()):
            return None
        return truth

    def _value(self, node: Node, scene: Scene) -> Meaning:
        """What it comes to; None without a value, MALFORMED where that cannot be told."""
        if self.over is None:
            return self._at(node, scene)
        reached = self.over.reached(node, scene)
        found: list[Meaning] = [MALFORMED] * (reached.doubt > 0)
        whole = scene.used
        for index in reached.nodes:
            scene.used = {}
            counts, there = self._counts(index, scene), scene.node(index)
            if counts is None or (counts and self._is_doubted(there, scene)):
                found.append(MALFORMED)
            elif counts:
                whole = {**whole, index: None, **scene.used}
                found += [one for part in self.parts_of_it for one in part.meanings(self.kind.kind, there, scene)]
        scene.used = whole
        return reckoned(self.how, found) if found else None

    def _at(self, node: Node, scene: Scene) -> Meaning:
        if self._is_doubted(node, scene):
            return MALFORMED
        found = [part.meanings(self.kind.kind, node, scene) for part in self.parts_of_it]
        return reckoned(self.how, [one for each in found for one in each]) if all(found) else None

    def _is_doubted(self, node: Node, scene: Scene) -> bool:
        """Whether a field that is reckoned with may have more values in a text, or its node cannot be read."""
        refs = [ref for part in self.parts_of_it for ref in part.refs()]
        return node.unreadable or any(_may_say_more(ref, node, scene) for ref in refs)

    def _counts(self, index: int, scene: Scene) -> Truth:
        that = self.over.that if self.over else None
        return that.judge(scene.node(index), scene) if that else True

    def trace(self, node: Node, scene: Scene) -> Evidence:
        truth = self.judge(node, scene)
        value = self._value(node, scene)
        return Evidence(
            self.said(),
            THE_QMS if self.over and isinstance(self.over.path, Everything) else node.name,
            self._seen(value, node, scene),
            truth,
            node.place,
            node=node.index,
            causes=tuple(self._causes(node, scene)) if truth is None else self._absent(node, scene, value),
        )

    def _seen(self, value: Meaning, node: Node, scene: Scene) -> str:
        if node.unreadable:
            return "could not be read"
        if value is MALFORMED:
            return f"has {self._name()}, which cannot be worked out{self._fault(node, scene)}"
        if value is None:
            lacking = [part.said() for part in self.parts_of_it if not part.meanings(self.kind.kind, node, scene)]
            if self.over is not None or not lacking:
                return f"has nothing from which {self._name()} could be reckoned"
            return f"has no {listed([each.removeprefix('its ') for each in lacking])} to reckon {self._name()} from"
        return f"has `{text_meaning(value)}` as {self._name()}{self._from(node, scene)}"

    def _from(self, node: Node, scene: Scene) -> str:
        """The first of the nodes of whose fields it is made."""
        reached = self.over.reached(node, scene).nodes if self.over else ()
        names = [scene.node(index).name for index in reached if self._counts(index, scene)]
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        return f" ({', '.join(names[:3])}{more})" if names else ""

    def _fault(self, node: Node, scene: Scene) -> str:
        """The values that do not read as the kind, where these are at fault."""
        nodes = [scene.node(index) for index in self.over.reached(node, scene).nodes] if self.over else [node]
        for each in nodes:
            for ref in (ref for part in self.parts_of_it for ref in part.refs()):
                whose = ref.whose(each, scene)
                if whose and not whose.unreadable and MALFORMED in ref.meanings(self.kind.kind, each, scene):
                    return f": `{'.'.join(ref.steps)}` of {whose.name} is not a {self.kind.kind}"
        return ""

    def _causes(self, node: Node, scene: Scene) -> Iterator[Cause]:
        """What keeps it from being known."""
        if node.unreadable:
            yield Cause("unreadable", node.place.path)
            return
        nodes = [node]
        if self.over is not None:
            reached = self.over.reached(node, scene)
            nodes = [scene.node(index) for index in reached.nodes]
            yield from causes_of(self.over.wanted, reached, node, scene)
        for each in nodes:
            for ref in (ref for part in self.parts_of_it for ref in part.refs()):
                whose = ref.whose(each, scene)
                if whose is None:
                    continue
                if whose.unreadable:
                    yield Cause("unreadable", whose.place.path)
                elif _may_say_more(ref, each, scene):
                    yield from causes_of_open(whose, ".".join(ref.steps))
                elif MALFORMED in ref.meanings(self.kind.kind, each, scene):
                    yield Cause("malformed", f"{whose.index}:{'.'.join(ref.steps)}")

    def _absent(self, node: Node, scene: Scene, value: Meaning) -> tuple[Cause, ...]:
        if value is not None or self.over is None:
            return ()
        return causes_of(self.over.wanted, self.over.reached(node, scene), node, scene)

    @property
    def parts(self) -> tuple[Condition, ...]:
        return (self.over.that,) if self.over and self.over.that else ()

    def _name(self) -> str:
        return f"{said_of(self.how, self.parts_of_it)}{self.over.said() if self.over else ''}"

    def said(self) -> str:
        return f"{self._name()} {' and '.join(test.said() for test in self.tests)}"

    def described(self, by: Pronoun = IT) -> str:
        return f"{by.clause}{self.said()}"

    def denied(self, by: Pronoun = IT) -> str:
        return f"{by.clause}it is false that {self.described()}"

    def mutants(self) -> Iterator[Condition]:
        yield replace(self, how=INSTEAD[self.how])
        for at in range(len(self.parts_of_it) if len(self.parts_of_it) > 1 else 0):
            yield replace(self, parts_of_it=(*self.parts_of_it[:at], *self.parts_of_it[at + 1 :]))
        for at, test in enumerate(self.tests):
            for mutant in test.mutants():
                yield replace(self, tests=(*self.tests[:at], mutant, *self.tests[at + 1 :]))
        if self.over is None:
            return
        if against(self.over.path) != self.over.path:
            turned = replace(self.over, path=against(self.over.path), written=f"^({self.over.written})")
            yield replace(self, over=turned)
        if self.over.that:
            for that in (None, *self.over.that.mutants()):
                yield replace(self, over=replace(self.over, that=that, wanted=()))

    def propose(self, node: Node | None, scene: Scene) -> Proposal:
        named = (part for part in self.parts_of_it if isinstance(part, FieldRef) and not part.of)
        fields = tuple(Field(part.steps, Present()) for part in named)
        if self.over is None:
            return Together(fields) if fields else Nothing()
        that = self.over.that.propose(None, scene) if self.over.that else None
        return Lead(self.over.path, self.over.wanted, Together((*fields, that) if that else fields))


def _may_say_more(ref: FieldRef, node: Node, scene: Scene) -> bool:
    whose = ref.whose(node, scene)
    return whose is not None and is_open(whose, ref.steps[0], scene) and not is_silent(whose, ".".join(ref.steps))


def _is_open_at(ref: FieldRef, node: Node, scene: Scene) -> bool:
    whose = ref.whose(node, scene)
    return whose is not None and is_open(whose, ref.steps[0], scene)


_TESTS: dict[str, Shape] = {
    **dict.fromkeys(
        ("is", "is_not", "at_least", "at_most", "before", "after", "within", "same_as", "differs_from"), OPERAND
    ),
    **dict.fromkeys(("present", "absent"), TRUTH),
}


def _read(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition | None:
    at = (*route, "computed")
    stated = grammar.mapping(data["computed"], at)
    words = [word for word in REDUCES if word in stated]
    if len(words) != 1:
        grammar.wrong(at, "what is computed is one sum, product, minimum or maximum", "write `product: [FIELD, ...]`")
        return None
    how = words[0]
    over, there = _over(grammar, stated, at, scope)
    kind = _kind(grammar, how, stated[how], there)
    parts = reckoned_in(grammar, how, stated[how], (*at, how), there, kind)
    asked = {key: value for key, value in stated.items() if key not in (how, *_KEYS)}
    if not all(grammar.one_of(key, (*_TESTS, *_KEYS), "test of what is computed", (*at, key)) for key in asked):
        return None
    if not asked and parts:
        grammar.wrong(at, "nothing is asked of what is computed", "add a test, such as `at_most: 12`")
    tests = grammar.tests((how,), asked, at, scope, FieldOf(kind)) if parts and asked else []
    return Computed(how, parts, FieldOf(kind), tuple(tests), over) if tests else None


def _over(grammar: Grammar, stated: Mapping[str, Value], at: Route, scope: Scope) -> tuple[Over | None, Scope]:
    """The path that leads to the fields, and the scope there."""
    if "of" not in stated:
        if "that" in stated:
            grammar.wrong((*at, "that"), "`that` belongs to `of`, which is not here")
        return None, scope
    path, written, start, there = path_from(grammar, stated["of"], (*at, "of"), scope)
    if path is None:
        return None, scope
    wanted = types_named(stated.get("that"))
    inner = scope.at(types_reached(path, there.here, grammar.vocabulary))
    that = grammar.condition(stated["that"], (*at, "that"), inner) if "that" in stated else None
    return Over(path, written, that, start, wanted), scope.at(frozenset(wanted)) if wanted else inner


def _kind(grammar: Grammar, how: str, value: Value, scope: Scope) -> str:
    """Whether days or numbers are reckoned with: days, where one of the parts is a day or a field that holds one."""
    parts = value if isinstance(value, list) else [value]
    named = [part.get("field") if isinstance(part, Mapping) and "of" not in part else part for part in parts]
    texts = [name for name in named if isinstance(name, str)]
    is_of_days = any(date_in(text) or "date" in grammar.kinds_of(tuple(text.split(".")), scope) for text in texts)
    return "date" if is_of_days and how not in NUMBERS_ALONE else "number"


_SHAPE: Shape = {
    "type": "object",
    "description": "What is reckoned from fields, here or over a path, and tests of it.",
    "properties": {
        "of": PATH_FROM,
        "that": CONDITION,
        **{word: {"anyOf": [OPERAND, {"type": "array", "items": OPERAND, "minItems": 1}]} for word in REDUCES},
        **_TESTS,
    },
    "additionalProperties": False,
}
WORDS = (Word("computed", _read, Computed, _SHAPE),)
