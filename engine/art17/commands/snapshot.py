"""Keep what a folder states and what was found in it, for runs of later days."""

from __future__ import annotations

from pathlib import Path

from art17.checking.context import RunContext
from art17.checking.course import step_of
from art17.checking.history import stated_now
from art17.errors import UsageError
from art17.memory.dated import snapshot_text
from art17.model.course import Step
from art17.model.report import Report
from art17.reading.io.writing import write_file


def keep_snapshot(context: RunContext, report: Report) -> Path | None:
    """The snapshot that was written, of the as-of date; none where the run cannot be trusted, or shows a part alone.

    Raises:
        UsageError: where the folder of snapshots is within the folder that was checked, or cannot be written.
    """
    folder = context.request.snapshots
    if folder is None or report.problems or context.request.only or context.request.is_partial:
        return None
    root = context.request.root.resolve()
    if folder.resolve().is_relative_to(root):
        fix = "name a folder of whoever assesses, outside of what is checked"
        raise UsageError(f"snapshots are not written into the folder that is checked: {folder}", fix)
    day = report.as_of
    step = step_of(Step(day, f"snapshot of {day}", ""), report.obligations, report.findings)
    file = folder / f"{day}.json"
    folder.mkdir(parents=True, exist_ok=True)
    write_file(snapshot_text(day, stated_now(context), step).encode(), file, root)
    return file
