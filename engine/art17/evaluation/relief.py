"""Which provisions of a rule an exemption takes away, and what is left for one subject."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from art17.conditions.scene import Scene
from art17.conditions.truth import conjunction, disjunction, negation
from art17.evaluation.rule import Exemption, Rule
from art17.graph.node import Node
from art17.law.act import Act
from art17.model.evidence import NOT_APPLICABLE, UNDECIDED, Truth


@dataclass(frozen=True, slots=True)
class Applies:
    """Whether a rule applies to a subject, by which provision not, and for which provisions it stays open or falls."""

    truth: Truth
    by: str = ""
    relief: tuple[tuple[str, str], ...] = ()


_PLAINLY: Mapping[Truth, Applies] = {truth: Applies(truth) for truth in (True, False, None)}


def covers(exemption: Exemption, provision: str, act: Act | None) -> bool:
    """Whether an exemption relieves of a provision: it names it, or one above it."""
    return any(provision == cite or (act and act.is_beneath(provision, cite)) for cite in exemption.relieves)


def applies(rule: Rule, subject: Node, scene: Scene) -> Applies:
    """Whether the rule applies to the subject, and what it is relieved of.

    Relief is of the provisions that are named and of what is beneath them, never of what is above.
    """
    asked = (part for part in (rule.subjects.where, rule.condition) if part)
    truth = conjunction(part.judge(subject, scene) for part in asked)
    if truth is False or not (rule.exemptions or rule.reliefs):
        return _PLAINLY[truth]
    own = _own(rule, subject)
    relieved: dict[str, Truth] = {}
    reasons: dict[str, None] = {}
    for exemption in (*rule.exemptions, *rule.reliefs):
        touched = [cite for cite in own if covers(exemption, cite, scene.act)]
        if exemption.relieves and not touched:
            continue
        holds = exemption.when.judge(subject, scene)
        if holds and not exemption.relieves:
            return Applies(truth=False, by=exemption.by)
        if holds:
            reasons[exemption.by] = None
        if not exemption.relieves:
            truth = conjunction((truth, negation(holds)))
        relieved |= {cite: disjunction((relieved.get(cite, False), holds)) for cite in touched}
    return _left(truth, own, relieved, ", ".join(reasons))


def _left(truth: Truth, own: tuple[str, ...], relieved: Mapping[str, Truth], by: str) -> Applies:
    """What is left: nothing, where all is relieved; nobody knows, where nothing surely stays."""
    if own and all(relieved.get(cite) for cite in own):
        return Applies(truth=False, by=by)
    if own and all(relieved.get(cite, False) is not False for cite in own):
        truth = None
    words = {True: NOT_APPLICABLE, None: UNDECIDED}
    relief = tuple((cite, words[each]) for cite, each in relieved.items() if each is not False)
    return Applies(truth, by, relief)


def _own(rule: Rule, subject: Node) -> tuple[str, ...]:
    """The provisions that a verdict is about: of a linkage where it begins."""
    match rule.subjects.sort:
        case "provision":
            return (subject.name,)
        case "linkage":
            return (str(subject.fields["source"]),)
        case _:
            return rule.provisions
