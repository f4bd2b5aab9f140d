"""CSV as rows of texts, each with its line."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass

from art17.reading.io.unreadable import UnreadableError

MAX_ROWS = 200_000
_MOST_TITLES = 10
_MOST_COLUMNS = 2_000
_SEPARATOR = re.compile(r"sep=(?P<separator>[^\s\"])[ \t]*(?:\n|\Z)", re.IGNORECASE)
"""The line by which spreadsheets state the separator."""


@dataclass(frozen=True, slots=True)
class CsvRow:
    """A row, and the line on which it begins."""

    cells: tuple[str, ...]
    line: int


def rows_of(text: str) -> tuple[CsvRow, ...]:
    r"""The rows of a CSV text, its header first; separated by comma, semicolon or tab.

    >>> rows_of("id;title\nS-1;Acme, Inc.")[1]
    CsvRow(cells=('S-1', 'Acme, Inc.'), line=2)

    Raises:
        UnreadableError: where a row cannot be read.
    """
    stated = _SEPARATOR.match(text)
    line = 2 if stated else 1
    text = text[stated.end() :] if stated else text
    separator = stated["separator"] if stated else max(",;\t", key=_first_wide(text).count)
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=separator, strict=True)
    rows: list[CsvRow] = []
    before = line - 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(CsvRow(tuple(cell.strip() for cell in cells), line))
            if len(rows) > MAX_ROWS:
                raise UnreadableError(f"The CSV has more than {MAX_ROWS} rows", "split the file", line, 1)
            line = before + reader.line_num + 1
    except csv.Error as error:
        fix = "fix the row; a text with a quote in it needs the quote doubled"
        raise UnreadableError(f"This is not CSV: {error}", fix, line, 1) from None
    return _with_header(rows)


def _first_wide(text: str) -> str:
    """The first line that a separator divides; a title may come before it."""
    lines = text[:20_000].split("\n")[:_MOST_TITLES]
    return next((line for line in lines if any(each in line for each in ",;\t")), lines[0])


def _with_header(rows: list[CsvRow]) -> tuple[CsvRow, ...]:
    """The rows from the header on: titles above it hold one text alone.

    Raises:
        UnreadableError: where two columns have one name, so that no value of theirs can be trusted.
    """
    while len(rows) > 1 and _width(rows[0]) == 1 and _width(rows[1]) > 1:
        rows = rows[1:]
    names = [cell.casefold() for cell in rows[0].cells if cell] if rows else []
    twice = sorted({name for name in names if names.count(name) > 1}) if len(names) <= _MOST_COLUMNS else []
    if twice:
        raise UnreadableError(f"The column {twice[0]!r} is there twice", "rename or remove one", rows[0].line, 1)
    return tuple(rows)


def _width(row: CsvRow) -> int:
    return sum(bool(cell) for cell in row.cells)
