"""`art17 adopt`: from a stranger's folder to a manifest."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from art17.cli.init import Asker
from art17.cli.show import Progress
from art17.commands.adopt import Stock, Wish, adopt, folders_of, rows_of, stock_of
from art17.commands.adopted_files import FACTS, KEPT, Adopted, shown_counts
from art17.commands.init import choices_in
from art17.errors import UsageError
from art17.model.guessed import UNSURE, Guessed
from art17.reading.facts.stock import DocumentFacts
from art17.reporting.safe import safe, safe_json
from art17.reporting.words import plural
from art17.skeletons.profile import Profile

_MOST_ASKED = 5
"""So many documents are asked about at a terminal: those of which two types are likely."""


@click.command("adopt", short_help="Propose a manifest for a folder that was not written for art17.")
@click.argument("folder", default=".", type=click.Path())
@click.option("--to", "to", default=None, metavar="DIR", help="Where to write (default: FOLDER-art17, next to it).")
@click.option("--provider", default=None, metavar="NAME", help="The organisation whose documents these are.")
@click.option("--provider-size", default=None, metavar="SIZE", help="micro, small, medium, smc or large.")
@click.option("--role", "roles", multiple=True, metavar="ROLE", help="provider, deployer, importer ... Repeatable.")
@click.option("--system", "systems", multiple=True, metavar="NAME", help="An AI system. Repeatable.")
@click.option("--annex-iii-point", default="", metavar="POINT", help="Why the systems are high-risk: 4, 5(b) ...")
@click.option("--annex-i-section", default="", metavar="A|B", help="Whether they fall under a law of Annex I.")
@click.option("--type", "types", multiple=True, metavar="PATH=TYPE", help="What a document is. Repeatable.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="Output format.")
@click.option("--dry-run", is_flag=True, help="Write nothing.")
@click.option("--yes", is_flag=True, help="Ask nothing: what no option says is left open.")
@click.option("--quiet", is_flag=True, help="Do not say on stderr what a long run is doing.")
def command(
    folder: str,
    to: str | None,
    provider: str | None,
    provider_size: str | None,
    roles: tuple[str, ...],
    systems: tuple[str, ...],
    annex_iii_point: str,
    annex_i_section: str,
    types: tuple[str, ...],
    form: str,
    dry_run: bool,  # noqa: FBT001  click passes options by name
    yes: bool,  # noqa: FBT001
    quiet: bool,  # noqa: FBT001
) -> None:
    """Take stock of FOLDER, guess what each document is, and write a manifest to confirm that in.

    Prints one line a document: path, type or `unsure`, how sure that is, and why.  Writes art17.yaml, an overlay
    in which guesses are corrected and confirmed, and adopt.md, a page to read, into DIR, and nothing into FOLDER.
    `art17 check DIR` then checks FOLDER.  Run again, it keeps what you have edited and shows what is new.
    """
    root, home = folders_of(Path(folder), Path(to) if to else None)
    progress = Progress(quiet=quiet)
    try:
        stock = stock_of(root, home, progress)
    finally:
        progress.done()
    ask = Asker(silent=yes or form == "json" or not sys.stdin.isatty() or (home / "art17.yaml").exists())
    wish = Wish(
        provider=ask.one(provider, "Name of the organisation whose documents these are"),
        profile=Profile(
            size=ask.chosen(provider_size, "Its size", choices_in(root).sizes),
            roles=roles,
            systems=systems or ask.several("Names of its AI systems, with commas between"),
            annex_iii_point=annex_iii_point,
            annex_i_section=annex_i_section,
        ),
        types=_types(types),
    )
    wish = replace(wish, types={**_asked(ask, stock, wish), **wish.types})
    done = Adopted() if dry_run else adopt(stock, home, wish)
    stock = replace(stock, guesses=tuple(_chosen(each, wish) for each in stock.guesses))
    if form == "json":
        click.echo(_json(stock, home, done))
    else:
        for guess, _, state in rows_of(stock, done.states):
            click.echo(_line(guess, state))
    _tell(stock, home, done, is_dry=dry_run)


def _types(given: Sequence[str]) -> dict[str, str]:
    """The types that options give.

    Raises:
        UsageError: where one is not PATH=TYPE.
    """
    found: dict[str, str] = {}
    for each in given:
        path, sign, name = each.rpartition("=")
        if not (sign and path and name):
            raise UsageError(f"--type {each!r} names no type", "write PATH=TYPE, such as --type docs/a.docx=policy")
        found[path] = name
    return found


def _asked(ask: Asker, stock: Stock, wish: Wish) -> dict[str, str]:
    """What a person at the terminal says of documents whose type is likely and not sure."""
    found: dict[str, str] = {}
    known = (*stock.words.vocabulary.types, "none")
    for each in [each for each in stock.doubtful() if each.path not in wish.types][:_MOST_ASKED]:
        answer = ask.checked(
            None,
            f"Is {safe(each.path)} of the type {each.type} ({safe(each.why)})? y, n, or another type",
            lambda text: "" if text in ("y", "n", *known) else f"there is no type {text!r}",
        )
        if answer and answer != "n":
            found[each.path] = each.type if answer == "y" else answer
    return found


def _chosen(guess: Guessed, wish: Wish) -> Guessed:
    name = wish.types.get(guess.path)
    return replace(guess, type=name, is_sure=True, why="as you chose", aside="") if name else guess


def _line(guess: Guessed, state: str) -> str:
    """A document in one line: path, type or `unsure`, how sure, why."""
    if guess.aside:
        what = (guess.type or "none", "set aside", guess.aside)
    elif guess.counts:
        what = (guess.type, "sure", guess.why)
    else:
        what = (UNSURE, f"perhaps {guess.type}" if guess.type else "no type seen", guess.why)
    marks = {KEPT: "  [edited: kept as it is]"}.get(state, f"  [{state}]" if state else "")
    return safe(f"{guess.path}: {what[0]}, {what[1]}: {what[2]}{marks}")


def _json(stock: Stock, home: Path, done: Adopted) -> str:
    data: dict[str, Any] = {
        "folder": stock.root.as_posix(),
        "to": home.as_posix(),
        "site": stock.site,
        "languages": dict(stock.languages),
        "files": {ending: {"count": count, "bytes": size} for ending, (count, size) in stock.files.items()},
        "documents": [_row(guess, found, state) for guess, found, state in rows_of(stock, done.states)],
        "not_read": [{"path": each.path, "reason": each.reason} for each in stock.not_read],
        "gone": list(done.gone),
        "written": list(done.written),
        "kept": list(done.kept),
    }
    return safe_json(json.dumps(data, ensure_ascii=False, indent=1))


def _row(guess: Guessed, found: DocumentFacts, state: str) -> dict[str, Any]:
    return {
        "path": guess.path,
        "type": guess.type if guess.counts else UNSURE,
        "guess": guess.type,
        "certainty": guess.certainty,
        "why": guess.why,
        "kind": guess.kind,
        "aside": guess.aside,
        "points": list(guess.points),
        "language": found.language,
        "words": found.words,
        "facts": {name: value for name in FACTS if (value := found.value(name))},
        "columns": [{"matched": dict(each.matched), "unmatched": list(each.unmatched)} for each in found.columns],
        "state": state,
    }


def _tell(stock: Stock, home: Path, done: Adopted, *, is_dry: bool) -> None:
    """The folder as a whole, and what was written, on stderr."""
    counted = sum(each.counts for each in stock.guesses)
    aside = sum(bool(each.aside) for each in stock.guesses)
    site = f", {stock.site}" if stock.site else ""
    languages = ", ".join(stock.languages)
    click.echo(safe(f"{shown_counts(stock)}{site}{f', in {languages}' if languages else ''}."), err=True)
    rest = len(stock.guesses) - counted - aside
    click.echo(f"{plural(counted, 'document')} recognised, {rest} unsure, {aside} set aside.", err=True)
    if stock.not_read:
        click.echo(f"{plural(len(stock.not_read), 'file')} not read, or read in part.", err=True)
    for path in done.gone:
        click.echo(safe(f"gone from the folder: {path}"), err=True)
    for name in done.written:
        click.echo(safe(f"wrote {(home / name).as_posix()}"), err=True)
    for name in done.kept:
        click.echo(safe(f"left {(home / name).as_posix()} as you edited it"), err=True)
    if not is_dry:
        where = safe(home.as_posix())
        click.echo(f"Read {where}/adopt.md, correct {where}/overlay.yaml, then run `art17 check {where}`.", err=True)
