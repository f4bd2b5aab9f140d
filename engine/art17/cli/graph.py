"""`art17 graph`: the artefacts of a QMS and their links, to be drawn or computed on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import click

from art17.cli.deadline import TIMEOUT
from art17.cli.output import write_file
from art17.cli.paths import request_on
from art17.cli.show import AS_OF, CONFIG, Progress, completed_by, problem_lines, today
from art17.commands.graph import draw
from art17.errors import UsageError
from art17.model.drawing import Drawing
from art17.reporting.graph_dot import dot_of
from art17.reporting.graph_graphml import graphml_of
from art17.reporting.graph_json import graph_json_of
from art17.reporting.graph_mermaid import mermaid_of
from art17.reporting.safe import safe
from art17.reporting.words import plural

FORMATS: Mapping[str, Callable[[Drawing], str]] = {
    "dot": dot_of,
    "mermaid": mermaid_of,
    "graphml": graphml_of,
    "json": graph_json_of,
}


@click.command("graph")
@click.argument("path", default=".", type=click.Path())
@click.option("--format", "form", type=click.Choice(tuple(FORMATS)), default="dot", show_default=True)
@click.option(
    "--focus",
    default="",
    metavar="ID",
    shell_complete=completed_by("artefacts"),
    help="Only what lies around this artefact.",
)
@click.option(
    "--depth", type=click.IntRange(0, 100), default=1, show_default=True, help="With --focus: how many links away."
)
@click.option("--fields", "with_fields", is_flag=True, help="With --format json: what each artefact states, too.")
@click.option("--output", metavar="FILE", help="A file to write; without it the graph is printed.")
@AS_OF
@CONFIG
@TIMEOUT
def command(
    path: str,
    form: str,
    focus: str,
    depth: int,
    output: str | None,
    as_of: date | None,
    config: str | None,
    with_fields: bool,  # noqa: FBT001  an option
) -> None:
    """Print the graph of the artefacts in the folder PATH.

    Broken links are drawn dashed and red, and are listed on stderr.  Exits 2 where something
    could not be read, so that the graph is not whole.
    """
    if with_fields and form != "json":
        raise UsageError("--fields belongs to --format json", "add --format json, or leave --fields out")
    progress = Progress(quiet=False)
    order = request_on(path, as_of or today(), config)
    try:
        drawn = draw(order, focus, depth, progress, with_fields=with_fields)
    finally:
        progress.done()
    text = FORMATS[form](drawn.drawing)
    if output:
        write_file(text, output, Path(path))
    else:
        click.echo(text, nl=False)
    ids = drawn.drawing.ids() if drawn.drawing.broken else {}
    for line in drawn.drawing.broken:
        ends = f"{ids[line.source]} {line.said} {ids[line.target]}"
        click.echo(safe(f"broken: {ends} ({line.status}), {line.path}"), err=True)
    if drawn.drawing.broken:
        click.echo(f"{plural(len(drawn.drawing.broken), 'broken link')}.", err=True)
    for told in problem_lines(drawn.problems):
        click.echo(told, err=True)
    sys.exit(2 if drawn.problems else 0)
