"""`art17 facts`: what was read of each document."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from art17.cli.show import style_for
from art17.commands.facts import DocumentFacts, facts
from art17.reporting.safe import safe, safe_json
from art17.reporting.words import plural


@click.command("facts", short_help="Show what is read of each document.")
@click.argument("path", default=".", type=click.Path())
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="Output format.")
def command(path: str, form: str) -> None:
    """Show what is read of each document in the folder PATH: id, version, status, people and days.

    Every fact comes with its place and how it was found, so that you can see how your documents are
    understood before any rule speaks.  Values left open (placeholders) are shown as open.
    """
    found = tuple(facts(Path(path)))
    if form == "json":
        click.echo(_json(found))
        return
    style = style_for(is_terminal=sys.stdout.isatty(), root=Path(path))
    for each in found:
        click.echo(style(safe(each.path), "place"))
        if each.problem:
            click.echo(f"  not read: {safe(each.problem)}")
        for fact in each.facts:
            click.echo(f"  {fact.field:<14}{safe(fact.value) or '(open)'}  ({fact.found_in}, {safe(fact.where)})")
        if each.left_out:
            click.echo(f"  not read of it: {safe(', '.join(each.left_out))}")
    click.echo(plural(len(found), "document"))


def _json(found: Iterable[DocumentFacts]) -> str:
    rows = [
        {
            "path": each.path,
            "field": fact.field,
            "value": fact.value,
            "origin": origin_of(fact.found_in),
            "where": fact.where,
        }
        for each in found
        for fact in each.facts
        if not fact.is_open
    ]
    return safe_json(json.dumps(rows, ensure_ascii=False, indent=1))


def origin_of(found_in: str) -> str:
    """The origin of a fact by how it was found: data, block, or name (a guess)."""
    return {"data": "data", "filename": "name"}.get(found_in, "block")
