"""How a QMS came to be what it is: its verdicts week by week, release by release or commit by commit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from art17.checking.context import load
from art17.checking.course import course_of
from art17.checking.request import Progress, Request, quiet
from art17.errors import UsageError
from art17.memory.dated import snapshots_in
from art17.model.course import Step
from art17.reading.io.revision import LineCommit, commit_of, line_since, tagged

WEEK, RELEASE, COMMIT = "week", "release", "commit"
EVERY = (WEEK, RELEASE, COMMIT)


def history(
    request: Request, since: str, every: str, *, is_of_then: bool = False, progress: Progress = quiet
) -> tuple[Step, ...]:
    """The steps from the oldest to the newest: from the commits of git, or from snapshots where some are named.

    Raises:
        Art17Error: where the folder cannot be checked, or there is nothing to go through.
    """
    if request.snapshots:
        return tuple(snapshot.step for snapshot in snapshots_in(request.snapshots) if snapshot.day <= request.as_of)
    root = request.root
    line = line_since(root, commit_of(root, since) if since else "")
    if not line:
        raise UsageError("there are no commits here", "run this in a git repository, or name snapshots: --snapshot DIR")
    chosen = _chosen(line, every, root)
    return tuple(course_of(load(request, progress), chosen, is_of_then=is_of_then, progress=progress))


def _chosen(line: Sequence[LineCommit], every: str, root: Path) -> Sequence[LineCommit]:
    """The commits to go through, oldest first; the last one is always among them."""
    if every == COMMIT:
        return line
    if every == RELEASE:
        tags = tagged(root)
        return _with_last([each for each in line if each.id in tags], line)
    return _with_last({each.day.isocalendar()[:2]: each for each in line}.values(), line)


def _with_last(chosen: Iterable[LineCommit], line: Sequence[LineCommit]) -> Sequence[LineCommit]:
    found = list(chosen)
    return found if found and found[-1] == line[-1] else [*found, line[-1]]
