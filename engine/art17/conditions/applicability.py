"""`provider`, `system`, `law`: who and what the subject belongs to, and under which law.

Passing: `{provider: {size: {in: [micro, small]}}}` in the QMS of a small company.
Failing: `{system: {lifecycle: on-market}}` on an artefact of a system in development.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from art17.conditions.condition import IT, THAT, Condition, Pronoun, Test
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.proposals import Nothing, Proposal
from art17.conditions.reaching import types_with
from art17.conditions.scene import Scene
from art17.conditions.truth import conjunction, disjunction
from art17.conditions.words import CONDITION, TESTS, Word
from art17.graph.node import Node
from art17.model.english import with_article
from art17.model.evidence import Evidence, Truth
from art17.model.place import Route
from art17.model.value import Value
from art17.model.vocabulary import FieldOf

_DATE = FieldOf("date")


@dataclass(frozen=True, slots=True)
class Belongs(Condition):
    """The organisation, or one of the systems that the node reaches, passes."""

    whom: str
    that: Condition

    def judge(self, node: Node, scene: Scene) -> Truth:
        return disjunction(self._one(i, scene) for i in self._whose(node, scene))

    def _one(self, index: int, scene: Scene) -> Truth:
        """Judge one; what it rested on is kept only where it passes."""
        before = scene.used
        scene.used = {}
        truth = self.that.judge(scene.node(index), scene)
        scene.used = {**before, **scene.used} if truth else before
        return truth

    def _whose(self, node: Node, scene: Scene) -> tuple[int, ...]:
        if self.whom == "provider":
            return scene.facts.of_trait("organisation")
        return scene.facts.systems(node.index)

    def trace(self, node: Node, scene: Scene) -> Evidence:
        children = tuple(self.that.trace(scene.node(i), scene) for i in self._whose(node, scene))
        return Evidence(
            self.said(),
            node.name,
            "" if children else f"has no {self.whom}",
            disjunction(child.truth for child in children),
            node.place,
            shape="some",
            verb="belongs to",
            children=children,
            node=node.index,
        )

    @property
    def parts(self) -> tuple[Condition, ...]:
        return (self.that,)

    def said(self) -> str:
        return f"belongs to {with_article(self.whom)} {self.that.described(THAT)}"

    def mutants(self) -> Iterator[Condition]:
        for mutant in self.that.mutants():
            yield Belongs(self.whom, mutant)

    def propose(self, node: Node | None, scene: Scene) -> Proposal:
        return Nothing((self.that.propose(None, scene),), is_given=True)


@dataclass(frozen=True, slots=True)
class UnderLaw(Condition):
    """The version of the law in force passes the tests, as a date."""

    tests: tuple[Test, ...]

    def judge(self, node: Node, scene: Scene) -> Truth:
        if scene.act is None:
            return False
        version = (scene.act.version_on(scene.as_of),)
        truths = [test.holds(version, _DATE, node, scene) for test in self.tests]
        return conjunction(truths)

    def trace(self, node: Node, scene: Scene) -> Evidence:
        version = scene.act.version_on(scene.as_of) if scene.act else "none"
        seen = f"is evaluated under the law of {version}"
        return Evidence(self.said(), node.name, seen, self.judge(node, scene), node.place, node=node.index)

    @property
    def parts(self) -> tuple[Condition, ...]:
        return ()

    def said(self) -> str:
        return f"the version of the law {' and '.join(test.said() for test in self.tests)}"

    def described(self, by: Pronoun = IT) -> str:
        return f"{by.clause}{self.said()}"

    def mutants(self) -> Iterator[Condition]:
        for at, test in enumerate(self.tests):
            for mutant in test.mutants():
                yield UnderLaw((*self.tests[:at], mutant, *self.tests[at + 1 :]))

    def propose(self, node: Node | None, scene: Scene) -> Proposal:
        return Nothing(is_given=True)


def _belongs(
    grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope, *, whom: str, trait: str
) -> Condition:
    inner = scope.at(types_with((trait,), grammar.vocabulary))
    return Belongs(whom, grammar.condition(data[whom], (*route, whom), inner))


def _law(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition:
    return UnderLaw(tuple(grammar.tests(("law",), data["law"], (*route, "law"), scope, _DATE)))


WORDS = (
    Word("provider", partial(_belongs, whom="provider", trait="organisation"), Belongs, CONDITION),
    Word("system", partial(_belongs, whom="system", trait="system"), Belongs, CONDITION),
    Word("law", _law, UnderLaw, TESTS),
)
