"""`art17 dossier`: what an authority or a notified body asks for first."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import click

from art17.cli.deadline import TIMEOUT
from art17.cli.formats import wanted_in
from art17.cli.output import write_file
from art17.cli.paths import request_on
from art17.cli.show import AS_OF, CONFIG, Progress, problem_lines, today
from art17.commands.dossier import dossier
from art17.model.dossier import Dossier
from art17.reporting.dossier_csv import documents_csv, evidence_csv
from art17.reporting.dossier_html import dossier_html
from art17.reporting.dossier_markdown import dossier_markdown

FORMATS: Mapping[str, Callable[[Dossier], str]] = {
    "markdown": dossier_markdown,
    "html": dossier_html,
    "csv": documents_csv,
    "evidence-csv": evidence_csv,
}


@click.command("dossier", short_help="Print the documents, and the evidence for each provision.")
@click.argument("system", default="")
@click.option("--directory", "path", default=".", metavar="PATH", help="The folder of the QMS (default: here).")
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="FORMAT[=FILE]",
    help=f"{', '.join(FORMATS)}; to a file where one is named. Repeatable.",
)
@click.option("--for", "reader", default="", metavar="READER", help="An index by what they start from: notified-body.")
@AS_OF
@CONFIG
@TIMEOUT
def command(
    system: str, path: str, formats: tuple[str, ...], reader: str, as_of: date | None, config: str | None
) -> None:
    """Print the master document list and the evidence for each provision, for one SYSTEM or the whole QMS.

    It is what Art. 21 and Annex VII(3.1) let an authority and a notified body ask for first: a
    list, not a conformity assessment.  Exits 2 where something could not be read.
    """
    wanted = wanted_in(formats or ("markdown",), tuple(FORMATS))
    progress = Progress(quiet=False)
    try:
        made = dossier(request_on(path, as_of or today(), config), system, progress, reader)
    finally:
        progress.done()
    for form, file in wanted:
        text = FORMATS[form](made.dossier)
        if file:
            write_file(text, file, Path(path))
        else:
            click.echo(text, nl=False)
    for line in problem_lines(made.problems):
        click.echo(line, err=True)
    sys.exit(2 if made.problems else 0)
