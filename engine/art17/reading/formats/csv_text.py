"""CSV as rows of texts, each with its line."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from art17.reading.io.unreadable import UnreadableError

MAX_ROWS = 200_000


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
    header = text[: text.find("\n")] if "\n" in text else text
    separator = max(",;\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=separator, strict=True)
    rows: list[CsvRow] = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(CsvRow(tuple(cell.strip() for cell in cells), line))
            if len(rows) > MAX_ROWS:
                raise UnreadableError(f"The CSV has more than {MAX_ROWS} rows", "split the file", line, 1)
            line = reader.line_num + 1
    except csv.Error as error:
        fix = "fix the row; a text with a quote in it needs the quote doubled"
        raise UnreadableError(f"This is no CSV: {error}", fix, line, 1) from None
    return tuple(rows)
