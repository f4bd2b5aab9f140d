"""Every rule judged on each of its subjects: the verdicts, plainly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from art17.conditions.scene import Scene
from art17.evaluation.relief import applies
from art17.evaluation.rule import Rule
from art17.evaluation.subjects import subjects_of
from art17.graph.node import Node
from art17.model.evidence import MET, NOT_APPLICABLE, UNDECIDED, UNMET, Evidence, Truth
from art17.model.place import Place
from art17.model.rule import QUESTION


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict of a rule on a subject, the nodes it rests on, and when time alone may change it.

    `by` is the provision that grants an exemption; `relief` the provisions that the verdict does not
    count for, each with what it is for them: not applicable, or undecided.  Where it `is_guess`, it is
    undecided since it rests on what was not recognised, or only guessed.  `answer` is the id of the
    answer that decided it, `strength` how good an evidence that is, `seen` the kind of evidence seen.
    """

    rule: Rule
    subject: Node
    verdict: str
    used: tuple[int, ...] = ()
    turn: date | None = None
    by: str = ""
    relief: tuple[tuple[str, str], ...] = ()
    is_guess: bool = False
    answer: str = ""
    strength: str = ""
    seen: str = ""

    @property
    def provisions(self) -> tuple[str, ...]:
        """The provisions of the rule that remain for the subject."""
        out = (NOT_APPLICABLE,) if self.verdict == UNDECIDED else (NOT_APPLICABLE, UNDECIDED)
        gone = {cite for cite, verdict in self.relief if verdict in out}
        return tuple(cite for cite in self.rule.provisions if cite not in gone) if gone else self.rule.provisions


def judgements(rules: Iterable[Rule], scene: Scene, manifest: Place) -> Iterator[Judgement]:
    """The verdicts of all rules, rule by rule, subjects in their order."""
    for rule in rules:
        on = replace(scene, named={})
        for subject in subjects_of(rule.subjects, scene, manifest):
            yield judged(rule, subject, on)


def judged(rule: Rule, subject: Node, on: Scene) -> Judgement:
    """The verdict of one rule on one of its subjects."""
    on.turn_to(subject)
    found = applies(rule, subject, on)
    if found.truth is False:
        return Judgement(rule, subject, NOT_APPLICABLE, turn=on.turn, by=found.by)
    if found.truth is None:
        return Judgement(rule, subject, UNDECIDED, turn=on.turn, by=found.by, relief=found.relief)
    on.used = {}
    truth: Truth = rule.require.judge(subject, on) if rule.require else False
    verdict = {True: MET, False: UNDECIDED if rule.effect == QUESTION else UNMET, None: UNDECIDED}[truth]
    own = {subject.index: None} if subject.artefact else {}
    used = tuple({**own, **on.used}) if truth else ()
    return Judgement(rule, subject, verdict, used, on.turn, found.by, found.relief)


def traced(rule: Rule, subject: Node, scene: Scene) -> Evidence:
    """The whole tree behind a verdict: what made the rule apply, and what it required."""
    return traced_until(rule, subject, scene)[0]


def traced_until(rule: Rule, subject: Node, scene: Scene) -> tuple[Evidence, date | None]:
    """The whole tree behind a verdict, and the first day on which time alone may change it.

    The tree holds parts that the verdict does not need, so that this day may come before the verdict's own.
    """
    on = scene.on(subject)
    return _traced(rule, subject, on), on.turn


def _traced(rule: Rule, subject: Node, on: Scene) -> Evidence:
    truth = applies(rule, subject, on).truth
    if truth is True:
        if rule.require is None:
            message = subject.fields.get("message")
            seen = message if isinstance(message, str) else ""
            return Evidence(
                rule.title, subject.name, seen, truth=False, place=subject.place, shape="fact", node=subject.index
            )
        return rule.require.trace(subject, on)
    return _why_not_applicable(rule, subject, on, truth)


def _why_not_applicable(rule: Rule, subject: Node, scene: Scene, truth: Truth) -> Evidence:
    asked = [part for part in (rule.subjects.where, rule.condition) if part]
    children = [part.trace(subject, scene) for part in asked]
    children += [exemption.when.trace(subject, scene) for exemption in (*rule.exemptions, *rule.reliefs)]
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
