"""Everything that the evaluator says about a few artefacts and rules, as lines that a person can read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from art17.conditions.condition import IT, THAT, Condition
from art17.conditions.proposals import Field, Lead, NoneLed, Nothing, Proposal, Together, parts_of
from art17.conditions.scene import Scene
from art17.evaluation.evaluate import Judgement, judgements, traced
from art17.evaluation.findings import failures_of, findings_of
from art17.evaluation.guesses import at_most_warnings, documents_read, unrecognised, without_guesses
from art17.evaluation.mutants import mutants_of
from art17.evaluation.obligations import obligations_of
from art17.evaluation.questions import is_left_open, left_open, notes_of, questions_of
from art17.evaluation.rule import Rule
from art17.evaluation.subjects import subjects_of
from art17.evaluation.untyped import asked_of_guessed, asked_of_untyped, untyped_in, without_untyped
from art17.evaluation.wording import sentences
from art17.model.evidence import Evidence
from art17.model.guessed import Guessed
from art17.model.place import Place
from art17.model.question import Question
from art17.model.report import Finding, Obligation
from builders import MANIFEST, route_of

TRUTHS = {True: "yes", False: "no", None: "?"}


def told_of(rules: Sequence[Rule], scene: Scene, guesses: Sequence[Guessed] = ()) -> str:
    """What the rules ask, what comes of it, why, what is left to people, and what their mutants would say.

    Where documents are guessed at, what comes of that follows.
    """
    verdicts = tuple(judgements(rules, scene, MANIFEST))
    lines = [line for rule in rules for line in _of_rule(rule, verdicts, scene)]
    lines += [line for finding in findings_of(verdicts, scene) for line in _of_finding(finding)]
    lines += _of_what_is_open(verdicts, scene)
    lines += _of_untyped(verdicts, scene)
    lines += _of_guesses(verdicts, guesses, scene) if guesses else ()
    lines += [_of_obligation(each) for each in obligations_of(rules, verdicts, scene) if len(rules) > 1]
    return "\n".join(lines) + "\n"


def _of_what_is_open(verdicts: Sequence[Judgement], scene: Scene) -> Iterator[str]:
    """The questions and notes on what texts and rules leave to people, and how much it is."""
    open_ones = [failure for failure in failures_of(verdicts, scene) if is_left_open(failure)]
    for question in questions_of(open_ones, scene):
        yield from _of_question(question)
    for note in notes_of(open_ones, scene):
        yield from _of_finding(note)
    if counted := left_open(open_ones):
        yield f"left open: {', '.join(f'{kind} {count}' for kind, count in counted.items())}"


def _of_untyped(verdicts: Sequence[Judgement], scene: Scene) -> Iterator[str]:
    """What may be there in a text of another type, or of none, and what is asked then."""
    if untyped := untyped_in(scene):
        judged, left, gone = without_untyped(verdicts, failures_of(verdicts, scene), untyped)
        for each in judged:
            yield from (f"may be there: {each.rule.id} {each.subject.name} {each.verdict}",) if each.is_guess else ()
        yield from (f"not there: {each.judgement.rule.id} {each.judgement.subject.name}" for each in left)
        yield from (line for asked in asked_of_untyped(gone, untyped, scene) for line in _of_question(asked))


def _of_guesses(verdicts: Sequence[Judgement], guesses: Sequence[Guessed], scene: Scene) -> Iterator[str]:
    """What of the verdicts rests on a guess, how findings are said then, and what is asked."""
    judged = tuple(without_guesses(verdicts, scene))
    yield from (f"guessed: {each.rule.id} {each.subject.name} {each.verdict}" for each in judged if each.is_guess)
    found = findings_of([each for each in judged if not each.is_guess], scene)
    yield from (line for finding in at_most_warnings(found, scene) for line in _of_finding(finding))
    if untyped := untyped_in(scene):
        yield from (line for asked in asked_of_guessed(judged, untyped, scene) for line in _of_question(asked))
    read = documents_read(guesses, map(scene.node, scene.facts.indices))
    yield from (line for asked in unrecognised(judged, guesses, read, scene) for line in _of_question(asked))


def _of_question(asked: Question) -> Iterator[str]:
    yield f"question {asked.id} {asked.kind} {asked.rule}: {asked.text!r}; fix: {asked.fix!r}"
    told = {"under": asked.provisions, "systems": asked.systems, "of": asked.subjects, "not found": asked.not_found}
    yield from (f"  {word}: {'; '.join(parts)}" for word, parts in told.items() if parts)
    for each in asked.passages:
        yield f"  {each.artefact} {each.matter} @ {_at(each.place)} {each.section!r} +{each.more} {each.value!r}"


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
    yield from (f"  to write: {line}" for line in _to_write(rule, scene))
    for mutant in mutants_of(rule):
        found = [judged.verdict for judged in judgements([mutant.rule], scene, MANIFEST)]
        yield f"  mutant {mutant.change} = {' '.join(found)}"


def _to_write(rule: Rule, scene: Scene) -> list[str]:
    """What would make it true, of any subject, and of the first, where that is something else."""
    if rule.require is None:
        return []
    first = next(subjects_of(rule.subjects, scene, MANIFEST), None)
    wanted = rule.require.propose(None, scene)
    of_first = rule.require.propose(first, scene) if first else wanted
    return [_of_proposal(one) for one in (wanted, *([of_first] if of_first != wanted else []))]


def _of_proposal(wanted: Proposal) -> str:
    name, parts = type(wanted).__name__, ", ".join(_of_proposal(part) for part in parts_of(wanted))
    match wanted:
        case Field():
            return f"`{wanted.name}` {wanted.test.said()}"
        case Lead(path, types, _, number):
            return f"{number} by {path} to {' or '.join(types) or 'anything'}({parts})"
        case NoneLed(types):
            return f"none of {' or '.join(types) or 'anything'}({parts})"
        case Nothing(is_given=True):
            return f"what is given({parts})"
        case Together(own):
            return f"{len(own)} {name}({parts})"
        case _:
            return f"{name}({parts})" if parts else f"{wanted}"


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
        "caused by": (finding.cause,) if finding.cause else (),
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
    sides = (f"laid down {each.laid_down}", f"shown {each.shown}", f"findings {' '.join(each.findings)}")
    return " | ".join(("obligation", *whole, *(side for side in sides if not side.endswith(" "))))
