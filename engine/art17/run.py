"""The main line: a request becomes a report.

What is read, what decides a verdict and what may change a finding afterwards: all of it is called from here.
Nothing here is remembered between runs; `memory/replay.py` wraps `run` for callers that want that.
"""

from __future__ import annotations

from dataclasses import dataclass

from art17.checking.comparison import with_baseline, with_revision, with_snapshot
from art17.checking.context import RunContext, load
from art17.checking.history import with_history
from art17.checking.report import report_of
from art17.checking.request import Progress, Request, quiet
from art17.checking.staged import staged, with_unstaged_targets
from art17.checking.verdicts import RunVerdicts, evaluate, with_waivers
from art17.model.report import Report


@dataclass(frozen=True, slots=True)
class Run:
    """One run: what it looked at, what it came to, and its report."""

    context: RunContext
    gated: RunVerdicts
    report: Report


def check(request: Request, progress: Progress = quiet) -> Report:
    """The report on a folder.

    Raises:
        Art17Error: where the run cannot begin: the manifest, a pack, a rule, the baseline or the revision is wrong.
    """
    return run(request, progress).report


def run(request: Request, progress: Progress = quiet) -> Run:
    """The report on a folder, with everything that was read for it.

    Raises:
        Art17Error: where `check` does.
    """
    context = load(staged(request) if request.is_staged else request, progress)  # manifest, packs, files, graph
    context = with_history(context)  # what git says of the files, where the manifest asks for it
    verdicts = evaluate(context)  # every rule on every subject, and the findings, at their level
    gated = gate(context, verdicts, progress)
    return Run(context, gated, report_of(context, gated))  # places, obligations, one order


def gate(context: RunContext, verdicts: RunVerdicts, progress: Progress = quiet) -> RunVerdicts:
    """What the findings mean for this run: waived, not staged, known before.  Verdicts stay as they are.

    Raises:
        Art17Error: where the baseline or the revision cannot be read.
    """
    request = context.request
    gated = with_waivers(context, verdicts)
    if request.is_staged:
        gated = with_unstaged_targets(context, gated)
    if request.baseline:
        gated = with_baseline(context, gated, request.baseline)
    if request.new_since and request.snapshots:
        return with_snapshot(gated, request.snapshots, request.new_since)
    if request.new_since:
        progress(f"evaluating {request.new_since}")
        gated = with_revision(context, gated, request.new_since, progress)
    return gated
