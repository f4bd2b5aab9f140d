"""`art17 schema`: JSON Schemas for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

from art17.cli.show import completed_by
from art17.commands.schema import names, schema
from art17.reporting.safe import safe, safe_json


@click.command("schema", short_help="Print JSON Schemas for your editor.")
@click.argument("name", metavar="[NAME]", default="", shell_complete=completed_by("schemas"))
@click.argument("path", default=".", type=click.Path())
def command(name: str, path: str) -> None:
    """Print the JSON Schema of NAME: a type of artefact in the folder PATH, or a file that art17 reads or writes.

    Editors complete and check front matter, rules and manifests with it.  Without NAME, list what there is.
    """
    if not name:
        for kind, known in names(Path(path)):
            click.echo(f"{kind}: {safe(', '.join(known))}")
        return
    click.echo(safe_json(json.dumps(schema(name, Path(path)), indent=2, ensure_ascii=False)))
