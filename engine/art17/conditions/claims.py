"""`satisfies`, `cites`: which provisions an artefact claims to carry, and which it mentions.

Passing: `{satisfies: Art. 17(1)(g)}` on a risk register; `{cites: Art. 9}` on a text with `Art. 9(2)`.
Failing: `{satisfies: Art. 17(1)(h)}` on a risk register.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from art17.conditions.condition import Condition
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.kinds import provisions_in
from art17.conditions.proposals import Carry, Nothing, Proposal
from art17.conditions.scene import Scene
from art17.conditions.words import TEXT, TEXTS, Word
from art17.graph.node import Node
from art17.law.act import Act
from art17.model.english import listed
from art17.model.evidence import Evidence, Truth
from art17.model.place import Route
from art17.model.value import Value, values_at


@dataclass(frozen=True, slots=True)
class Satisfies(Condition):
    """The node claims one of these provisions, or one beneath it."""

    provisions: tuple[str, ...]
    of_subject: str = ""

    def judge(self, node: Node, scene: Scene) -> Truth:
        if node.unreadable:
            return None
        return _one_beneath(claims_of(node, scene), self._wanted(scene), scene)

    def _wanted(self, scene: Scene) -> tuple[str, ...]:
        if not self.of_subject:
            return self.provisions
        value = scene.subject.fields.get(self.of_subject) if scene.subject else None
        return (value,) if isinstance(value, str) else ()

    def trace(self, node: Node, scene: Scene) -> Evidence:
        truth = self.judge(node, scene)
        claims = ", ".join(claims_of(node, scene)) or "no provision"
        return Evidence(
            f"satisfies {', '.join(self._wanted(scene))}",
            node.name,
            f"satisfies {claims}",
            truth,
            node.place_of("satisfies"),
            node=node.index,
        )

    @property
    def parts(self) -> tuple[Condition, ...]:
        return ()

    def said(self) -> str:
        return f"satisfies {listed(self.provisions, 'or') if self.provisions else f'`subject.{self.of_subject}`'}"

    def mutants(self) -> Iterator[Condition]:
        for at in range(len(self.provisions)) if len(self.provisions) > 1 else ():
            yield replace(self, provisions=self.provisions[:at] + self.provisions[at + 1 :])

    def propose(self, node: Node | None, scene: Scene) -> Proposal:
        return Carry(self.of_subject) if self.of_subject else Nothing()


@dataclass(frozen=True, slots=True)
class Cites(Condition):
    """The node's text or fields mention one of these provisions, or one beneath it."""

    provisions: tuple[str, ...]

    def judge(self, node: Node, scene: Scene) -> Truth:
        if node.unreadable:
            return None
        return _one_beneath(self._cited(node, scene), self.provisions, scene)

    def _cited(self, node: Node, scene: Scene) -> tuple[str, ...]:
        found = (of.at.citation for of in scene.facts.cites(node.index))
        named = (citation.provision for citation in found if scene.act and citation.act == scene.act.id)
        return tuple(dict.fromkeys(provision for provision in named if provision))

    def trace(self, node: Node, scene: Scene) -> Evidence:
        cited = self._cited(node, scene)
        seen = f"cites {', '.join(cited[:5])}" if cited else "cites no provision"
        return Evidence(self.said(), node.name, seen, self.judge(node, scene), node.place, node=node.index)

    @property
    def parts(self) -> tuple[Condition, ...]:
        return ()

    def said(self) -> str:
        return f"cites {' or '.join(self.provisions)}"

    def mutants(self) -> Iterator[Condition]:
        for at in range(len(self.provisions)) if len(self.provisions) > 1 else ():
            yield Cites(self.provisions[:at] + self.provisions[at + 1 :])

    def propose(self, node: Node | None, scene: Scene) -> Proposal:
        return Nothing()


def claims_of(node: Node, scene: Scene) -> tuple[str, ...]:
    """The provisions that a node carries: its own claims as far as its type can, else its type's."""
    if node.artefact is None:
        return _claims(node, scene)
    found = scene.claims.get(node.index)
    if found is None:
        found = scene.claims[node.index] = _claims(node, scene)
    return found


def _claims(node: Node, scene: Scene) -> tuple[str, ...]:
    kind = scene.facts.vocabulary.types.get(node.type)
    able = kind.satisfies if kind else ()
    written = values_at(node.fields.get("satisfies"), ())
    if not written:
        return able
    act = scene.act.id if scene.act else ""
    own = (claim for value in written if isinstance(value, str) for claim in provisions_in(value, act))
    return tuple(claim for claim in own if can_satisfy(able, claim, scene.act))


def can_satisfy(able: tuple[str, ...], claim: str, act: Act | None) -> bool:
    """Whether a type that declares these provisions can carry that one."""
    if act is None:
        return claim in able
    return any(act.is_beneath(claim, each) or act.is_beneath(each, claim) for each in able)


def _one_beneath(found: tuple[str, ...], wanted: tuple[str, ...], scene: Scene) -> bool:
    act = scene.act
    if act is None:
        return not set(found).isdisjoint(wanted)
    known = scene.beneath.get((found, wanted))
    if known is None:
        known = any(act.is_beneath(one, other) for one in found for other in wanted)
        scene.beneath[found, wanted] = known
    return known


def _satisfies(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition:
    value = data["satisfies"]
    if isinstance(value, Mapping):
        known = ("cite", "source", "target", "provision", "meant")
        field = grammar.one_of(value.get("subject"), known, "provision of the subject", (*route, "satisfies"))
        return Satisfies((), field)
    return Satisfies(grammar.provisions(value, (*route, "satisfies")))


def _cites(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition:
    return Cites(grammar.provisions(data["cites"], (*route, "cites")))


WORDS = (
    Word("satisfies", _satisfies, Satisfies, {"anyOf": [TEXTS, {"type": "object", "properties": {"subject": TEXT}}]}),
    Word("cites", _cites, Cites, TEXTS),
)
