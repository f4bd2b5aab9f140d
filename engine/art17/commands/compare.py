"""Only what is new: a run held against a baseline, or against an earlier revision of the same folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from art17.commands.case import Case, Order, Progress, opened
from art17.commands.culprits import Past, case_at, with_culprits
from art17.commands.judge import Judged, judged_in, with_defects
from art17.commands.reported import report_of
from art17.commands.staged import with_unstaged_targets
from art17.gate.known import compared, entry_of, settled_defects
from art17.model.report import Report
from art17.reading.baseline_file import baseline_in
from art17.reading.io.revision import base_of, commit_of, renames_since


@dataclass(frozen=True, slots=True)
class Against:
    """What a run is held against: the file of a baseline, a revision, both or nothing."""

    baseline: Path | None = None
    since: str = ""


def checked_against(order: Order, against: Against, progress: Progress = lambda _: None) -> tuple[Case, Report]:
    """What was judged, and the report on it, in which what was known before is marked as baselined.

    Raises:
        Art17Error: where the run cannot begin, or there is no such baseline or revision.
    """
    case = opened(order, progress)
    judged = judged_in(case)
    if order.is_staged:
        judged = with_unstaged_targets(case, judged)
    if against.baseline:
        judged = beside_baseline(case, judged, against.baseline)
    if against.since:
        progress(f"judging {against.since}")
        judged = beside_revision(case, judged, against.since, progress)
    return case, report_of(case, judged)


def beside_baseline(case: Case, judged: Judged, file: Path) -> Judged:
    """What was judged beside a baseline; entries that occur no more are findings of their own."""
    root = case.order.root
    baseline = baseline_in(file, root)
    renames = renames_since(root, baseline.commit) if baseline.commit else {}
    told = compared(judged.findings, baseline.entries, renames)
    beside = Judged(judged.verdicts, told.findings)
    if case.order.is_partial:
        return beside
    return with_defects(case, beside, tuple(settled_defects(told.settled, baseline.place)))


def beside_revision(case: Case, judged: Judged, revision: str, progress: Progress = lambda _: None) -> Judged:
    """What was judged beside what stood where the folder left the line of a revision."""
    root = case.order.root
    base = base_of(root, commit_of(root, revision))
    before = judged_in(case_at(case, base))
    told = compared(judged.findings, map(entry_of, before.findings), renames_since(root, base))
    past = Past(case, judged.findings, progress)
    return Judged(judged.verdicts, tuple(with_culprits(told.findings, base, past)))
