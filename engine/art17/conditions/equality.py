"""`is`, `is_not`, `in`, `same_as`, `differs_from`: whether a value equals another.

Passing: `result: pass` on a node with `result: pass`; `result: {is_not: fail}` on one without it.
Failing: `result: {in: [pass, waived]}` on a node with `result: fail`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from art17.conditions.condition import Pronoun, Stated, Test
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.kinds import MALFORMED, meaning, note_durations
from art17.conditions.operand import Literal, Operand, Reckoned
from art17.conditions.operands import operand_of, operands_of
from art17.conditions.proposals import Blank, Known, Wish, chosen, literals, text_of, usual
from art17.conditions.scene import Scene
from art17.conditions.truth import disjunction, negation
from art17.conditions.words import OPERAND, OPERANDS, Operator
from art17.graph.facts import meant
from art17.graph.node import Node
from art17.model.english import listed
from art17.model.evidence import Truth
from art17.model.place import Route
from art17.model.value import Value
from art17.model.vocabulary import FieldOf

_JUDGED_ONE_BY_ONE = frozenset({"citation", "duration", "group", "link"})
"""Kinds whose values are equal by the law, by what they name, or on a day, or cannot be looked up."""


@dataclass(frozen=True, slots=True)
class Literals:
    """What literals mean, all values of one sort."""

    meanings: frozenset[object]
    sort: type


_WORDS = {
    "is": "is",
    "is_not": "is not",
    "same_as": "is the same as",
    "differs_from": "differs from",
}
_OPPOSITE = {
    "is": "is_not",
    "is_not": "is",
    "same_as": "differs_from",
    "differs_from": "same_as",
}


@dataclass(frozen=True, slots=True)
class Equals(Test):
    """Whether one of the values equals one of the others; or, `negated`, that none does."""

    others: tuple[Operand, ...]
    negated: bool = False
    word: str = "is"
    _known: dict[str, Literals | None] = field(
        default_factory=dict[str, "Literals | None"], init=False, compare=False, repr=False
    )

    def holds(self, values: tuple[Value, ...], kind: FieldOf, node: Node, scene: Scene) -> Truth:
        found = disjunction(self._one(value, kind, node, scene) for value in values)
        return negation(found) if self.negated else found

    def _one(self, value: Value, kind: FieldOf, node: Node, scene: Scene) -> Truth:
        own = meaning(value, kind.kind, scene.as_of)
        if own is MALFORMED:
            return None
        known = self._literals(kind.kind, node, scene)
        if known:
            return True if own in known.meanings else None if own.__class__ is not known.sort else False
        others = (other for each in self.others for other in each.meanings(kind.kind, node, scene))
        return disjunction(_equal(own, other, kind, scene) for other in others)

    def _literals(self, kind: str, node: Node, scene: Scene) -> Literals | None:
        """The others where they are literals that are equal or not, whatever the law or the day."""
        if kind not in self._known:
            plain = kind not in _JUDGED_ONE_BY_ONE and all(isinstance(other, Literal) for other in self.others)
            meanings = [other.meanings(kind, node, scene)[0] for other in self.others] if plain else []
            sorts = {one.__class__ for one in meanings}
            self._known[kind] = Literals(frozenset(meanings), sorts.pop()) if len(sorts) == 1 else None
        return self._known[kind]

    def said(self) -> str:
        words = [other.said() for other in self.others]
        if len(words) == 1:
            return f"{_WORDS[self.word]} {words[0]}"
        if len(words) == 2:
            return f"is neither {words[0]} nor {words[1]}" if self.negated else f"is {words[0]} or {words[1]}"
        return f"is {'none' if self.negated else 'one'} of {listed(words)}"

    def denied(self, name: str, by: Pronoun) -> str:
        return replace(self, negated=not self.negated, word=_OPPOSITE[self.word]).described(name, by)

    def mutants(self) -> Iterator[Test]:
        yield replace(self, negated=not self.negated, word=_OPPOSITE[self.word])
        if len(self.others) > 1:
            for gone in range(len(self.others)):
                yield replace(self, others=self.others[:gone] + self.others[gone + 1 :])
        for at, other in enumerate(self.others):
            if isinstance(other, Literal):
                changed = Literal(f"not-{other.text}")
                yield replace(self, others=(*self.others[:at], changed, *self.others[at + 1 :]))
            elif isinstance(other, Reckoned):
                for reckoned in other.mutants():
                    yield replace(self, others=(*self.others[:at], reckoned, *self.others[at + 1 :]))

    @property
    def operands(self) -> tuple[Operand, ...]:
        return self.others

    @property
    def grows(self) -> Truth:
        return not self.negated

    def propose(self, name: str, kind: FieldOf, known: Known) -> Wish:
        wanted = [text for other in self.others if (text := text_of(other, known))]
        if not self.negated:
            unsaid = next((ref for ref in self.refs() if ref.of == "subject" and not known.value(ref)), None)
            return Wish(chosen(kind, wanted) if wanted else None, unsaid=unsaid)
        left = tuple(choice for choice in kind.choices if choice not in wanted)
        return Wish(Blank(" | ".join(left), left[0]) if left else usual(name, kind, known.as_of))

    @property
    def stated(self) -> Stated:
        return Stated(() if self.negated else literals(self.others))


def is_same_target(one: str, other: str, scene: Scene) -> bool:
    """Whether two targets of links are the same node, however each is written."""
    return one == other or (meant(scene.facts, one) == meant(scene.facts, other) >= 0)


def _equal(own: object, other: object, kind: FieldOf, scene: Scene) -> Truth:
    if type(own) is not type(other):  # nor is anything of the type of MALFORMED
        return None
    if kind.kind == "citation" and scene.act:
        return scene.act.resolve(str(own)) == scene.act.resolve(str(other))
    if kind.kind == "link":
        return is_same_target(str(own), str(other), scene)
    if kind.kind == "duration":
        note_durations(own, other, scene)
    return own == other


def _read(
    grammar: Grammar, value: Value, route: Route, scope: Scope, field: FieldOf, *, word: str, negated: bool = False
) -> Test | None:
    if word in ("same_as", "differs_from") and isinstance(value, str) and grammar.has_field(value, scope):
        fix = f"write `{{field: {value}}}` for what the field says, or `is` for the text"
        grammar.wrong(route, f"`{word}` compares with the text {value!r}, which is the name of a field", fix)
        return None
    other = operand_of(grammar, value, route, scope, field)
    return Equals((other,), negated, word) if other else None


def _membership(grammar: Grammar, value: Value, route: Route, scope: Scope, field: FieldOf) -> Test | None:
    others = operands_of(grammar, value, route, scope, field)
    return Equals(others) if others else None


OPERATORS = (
    Operator("is", partial(_read, word="is"), Equals, OPERAND),
    Operator("is_not", partial(_read, word="is_not", negated=True), Equals, OPERAND),
    Operator("in", _membership, Equals, OPERANDS),
    Operator("same_as", partial(_read, word="same_as"), Equals, OPERAND),
    Operator("differs_from", partial(_read, word="differs_from", negated=True), Equals, OPERAND),
)
