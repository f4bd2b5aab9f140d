"""`art17 facts`: what was read of each document."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
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
        for line in _lines(each):
            click.echo(f"  {safe(line)}")
    click.echo(plural(len(found), "document"))


def _lines(each: DocumentFacts) -> Iterator[str]:
    if each.problem:
        yield f"not read: {each.problem}"
    if each.guess:
        why = each.guess.why or {}
        sure = "" if each.guess.is_sure else ", unsure"
        reason = f"  ({why['kind']})" if "kind" in why else ""
        yield f"{'kind':<14}{each.guess.kind}{reason}"
        told = f"{each.guess.type}  ({why.get('type', '')}{sure})" if each.guess.type else "(not recognised)"
        yield f"{'type':<14}{told}"
        for letter in each.guess.points:
            yield f"{'point':<14}({letter})  ({why[letter]})"
    for fact in each.facts:
        if fact.is_undecided:
            yield f"{fact.field:<14}{fact.value}  (day or month first? nothing shows it; {fact.where})"
            continue
        yield f"{fact.field:<14}{fact.value or '(open)'}  ({fact.found_in}, {fact.where})"
    for fact in each.others:
        yield f"{'':<14}elsewhere {fact.field} {fact.value}  ({fact.found_in}, {fact.where})"
    if each.left_out:
        yield f"not read of it: {', '.join(each.left_out)}"


def _json(found: Iterable[DocumentFacts]) -> str:
    rows = [row for each in found for row in (*_of_guess(each), *_of_facts(each))]
    return safe_json(json.dumps(rows, ensure_ascii=False, indent=1))


def _of_facts(each: DocumentFacts) -> Iterator[dict[str, object]]:
    for fact in each.facts:
        if not (fact.is_open or fact.is_undecided):
            yield {
                "path": each.path,
                "field": fact.field,
                "value": fact.value,
                "origin": origin_of(fact.found_in),
                "where": fact.where,
            }
    if each.problem:
        yield {"path": each.path, "field": "not_read", "value": each.problem, "origin": "", "where": ""}
    for what in each.left_out:
        yield {"path": each.path, "field": "not_read", "value": what, "origin": "", "where": ""}


def _of_guess(each: DocumentFacts) -> Iterator[dict[str, object]]:
    """Kind, type and points with their reasons; a type that is not sure is `unsure`, with the guess beside it."""
    if each.guess is None:
        return
    why = each.guess.why or {}
    row: dict[str, object] = {"path": each.path, "origin": "name", "where": why.get("kind", "")}
    yield {**row, "field": "kind", "value": each.guess.kind}
    row["where"] = why.get("type", "")
    is_sure = each.guess.is_sure and bool(each.guess.type)
    yield {**row, "field": "type", "value": each.guess.type if is_sure else "unsure", "guess": each.guess.type}
    points = list(each.guess.points)
    yield {**row, "field": "points", "value": points, "where": "; ".join(f"({each}) {why[each]}" for each in points)}


def origin_of(found_in: str) -> str:
    """The origin of a fact by how it was found: data, block, or name (a guess)."""
    return {"data": "data", "filename": "name"}.get(found_in, "block")
