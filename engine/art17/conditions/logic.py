"""`all`, `any`, `not`, `if`/`then`/`else`: conditions made of conditions.

Passing: `{any: [{result: pass}, {waived: present}]}` on a node with `result: pass`.
Failing: `{not: {result: pass}}` on the same node.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from art17.conditions.condition import IT, Condition, Pronoun
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.proposals import Field, Nothing, OneOf, Proposal, Together
from art17.conditions.scene import Scene
from art17.conditions.truth import conjunction, disjunction, negation
from art17.conditions.words import CONDITION, CONDITIONS, Word
from art17.graph.node import Node
from art17.model.english import listed
from art17.model.evidence import Evidence, Truth
from art17.model.place import Route
from art17.model.value import Value

_ROW = re.compile(r"`[^`]*`(?:, `[^`]*`)* (?:and|or|nor) `[^`]*`|on or (?:after|before)")
"""What joins words, not clauses."""


@dataclass(frozen=True, slots=True)
class All(Condition):
    """Every part holds; of no parts it is true."""

    parts: tuple[Condition, ...]  # pyright: ignore[reportIncompatibleMethodOverride]  a field is how a value has them

    def judge(self, node: Node, scene: Scene) -> Truth:
        return conjunction(part.judge(node, scene) for part in self.parts)

    def trace(self, node: Node, scene: Scene) -> Evidence:
        children = tuple(part.trace(node, scene) for part in self.parts)
        return _joined("all", "all of these", node, conjunction(c.truth for c in children), children)

    def said(self) -> str:
        return " and ".join(part.said() for part in self.parts) or "is anything"

    def described(self, by: Pronoun = IT) -> str:
        return _in_a_row(self.clauses(by), "and", by) or f"{by.subject} is anything"

    def clauses(self, by: Pronoun = IT) -> list[str]:
        """A clause for each part; neighbours that ask for values alone share one."""
        return _clauses(self.parts, by, "and")

    def mutants(self) -> Iterator[Condition]:
        if len(self.parts) > 1:
            yield Any(self.parts)
        for at, part in enumerate(self.parts):
            yield All(_without(self.parts, at))
            for mutant in part.mutants():
                yield All(_with(self.parts, at, mutant))

    @property
    def grows(self) -> Truth:
        return _growing(self.parts)

    def propose(self, node: Node | None, scene: Scene) -> Proposal:
        return Together(tuple(part.propose(node, scene) for part in self.parts))


@dataclass(frozen=True, slots=True)
class Any(Condition):
    """One part holds; of no parts it is false."""

    parts: tuple[Condition, ...]  # pyright: ignore[reportIncompatibleMethodOverride]  a field is how a value has them

    def judge(self, node: Node, scene: Scene) -> Truth:
        return disjunction(self._alone(part, node, scene) for part in self.parts)

    @staticmethod
    def _alone(part: Condition, node: Node, scene: Scene) -> Truth:
        """Judge a part; what it rested on is kept only where it holds."""
        before = scene.used
        scene.used = {}
        truth = part.judge(node, scene)
        scene.used = {**before, **scene.used} if truth else before
        return truth

    def trace(self, node: Node, scene: Scene) -> Evidence:
        children = tuple(part.trace(node, scene) for part in self.parts)
        return _joined("any", "one of these", node, disjunction(c.truth for c in children), children)

    def said(self) -> str:
        return "either " + " or ".join(part.said() for part in self.parts)

    def described(self, by: Pronoun = IT) -> str:
        clauses = _clauses(self.parts, by, "or")
        if len(clauses) == 1:
            return clauses[0]
        return f"{by.clause}either {_in_a_row(_clauses(self.parts, IT, 'or'), 'or', IT)}"

    def denied(self, by: Pronoun = IT) -> str:
        return _in_a_row([part.denied(by) for part in self.parts], "and", by)

    def mutants(self) -> Iterator[Condition]:
        if len(self.parts) > 1:
            yield All(self.parts)
        for at, part in enumerate(self.parts):
            yield Any(_without(self.parts, at))
            for mutant in part.mutants():
                yield Any(_with(self.parts, at, mutant))

    @property
    def grows(self) -> Truth:
        return _growing(self.parts)

    def propose(self, node: Node | None, scene: Scene) -> Proposal:
        return OneOf(tuple(part.propose(node, scene) for part in self.parts))


@dataclass(frozen=True, slots=True)
class Not(Condition):
    """The part is false; undecided stays undecided."""

    part: Condition

    def judge(self, node: Node, scene: Scene) -> Truth:
        before = dict(scene.used)
        truth = negation(self.part.judge(node, scene))
        scene.used = before
        return truth

    def trace(self, node: Node, scene: Scene) -> Evidence:
        child = self.part.trace(node, scene)
        return _joined("not", "not this", node, negation(child.truth), (child,))

    @property
    def parts(self) -> tuple[Condition, ...]:
        return (self.part,)

    def said(self) -> str:
        return f"not: {self.part.said()}"

    def described(self, by: Pronoun = IT) -> str:
        return self.part.denied(by)

    def denied(self, by: Pronoun = IT) -> str:
        return self.part.described(by)

    def mutants(self) -> Iterator[Condition]:
        yield self.part
        for mutant in self.part.mutants():
            yield Not(mutant)

    @property
    def grows(self) -> Truth:
        return negation(self.part.grows)

    def propose(self, node: Node | None, scene: Scene) -> Proposal:
        """In the place of what must not be, the comparisons that hold where it is not."""
        inner = self.part.propose(node, scene)
        fields = [each for each in (inner.parts if isinstance(inner, OneOf) else (inner,)) if isinstance(each, Field)]
        contrary = tuple(Field(each.steps, test) for each in fields if (test := each.test.contrary))
        return Together(contrary, about=(inner,))


@dataclass(frozen=True, slots=True)
class IfThen(Condition):
    """Where `condition` holds, `then` must; elsewhere `otherwise`."""

    condition: Condition
    then: Condition
    otherwise: Condition | None = None

    def judge(self, node: Node, scene: Scene) -> Truth:
        return self._as_logic().judge(node, scene)

    def trace(self, node: Node, scene: Scene) -> Evidence:
        return self._as_logic().trace(node, scene)

    def _as_logic(self) -> Condition:
        first = Any((Not(self.condition), self.then))
        return All((first, Any((self.condition, self.otherwise)))) if self.otherwise else first

    @property
    def parts(self) -> tuple[Condition, ...]:
        return tuple(part for part in (self.condition, self.then, self.otherwise) if part)

    def said(self) -> str:
        otherwise = f", otherwise {self.otherwise.said()}" if self.otherwise else ""
        return f"if it {self.condition.said()}, then it {self.then.said()}{otherwise}"

    def described(self, by: Pronoun = IT) -> str:
        otherwise = f", otherwise {self.otherwise.described()}" if self.otherwise else ""
        return f"{by.clause}if {self.condition.described()}, then {self.then.described()}{otherwise}"

    def mutants(self) -> Iterator[Condition]:
        yield self.then
        yield All(())
        for mutant in self.condition.mutants():
            yield IfThen(mutant, self.then, self.otherwise)
        for mutant in self.then.mutants():
            yield IfThen(self.condition, mutant, self.otherwise)
        if self.otherwise:
            yield IfThen(self.condition, self.then)
            for mutant in self.otherwise.mutants():
                yield IfThen(self.condition, self.then, mutant)

    def propose(self, node: Node | None, scene: Scene) -> Proposal:
        asked = self.condition.propose(None, scene)
        if node is not None and self.condition.judge(node, scene.on(node)):
            return Together((self.then.propose(node, scene),), about=(asked,))
        return Nothing((asked, self.then.propose(None, scene)))


def _growing(parts: tuple[Condition, ...]) -> Truth:
    found = {part.grows for part in parts}
    return found.pop() if len(found) == 1 else None


def _joined(shape: str, asked: str, node: Node, truth: Truth, children: tuple[Evidence, ...]) -> Evidence:
    return Evidence(asked, node.name, "", truth, node.place, shape=shape, children=children, node=node.index)


def _without(parts: tuple[Condition, ...], at: int) -> tuple[Condition, ...]:
    return parts[:at] + parts[at + 1 :]


def _with(parts: tuple[Condition, ...], at: int, part: Condition) -> tuple[Condition, ...]:
    return (*parts[:at], part, *parts[at + 1 :])


def _clauses(parts: tuple[Condition, ...], by: Pronoun, word: str) -> list[str]:
    """A clause for each part; those that only ask for values share one: "it has `owner` and `version`"."""
    has = f"{by.subject} has `"
    clauses: list[str] = []
    names: list[str] = []
    for clause in [*(part.described(by) for part in parts), ""]:
        if clause.startswith(has) and clause.endswith("`") and clause.count("`") == 2:
            names.append(clause.removeprefix(f"{by.subject} has "))
            continue
        if names:
            clauses.append(f"{by.subject} has {listed(names, word)}")
            names = []
        clauses.extend([clause] if clause else [])
    return clauses


def _in_a_row(clauses: list[str], word: str, by: Pronoun) -> str:
    """Clauses as one: with semicolons where one of them is made of several itself."""
    plain = [_ROW.sub("", clause) for clause in clauses]
    if by is IT and any(part in clause for clause in plain for part in (" and ", " or ", " is one ")):
        return f"; {word} ".join(clauses)
    return listed(clauses, word)


def _parts(grammar: Grammar, word: str, data: Mapping[str, Value], route: Route, scope: Scope) -> tuple[Condition, ...]:
    listed = grammar.sequence(data[word], (*route, word))
    grammar.check_asks(data[word], (*route, word))
    return tuple(grammar.condition(one, (*route, word, at), scope) for at, one in enumerate(listed))


def _all(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition:
    return All(_parts(grammar, "all", data, route, scope))


def _any(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition:
    return Any(_parts(grammar, "any", data, route, scope))


def _not(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition:
    if isinstance(data["not"], list):
        fix = "for several write `not: {any: [...]}` or `not: {all: [...]}`"
        grammar.wrong((*route, "not"), "`not` takes one condition, found a list", fix)
        return Not(All(()))
    return Not(grammar.condition(data["not"], (*route, "not"), scope))


def _if(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition | None:
    if "then" not in data:
        grammar.wrong((*route, "if"), "`if` needs a `then`")
        return None
    made = {
        word: grammar.condition(data[word], (*route, word), scope) for word in ("if", "then", "else") if word in data
    }
    return IfThen(made["if"], made["then"], made.get("else"))


WORDS = (
    Word("all", _all, All, CONDITIONS, of_values=True),
    Word("any", _any, Any, CONDITIONS, of_values=True),
    Word("not", _not, Not, CONDITION, of_values=True),
    Word("if", _if, IfThen, CONDITION, {"then": CONDITION, "else": CONDITION}, of_values=True),
)
