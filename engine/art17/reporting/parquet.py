"""Rows as Parquet, and a report as one file of rows, for whoever collects those of many repositories."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from art17.errors import UsageError
from art17.model.report import Report
from art17.reporting.rows import COLUMNS, SCHEMA, nobody, rows_of, run_row

TABLE = "table"
"""The column of a file of rows that says which table of a lake a row belongs to."""


def parquet_of(
    report: Report, row: Mapping[str, object] | None = None, persons: Callable[[str], str] = nobody
) -> bytes:
    """The report as one Parquet file with the rows of all tables of a lake, `table` and the columns of all of them.

    `row` is what is known of the repository besides its report; persons are left out where no key hashes them, and
    messages always.

    Raises:
        UsageError: where duckdb (extra `portfolio`) is not installed, or only a part was checked.
    """
    if report.partial:
        raise UsageError("rows of a part of a QMS would pass for the whole", "leave out --select, --ignore and paths")
    nothing: dict[str, object] = {"repository": "", "where": "", "tags": ()}
    known = {**nothing, **(row or {})}
    tables = rows_of(str(known["repository"]), report, persons, with_messages=False)
    run: dict[str, object] = known | run_row(str(known["repository"]), report, report.as_of) | {"schema": SCHEMA}
    columns = {TABLE: "VARCHAR"}
    for own in COLUMNS.values():
        columns |= own
    told = ({TABLE: name, **each} for name, rows in {"runs": [run], **tables}.items() for each in rows)
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "rows.parquet"
        write_rows(told, columns, file)
        return file.read_bytes()


def duckdb_or_say() -> Any:
    """The library that reads and writes Parquet.

    Raises:
        UsageError: where it is not installed.
    """
    try:
        import duckdb  # noqa: PLC0415  late: an extra
    except ImportError as error:
        raise UsageError("Parquet needs duckdb, which is not installed", "pip install 'art17[portfolio]'") from error
    return duckdb


def write_rows(rows: Iterable[Mapping[str, object]], columns: Mapping[str, str], to: Path) -> None:
    """Write rows with these columns into a Parquet file."""
    with tempfile.TemporaryDirectory() as scratch:
        given = Path(scratch) / "rows.json"
        with given.open("w", encoding="utf-8") as out:
            for row in rows:
                out.write(json.dumps(row) + "\n")
        shape = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
        read = f"read_json({quoted(given)}, format='newline_delimited', columns={{{shape}}})"
        copy_rows(f"SELECT * FROM {read}", to)


def copy_rows(select: str, to: Path) -> None:
    """Write what a statement selects into a Parquet file, whole: under another name, then renamed."""
    new = to.with_suffix(".new")
    with duckdb_or_say().connect() as connection:
        connection.execute(f"COPY ({select}) TO {quoted(new)} (FORMAT parquet, COMPRESSION zstd)")
    new.replace(to)


def quoted(path: Path) -> str:
    """A path as a text of SQL."""
    return "'" + str(path).replace("'", "''") + "'"
