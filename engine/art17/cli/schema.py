"""`art17 schema`: JSON Schemas for editors."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from pathlib import Path

import click

from art17.cli.show import completed_by
from art17.commands.schema import TypeShown, all_schemas, names, schema, types_shown
from art17.errors import UsageError
from art17.reading.io.writing import write_file
from art17.reporting.safe import safe, safe_json
from art17.reporting.words import plural


@click.command("schema", short_help="Print JSON Schemas for your editor.")
@click.argument("name", metavar="[NAME]", default="", shell_complete=completed_by("schemas"))
@click.argument("path", default=".", type=click.Path())
@click.option(
    "--types", is_flag=True, help="List the types of documents: title, what they satisfy, known by which words."
)
@click.option("--all", "to", type=click.Path(), metavar="DIR", help="Write the schemas of all types and files to DIR.")
def command(name: str, path: str, types: bool, to: str | None) -> None:  # noqa: FBT001  click passes options by name
    """Print the JSON Schema of NAME: a type of artefact in the folder PATH, or a file that art17 reads or writes.

    Editors complete and check front matter, rules and manifests with it.  Without NAME, list what there is.
    """
    if to:
        _write_all(Path(to), Path(name or path))
        return
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


def _write_all(to: Path, folder: Path) -> None:
    """Write every schema of the packs of a folder, and say how a file names its own.

    Raises:
        UsageError: where DIR is not a folder, or a file cannot be written.
    """
    if to.exists() and not to.is_dir():
        raise UsageError(f"{to} is not a folder", "name a folder for the schemas")
    written = all_schemas(folder)
    for file, found in written.items():
        (to / file).parent.mkdir(parents=True, exist_ok=True)
        write_file(f"{json.dumps(found, indent=2, ensure_ascii=False)}\n".encode(), to / file, to)
    click.echo(f"{plural(len(written), 'schema')} in {safe(str(to))}")
    click.echo("In a YAML file: # yaml-language-server: $schema=PATH/types/TYPE.schema.json")


def _shown(known: TypeShown) -> Iterator[str]:
    yield safe(f"{known.name}  {known.title} ({known.kind})")
    for head, values in (("satisfies", known.satisfies), ("known by", known.known_by)):
        if values:
            lead = f"  {head:<11}"
            yield from textwrap.wrap(
                safe(", ".join(values)), 100, initial_indent=lead, subsequent_indent=" " * len(lead)
            )
