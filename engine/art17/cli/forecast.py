"""`art17 forecast`: what will become a finding, day by day, if nobody acts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path

import click

from art17.checking.request import Request
from art17.cli.deadline import TIMEOUT
from art17.cli.output import write_file
from art17.cli.paths import about, root_and_only
from art17.cli.show import AS_OF, CONFIG, Progress, problem_lines, style_for, today
from art17.cli.terminal import is_coloured
from art17.model.report import Report
from art17.reporting.calendar import calendar_of
from art17.reporting.forecast_json import forecast_json_of
from art17.reporting.forecast_text import forecast_text_of
from art17.run import check

FORMATS: Mapping[str, Callable[[Report], str]] = {"json": forecast_json_of, "ics": calendar_of}
DAYS = 365
MOST_DAYS = 3660


@click.command("forecast")
@click.argument("paths", nargs=-1, type=click.Path(), metavar="[PATH]...")
@click.option(
    "--days",
    type=click.IntRange(1, MOST_DAYS),
    default=DAYS,
    show_default=True,
    help="How many days to look ahead.",
)
@click.option("--format", "form", type=click.Choice(("text", *FORMATS)), default="text", show_default=True)
@click.option("--output", metavar="FILE", help="A file to write; without it the forecast is printed.")
@AS_OF
@CONFIG
@TIMEOUT
def command(
    paths: tuple[str, ...], days: int, form: str, output: str | None, as_of: date | None, config: str | None
) -> None:
    """Print what will become a finding, day by day.

    It is what comes in the folder PATH if nobody acts.

    Reviews that fall due, waivers, attestations and certificates that end, people who leave, dates
    from which the law applies.  With `--format ics` as a calendar to subscribe to: one event for
    each owner and day.  Exits 2 where the folder cannot be checked, so that the forecast is not whole.
    """
    root, only = root_and_only(paths)
    root, manifest = about(root, Path(config) if config else None)
    progress = Progress(quiet=False)
    request = Request(root, as_of or today(), manifest, only=only, days_ahead=days)
    try:
        report = check(request, progress)
        is_printed = not output
        style = style_for(is_terminal=is_printed and sys.stdout.isatty(), root=root)
        worded = FORMATS.get(form) or partial(forecast_text_of, days=days, style=style)
        text = worded(report)
    finally:
        progress.done()
    if output:
        write_file(text, output, root)
    else:
        click.echo(text, nl=False, color=is_coloured(is_terminal=sys.stdout.isatty()))
    for line in problem_lines(report.problems):
        click.echo(line, err=True)
    sys.exit(2 if report.problems else 0)
