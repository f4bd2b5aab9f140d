"""`art17 law`: the versions of the law, and what lies between two of them."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from art17.checking.request import Request
from art17.cli.show import CONFIG, Day, Progress, problem_lines, today
from art17.commands.law import law_diff, law_of
from art17.reporting.law_text import diff_json, diff_text, versions_text
from art17.reporting.safe import safe_lines

FOLDER = click.option("--directory", "path", default=".", metavar="PATH", help="The folder of the QMS (default: here).")


@click.group("law")
def command() -> None:
    """Show the versions of the law, and how they differ."""


@command.command("versions")
@FOLDER
@CONFIG
def versions(path: str, config: str | None) -> None:
    """List the versions of the law, when its data was last checked, and the standards that are known."""
    act, _ = law_of(Request(Path(path), today(), Path(config) if config else None))
    click.echo(safe_lines(versions_text(act)), nl=False)


@command.command("diff")
@click.argument("before", type=Day())
@click.argument("after", type=Day())
@FOLDER
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@CONFIG
def diff(before: date, after: date, path: str, form: str, config: str | None) -> None:
    """List what changed between the law of BEFORE and that of AFTER (days, as 2026-11-23).

    With it the dates of application that are new or gone, the rules in use that name what changed,
    and the documents that claim or cite it.  Exits 2 where something could not be read.
    """
    progress = Progress(quiet=False)
    try:
        found = law_diff(Request(Path(path), today(), Path(config) if config else None), before, after, progress)
    finally:
        progress.done()
    text = diff_json(found.diff) if form == "json" else safe_lines(diff_text(found.diff))
    click.echo(text, nl=False)
    for line in problem_lines(found.problems):
        click.echo(line, err=True)
    sys.exit(2 if found.problems else 0)
