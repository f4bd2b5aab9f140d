"""Repositories that were checked elsewhere: the file of rows that each hands over, written and read."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from art17.errors import UsageError
from art17.memory.identity import tool
from art17.model.days import date_in
from art17.model.report import Report
from art17.portfolio.job import NOT_CHECKED, STATES, Job, Outcome, about, failed
from art17.portfolio.keys import commit_of
from art17.reporting.parquet import TABLE, duckdb_or_say, parquet_of, quoted
from art17.reporting.rows import COLUMNS, SCHEMA, Persons, Rows, nobody

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

KEY = "ART17_PERSON_KEY"
"""The variable that holds the key of a lake, as hexadecimal digits, where a repository is checked by itself."""


def handed_over(report: Report, root: Path, key: str) -> bytes:
    """The rows of a repository as one file; persons hashed with the key of a lake, or left out where there is none.

    Raises:
        UsageError: where `key` is not one, or the rows cannot be written.
    """
    try:
        persons = Persons(bytes.fromhex(key)) if key else nobody
    except ValueError as error:
        raise UsageError(
            f"{KEY} is not a key", "set it to the digits that `xxd -p -c 64 LAKE/person.key` prints"
        ) from error
    folder = root.resolve()
    row = {"repository": folder.name, "commit": commit_of(folder), "tool": tool()[:16]}
    return parquet_of(report, row, persons)


def collected(job: Job) -> Outcome:
    """What the file of rows of a repository says; one that is not such a file makes it unreachable.

    Rows that are no longer what a check would say today, by time alone, cannot be relied on, and that is said.
    """
    try:
        tables = _tables(Path(job.repository.where))
    except (UsageError, OSError) as error:
        why = error.problems[0].message if isinstance(error, UsageError) else "the file of rows is not there"
        return failed(job, "unreachable", why)
    rows: Rows = {name: [row | {"repository": job.repository.name} for row in each] for name, each in tables.items()}
    (row,) = rows.pop("runs")
    named = {name: value for name, value in about(job).items() if name not in ("commit", "tool")}
    until = date_in(str(row["valid_until"] or ""))
    late: dict[str, object] = {}
    if until and until <= job.as_of:
        why = f"checked elsewhere on {row['valid_from']}; since {until} time alone has changed it: check it there again"
        late = {"outcome": "problems", "why": why, "key": ""}
    return Outcome(row | named | late, rows)


def _tables(file: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of a file by table, as JSON has them.

    Raises:
        UsageError: where they are not those of one repository, or are of another version.
        OSError: where there is no file.
    """
    file.stat()
    duckdb = duckdb_or_say()
    try:
        with duckdb.connect(config={"threads": 1}) as connection:
            found = {name: _rows(connection, file, name) for name in COLUMNS}
    except duckdb.Error as error:
        cause = str(error).splitlines()[0]
        raise UsageError(f"the file of rows cannot be read: {cause}", "write it with `--format parquet`") from error
    runs = found["runs"]
    if len(runs) != 1 or runs[0]["schema"] != SCHEMA or not _is_checked(runs[0]):
        raise UsageError("the file has not the rows of one checked repository", "write it with `--format parquet`")
    return found


def _rows(connection: DuckDBPyConnection, file: Path, table: str) -> list[dict[str, Any]]:
    listed = ", ".join(f'CAST("{name}" AS {kind}) AS "{name}"' for name, kind in COLUMNS[table].items())
    rows = f"SELECT {listed} FROM read_parquet({quoted(file)}) WHERE \"{TABLE}\" = '{table}'"
    told = connection.execute(f"SELECT to_json(each) FROM ({rows}) AS each").fetchall()
    return [json.loads(row) for (row,) in told]


def _is_checked(row: dict[str, Any]) -> bool:
    day = date_in(str(row["valid_from"] or ""))
    return row["outcome"] in STATES and row["outcome"] not in NOT_CHECKED and isinstance(day, date)
