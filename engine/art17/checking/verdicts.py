"""The verdicts of a run, its findings at their level, and what waivers say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from art17.checking.context import RunContext
from art17.evaluation.evaluate import Judgement, judgements
from art17.evaluation.findings import failures_of, findings_on
from art17.evaluation.guesses import at_most_warnings, documents_read, unrecognised, without_guesses
from art17.evaluation.questions import is_left_open, left_open, notes_of, questions_of
from art17.gate.level import levelled
from art17.gate.waivers import WaiverContext
from art17.gate.waiving import failing, told_of, waived
from art17.model.artefact import Defect
from art17.model.days import duration_in
from art17.model.question import Question
from art17.model.report import Finding


@dataclass(frozen=True, slots=True)
class RunVerdicts:
    """The verdicts of a run, and its findings at their level, with the status that waivers give them.

    `questions` are what texts leave to people, `left_open` how many verdicts they leave open, by reason.
    """

    verdicts: tuple[Judgement, ...]
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...] = ()
    left_open: Mapping[str, int] = field(default_factory=dict[str, int])


def evaluate(context: RunContext) -> RunVerdicts:
    """Every rule on every subject, and the findings at their level; no waiver yet.

    Where nothing is an artefact nothing is evaluated: that something is absent can be said only of what was looked at.
    """
    if not context.graph.nodes:
        return RunVerdicts((), ())
    verdicts = tuple(judgements(context.rules, context.scene, context.settings.place))
    guesses = context.reading.guesses
    if guesses:
        verdicts = tuple(without_guesses(verdicts, context.scene))
    failures = failures_of([each for each in verdicts if not each.is_guess], context.scene)
    open_ones = [failure for failure in failures if is_left_open(failure)]
    known = {id(failure) for failure in open_ones}
    decided = [failure for failure in failures if id(failure) not in known]
    found = (*findings_on(decided, context.scene), *notes_of(open_ones, context.scene))
    questions, reasons = questions_of(open_ones, context.scene), left_open(open_ones)
    if guesses:
        found = tuple(at_most_warnings(found, context.scene))
        read = documents_read(guesses, context.graph.nodes)
        questions = (*questions, *unrecognised(verdicts, guesses, read))
        reasons |= {"guess": sum(each.is_guess for each in verdicts)}
    return RunVerdicts(verdicts, tuple(at_levels(context, found)), questions, reasons)


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
