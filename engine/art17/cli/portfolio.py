"""`art17 portfolio`: many repositories at once, and what they come to together."""

from __future__ import annotations

import csv
import json
import os
import re
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

import click

from art17.cli.deadline import set_deadline
from art17.cli.show import AS_OF, today
from art17.errors import UsageError
from art17.portfolio.job import NOT_CHECKED, Limits
from art17.portfolio.lake import Lake
from art17.portfolio.listing import ROWS, repositories_in
from art17.portfolio.portfolio import Asked, portfolio
from art17.portfolio.runners import local, on_cluster
from art17.reading.io.writing import write_file
from art17.reporting.safe import safe

if TYPE_CHECKING:
    from art17.portfolio.questions import Told

DAY_OF_RUNS = 30 * 24 * 3600
_UNITS = {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3}
_MEMORY = re.compile(r"(?P<number>\d+(?:\.\d+)?) ?(?P<unit>[KMG]?)(?:iB|B)?")


def _memory(_context: click.Context, _option: click.Parameter, value: str) -> int:
    """The bytes of an amount of memory: 1GiB, 512MiB, or a number of bytes."""
    found = _MEMORY.fullmatch(value.strip())
    if found is None:
        raise click.BadParameter(f"{value!r} is not an amount of memory; write 1GiB or 512MiB")
    return int(float(found["number"]) * _UNITS[found["unit"]])


@click.group("portfolio")
def command() -> None:
    """Check many repositories, and read what they come to."""


@command.command("run")
@click.argument("lists", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="LIST...")
@click.option("--to", "lake", required=True, type=click.Path(path_type=Path), metavar="LAKE", help="The lake to write.")
@click.option("--scheduler", default="local", show_default=True, metavar="local|tcp://…", help="Who does the checks.")
@click.option("--workers", type=click.IntRange(min=1), help="How many checks at once. [default: all cores]")
@click.option("--seconds", default=60.0, show_default=True, type=click.FloatRange(min=0.1), help="For one repository.")
@click.option("--memory", default="1GiB", show_default=True, metavar="SIZE", callback=_memory, help="For one of them.")
@click.option("--with-messages", is_flag=True, help="Keep messages too; they may quote documents and name persons.")
@click.option("--with-pages", is_flag=True, help="Write the HTML report of each repository into the lake.")
@click.option("--report", "page", metavar="FILE", help="Write the page of `portfolio report` afterwards.")
@AS_OF
def run(
    lists: tuple[Path, ...],
    lake: Path,
    scheduler: str,
    workers: int | None,
    seconds: float,
    memory: int,
    with_messages: bool,  # noqa: FBT001  click passes options by name
    with_pages: bool,  # noqa: FBT001
    page: str | None,
    as_of: date | None,
) -> None:
    """Check the repositories of LIST into a lake.

    LIST is a folder whose folders are repositories, or a list of them (YAML or CSV).  A repository may
    also be the file of rows that `art17 check --format parquet` wrote.  What has not changed since the
    last run is not checked again; a run that was broken off goes on.

    Exits with 0 if every repository was checked and none has findings, with 1 if some have, and with
    2 if one could not be checked.
    """
    set_deadline(DAY_OF_RUNS)
    opened = Lake(lake)
    runner = partial(local, workers=workers or 0) if scheduler == "local" else partial(on_cluster, address=scheduler)
    asked = Asked(as_of or today(), Limits(seconds, memory), with_messages=with_messages, with_pages=with_pages)
    done = portfolio(repositories_in(lists), opened, asked, runner, _now(), _progress)
    number = done.states.total()
    told = [f"{number} {'repository' if number == 1 else 'repositories'}"]
    told += [f"{done.carried} unchanged"] if done.carried else []
    told += [f"{done.resumed} done before the run was broken off"] if done.resumed else []
    click.echo(f"run {done.run}: {', '.join(told)}")
    for state, number in sorted(done.states.items()):
        click.echo(f"  {number:6}  {state}")
    if page:
        _write_page(opened, page, owners=False)
    not_checked = sum(done.states[each] for each in (*NOT_CHECKED, "problems"))
    sys.exit(2 if not_checked else 1 if done.states["findings"] else 0)


@command.command("report")
@click.argument("lake", type=click.Path(path_type=Path))
@click.option("--to", "page", default="portfolio.html", show_default=True, metavar="FILE", help="Where to write it.")
@click.option("--owners", is_flag=True, help="Tell overdue reviews by owner too.")
def report(lake: Path, page: str, owners: bool) -> None:  # noqa: FBT001  click passes options by name
    """Write one HTML page on the last run in LAKE, or on a folder of collected files of rows."""
    with _lake_in(lake) as opened:
        _write_page(opened, page, owners=owners)


@command.command("ask")
@click.argument("lake", type=click.Path(path_type=Path))
@click.argument("question", required=False, metavar="[unchecked|points|failing|owners|trend|deadlines]")
@click.option(
    "--sql", metavar="SELECT", help="A question of your own; it reads the tables of the lake and nothing else."
)
@click.option("--format", "form", default="table", show_default=True, type=click.Choice(["table", "csv", "json"]))
def ask(lake: Path, question: str | None, sql: str | None, form: str) -> None:
    """Ask LAKE which points fail most, who has overdue reviews, what is new, and what comes next."""
    from art17.portfolio.questions import QUESTIONS, answer, tables_of, told_by  # noqa: PLC0415  late: needs an extra

    if (question is None) == (sql is None) or (question is not None and question not in QUESTIONS):
        raise UsageError("ask one question", f"name one of {', '.join(QUESTIONS)}, or pass --sql")
    all_runs = question == "trend" or sql is not None
    with _lake_in(lake) as opened, tables_of(opened, all_runs=all_runs) as connection:
        told = told_by(connection, sql) if sql is not None else answer(connection, str(question))
        not_checked = len(answer(connection, "unchecked").rows)
    _print(told, form)
    if not_checked and question != "unchecked":
        click.echo(f"{not_checked} not checked, or not wholly: art17 portfolio ask {lake} unchecked", err=True)


@contextmanager
def _lake_in(folder: Path) -> Generator[Lake]:
    """The lake in a folder; where there is none, one for the moment of the files of rows that were collected there."""
    lake = Lake(folder)
    if lake.runs() or not any(folder.rglob(f"*{ROWS}")):
        yield lake
        return
    with tempfile.TemporaryDirectory() as scratch:
        lake = Lake(Path(scratch) / "lake")
        portfolio(repositories_in([folder]), lake, Asked(today()), local, _now(), _progress)
        yield lake


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S")


def _write_page(lake: Lake, page: str, *, owners: bool) -> None:
    from art17.portfolio.page import page_of  # noqa: PLC0415  late: needs an extra
    from art17.portfolio.questions import tables_of  # noqa: PLC0415

    kept = lake.folder / "pages"
    way = quote(Path(os.path.relpath(kept, Path(page).parent)).as_posix())
    pages = {each.name: f"{way}/{each.name}" for each in kept.glob("*.html")}
    with tables_of(lake) as connection:
        text = page_of(connection, with_owners=owners, pages=pages)
    write_file(text.encode("utf-8"), Path(page), lake.folder)
    click.echo(f"wrote {page}", err=True)


def _print(told: Told, form: str) -> None:
    if form == "json":
        rows = [dict(zip(told.columns, row, strict=True)) for row in told.rows]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False, default=str))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(told.columns)
        writer.writerows([safe(_plain(each)) for each in row] for row in told.rows)
    else:
        cells = [[safe(_plain(each)) for each in row] for row in told.rows]
        click.echo("\n".join(columns_of([list(told.columns), *cells])))


def columns_of(rows: list[list[str]]) -> list[str]:
    """Rows as lines, each column as wide as its widest cell.

    >>> columns_of([["a", "bc"], ["def", "g"]])
    ['a    bc', 'def  g']
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(each) for each in cast("list[object]", value))
    return "" if value is None else str(value)


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty() and (done % 20 == 0 or done == of):
        click.echo(f"\r{done} of {of}", nl=done == of, err=True)
