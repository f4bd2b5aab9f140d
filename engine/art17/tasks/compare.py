"""Only what is new: a run held against a baseline, or against an earlier revision of the same folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from art17.gate.known import NEW, WORSENED, compared, entry_of, settled_defects
from art17.graph.build import graph_of
from art17.model.report import Finding, Report
from art17.reading.baseline_file import baseline_in
from art17.reading.qms import read_qms
from art17.reading.revision import base_of, commit_of, commits_since, files_of, head_of, renames_since
from art17.reading.settings import with_artefacts_of
from art17.reading.source import Source, WorkingTree
from art17.reading.unreadable import UnreadableError
from art17.tasks.check import Case, Judged, Order, Progress, judged_in, located, opened, report_of, with_defects
from art17.tasks.staged import with_unstaged_targets

UNCOMMITTED = "not committed"


@dataclass(frozen=True, slots=True)
class Against:
    """What a run is held against: the file of a baseline, a revision, both or nothing."""

    baseline: Path | None = None
    since: str = ""


def check_against(order: Order, against: Against, progress: Progress = lambda _: None) -> Report:
    """The report on a folder, in which what was known before is marked as baselined.

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
        judged = beside_revision(case, judged, against.since)
    return report_of(case, judged.verdicts, located(case, judged.findings))


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


def beside_revision(case: Case, judged: Judged, revision: str) -> Judged:
    """What was judged beside what stood where the folder left the line of a revision."""
    root = case.order.root
    base = base_of(root, commit_of(root, revision))
    before = judged_in(case_at(case, base))
    told = compared(judged.findings, map(entry_of, before.findings), renames_since(root, base))
    now = case.order.source or WorkingTree(root)
    return Judged(judged.verdicts, tuple(_with_commits(told.findings, root, base, now)))


def case_at(case: Case, commit: str) -> Case:
    """The case as its files were at a commit, under the rules and settings of today: one yardstick for both."""
    source = files_of(case.order.root, commit)
    settings = with_artefacts_of(case.settings, source)
    reading = read_qms(case.order.root, settings, case.graph.vocabulary, case.act, source)
    graph = graph_of(reading.artefacts, case.graph.vocabulary, reading.paths, settings.place)
    return replace(case, settings=settings, reading=reading, graph=graph)


def _with_commits(findings: Sequence[Finding], root: Path, base: str, now: Source) -> Iterator[Finding]:
    """The findings, new and worsened ones with the commits that may have brought them."""
    if not any(finding.change for finding in findings):
        yield from findings
        return
    head = files_of(root, head_of(root))
    known: dict[tuple[str, ...], tuple[str, ...]] = {}
    for finding in findings:
        if finding.status != "active" or finding.change not in (NEW, WORSENED):
            yield finding
            continue
        places = (finding.subject.place, *(each.place for each in finding.related))
        paths = tuple(dict.fromkeys(place.path for place in places))
        if paths not in known:
            known[paths] = _brought_by(paths, root, base, head, now)
        yield replace(finding, brought_by=known[paths])


def _brought_by(paths: tuple[str, ...], root: Path, base: str, head: Source, now: Source) -> tuple[str, ...]:
    """The commits that touched the files of a finding; else, where nothing else can have brought it, the only one."""
    found = commits_since(root, base, paths)
    if any(_bytes(head, path) != _bytes(now, path) for path in paths):
        return (UNCOMMITTED, *found)
    every = found or commits_since(root, base, ())
    return found or (every if len(every) == 1 else () if every else (UNCOMMITTED,))


def _bytes(source: Source, path: str) -> bytes | None:
    try:
        data = source.read(path)
    except UnreadableError:
        return None
    return data.replace(b"\r\n", b"\n") if data is not None else None
