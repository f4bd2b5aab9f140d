"""`art17 baseline`: write down what is known, so that checks tell only what is new."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from art17.cli.deadline import TIMEOUT
from art17.cli.output import write_file
from art17.cli.paths import request_on
from art17.cli.show import AS_OF, CONFIG, Progress, problem_lines, today
from art17.commands.baseline import baseline
from art17.reporting.words import plural


@click.command("baseline")
@click.argument("path", default=".", type=click.Path())
@click.option("--output", metavar="FILE", help="The file to write; without it the baseline is printed.")
@click.option("--accepted-by", default="", metavar="WHO", help="Who accepts what is new in it, from today on.")
@AS_OF
@CONFIG
@TIMEOUT
def command(path: str, output: str | None, accepted_by: str, as_of: date | None, config: str | None) -> None:
    """Write a baseline of the findings in the folder PATH.

    `art17 check --baseline FILE` then fails for other findings only.  A baseline that is there
    already is brought up to date: what was accepted keeps who accepted it, what is fixed goes.
    Where the run cannot be trusted nothing is written, and the exit code is 2.
    """
    order = request_on(path, as_of or today(), config)
    progress = Progress(quiet=False)
    file = Path(output) if output else None
    try:
        written = baseline(order, file, accepted_by, progress)
    finally:
        progress.done()
    if written.problems:
        for line in problem_lines(written.problems):
            click.echo(line, err=True)
        sys.exit(2)
    if file is None:
        click.echo(written.text, nl=False)
        return
    write_file(written.text, str(file), order.root)
    what = f"{plural(written.entries, 'known finding')}, {written.new} of them new; {written.gone} fixed and taken out"
    click.echo(f"{output}: {what}", err=True)
