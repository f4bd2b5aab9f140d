"""`art17 check`: judge a folder."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from art17.cli.formats import deliver, outputs_of, wanted_in
from art17.cli.show import AS_OF, CONFIG, Progress, problem_lines, surroundings, today
from art17.memory.replay import Replay, said_in
from art17.reporting.table import NAMES, OF_REPOSITORY

if TYPE_CHECKING:
    from art17.model.report import Report

THRESHOLDS = ("error", "warning", "note", "never")


@click.command("check")
@click.argument("path", default=".", type=click.Path())
@AS_OF
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="FORMAT[=FILE]",
    help=f"How to report: {', '.join(NAMES)}; to a file where one is named. Repeatable.",
)
@click.option(
    "--fail-on", type=click.Choice(THRESHOLDS), default=None, help="The least severity that fails (default: warning)."
)
@click.option("--select", multiple=True, metavar="GLOB", help="Judge only rules whose id fits. Repeatable.")
@click.option("--ignore", multiple=True, metavar="GLOB", help="Leave out rules whose id fits. Repeatable.")
@click.option("--baseline", metavar="FILE", help="Fail only for what this file, written by `art17 baseline`, lacks.")
@click.option("--new-since", default="", metavar="REV", help="Fail only for what is new or worse since a git revision.")
@click.option("--staged", "is_staged", is_flag=True, help="Judge what is staged, not what stands in the folder.")
@click.option("--no-ignores", is_flag=True, help="Apply no waivers and no comments that ignore rules.")
@CONFIG
@click.option("--no-cache", is_flag=True, help="Read everything anew.")
@click.option("--quiet", is_flag=True, help="Do not say on stderr what a long run is doing.")
def command(
    path: str,
    as_of: date | None,
    formats: tuple[str, ...],
    fail_on: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    baseline: str | None,
    new_since: str,
    is_staged: bool,  # noqa: FBT001
    no_ignores: bool,  # noqa: FBT001
    config: str | None,
    no_cache: bool,  # noqa: FBT001  click passes options by name
    quiet: bool,  # noqa: FBT001
) -> None:
    """Judge the QMS in the folder PATH.

    Exits 0 where nothing reaches --fail-on, 1 where findings do, 2 where the run cannot be
    trusted: something is wrong with the call, the manifest or a pack, a file in scope cannot be
    read, or nothing was checked.
    """
    wanted = wanted_in(formats or ("text",))
    root, manifest, day = Path(path), Path(config) if config else None, as_of or today()
    is_alone = not (baseline or new_since or OF_REPOSITORY.intersection(name for name, _ in wanted))
    options = (select, ignore, formats, (fail_on or "", str(no_ignores), day.isoformat(), *surroundings()))
    replay = Replay(root, manifest, repr(options), is_staged=is_staged) if is_alone and not no_cache else None
    if replay and (said := replay.said()):
        deliver(said.texts, root)
        sys.exit(said.code)
    from art17.commands.case import Order  # noqa: PLC0415  late: most calls only say again what they said
    from art17.commands.compare import Against, checked_against  # noqa: PLC0415
    from art17.commands.staged import staged  # noqa: PLC0415

    index = replay.index if replay else None
    order = Order(root, day, manifest, select, ignore, no_ignores, index, remembers=not no_cache)
    against = Against(Path(baseline) if baseline else None, new_since)
    progress = Progress(quiet=quiet)
    try:
        case, report = checked_against(staged(order) if is_staged else order, against, progress)
    finally:
        progress.done()
    report = replace(report, fail_on=fail_on or report.fail_on)
    outputs = outputs_of(report, wanted, root)
    deliver(outputs, root)
    if report.problems and all(name != "text" or file for name, file in wanted):
        for line in problem_lines(report.problems):
            click.echo(line, err=True)
    code = exit_code(report, report.fail_on)
    if replay and not report.problems:
        replay.keep(case, report, said_in(code, outputs))
    sys.exit(code)


def exit_code(report: Report, threshold: str) -> int:
    """What the run comes to: 0, 1 or 2."""
    if report.problems:
        return 2
    from art17.gate.level import reaches  # noqa: PLC0415  late, as above

    return int(any(reaches(finding, threshold) for finding in report.findings))
