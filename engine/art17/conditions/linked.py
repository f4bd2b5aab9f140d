"""`linked`: of a linkage of the law, whether what carries one end leads to what carries the other.

Passing: `{linked: [implements]}` where the risk register of a system implements the house procedure.
Failing: the same where both are there but nothing joins them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from art17.conditions.claims import claims_of
from art17.conditions.condition import Condition
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.leads import Reach
from art17.conditions.paths import link_names
from art17.conditions.proposals import Proposal, Tie
from art17.conditions.scene import Scene
from art17.conditions.words import TEXTS, Word
from art17.graph.facts import address
from art17.graph.node import Node
from art17.law.act import Act
from art17.model.english import listed
from art17.model.evidence import Evidence, Truth
from art17.model.place import Route
from art17.model.value import Value


def carriers(provision: str, system: int, scene: Scene) -> tuple[int, ...]:
    """The nodes in force that claim a provision, one beneath it, or the whole that it is part of.

    For a system (its index) those that reach it, and those of the house that reach none; for the
    organisation (-1) only the latter.
    """
    act = scene.act
    if act is None:
        return ()
    facts = scene.facts
    known = facts.all_that(("carriers", provision, act.id), lambda index: _is_carrier(index, provision, act, scene))
    return tuple(index for index in known if not (of := facts.systems(index)) or system in of)


def _is_carrier(index: int, provision: str, act: Act, scene: Scene) -> bool:
    node = scene.node(index)
    is_evidence = node.is_in_force and not node.unreadable
    return is_evidence and any(_carries(claim, provision, act) for claim in claims_of(node, scene))


def _carries(claim: str, provision: str, act: Act) -> bool:
    return act.is_beneath(claim, provision) or act.is_beneath(provision, claim)


@dataclass(frozen=True, slots=True)
class Linked(Condition):
    """One of those that carry the source leads, along these links, to one that carries the target."""

    along: tuple[str, ...]

    def judge(self, node: Node, scene: Scene) -> Truth:
        pair = self._pair(node, scene)
        if pair is None:
            return None if scene.facts.unreadable else False
        scene.used.update(dict.fromkeys(pair))
        return True

    def _ends(self, node: Node, scene: Scene) -> tuple[tuple[int, ...], tuple[int, ...]]:
        source, target = (str(node.fields.get(end)) for end in ("source", "target"))
        return carriers(source, node.index, scene), carriers(target, node.index, scene)

    def _pair(self, node: Node, scene: Scene) -> tuple[int, int] | None:
        """The first carrier of the source that leads to one of the target, and that one."""
        sources, targets = self._ends(node, scene)
        both = [index for index in sources if index in targets]
        if both:
            return both[0], both[0]
        wanted = frozenset(targets)
        for source in sources:
            for reached in Reach(self.along, scene).around(source):
                if reached in wanted:
                    return source, reached
        return None

    def trace(self, node: Node, scene: Scene) -> Evidence:
        sources, targets = self._ends(node, scene)
        pair = self._pair(node, scene)
        if pair:
            seen = f"has {_names(pair[:1], scene)}, which leads to {_names(pair[1:], scene)}"
        else:
            stops = min((Reach(self.along, scene).furthest(source) for source in sources), key=len, default=())
            way = " -> ".join(address(scene.facts, index) for index in stops)
            seen = f"has no way from {_names(sources, scene)} to {_names(targets, scene)}"
            seen += f"; {way} goes no further" if len(stops) > 1 else ""
        return Evidence(self.said(), "The QMS", seen, self.judge(node, scene), node.place, node=node.index)

    @property
    def parts(self) -> tuple[Condition, ...]:
        return ()

    def said(self) -> str:
        return f"is linked along {listed([f'`{name}`' for name in self.along], 'or')}"

    def mutants(self) -> Iterator[Condition]:
        for at in range(len(self.along)) if len(self.along) > 1 else ():
            yield replace(self, along=self.along[:at] + self.along[at + 1 :])

    def propose(self, node: Node | None, scene: Scene) -> Proposal:
        return Tie(self.along)


def _names(indices: tuple[int, ...], scene: Scene) -> str:
    shown = ", ".join(address(scene.facts, index) for index in indices[:3])
    return f"{shown} and {len(indices) - 3} more" if len(indices) > 3 else shown


def _read(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition | None:
    if scope.here != frozenset({"(linkage)"}):
        grammar.wrong((*route, "linked"), "`linked` is asked of linkages; use `leads_to` of artefacts")
        return None
    along = link_names(grammar, data["linked"], (*route, "linked"))
    return Linked(along) if along else None


WORDS = (Word("linked", _read, Linked, TEXTS),)
