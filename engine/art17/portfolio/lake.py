"""A lake: a folder of Parquet files, a table in each folder, a run in each folder of that."""

from __future__ import annotations

import json
import os
import re
import secrets
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from art17.errors import UsageError
from art17.portfolio.job import Outcome
from art17.reporting.parquet import copy_rows, duckdb_or_say, quoted, write_rows
from art17.reporting.rows import COLUMNS, SCHEMA

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_RUN = re.compile(r"run=(?P<run>\d{4}-\d\d-\d\dT\d{6})")
_DONE = "done"
PER_PART = 250


class Lake:
    """The lake in a folder, which is made where it is not there.

    A part of a run is written whole: under another name, then renamed; the rows about repositories come last, so
    that a part without them is one that was broken off, and is taken away when the run goes on.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._duckdb = duckdb_or_say()

    def key(self) -> bytes:
        """The key that persons are hashed with: made once for a lake, to be kept by whoever owns it."""
        file = self.folder / "person.key"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            made = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return file.read_bytes()
        except OSError as error:
            raise UsageError(f"the lake {self.folder} cannot be written", "name a folder that you may write") from error
        with os.fdopen(made, "wb") as out:
            out.write(key := secrets.token_bytes(32))
        return key

    def runs(self) -> tuple[str, ...]:
        """The ids of all runs, the oldest first; an id is its begin, in UTC."""
        found = (_RUN.fullmatch(each.name) for each in (self.folder / "runs").glob("run=*"))
        return tuple(sorted(each["run"] for each in found if each))

    def is_done(self, run: str) -> bool:
        """Whether a run came to its end."""
        return (self.folder / "runs" / f"run={run}" / _DONE).exists()

    def finish(self, run: str) -> None:
        """Note that a run came to its end."""
        (self.folder / "runs" / f"run={run}").mkdir(parents=True, exist_ok=True)
        (self.folder / "runs" / f"run={run}" / _DONE).write_text("", "ascii")

    def begin(self, run: str) -> int:
        """The number of the next part of a run, what was broken off being taken away."""
        numbers = {int(file.stem.removeprefix("part-")) for file in self._parts("runs", run)}
        for table in COLUMNS:
            for file in self._parts(table, run):
                if int(file.stem.removeprefix("part-")) not in numbers:
                    file.unlink()
            for file in (self.folder / table / f"run={run}").glob("*.new"):
                file.unlink()
        return max(numbers, default=0) + 1

    def write(self, run: str, part: int, outcomes: Sequence[Outcome]) -> None:
        """Write one part of a run."""
        for table in (*(name for name in COLUMNS if name != "runs"), "runs"):
            if table == "runs":
                rows: Iterable[dict[str, object]] = (
                    each.row | {"schema": SCHEMA, "checked_in": run} for each in outcomes
                )
            else:
                rows = (row for each in outcomes for row in each.rows.get(table, ()))
            self._write(table, run, part, rows)

    def _write(self, table: str, run: str, part: int, rows: Iterable[dict[str, object]]) -> None:
        folder = self.folder / table / f"run={run}"
        folder.mkdir(parents=True, exist_ok=True)
        write_rows(rows, COLUMNS[table], folder / f"part-{part}.parquet")

    def carry(self, run: str, part: int, names: Sequence[str], before: str) -> None:
        """Take over into a run what an earlier one found of repositories that have not changed."""
        if not names:
            return
        with tempfile.TemporaryDirectory() as scratch:
            given = Path(scratch) / "names.json"
            given.write_text("".join(json.dumps({"repository": name}) + "\n" for name in names), "utf-8")
            chosen = f"read_json({quoted(given)}, format='newline_delimited', columns={{'repository': 'VARCHAR'}})"
            for table in (*(name for name in COLUMNS if name != "runs"), "runs"):
                source = self._source(table, before)
                if source:
                    (self.folder / table / f"run={run}").mkdir(parents=True, exist_ok=True)
                    listed = ", ".join(f'"{name}"' for name in COLUMNS[table])
                    copy_rows(
                        f"SELECT {listed} FROM {source} SEMI JOIN {chosen} USING (repository)",
                        self.folder / table / f"run={run}" / f"part-{part}.parquet",
                    )

    def _parts(self, table: str, run: str) -> list[Path]:
        return sorted((self.folder / table / f"run={run}").glob("part-*.parquet"))

    def _source(self, table: str, run: str) -> str:
        parts = self._parts(table, run)
        return f"read_parquet([{', '.join(map(quoted, parts))}], union_by_name=true)" if parts else ""

    def known(self, run: str) -> dict[str, tuple[str, date, date | None, str]]:
        """Of each repository of a run its key, and from when until when what was found holds; and its state."""
        source = self._source("runs", run)
        if not source:
            return {}
        with self._duckdb.connect() as connection:
            told = f'SELECT repository, key, valid_from, valid_until, outcome FROM {source} WHERE "schema" = {SCHEMA}'
            rows = connection.execute(told).fetchall()
        return {name: (key or "", since, until, state) for name, key, since, until, state in rows}

    def comparable(self, run: str, earlier: Sequence[str]) -> list[str]:
        """The last earlier run in which the same tool and packs checked something, else the last; [] for none."""
        own = self._source("runs", run)
        with self._duckdb.connect() as connection:
            for each in reversed(earlier):
                other = self._source("runs", each)
                versions = f"SELECT tool, packs FROM {own} WHERE packs IS NOT NULL"
                alike = f"SELECT 1 FROM ({versions}) SEMI JOIN {other} USING (tool, packs) LIMIT 1"
                if own and other and connection.execute(alike).fetchone():
                    return [each]
        return list(earlier[-1:])

    def opened(self, runs: Sequence[str]) -> DuckDBPyConnection:
        """A database in memory with all tables of some runs, `run` a column; it reaches no file and no network.

        Raises:
            UsageError: where a run has other columns than these, or cannot be read.
        """
        connection: DuckDBPyConnection = self._duckdb.connect()
        for table, columns in COLUMNS.items():
            listed = ", ".join(f'"{name}"' for name in columns)
            selects = [
                f"SELECT '{run}' AS run, {listed} FROM {source}" for run in runs if (source := self._source(table, run))
            ]
            nothing = ", ".join(f'NULL::{kind} AS "{name}"' for name, kind in columns.items())
            told = " UNION ALL ".join(selects) or f"SELECT NULL::VARCHAR AS run, {nothing} LIMIT 0"
            try:
                connection.execute(f'CREATE TABLE "{table}" AS {told}')
            except self._duckdb.Error as error:
                told = f"the table {table} of the lake {self.folder} cannot be read: {str(error).splitlines()[0]}"
                raise UsageError(told, "a lake of another version of art17 is read by that version") from error
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        return connection
