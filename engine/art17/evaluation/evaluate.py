"""Every rule judged on each of its subjects: the verdicts, plainly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from art17.conditions.scene import Scene
from art17.conditions.truth import conjunction, negation
from art17.evaluation.rule import Rule
from art17.evaluation.subjects import subjects_of
from art17.graph.node import Node
from art17.model.evidence import MET, NOT_APPLICABLE, UNDECIDED, UNMET, Evidence, Truth
from art17.model.place import Place


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict of a rule on a subject, the nodes it rests on, and when time alone may change it.

    `by` is the provision that grants the exemption, where the rule is not applicable for that.
    """

    rule: Rule
    subject: Node
    verdict: str
    used: tuple[int, ...] = ()
    turn: date | None = None
    by: str = ""


def judgements(rules: Iterable[Rule], scene: Scene, manifest: Place) -> Iterator[Judgement]:
    """The verdicts of all rules, rule by rule, subjects in their order."""
    for rule in rules:
        on = replace(scene, named={})
        for subject in subjects_of(rule.subjects, scene, manifest):
            yield _judged(rule, subject, on)


def _judged(rule: Rule, subject: Node, on: Scene) -> Judgement:
    on.turn_to(subject)
    applies, by = _applicability(rule, subject, on)
    if applies is False:
        return Judgement(rule, subject, NOT_APPLICABLE, turn=on.turn, by=by)
    if applies is None:
        return Judgement(rule, subject, UNDECIDED, turn=on.turn)
    on.used = {}
    truth: Truth = rule.require.judge(subject, on) if rule.require else False
    verdict = {True: MET, False: UNMET, None: UNDECIDED}[truth]
    own = {subject.index: None} if subject.artefact else {}
    used = tuple({**own, **on.used}) if truth else ()
    return Judgement(rule, subject, verdict, used, on.turn)


def _applicability(rule: Rule, subject: Node, scene: Scene) -> tuple[Truth, str]:
    """Whether the rule applies to the subject, and the provision that says it does not."""
    asked = [part for part in (rule.subjects.where, rule.condition) if part]
    truth = conjunction(part.judge(subject, scene) for part in asked)
    if truth is False:
        return False, ""
    for exemption in rule.exemptions:
        holds = exemption.when.judge(subject, scene)
        if holds:
            return False, exemption.by
        truth = conjunction((truth, negation(holds)))
    return truth, ""


def traced(rule: Rule, subject: Node, scene: Scene) -> Evidence:
    """The whole tree behind a verdict: what made the rule apply, and what it required."""
    on = scene.on(subject)
    applies, _ = _applicability(rule, subject, on)
    if applies is True:
        if rule.require is None:
            message = subject.fields.get("message")
            seen = message if isinstance(message, str) else ""
            return Evidence(
                rule.title, subject.name, seen, truth=False, place=subject.place, shape="fact", node=subject.index
            )
        return rule.require.trace(subject, on)
    return _why_not_applicable(rule, subject, on, applies)


def _why_not_applicable(rule: Rule, subject: Node, scene: Scene, truth: Truth) -> Evidence:
    asked = [part for part in (rule.subjects.where, rule.condition) if part]
    children = [part.trace(subject, scene) for part in asked]
    children += [exemption.when.trace(subject, scene) for exemption in rule.exemptions]
    return Evidence(
        "whether the rule applies",
        subject.name,
        "",
        truth,
        subject.place,
        shape="all",
        children=tuple(children),
        node=subject.index,
    )
