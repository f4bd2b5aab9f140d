"""`type`, `trait`: what sort of artefact the node is.

Passing: `{type: risk}` on a risk; `{trait: owned}` on a procedure.
Failing: `{type: [risk, control]}` on a procedure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from art17.conditions.condition import IT, Condition, Pronoun
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.proposals import Nothing, Proposal
from art17.conditions.scene import Scene
from art17.conditions.words import TEXTS, Word
from art17.graph.node import Node
from art17.model.english import listed, with_article
from art17.model.evidence import Cause, Evidence, Truth
from art17.model.place import Route
from art17.model.value import Value


@dataclass(frozen=True, slots=True)
class IsOfType(Condition):
    """The node has one of these types; undecided where the file could not be read."""

    types: tuple[str, ...]

    def judge(self, node: Node, scene: Scene) -> Truth:
        return None if node.unreadable and not node.type else node.type in self.types

    def trace(self, node: Node, scene: Scene) -> Evidence:
        return _told(self, node, self.judge(node, scene))

    @property
    def parts(self) -> tuple[Condition, ...]:
        return ()

    def said(self) -> str:
        names = [f"`{name}`" for name in self.types]
        return f"is {with_article(listed(names, 'or'))}"

    def denied(self, by: Pronoun = IT) -> str:
        return f"{by.subject} is not {with_article(listed([f'`{name}`' for name in self.types], 'or'))}"

    def mutants(self) -> Iterator[Condition]:
        for at in range(len(self.types)) if len(self.types) > 1 else ():
            yield IsOfType(self.types[:at] + self.types[at + 1 :])

    def propose(self, node: Node | None, scene: Scene) -> Proposal:
        return Nothing()


@dataclass(frozen=True, slots=True)
class HasTrait(Condition):
    """The node's type has this trait."""

    trait: str

    def judge(self, node: Node, scene: Scene) -> Truth:
        return None if node.unreadable and not node.type else self.trait in node.traits

    def trace(self, node: Node, scene: Scene) -> Evidence:
        return _told(self, node, self.judge(node, scene))

    @property
    def parts(self) -> tuple[Condition, ...]:
        return ()

    def said(self) -> str:
        return f"is {_TRAIT_WORDS.get(self.trait) or with_article(self.trait)}"

    def denied(self, by: Pronoun = IT) -> str:
        return f"{by.subject} is not {_TRAIT_WORDS.get(self.trait) or with_article(self.trait)}"

    def mutants(self) -> Iterator[Condition]:
        return iter(())

    def propose(self, node: Node | None, scene: Scene) -> Proposal:
        return Nothing()


def _told(condition: IsOfType | HasTrait, node: Node, truth: Truth) -> Evidence:
    seen = f"is {with_article(node.type)}" if node.type else "has no type"
    causes = (Cause("unreadable", node.place.path),) if truth is None else ()
    return Evidence(condition.said(), node.name, seen, truth, node.place, node=node.index, causes=causes)


_TRAIT_WORDS = {"owned": "owned", "reviewed": "reviewed", "system": "an AI system"}
TRAITS = (
    "document", "record", "item", "person", "role", "system", "organisation", "entity",
    "owned", "reviewed", "index",
)  # fmt: skip


def _type(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition | None:
    if scope.group is not None:
        grammar.wrong((*route, "type"), "`type` is asked of artefacts, and this is none")
        return None
    types = grammar.types(data["type"], (*route, "type"))
    return IsOfType(types) if types else None


def _trait(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition | None:
    trait = grammar.one_of(data["trait"], TRAITS, "trait", (*route, "trait"))
    return HasTrait(trait) if trait else None


WORDS = (Word("type", _type, IsOfType, TEXTS), Word("trait", _trait, HasTrait, {"enum": list(TRAITS)}))
