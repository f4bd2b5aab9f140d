"""Everything that the evaluator says about a few artefacts and rules, as lines that a person can read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from art17.conditions.condition import IT, THAT, Condition
from art17.conditions.scene import Scene
from art17.evaluation.evaluate import Judgement, judgements, traced
from art17.evaluation.findings import findings_of
from art17.evaluation.mutants import mutants_of
from art17.evaluation.obligations import obligations_of
from art17.evaluation.rule import Rule
from art17.evaluation.wording import sentences
from art17.model.evidence import Evidence
from art17.model.place import Place
from art17.model.report import Finding, Obligation
from builders import MANIFEST, route_of

TRUTHS = {True: "yes", False: "no", None: "?"}


def told_of(rules: Sequence[Rule], scene: Scene) -> str:
    """What the rules ask, what comes of it, why, and what their mutants would say."""
    verdicts = tuple(judgements(rules, scene, MANIFEST))
    lines = [line for rule in rules for line in _of_rule(rule, verdicts, scene)]
    lines += [line for finding in findings_of(verdicts, scene) for line in _of_finding(finding)]
    lines += [_of_obligation(each) for each in obligations_of(rules, verdicts, scene) if len(rules) > 1]
    return "\n".join(lines) + "\n"


def _of_rule(rule: Rule, verdicts: Sequence[Judgement], scene: Scene) -> Iterator[str]:
    about = rule.subjects
    asked = {"for": about.where, "if": rule.condition, "require": rule.require}
    names = " ".join((*about.names, *about.traits, *sorted(about.including)))
    yield f"{rule.id}: {about.sort} {names}".rstrip()
    for word, condition in asked.items():
        yield from (f"  {word}: {line}" for line in _of_condition(condition)) if condition else ()
    yield from (f"  unless: {exemption.when.said()} ({exemption.by})" for exemption in rule.exemptions)
    for each in verdicts:
        if each.rule is rule:
            yield from _of_verdict(each, scene)
    for mutant in mutants_of(rule):
        found = [judged.verdict for judged in judgements([mutant.rule], scene, MANIFEST)]
        yield f"  mutant {mutant.change} = {' '.join(found)}"


def _of_condition(asked: Condition) -> Iterator[str]:
    """The question, as a clause of its own and of another; and their contraries."""
    yield asked.said()
    yield from (f"  {asked.described(by)}; contrary: {asked.denied(by)}" for by in (IT, THAT))


def _of_verdict(each: Judgement, scene: Scene) -> Iterator[str]:
    used = ", ".join(scene.node(i).name if i >= 0 else f"the text of {scene.node(~i).name}" for i in each.used)
    on, turn = (f" on {used}" if used else ""), (f", until {each.turn}" if each.turn else "")
    by = f", by {each.by}" if each.by else ""
    fields = {name: value for name, value in each.subject.fields.items() if not each.subject.artefact}
    yield f"  {each.subject.name}: {each.verdict}{on}{turn}{by}"
    yield from (f"    {name} = {value}" for name, value in fields.items())
    tree = traced(each.rule, each.subject, scene)
    yield from _of_tree(tree, "    ")
    yield f"    wrong: {' '.join(sentences(tree))}"
    yield f"    right: {' '.join(sentences(tree, wrong=False))}"


def _of_tree(tree: Evidence, indent: str) -> Iterator[str]:
    verb, vacuous = (f" ({tree.verb})" if tree.verb else ""), (" over nothing" if tree.vacuous else "")
    named = f" as {tree.named}" if tree.named else ""
    causes = "".join(f" <- {cause.kind} {cause.about!r}" for cause in tree.causes)
    at = f" @ {_at(tree.place)}" if tree.place else ""
    said = f"{tree.of} [{tree.node}]{named} {tree.seen!r}{verb}: {tree.asked}"
    yield f"{indent}{TRUTHS[tree.truth]} {tree.shape}{vacuous}: {said}{at}{causes}"
    for child in tree.children:
        yield from _of_tree(child, indent + "  ")


def _at(place: Place) -> str:
    return f"{place.path}{list(route_of(place))}"


def _of_finding(finding: Finding) -> Iterator[str]:
    subject = finding.subject
    yield f"finding {finding.id} {finding.rule} {finding.category} {finding.basis} {finding.severity} {finding.verdict}"
    yield f"  about {subject.id} ({subject.type}) {subject.title!r} @ {_at(subject.place)}"
    yield f"  says {finding.message!r}; fix: {finding.fix!r}"
    told = {
        "under": finding.provisions,
        "serves": finding.serves,
        "blocks": finding.blocks,
        "hides": finding.hides,
        "systems": finding.systems,
        "told apart by": (finding.discriminator,) if finding.discriminator else (),
        "see": tuple(f"{_at(each.place)} {each.why!r}" for each in finding.related),
        "binds": tuple(f"{each.system} {each.since} {each.basis} {each.confidence}" for each in finding.binding),
    }
    yield from (f"  {word}: {'; '.join(parts)}" for word, parts in told.items() if parts)


def _of_obligation(each: Obligation) -> str:
    counts = " ".join(f"{name}={number}" for name, number in each.counts.items())
    evidence = " ".join(f"{one.id}@{one.path}={one.strength}" for one in each.evidence)
    whole = (
        each.provision,
        each.topic,
        each.system or "house",
        each.verdict,
        each.strength,
        counts,
        *each.rules,
        evidence,
    )
    return " | ".join(("obligation", *whole))
