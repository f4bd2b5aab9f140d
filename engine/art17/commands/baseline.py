"""A baseline of a folder: every finding that counts today, to be accepted and worked off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from art17.checking.request import Progress, Request
from art17.checking.verdicts import undecided_in
from art17.gate.known import compared, entry_of
from art17.model.evidence import UNDECIDED, UNMET
from art17.model.known import Baseline, Entry
from art17.model.place import Place
from art17.model.problem import Problem
from art17.model.report import Finding
from art17.reading.baseline_file import baseline_in, baseline_text, shown_from
from art17.reading.io.revision import head_of, renames_since
from art17.run import run


@dataclass(frozen=True, slots=True)
class Written:
    """The text of a baseline, how many entries it has, how many of them are new, and how many went."""

    text: str
    entries: int
    new: int
    gone: int
    problems: tuple[Problem, ...] = ()


def baseline(
    request: Request, file: Path | None, accepted_by: str = "", progress: Progress = lambda _: None
) -> Written:
    """The baseline of a folder; what the file accepts already keeps its words on who accepted it.

    Raises:
        Art17Error: where the run cannot begin, or the file is there and is no baseline.
    """
    whole = run(request, progress)
    report = whole.report
    root = request.root
    place = Place(shown_from(file, root)) if file else Place("")
    is_there = file is not None and file.is_file() and not file.is_symlink()  # a link is replaced, never read
    before = baseline_in(file, root) if file and is_there else Baseline(place)
    active = [finding for finding in report.findings if finding.status == "active"]
    renames = renames_since(root, before.commit) if before.commit else {}
    told = compared(active, before.entries, renames, undecided_in(whole.context, whole.gated))
    accepted_on = request.as_of.isoformat() if accepted_by else ""
    fresh = Entry("", "", "", "", accepted_by=accepted_by, accepted_on=accepted_on)
    pairs = zip(told.findings, told.entries, strict=True)
    entries = tuple(_accepted(finding, old if old and not finding.change else fresh) for finding, old in pairs)
    after = Baseline(place, (*entries, *told.open), head_of(root), request.as_of.isoformat())
    new = sum(bool(finding.change) for finding in told.findings)
    return Written(baseline_text(after), len(after.entries), new, len(told.settled), report.problems)


def _accepted(finding: Finding, by: Entry) -> Entry:
    """The entry of a finding as it stands now, accepted as another entry was.

    What was accepted as unmet and is only undecided now, since a text leaves it open, stays accepted as it was.
    """
    entry = replace(entry_of(finding), accepted_by=by.accepted_by, accepted_on=by.accepted_on)
    if entry.verdict == UNDECIDED and by.id == entry.id and by.verdict == UNMET:
        return replace(entry, verdict=by.verdict, severity=by.severity, message=by.message)
    return entry
