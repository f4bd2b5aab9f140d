"""`art17 digest`: the digest of an artefact, for attestations, waivers and reviews to bind to."""

from __future__ import annotations

from datetime import date

import click

from art17.cli.deadline import TIMEOUT
from art17.cli.paths import request_on
from art17.cli.show import AS_OF, CONFIG, completed_by, today
from art17.commands.digest import digest
from art17.reporting.safe import safe


@click.command("digest")
@click.argument("artefact", metavar="ID", shell_complete=completed_by("artefacts"))
@click.argument("path", default=".", type=click.Path())
@AS_OF
@CONFIG
@TIMEOUT
@click.option("--sections", is_flag=True, help="Also the digest of each section.")
def command(artefact: str, path: str, as_of: date | None, config: str | None, sections: bool) -> None:  # noqa: FBT001
    """Print the digest of the artefact ID in the folder PATH.

    Line wrapping, line ends, key order and quoting do not count; reviews, approvals and status
    are records of the process and do not count either.
    """
    found = digest(request_on(path, as_of or today(), config), artefact)
    click.echo(found.whole)
    for title, own in found.sections if sections else ():
        click.echo(f"{own}  {safe(title) or '(before the first heading)'}")
