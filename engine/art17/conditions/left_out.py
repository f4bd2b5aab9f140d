"""`left_out_by`, `came_before`: whether a system is older than the Act, and a transitional provision leaves it out.

Passing: `{left_out_by: Art. 111(2)}` on a system of Annex III on the market since 2025, its design unchanged.
Failing: the same on one that was placed there in 2028, or significantly changed since the Act applies to it.
Passing: `{came_before: Art. 111(2)}` on the one that was significantly changed: it was left out once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from art17.conditions.condition import Condition
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.kinds import MALFORMED, meaning
from art17.conditions.proposals import Nothing, Proposal
from art17.conditions.scene import Scene
from art17.conditions.truth import conjunction, disjunction, negation
from art17.conditions.words import TEXT, Word
from art17.graph.node import Node
from art17.law.application import binding
from art17.model.evidence import Evidence, Truth
from art17.model.law import Transition
from art17.model.place import Route
from art17.model.value import Value, values_at


@dataclass(frozen=True, slots=True)
class LeftOut(Condition):
    """The node is a system that a transitional provision leaves out on the as-of date; or did once (`once`)."""

    provision: str
    once: bool = False

    def judge(self, node: Node, scene: Scene) -> Truth:
        transition = self._transition(scene)
        if node.unreadable:
            return None
        start = _start(transition, node, scene) if transition else None
        if transition is None or start is None:
            return False
        came = disjunction(_is_before(value, start, scene) for value in _values(node, *transition.market))
        if self.once:
            return came
        if transition.until is not None:
            scene.turns_on(transition.until)
            came = conjunction((came, scene.as_of < transition.until))
        changed = disjunction(_is_changed(each, start, scene) for each in _values(node, transition.unless_changed))
        return conjunction((came, negation(changed), negation(_is_public(transition, node, scene))))

    def _transition(self, scene: Scene) -> Transition | None:
        found = scene.act.transitions if scene.act else ()
        return next((each for each in found if each.basis == self.provision), None)

    def trace(self, node: Node, scene: Scene) -> Evidence:
        truth = self.judge(node, scene)
        seen = {True: self.said(), False: self._said("not "), None: self._said("perhaps ")}[truth]
        return Evidence(self.said(), node.name, seen, truth, node.place, node=node.index)

    @property
    def parts(self) -> tuple[Condition, ...]:
        return ()

    def said(self) -> str:
        return self._said()

    def _said(self, how: str = "") -> str:
        return f"{'was' if self.once else 'is'} {how}left out by {self.provision}"

    def mutants(self) -> Iterator[Condition]:
        yield LeftOut(self.provision, not self.once)

    def propose(self, node: Node | None, scene: Scene) -> Proposal:
        return Nothing(is_given=True)


def transition_of(node: Node, scene: Scene) -> str:
    """The transitional provision that surely leaves a high-risk system out on the as-of date, or ""."""
    found = [each for each in (scene.act.transitions if scene.act else ()) if each.is_of_high_risk]
    return next((each.basis for each in found if LeftOut(each.basis).judge(node, scene)), "")


def _values(node: Node, *names: str) -> tuple[Value, ...]:
    return tuple(value for name in names for value in values_at(node.fields.get(name), ()))


def _start(transition: Transition, node: Node, scene: Scene) -> date | None:
    """The first day from which the Act applies to the system; None where its annex decides, and is not named."""
    point, section = (str(node.fields.get(name) or "") for name in ("annex_iii_point", "annex_i_section"))
    if scene.act is None or (transition.is_of_high_risk and not (point or section)):
        return None
    cite = transition.applies_with
    found = binding(scene.act, cite, scene.as_of, annex_iii_point=point or None, annex_i_section=section or None)
    return found.applies_from


def _is_before(value: Value, start: date, scene: Scene) -> Truth:
    day = meaning(value, "date", scene.as_of)
    return None if day is MALFORMED else day < start


def _is_changed(value: Value, start: date, scene: Scene) -> Truth:
    day = meaning(value, "date", scene.as_of)
    if day is MALFORMED:
        return None
    scene.turns_on(day if day >= start else None)
    return bool(start <= day <= scene.as_of)


def _is_public(transition: Transition, node: Node, scene: Scene) -> Truth:
    """Whether it is a system of public authorities, and their time has run out."""
    if transition.public_until is None:
        return False
    truths = [meaning(value, "boolean", scene.as_of) for value in _values(node, *transition.public)]
    is_public = disjunction(None if truth is MALFORMED else bool(truth) for truth in truths)
    if is_public is not False:
        scene.turns_on(transition.public_until)
    return conjunction((is_public, scene.as_of >= transition.public_until))


def _read(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope, *, word: str) -> Condition | None:
    found = grammar.provisions(data[word], (*route, word))
    known = tuple(each.basis for each in grammar.act.transitions) if grammar.act else found
    if len(found) != 1 or found[0] not in known:
        grammar.wrong((*route, word), f"`{word}` takes one transitional provision ({', '.join(known)})")
        return None
    return LeftOut(found[0], once=word == "came_before")


WORDS = tuple(Word(word, partial(_read, word=word), LeftOut, TEXT) for word in ("left_out_by", "came_before"))
