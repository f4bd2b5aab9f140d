"""`art17 check`: judge a folder."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from art17.cli.show import AS_OF, CONFIG, Progress, problem_lines, style_for, today
from art17.errors import UsageError
from art17.gate.level import reaches
from art17.model.nearest import did_you_mean
from art17.model.report import Report
from art17.reporting.table import FORMATS
from art17.reporting.text import text_of
from art17.tasks.check import Order, check

THRESHOLDS = ("error", "warning", "note", "never")


@click.command("check")
@click.argument("path", default=".", type=click.Path())
@AS_OF
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="FORMAT[=FILE]",
    help=f"How to report: {', '.join(FORMATS)}; to a file where one is named. Repeatable.",
)
@click.option(
    "--fail-on", type=click.Choice(THRESHOLDS), default=None, help="The least severity that fails (default: warning)."
)
@click.option("--select", multiple=True, metavar="GLOB", help="Judge only rules whose id fits. Repeatable.")
@click.option("--ignore", multiple=True, metavar="GLOB", help="Leave out rules whose id fits. Repeatable.")
@CONFIG
@click.option("--no-cache", is_flag=True, help="Read everything anew.")
@click.option("--quiet", is_flag=True, help="Only what is asked for: no progress, no hints.")
def command(
    path: str,
    as_of: date | None,
    formats: tuple[str, ...],
    fail_on: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    config: str | None,
    no_cache: bool,  # noqa: FBT001  click passes options by name
    quiet: bool,  # noqa: FBT001
) -> None:
    """Judge the QMS in the folder PATH.

    Exits 0 where nothing reaches --fail-on, 1 where findings do, 2 where the run cannot be
    trusted: something is wrong with the call, the manifest or a pack, a file in scope cannot be
    read, or nothing was checked.
    """
    wanted = [_format(one) for one in formats or ("text",)]
    progress = Progress(quiet=quiet)
    order = Order(Path(path), as_of or today(), Path(config) if config else None, select, ignore)
    try:
        report = check(order, progress)
    finally:
        progress.done()
    for name, file in wanted:
        _write(report, name, file)
    if report.problems and all(name != "text" or file for name, file in wanted):
        for line in problem_lines(report.problems):
            click.echo(line, err=True)
    sys.exit(exit_code(report, fail_on or report.fail_on))


def _format(text: str) -> tuple[str, str]:
    name, _, file = text.partition("=")
    if name not in FORMATS:
        near = did_you_mean(name, FORMATS)
        raise UsageError(f"there is no format {name!r}{near}", f"known are {', '.join(FORMATS)}")
    return name, file


def _write(report: Report, name: str, file: str) -> None:
    if not file:
        is_terminal = sys.stdout.isatty()
        style = style_for(is_terminal=is_terminal)
        click.echo(text_of(report, style) if name == "text" else FORMATS[name](report), nl=False, color=is_terminal)
        return
    try:
        Path(file).write_text(FORMATS[name](report), encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"cannot write {file}: {error.strerror}", "name a file in a folder that exists") from error


def exit_code(report: Report, threshold: str) -> int:
    """What the run comes to: 0, 1 or 2."""
    if report.problems:
        return 2
    return int(any(reaches(finding, threshold) for finding in report.findings))
