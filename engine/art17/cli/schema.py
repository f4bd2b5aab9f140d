"""`art17 schema`: JSON Schemas for editors."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from pathlib import Path

import click

from art17.cli.show import completed_by
from art17.commands.schema import TypeShown, names, schema, types_shown
from art17.reporting.safe import safe, safe_json


@click.command("schema", short_help="Print JSON Schemas for your editor.")
@click.argument("name", metavar="[NAME]", default="", shell_complete=completed_by("schemas"))
@click.argument("path", default=".", type=click.Path())
@click.option(
    "--types", is_flag=True, help="List the types of documents: title, what they satisfy, known by which words."
)
def command(name: str, path: str, types: bool) -> None:  # noqa: FBT001  click passes options by name
    """Print the JSON Schema of NAME: a type of artefact in the folder PATH, or a file that art17 reads or writes.

    Editors complete and check front matter, rules and manifests with it.  Without NAME, list what there is.
    """
    if types:
        for shown in types_shown(Path(name or path)):
            for line in _shown(shown):
                click.echo(line)
        return
    if not name:
        for kind, known in names(Path(path)):
            click.echo(f"{kind}: {safe(', '.join(known))}")
        return
    click.echo(safe_json(json.dumps(schema(name, Path(path)), indent=2, ensure_ascii=False)))


def _shown(known: TypeShown) -> Iterator[str]:
    yield safe(f"{known.name}  {known.title} ({known.kind})")
    for head, values in (("satisfies", known.satisfies), ("known by", known.known_by)):
        if values:
            lead = f"  {head:<11}"
            yield from textwrap.wrap(
                safe(", ".join(values)), 100, initial_indent=lead, subsequent_indent=" " * len(lead)
            )
