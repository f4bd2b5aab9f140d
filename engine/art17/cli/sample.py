"""`art17 sample`: records drawn at random, and the sheet on which to say what they show."""

from __future__ import annotations

from datetime import date

import click

from art17.cli.deadline import TIMEOUT
from art17.cli.output import write_file
from art17.cli.paths import request_on
from art17.cli.show import AS_OF, CONFIG, Progress, today
from art17.reporting.safe import safe
from art17.reporting.told import LIMITS_OF_SAMPLES


@click.command("sample")
@click.argument("type_name", metavar="TYPE")
@click.option("--n", "size", type=click.IntRange(min=1), default=5, show_default=True, help="How many records to draw.")
@click.option("--seed", default="", metavar="S", help="What decides which are drawn (default: the day).")
@click.option("--directory", "path", default=".", metavar="PATH", help="The folder of the QMS (default: here).")
@click.option("--output", default="", metavar="FILE", help="A workbook to fill in, for `art17 answers import`.")
@AS_OF
@CONFIG
@TIMEOUT
def command(
    type_name: str, size: int, seed: str, path: str, output: str, as_of: date | None, config: str | None
) -> None:
    """Draw records of a TYPE at random.

    They show whether what is laid down is done.

    The same seed draws the same records. The report shows every sample with its size and its limits.
    """
    from art17.commands.sample import sample  # noqa: PLC0415  late: it loads the engine

    request = request_on(path, as_of or today(), config)
    drawn = sample(request, type_name, size, seed or request.as_of.isoformat(), Progress(quiet=False))
    cites = f", for {', '.join(drawn.provisions)}" if drawn.provisions else ""
    head = f"{drawn.title or drawn.type}: {len(drawn.records)} of {drawn.population} drawn by seed {drawn.seed}{cites}"
    click.echo(safe(head))
    for each in drawn.records:
        click.echo(safe(f"  {each.name}  {each.title}  ({each.path})"))
    click.echo(LIMITS_OF_SAMPLES)
    if output:
        write_file(drawn.book(request), output, request.root)
        click.echo(f"{safe(output)}: fill it in, then run `art17 answers import {safe(output)}`", err=True)
