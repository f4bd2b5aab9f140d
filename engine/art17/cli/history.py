"""`art17 history`: the verdicts over the commits of a folder, or over its snapshots."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from art17.checking.request import Request
from art17.cli.deadline import TIMEOUT
from art17.cli.output import write_file
from art17.cli.show import AS_OF, CONFIG, Progress, style_for, today
from art17.cli.terminal import is_coloured
from art17.commands.history import EVERY, WEEK, history
from art17.model.course import Step
from art17.reporting.course_data import course_csv_of, course_json_of
from art17.reporting.course_text import course_text_of

FORMATS = ("text", "json", "csv", "html")
LAWS = ("today", "then")


@click.command("history")
@click.argument("path", default=".", type=click.Path())
@click.option("--since", default="", metavar="REV", help="Begin after this revision, such as a tag.")
@click.option("--every", type=click.Choice(EVERY), default=WEEK, show_default=True, help="Which commits to look at.")
@click.option(
    "--law",
    type=click.Choice(LAWS),
    default=LAWS[0],
    show_default=True,
    help="As of which day each state is evaluated: today, or the day of its commit.",
)
@click.option("--snapshot", metavar="DIR", help="Go through the snapshots in this folder instead of commits.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--output", metavar="FILE", help="A file to write; without it the history is printed.")
@AS_OF
@CONFIG
@TIMEOUT
@click.option("--no-cache", is_flag=True, help="Ignore the cache: evaluate every state.")
def command(
    path: str,
    since: str,
    every: str,
    law: str,
    snapshot: str | None,
    form: str,
    output: str | None,
    as_of: date | None,
    config: str | None,
    no_cache: bool,  # noqa: FBT001  click passes options by name
) -> None:
    """Print how the verdicts on a folder came to be.

    It reads git's objects alone, and touches nothing in the folder PATH.

    One state for each week, release or commit, by the packs of today; which of them brought and
    removed each finding.  With `--format html` the report of today with a chart.
    """
    folder = Path(snapshot) if snapshot else None
    request = Request(
        Path(path), as_of or today(), Path(config) if config else None, remembers=not no_cache, snapshots=folder
    )
    progress = Progress(quiet=False)
    try:
        steps = history(request, since, every, is_of_then=law == LAWS[1], progress=progress)
        text = _worded(form, steps, request, is_printed=not output)
    finally:
        progress.done()
    if output:
        write_file(text, output, request.root)
    else:
        click.echo(text, nl=False, color=is_coloured(is_terminal=sys.stdout.isatty()))


def _worded(form: str, steps: tuple[Step, ...], request: Request, *, is_printed: bool) -> str:
    if form == "json":
        return course_json_of(steps)
    if form == "csv":
        return course_csv_of(steps)
    if form == "html":
        from art17.reporting.html.page import html_of  # noqa: PLC0415  late: one format of four
        from art17.run import check  # noqa: PLC0415

        return html_of(replace(check(request), course=steps))
    return course_text_of(steps, style_for(is_terminal=is_printed and sys.stdout.isatty(), root=request.root))
