"""A sheet as blocks: a table for each region of filled cells, titles above the columns taken off.

Rows that follow one another are one region; a column that is empty over all of them divides it
where what is right of it is a table of its own.  A merged cell is repeated over what it covers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from art17.model.document import Block, Cell, Mark, Row, Spot, Text
from art17.reading.formats.package import Element

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
_MOST_MERGED = 20_000
_MOST_ROWS_ABOVE = 8
_MOST_BESIDE = 12
"""How many tables there may be beside each other."""

_DIGITS = re.compile(r"\D")
_FILLED = 0.6
"""Which part of its columns a row of titles fills at least."""

Address = tuple[int, int]
"""Row and column, both from 1."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell shows, and what it is as a number or day; `typed` is "" where it is a text."""

    shown: str
    typed: str = ""
    is_covered: bool = False

    @property
    def is_text(self) -> bool:
        return not self.typed


@dataclass(slots=True)
class Sheet:
    """A sheet while it is read."""

    name: str
    grid: dict[int, dict[int, Value]] = field(default_factory=dict[int, dict[int, Value]])
    spans: dict[Address, Address] = field(default_factory=dict[Address, Address])
    hidden_rows: set[int] = field(default_factory=set[int])
    hidden_columns: set[int] = field(default_factory=set[int])
    comments: dict[str, Mark] = field(default_factory=dict[str, Mark])
    links: dict[str, str] = field(default_factory=dict[str, str])
    tables: list[tuple[str, str, int]] = field(default_factory=list[tuple[str, str, int]])
    cut_at: list[Spot] = field(default_factory=list[Spot])


@dataclass(frozen=True, slots=True)
class _Region:
    """A rectangle of filled cells; `title` and `heads` are those of a defined table, "" and 0 where it is none."""

    rows: Sequence[int]
    columns: Sequence[int]
    title: str = ""
    heads: int = 0


def merge(sheet: Sheet, root: Element, most: int) -> int:
    """Repeat merged cells over what they cover, as far as that is bounded; how many cells that made."""
    made = 0
    for merged in root.iter(S + "mergeCell"):
        first, _, last = merged.get("ref", "").partition(":")
        (top, left), (bottom, right) = address(first), address(last or first)
        if (bottom - top + 1) * (right - left + 1) > _MOST_MERGED:
            bottom, right = min(bottom, top + 199), min(right, left + 99)
        sheet.spans[top, left] = (bottom - top + 1, right - left + 1)
        value = sheet.grid.get(top, {}).get(left)
        made += (bottom - top + 1) * (right - left + 1) if value else 0
        if value is None or made > most:
            continue
        copy = replace(value, is_covered=True)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    sheet.grid.setdefault(row, {}).setdefault(column, copy)
    return min(made, most)


def blocks_of(sheet: Sheet, most: int) -> Iterator[Block]:
    """The regions of a sheet, in their order, cut where they have more than `most` cells, empty ones included."""
    for region in _regions(sheet):
        for each in _without_titles(sheet, region):
            if isinstance(each, Block):
                yield each
                continue
            rows = each.rows[: max(0, most // len(each.columns))]
            most -= len(rows) * len(each.columns)
            if len(rows) < len(each.rows):
                sheet.cut_at.append(Spot(part=sheet.name, ref=f"A{each.rows[len(rows)]}"))
            if rows:
                yield _table(sheet, replace(each, rows=rows))


def _regions(sheet: Sheet) -> Iterator[_Region]:
    owned = dict(_owned(sheet))
    for rows in _islands(sorted(sheet.grid), owned):
        if rows[0] in owned:
            _, title, heads = owned[rows[0]]
            yield _Region(rows, _columns_in(sheet, rows), title, heads)
        else:
            yield from _side_by_side(sheet, rows)


def _columns_in(sheet: Sheet, rows: Iterable[int], among: Iterable[int] | None = None) -> list[int]:
    """The columns that rows fill."""
    filled = {column for row in rows for column in sheet.grid[row]}
    return sorted(filled if among is None else filled.intersection(among))


def _side_by_side(sheet: Sheet, rows: Sequence[int]) -> Iterator[_Region]:
    """The tables in rows that follow one another: several where they differ in length or repeat their titles."""
    parts: list[list[int]] = []
    for column in _columns_in(sheet, rows):
        if parts and column == parts[-1][-1] + 1:
            parts[-1].append(column)
        else:
            parts.append([column])
    if not 1 < len(parts) <= _MOST_BESIDE:
        yield _Region(rows, [column for part in parts for column in part])
        return
    regions = [_Region([row for row in rows if any(c in sheet.grid[row] for c in part)], part) for part in parts]
    if _are_tables(sheet, regions):
        yield from regions
    else:
        yield _Region(rows, [column for part in parts for column in part])


def _are_tables(sheet: Sheet, regions: Sequence[_Region]) -> bool:
    """Whether each part is a table: titles over at least two columns, and its own length, or titles of another."""
    titles: list[list[str]] = []
    for region in regions:
        first = [sheet.grid[region.rows[0]].get(column) for column in region.columns]
        if len(region.columns) < 2 or len(region.rows) < 2 or not all(value and value.is_text for value in first):
            return False
        titles.append([value.shown.casefold() for value in first if value])
    repeated = Counter(name for names in titles for name in dict.fromkeys(names))
    extents = {(region.rows[0], region.rows[-1]) for region in regions}
    return len(extents) > 1 or any(count > 1 for count in repeated.values())


def _owned(sheet: Sheet) -> Iterator[tuple[int, tuple[str, str, int]]]:
    """The rows that belong to a defined table, with that table."""
    for ref, name, heads in sheet.tables:
        first, _, last = ref.partition(":")
        (top, _), (bottom, _) = address(first), address(last or first)
        for row in sheet.grid:
            if top <= row <= bottom:
                yield row, (ref, name, heads)


def _islands(rows: Iterable[int], owned: Mapping[int, tuple[str, str, int]]) -> list[list[int]]:
    found: list[list[int]] = []
    for row in rows:
        is_next = bool(found) and row == found[-1][-1] + 1 and owned.get(row) == owned.get(row - 1)
        if is_next:
            found[-1].append(row)
        else:
            found.append([row])
    return found


def _without_titles(sheet: Sheet, region: _Region) -> Iterator[Block | _Region]:
    """A region, with what is above its columns as paragraphs or as a small table of labels before it."""
    if region.title:
        yield region
        return
    rows = region.rows
    while rows and (only := _only_cell(sheet, rows[0], region.columns)):
        cell = _cell(sheet, rows[0], only)
        yield Block("paragraph", cell.text, cell.spot)
        rows = rows[1:]
    if not rows:
        return
    columns = _columns_in(sheet, rows, region.columns)
    begin = _titles_at(sheet, rows, columns)
    if begin:
        above = rows[:begin]
        yield _Region(above, _columns_in(sheet, above, columns))
        rows = rows[begin:]
    yield _Region(rows, columns, heads=_heads(sheet, rows, columns))


def _only_cell(sheet: Sheet, row: int, columns: Sequence[int]) -> int:
    """The column of the one text that a row holds, 0 where it holds more or a number."""
    own = [c for c in columns if (value := sheet.grid[row].get(c)) and not value.is_covered]
    return own[0] if len(own) == 1 and sheet.grid[row][own[0]].is_text else 0


def _titles_at(sheet: Sheet, rows: Sequence[int], columns: Sequence[int]) -> int:
    """Where the titles of the columns are, if rows that fill less than half of them come before; else 0."""
    if len(columns) < 4:
        return 0
    for at, row in enumerate(rows[:_MOST_ROWS_ABOVE]):
        filled = sum(column in sheet.grid[row] for column in columns)
        if filled > len(columns) / 2:
            is_titled = at > 0 and at + 1 < len(rows) and _are_titles(sheet, row, columns)
            return at if is_titled else 0
    return 0


def _are_titles(sheet: Sheet, row: int, columns: Sequence[int]) -> bool:
    filled = [value for column in columns if (value := sheet.grid[row].get(column))]
    return all(value.is_text for value in filled) and len(filled) >= _FILLED * len(columns)


def _heads(sheet: Sheet, rows: Sequence[int], columns: Sequence[int]) -> int:
    """How many rows are titles of columns: one of texts that fills most columns, more where its cells are merged."""
    if len(rows) < 2 or len(columns) < 3 or not _are_titles(sheet, rows[0], columns):
        return 0
    heads = 1
    while heads < min(3, len(rows) - 1) and _is_divided(sheet, rows[heads - 1], columns):
        below = [value for column in columns if (value := sheet.grid[rows[heads]].get(column))]
        if not all(value.is_text for value in below):
            break
        heads += 1
    return heads


def _is_divided(sheet: Sheet, row: int, columns: Sequence[int]) -> bool:
    """Whether a row of titles has one over several columns, which the next row then names."""
    return any(sheet.spans.get((row, column), (1, 1))[1] > 1 for column in columns)


def _table(sheet: Sheet, region: _Region) -> Block:
    left = letters(region.columns[0])
    body = tuple(
        Row(
            tuple(_cell(sheet, row, column) for column in region.columns),
            Spot(part=sheet.name, ref=f"{left}{row}"),
            row in sheet.hidden_rows,
        )
        for row in region.rows
    )
    first = Spot(part=sheet.name, ref=f"{left}{region.rows[0]}")
    return Block("table", Text(), first, label=region.title, rows=body, heads=region.heads)


_NOTHING = Value("")


def _cell(sheet: Sheet, row: int, column: int) -> Cell:
    ref = f"{letters(column)}{row}"
    value = sheet.grid[row].get(column, _NOTHING)
    marks: list[Mark] = []
    if ref in sheet.comments and not value.is_covered:
        marks.append(sheet.comments[ref])
    if ref in sheet.links:
        marks.append(Mark("link", 0, len(value.shown), sheet.links[ref]))
    if row in sheet.hidden_rows or column in sheet.hidden_columns:
        marks.append(Mark("hidden", 0, len(value.shown)))
    height, width = sheet.spans.get((row, column), (1, 1))
    spot = Spot(part=sheet.name, ref=ref)
    return Cell(Text(value.shown, tuple(marks)), spot, width, height, value.is_covered, value.typed)


def address(ref: str) -> Address:
    """Row and column of a reference, no further than sheets go."""
    return min(whole(_DIGITS.sub("", ref)[:8]), LAST_ROW), min(column_of(ref), LAST_COLUMN)


def column_of(ref: str) -> int:
    """The number of a column, from 1; 0 where none is named.

    >>> column_of("AB12"), letters(28)
    (28, 'AB')
    """
    number = 0
    for sign in ref[:4]:
        if not sign.isalpha() or not sign.isascii():
            break
        number = number * 26 + ord(sign.upper()) - 64
    return number


def letters(number: int) -> str:
    """The name of a column."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def whole(text: str | None) -> int:
    """A number as XML states it; 0 where it is none, or beyond all measure."""
    return int(text) if text and text.isdigit() and len(text) < 9 else 0
