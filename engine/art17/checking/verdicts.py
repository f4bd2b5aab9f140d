"""The verdicts of a run, its findings at their level, and what waivers say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from art17.checking.context import RunContext
from art17.evaluation.causes import Failure
from art17.evaluation.evaluate import Judgement, judgements
from art17.evaluation.findings import Word, failures_of, findings_on, id_of
from art17.evaluation.guesses import at_most_warnings, documents_read, unrecognised, without_guesses
from art17.evaluation.obligations import obligations_of
from art17.evaluation.questions import is_left_open, left_open, notes_of, questions_of
from art17.evaluation.untyped import asked_of_guessed, asked_of_untyped, untyped_in, without_untyped
from art17.gate.actions import action_defects
from art17.gate.answers import Answered, answered, may_be_answered, requirement_defects
from art17.gate.level import levelled
from art17.gate.waivers import WaiverContext
from art17.gate.waiving import failing, told_of, waived
from art17.model.answer import (
    COUNTS,
    HOLLOW,
    REQUIREMENT,
    TEXT,
    About,
    AnswerShown,
    Settled,
    Settlements,
    about_question,
)
from art17.model.artefact import Defect
from art17.model.days import duration_in
from art17.model.evidence import UNDECIDED
from art17.model.question import Question
from art17.model.report import Finding, Obligation

Decided = tuple[tuple[Judgement, ...], tuple[Failure, ...]]
"""Verdicts, and the failures among them in the same order."""


@dataclass(frozen=True, slots=True)
class RunVerdicts:
    """The verdicts of a run, and its findings at their level, with the status that waivers give them.

    `questions` are what texts leave to people, `left_open` how many verdicts they leave open, by reason.
    `answers` are what people judged, `answered` the questions that this closed, `settled` what it makes of
    requirements; `may_answer` are the failures that people may decide, those that they did included.
    `turn` is the first day on which time alone may change a verdict, or why it is not met.
    `decided` are the verdicts as rules alone decided them.
    """

    verdicts: tuple[Judgement, ...]
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...] = ()
    left_open: Mapping[str, int] = field(default_factory=dict[str, int])
    answers: tuple[AnswerShown, ...] = ()
    answered: tuple[Question, ...] = ()
    settled: Settlements = field(default_factory=dict[tuple[str, str], Settled])
    may_answer: tuple[Failure, ...] = ()
    turn: date | None = None
    decided: Decided | None = None


def evaluate(context: RunContext) -> RunVerdicts:
    """Every rule on every subject, and the findings at their level; no waiver yet.

    Where nothing is an artefact nothing is evaluated: that something is absent can be said only of what was looked at.
    """
    if not context.graph.nodes:
        return RunVerdicts((), ())
    decided = decide(context)
    return replace(composed(context, *decided), decided=decided)


def decide(context: RunContext) -> Decided:
    """The verdict of every rule on every subject, and the failures among them; none rests on a guess."""
    scene = context.scene
    verdicts = tuple(unguessed(context, judgements(context.rules, scene, context.settings.place)))
    return verdicts, tuple(failures_of([each for each in verdicts if not each.is_guess], scene))


def unguessed(context: RunContext, verdicts: Iterable[Judgement]) -> Iterable[Judgement]:
    """The verdicts, undecided where they rest on what was only guessed."""
    return without_guesses(verdicts, context.scene) if context.reading.guesses else verdicts


def composed(
    context: RunContext, verdicts: tuple[Judgement, ...], failures: Sequence[Failure], word: Word | None = None
) -> RunVerdicts:
    """What verdicts come to, with what people answered: findings at their level, worded by `word`, and questions."""
    scene = context.scene
    untyped = untyped_in(scene)
    gone: list[Failure] = []
    if untyped:
        verdicts, failures, gone = without_untyped(verdicts, failures, untyped)
    heard = answered(verdicts, failures, context.answer_context)
    open_ones = [failure for failure in heard.failures if is_left_open(failure)]
    known = {id(failure) for failure in open_ones}
    decided = [failure for failure in heard.failures if id(failure) not in known]
    found = (*findings_on(decided, scene, word), *notes_of(open_ones, scene))
    found = tuple(replace(each, message=heard.said.get(each.id, each.message)) for each in found)
    asked = questions_of(open_ones, scene)
    questions, closed = _still_asked(asked, heard, context)
    turns = [day for day in (*(each.turn for each in verdicts), *(each.turn for each in failures)) if day]
    reasons = left_open(open_ones)
    guesses = context.reading.guesses
    unknown: list[Question] = []
    if untyped and gone:
        unknown += asked_of_untyped(gone, untyped, scene)
        reasons |= {"guess": len(gone)}
    if guesses:
        found = tuple(at_most_warnings(found, scene))
        read = documents_read(guesses, context.graph.nodes)
        unknown += asked_of_guessed(heard.verdicts, untyped, scene) if untyped else ()
        asks = {each.id for each in unknown}
        unknown += (each for each in unrecognised(heard.verdicts, guesses, read, scene) if each.id not in asks)
        reasons |= {"guess": sum(each.is_guess for each in heard.verdicts)}
    settled = {about_question(each) for each in unknown} & {About(REQUIREMENT, cite) for cite, _ in heard.settled}
    questions = (*questions, *(each for each in unknown if about_question(each) not in settled))
    closed = (*closed, *(each for each in unknown if about_question(each) in settled))
    judged = RunVerdicts(
        heard.verdicts,
        tuple(at_levels(context, found)),
        questions,
        reasons,
        answers=heard.shown,
        answered=closed,
        settled=heard.settled,
        turn=min(turns, default=None),
        may_answer=tuple(failure for failure in failures if may_be_answered(failure)),
    )
    return _with_what_answers_lack(context, judged, heard.defects)


def _still_asked(
    asked: tuple[Question, ...], heard: Answered, context: RunContext
) -> tuple[tuple[Question, ...], tuple[Question, ...]]:
    """The questions that are still open, and those that people have answered."""
    not_own = {
        each.answer.about for each in heard.shown if each.answer.about.kind == TEXT and each.effect in (COUNTS, HOLLOW)
    }
    still = tuple(question for question in asked if about_question(question) not in not_own)
    names = {about_question(question) for question in still}
    were = questions_of(heard.was_open, context.scene) if heard.was_open else ()
    closed = [question for question in (*were, *asked) if about_question(question) not in names]
    return still, tuple(dict.fromkeys(closed))


def _with_what_answers_lack(context: RunContext, judged: RunVerdicts, defects: tuple[Defect, ...]) -> RunVerdicts:
    """The verdicts with the findings on answers, and on actions that have not come to what they were for."""
    if not context.request.is_partial:
        defects = (
            *defects,
            *action_defects(context.ledger, judged.findings, context.reading.paths, context.request.as_of),
        )
    contrary = tuple(requirement_defects(context.ledger, judged.answers, _obligations(context, judged)))
    return with_defects(context, judged, [(-1, each) for each in (*defects, *contrary)])


def _obligations(context: RunContext, judged: RunVerdicts) -> tuple[Obligation, ...]:
    """The obligations, where somebody has answered on a requirement; else they are worked out for the report alone."""
    return tuple(obligations_in(context, judged)) if judged.settled else ()


def obligations_in(context: RunContext, judged: RunVerdicts) -> Iterator[Obligation]:
    """What each provision comes to, answers on requirements included."""
    open_ones = (each.judgement for each in judged.may_answer)
    guesses = (each for each in judged.verdicts if each.is_guess)
    may_settle = frozenset((each.rule.id, each.subject.index) for each in (*open_ones, *guesses))
    return obligations_of(context.rules, judged.verdicts, context.scene, judged.settled, may_settle)


def undecided_in(context: RunContext, judged: RunVerdicts) -> frozenset[tuple[str, str]]:
    """The rules and subjects that are undecided: what was found there before may be there still."""
    return judged_so(context, judged, UNDECIDED)


def judged_so(context: RunContext, judged: RunVerdicts, *verdicts: str) -> frozenset[tuple[str, str]]:
    """The rules and subjects with one of these verdicts."""
    scene = context.scene
    return frozenset((each.rule.id, id_of(each.subject, scene)) for each in judged.verdicts if each.verdict in verdicts)


def with_waivers(context: RunContext, verdicts: RunVerdicts) -> RunVerdicts:
    """The findings with the status that waivers give them, and what is wrong with the waivers."""
    outcome = waived(verdicts.findings, _waiver_context(context))
    return with_defects(context, replace(verdicts, findings=outcome.findings), outcome.defects)


def with_defects(context: RunContext, judged: RunVerdicts, defects: Sequence[tuple[int, Defect]]) -> RunVerdicts:
    """What was judged, with the findings on defects that showed only afterwards."""
    verdicts, found = told_of(defects, context.rules, context.scene, context.settings.place)
    levelled_found = at_levels(context, found)
    return replace(judged, verdicts=(*judged.verdicts, *verdicts), findings=(*judged.findings, *levelled_found))


def _waiver_context(context: RunContext) -> WaiverContext:
    """What the waivers of a case are held against."""
    return WaiverContext(
        graph=context.graph,
        as_of=context.request.as_of,
        rules=context.all_rules,
        digest_of=lambda node: context.digest_of(node).whole,
        failing=failing(context.all_rules, context.scene, context.settings.place),
        ignores=context.reading.ignores,
        at_most=duration_in(context.settings.waivers_at_most),
        applies=not context.request.no_ignores,
        partial=context.request.is_partial,
    )


def at_levels(context: RunContext, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings at the severity that they have in this run."""
    lifecycles = {context.graph.nodes[i].name: _text(context, i, "lifecycle") for i in context.graph.of_trait("system")}
    return levelled(findings, context.settings, lifecycles, context.request.as_of)


def _text(context: RunContext, index: int, name: str) -> str:
    value = context.graph.nodes[index].fields.get(name)
    return value if isinstance(value, str) else ""
