"""Only what is new: a run compared with a baseline, or with an earlier revision of the same folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from art17.checking.blame import Past, context_at, with_blame
from art17.checking.context import RunContext
from art17.checking.request import Progress, quiet
from art17.checking.verdicts import RunVerdicts, evaluate, with_defects, with_waivers
from art17.gate.known import compared, entry_of, settled_defects
from art17.reading.baseline_file import baseline_in
from art17.reading.io.revision import base_of, commit_of, renames_since


def with_baseline(context: RunContext, verdicts: RunVerdicts, file: Path) -> RunVerdicts:
    """The findings compared with a baseline; entries that occur no more are findings of their own.

    Raises:
        Art17Error: where there is no such baseline, or it cannot be read.
    """
    root = context.request.root
    baseline = baseline_in(file, root, context.request.source)
    renames = renames_since(root, baseline.commit) if baseline.commit else {}
    comparison = compared(verdicts.findings, baseline.entries, renames)
    compared_verdicts = replace(verdicts, findings=comparison.findings)
    if context.request.is_partial:
        return compared_verdicts
    return with_defects(context, compared_verdicts, tuple(settled_defects(comparison.settled, baseline.place)))


def with_revision(context: RunContext, verdicts: RunVerdicts, revision: str, progress: Progress = quiet) -> RunVerdicts:
    """The findings compared with those at the commit where the folder left the line of a revision.

    Raises:
        UsageError: where git does not know the revision.
    """
    root = context.request.root
    base = base_of(root, commit_of(root, revision))
    before_context = context_at(context, base)
    before = with_waivers(before_context, evaluate(before_context))
    comparison = compared(verdicts.findings, map(entry_of, before.findings), renames_since(root, base))
    past = Past(context, verdicts.findings, progress)
    return replace(verdicts, findings=tuple(with_blame(comparison.findings, base, past)))
