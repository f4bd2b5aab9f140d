"""Only what is new: a run compared with a baseline, or with an earlier revision of the same folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from art17.checking.blame import Past, context_at, with_blame
from art17.checking.context import RunContext
from art17.checking.history import with_history
from art17.checking.request import Progress, quiet
from art17.checking.verdicts import RunVerdicts, evaluate, judged_so, undecided_in, with_defects, with_waivers
from art17.errors import UsageError
from art17.gate.known import WORSENED, compared, entry_of, settled_defects
from art17.memory.dated import snapshots_in
from art17.model.evidence import MET, UNMET
from art17.model.question import NOT_RECOGNISED, Question
from art17.reading.baseline_file import baseline_in
from art17.reading.io.revision import base_of, commit_of, renames_since


def with_baseline(context: RunContext, verdicts: RunVerdicts, file: Path) -> RunVerdicts:
    """The findings compared with a baseline; entries that occur no more are findings of their own.

    What is undecided now was not mended: its entry stays.

    Raises:
        Art17Error: where there is no such baseline, or it cannot be read.
    """
    root = context.request.root
    baseline = baseline_in(file, root, context.request.source)
    renames = renames_since(root, baseline.commit) if baseline.commit else {}
    comparison = compared(verdicts.findings, baseline.entries, renames, undecided_in(context, verdicts))
    compared_verdicts = replace(verdicts, findings=comparison.findings)
    if context.request.is_partial:
        return compared_verdicts
    return with_defects(context, compared_verdicts, tuple(settled_defects(comparison.settled, baseline.place)))


def with_snapshot(verdicts: RunVerdicts, folder: Path, day: str) -> RunVerdicts:
    """The findings compared with those of the last snapshot up to a day.

    Raises:
        UsageError: where the day is none, or no snapshot is that old.
    """
    try:
        until = date.fromisoformat(day)
    except ValueError:
        raise UsageError(f"{day!r} is not the day of a snapshot", "write it like 2026-11-23") from None
    before = [each for each in snapshots_in(folder) if each.day <= until]
    if not before:
        raise UsageError(f"{folder} has no snapshot of {day} or before", "name a later day")
    comparison = compared(verdicts.findings, before[-1].step.findings, {})
    return replace(verdicts, findings=comparison.findings)


def with_revision(context: RunContext, verdicts: RunVerdicts, revision: str, progress: Progress = quiet) -> RunVerdicts:
    """The findings compared with those at the commit where the folder left the line of a revision.

    Raises:
        UsageError: where git does not know the revision.
    """
    root = context.request.root
    base = base_of(root, commit_of(root, revision))
    before_context = with_history(context_at(context, base), base)
    before = with_waivers(before_context, evaluate(before_context))
    comparison = compared(verdicts.findings, map(entry_of, before.findings), renames_since(root, base))
    past = Past(context, verdicts.findings, progress)
    findings = tuple(with_blame(comparison.findings, base, past))
    return replace(verdicts, findings=findings, questions=_with_worsened(verdicts.questions, before_context, before))


def _with_worsened(questions: Iterable[Question], context: RunContext, before: RunVerdicts) -> tuple[Question, ...]:
    """The questions; one on what was met or unmet before is worse, since nothing decides it now."""
    decided = judged_so(context, before, MET, UNMET)

    def was_decided(question: Question) -> bool:
        return question.kind != NOT_RECOGNISED and any((question.rule, name) in decided for name in question.subjects)

    return tuple(replace(each, change=WORSENED) if was_decided(each) else each for each in questions)
