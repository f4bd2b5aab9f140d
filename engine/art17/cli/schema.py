"""`art17 schema`: JSON Schemas for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

from art17.reporting.safe import safe_json
from art17.tasks.schema import schema


@click.command("schema")
@click.argument("name", metavar="TYPE|rule|manifest|report")
@click.argument("path", default=".", type=click.Path())
def command(name: str, path: str) -> None:
    """Print the JSON Schema of a type of artefact, of a rule, a manifest or a report.

    Editors complete and check front matter, rules and manifests with it.
    """
    click.echo(safe_json(json.dumps(schema(name, Path(path)), indent=2, ensure_ascii=False)))
