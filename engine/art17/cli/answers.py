"""`art17 answers`: what people judged, and the workbook in which they do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from art17.checking.request import Request
from art17.cli.deadline import TIMEOUT
from art17.cli.output import write_file
from art17.cli.paths import request_on
from art17.cli.show import AS_OF, CONFIG, Progress, today
from art17.errors import UsageError
from art17.model.answer import COLUMNS
from art17.reporting.safe import safe
from art17.reporting.words import plural

if TYPE_CHECKING:
    from art17.commands.answers import Imported
    from art17.model.answer import About, Answer, AnswerShown

DIRECTORY = click.option(
    "--directory", "path", default=".", metavar="PATH", help="The folder of the QMS (default: here)."
)
BY = click.option("--by", default="", metavar="NAME", help="Who judged, where a verdict does not say so.")
DRY = click.option("--dry-run", "is_dry", is_flag=True, help="Show what would be written, and write nothing.")
_LONGEST = 60


@click.group("answers")
def command() -> None:
    """Show, take in and confirm what people judged.

    It is kept in answers.yaml, next to the manifest.
    """


def _request(path: str, as_of: date | None, config: str | None) -> Request:
    return request_on(path, as_of or today(), config)


@command.command("list")
@click.argument("path", default=".", type=click.Path())
@click.option("--all", "is_all", is_flag=True, help="Show entries too that later ones supersede.")
@AS_OF
@CONFIG
@TIMEOUT
def list_answers(path: str, is_all: bool, as_of: date | None, config: str | None) -> None:  # noqa: FBT001
    """List the answers on the QMS in the folder PATH, each with what it comes to."""
    from art17.commands.answers import judged  # noqa: PLC0415  late: it loads the engine

    found = judged(_request(path, as_of, config), Progress(quiet=False))
    for each in found.report.answers:
        click.echo(safe(_line(each)))
    held = {each.answer.id for each in found.report.answers}
    superseded = [entry for entry in found.ledger.entries if entry.id not in held]
    for entry in superseded if is_all else ():
        click.echo(safe(f"{entry.id}  superseded: {_about(entry.about)}: {_said(entry)}"))
    for slip in found.ledger.malformed:
        click.echo(safe(f"{slip.about}  malformed: {slip.message}; {slip.fix}"))
    more = f", {len(superseded)} superseded" if superseded else ""
    click.echo(f"{plural(len(held), 'answer')} in force{more} ({safe(found.ledger.path)})")


def _line(each: AnswerShown) -> str:
    why = f" ({each.why})" if each.why else ""
    own = ", self-assessed" if each.is_self_assessed else ""
    told = f"{each.effect}{own}{why}" if each.answer.word("verdict") else "to be worked off"
    return f"{each.answer.id}  {_about(each.answer.about)}: {_said(each.answer)}: {told}"


def _about(about: About) -> str:
    scope = f" for {', '.join(about.scope)}" if about.scope else ""
    return f"{about.kind} {about.name}{scope}"


def _said(answer: Answer) -> str:
    verdict = answer.word("verdict")
    if verdict:
        seen = f", {answer.word('evidence')}" if answer.word("evidence") else ""
        return f"{verdict}, {answer.word('by')}, {answer.word('on')}{seen}"
    return ", ".join(f"{COLUMNS[key]}: {_short(text)}" for key, text in answer.said.items()) or "nothing stated"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 3]}..."


@command.command("show")
@click.argument("answer")
@DIRECTORY
@AS_OF
@CONFIG
@TIMEOUT
def show(answer: str, path: str, as_of: date | None, config: str | None) -> None:
    """Show all entries on what ANSWER (an id, a rule, a provision, a finding) is about, the oldest first."""
    from art17.commands.answers import history, judged  # noqa: PLC0415  late, as above

    found = judged(_request(path, as_of, config), Progress(quiet=False))
    shown = {each.answer.id: each for each in found.report.answers}
    for entry in history(found, answer):
        for line in _entry_lines(entry, shown.get(entry.id)):
            click.echo(safe(line))


def _entry_lines(entry: Answer, shown: AnswerShown | None) -> Iterator[str]:
    yield f"{entry.id}  {_about(entry.about)}"
    if shown and shown.title:
        yield f"  {shown.title}"
    yield from (f"  {COLUMNS[key]}: {text}" for key, text in entry.said.items())
    yield from (f"  Looked at: {name} ({digest[:24]})" for name, digest in sorted(entry.looked_at.items()))
    for each in entry.conflicts:
        yield f"  Conflict: {COLUMNS.get(each.column, each.column)} is {each.value or '(empty)'} in another workbook"
    if entry.supersedes:
        yield f"  Supersedes: {', '.join(entry.supersedes)}"
    yield f"  Comes to: {shown.effect}{f' ({shown.why})' if shown.why else ''}" if shown else "  Superseded"


@command.command("export")
@click.argument("path", default=".", type=click.Path())
@click.option("--output", required=True, metavar="FILE", help="The workbook to write (.xlsx).")
@click.option("--protect", "is_protected", is_flag=True, help="Let people write into their own columns alone.")
@AS_OF
@CONFIG
@TIMEOUT
def export(path: str, output: str, is_protected: bool, as_of: date | None, config: str | None) -> None:  # noqa: FBT001
    """Write the workbook of the QMS in the folder PATH: people fill it in, and `art17 answers import` takes it back.

    Many programs do not sort a protected sheet, so protect it only where that has to be.
    """
    from art17.commands.answers import exported  # noqa: PLC0415  late, as above

    request = _request(path, as_of, config)
    write_file(exported(request, Progress(quiet=False), is_protected=is_protected), output, request.root)
    click.echo(f"{safe(output)}: fill it in, then run `art17 answers import {safe(output)}`", err=True)


@command.command("import")
@click.argument("book", type=click.Path())
@DIRECTORY
@BY
@DRY
@AS_OF
@CONFIG
@TIMEOUT
def import_book(book: str, path: str, by: str, is_dry: bool, as_of: date | None, config: str | None) -> None:  # noqa: FBT001
    """Add what people have filled into BOOK to the answers.

    Rows are found by their keys, however they were sorted. What does not fit is listed with sheet
    and cell, and then nothing is written. Where two workbooks were out at once, both values are kept
    where they differ, and shown. Running it twice adds nothing.
    """
    from art17.commands.answers import imported  # noqa: PLC0415  late, as above

    came = imported(_request(path, as_of, config), Path(book), by, Progress(quiet=False), is_dry=is_dry)
    for line in _import_lines(came, is_dry=is_dry):
        click.echo(safe(line))


def _import_lines(came: Imported, *, is_dry: bool) -> Iterator[str]:
    for each in came.changes:
        kind = "CONFLICT " if each.is_conflict else ""
        before, after = _short(each.before) or "(empty)", _short(each.after) or "(empty)"
        yield f"{kind}{each.where}  {_about(each.about)}: {COLUMNS[each.column]}: {before} -> {after}"
    yield from (f"Kept under Orphans: {_about(about)} is asked no more" for about in came.orphans)
    conflicts = sum(each.is_conflict for each in came.changes)
    told = f", {plural(conflicts, 'conflict')} kept for a decision" if conflicts else ""
    what = "would be added to" if is_dry else "added to"
    yield f"{plural(len(came.entries), 'answer')} {what} {came.file}{told}" if came.entries else "Nothing has changed."


@command.command("confirm")
@click.argument("answers", nargs=-1)
@click.option("--all", "is_all", is_flag=True, help="All that are outdated, too old or without digests.")
@DIRECTORY
@BY
@DRY
@AS_OF
@CONFIG
@TIMEOUT
def confirm_answers(
    answers: tuple[str, ...],
    is_all: bool,  # noqa: FBT001
    path: str,
    by: str,
    is_dry: bool,  # noqa: FBT001
    as_of: date | None,
    config: str | None,
) -> None:
    """Give ANSWERS again, after somebody has looked at what has changed since; the changes are listed."""
    from art17.commands.answers import confirm  # noqa: PLC0415  late, as above

    if bool(answers) == is_all:
        raise UsageError("name the answers to confirm, or pass --all", "`art17 answers list` shows them")
    done = confirm(_request(path, as_of, config), answers, by, Progress(quiet=False), is_all=is_all, is_dry=is_dry)
    for each in done:
        click.echo(safe(f"{each.before.id} -> {each.after.id}  {_about(each.before.about)}: {_said(each.after)}"))
        for name, how in each.changed:
            click.echo(safe(f"    {name} {how}"))
    click.echo(f"{plural(len(done), 'answer')} {'would be given again' if is_dry else 'given again'}")
