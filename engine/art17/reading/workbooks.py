"""A workbook that went out and came back: its rows by key, however they were sorted, moved and added to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from art17.errors import UsageError
from art17.model.answer import COLUMNS
from art17.model.workbook import HIDDEN, KEY, BookRead, BookRow, BookSlip, Carried, carried_in, plain_cell
from art17.reading.formats.excel import excel_cells
from art17.reading.formats.excel_sheet import letters
from art17.reading.io.unreadable import UnreadableError

_MOST_ROWS_ABOVE = 20
"""So many rows may be put above the heads."""
_BY_TITLE: Mapping[str, str] = {title: key for key, title in COLUMNS.items()}

Grid = Mapping[int, Mapping[int, str]]
"""Cells by row and column, both from 1."""


def workbook_in(file: Path) -> BookRead:
    """What came back in a workbook.

    Raises:
        UsageError: where it cannot be read, or is not one that art17 has written.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {file.as_posix()}: {error.strerror}", "name a workbook that exists") from error
    try:
        sheets, unread = excel_cells(data)
    except UnreadableError as error:
        told = error.problem(file.as_posix())
        raise UsageError(f"{file.as_posix()}: {told.message}", told.fix) from None
    found = [_of_sheet(name, grid) for name, grid in sheets.items() if name != HIDDEN]
    cut = [
        BookSlip(each.spot.part, each.spot.ref, "what is here was not read", "write a value in place of the formula")
        for each in unread
        if each.what in ("formula", "too-large")
    ]
    rows = tuple(row for own, _ in found for row in own)
    kept = [each for each in cut if any(each.cell in row.refs.values() and each.sheet == row.sheet for row in rows)]
    kept += [each for each in cut if each not in kept and each.cell.startswith("A")]
    slips = (*(slip for _, own in found for slip in own), *kept)
    return BookRead(_carried(sheets.get(HIDDEN, {}), file), rows, slips)


def _carried(grid: Grid, file: Path) -> Carried:
    rows = [[cells.get(column, "") for column in range(1, max(cells) + 1)] for _, cells in sorted(grid.items())]
    try:
        return carried_in(rows)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        told = str(error) if type(error) is ValueError else "its hidden sheet was changed"
        fix = "take the workbook that `art17 answers export` wrote, and copy into it what people filled in"
        raise UsageError(f"{file.as_posix()} cannot come back: {told}", fix) from None


def _of_sheet(name: str, grid: Grid) -> tuple[list[BookRow], list[BookSlip]]:
    """The rows of a sheet that have a key; a sheet without keys is one of the reader's own."""
    head = next((at for at in sorted(grid)[:_MOST_ROWS_ABOVE] if KEY in grid[at].values()), 0)
    if not head:
        return [], []
    titles = {column: text.strip() for column, text in grid[head].items()}
    keys = [column for column, title in titles.items() if title == KEY]
    columns = {column: _BY_TITLE[title] for column, title in titles.items() if title in _BY_TITLE}
    slips = list(_twice(name, head, titles))
    rows: list[BookRow] = []
    for number, cells in sorted(grid.items()):
        if number <= head:
            continue
        key = plain_cell(cells.get(keys[0], ""))
        stated = {own: plain_cell(cells.get(column, "")) for column, own in columns.items()}
        refs = {own: f"{letters(column)}{number}" for column, own in columns.items()}
        if key:
            rows.append(BookRow(name, key, stated, refs))
        elif any(stated.values()):
            first = next(own for own, text in stated.items() if text)
            fix = "write it into the row of what it is about, or into a sheet of your own"
            slips.append(BookSlip(name, refs[first], "this row was added, and nothing says what it is about", fix))
    return rows, slips


def _twice(name: str, head: int, titles: Mapping[int, str]) -> Iterator[BookSlip]:
    seen: set[str] = set()
    for column, title in titles.items():
        if title in seen and (title in _BY_TITLE or title == KEY):
            ref = f"{letters(column)}{head}"
            yield BookSlip(name, ref, f"a second column is called {title}", "call the column that was added otherwise")
        seen.add(title)
