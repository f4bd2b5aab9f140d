"""`art17 crosswalk`: the points of Art. 17(1) by the clauses of a standard."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from datetime import date

import click

from art17.cli.deadline import TIMEOUT
from art17.cli.paths import request_on
from art17.cli.show import AS_OF, CONFIG, Progress, problem_lines, today
from art17.commands.crosswalk import Clause, Crosswalk, crosswalk
from art17.reporting.safe import safe

_MOST_DOCUMENTS = 4


@click.command("crosswalk", short_help="Read a QMS by the clauses of a standard.")
@click.argument("standard", default="iso-42001")
@click.argument("path", default=".", type=click.Path())
@AS_OF
@CONFIG
@TIMEOUT
def command(standard: str, path: str, as_of: date | None, config: str | None) -> None:
    """Read the QMS in the folder PATH by the clauses of STANDARD, and tell what a certificate leaves.

    STANDARD is iso-42001, iso-42001-annex-a, iso-27001, iso-13485, iso-9001, pren-18286, or one of a pack of yours.
    Under each clause are the documents here that treat it; a control that a statement of applicability excludes,
    though a point of the Act rests on it, is named.
    Numbers and our own short topics only; the mapping is ours.  Exits 2 where something could not
    be read, or nothing was checked.
    """
    progress = Progress(quiet=False)
    try:
        found = crosswalk(request_on(path, as_of or today(), config), standard, progress)
    finally:
        progress.done()
    for line in _lines(found):
        click.echo(line)
    for line in problem_lines(found.problems):
        click.echo(line, err=True)
    sys.exit(2 if found.problems else 0)


def _lines(found: Crosswalk) -> Iterator[str]:
    yield f"Art. 17(1) and {safe(found.reference)}"
    yield from _wrapped(found.note, "  ")
    yield ""
    for clause in found.clauses:
        points = "; ".join(f"{provision} ({verdict})" if verdict else provision for provision, verdict in clause.points)
        told = points or "no point of Art. 17(1)"
        yield from _wrapped(f"{clause.number:<9}{clause.topic}: {told}", "  ", "           ")
        if clause.points:
            yield from _wrapped(f"Here  {_here(clause)}", "           ", "                 ")
    for number, resting, path in found.excluded:
        yield ""
        text = f"{number} is excluded in {path}, though {resting} {'rests' if ',' not in resting else 'rest'} on it"
        yield from _wrapped(text, "  Broken linkage: ", "    ")
    if found.remaining:
        yield ""
        yield "Certified: what remains of each point, and why"
        yield from _wrapped(found.certificate, "  ")
    for left in found.remaining:
        yield ""
        yield safe(f"  {left.provision} ({left.topic}): {left.how_much} remains")
        yield from _wrapped(f"What  {left.what}", "    ", "          ")
        yield from _wrapped(f"Why   {left.why}", "    ", "          ")
        if left.verdict:
            yield from _wrapped(f"Here  {left.verdict}", "    ", "          ")
    if found.untouched:
        yield ""
        yield "What no certificate touches, since it depends on each system"
        for provisions, topic in found.untouched:
            yield safe(f"  {provisions}: {topic}")


def _here(clause: Clause) -> str:
    """The documents that treat a clause, each with what it counts as."""
    shown = [f"{path} ({strength})" for path, strength in clause.documents[:_MOST_DOCUMENTS]]
    more = len(clause.documents) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "") if shown else "no document is recognised"


def _wrapped(text: str, first: str, rest: str = "") -> list[str]:
    return textwrap.wrap(safe(text), 100, initial_indent=first, subsequent_indent=rest or first)
