"""The rows of tables and lists as mappings, each with its place: what items are made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from art17.model.labels import Labels
from art17.model.place import Place, Route
from art17.model.value import Value
from art17.model.vocabulary import TypeOf
from art17.reading.facts.columns import Columns
from art17.reading.facts.dates_in_words import order_in
from art17.reading.facts.keys import Keys, plain
from art17.reading.formats.body import Table
from art17.reading.formats.csv_text import CsvRow
from art17.reading.io.lines import Lines


@dataclass(frozen=True, slots=True)
class RowIn:
    """A row: what it says, the type of its list, its place and those of its cells.

    `start` and `end` bound it in the text of a Markdown file.
    """

    stated: Mapping[str, Value]
    type: str
    place: Place
    cells: Mapping[str, Place] = field(default_factory=dict[str, Place])
    start: int = 0
    end: int = 0


def listed_rows(value: Value, item_type: str, place: Place, route: Route) -> Iterator[RowIn]:
    """The rows of a YAML or JSON list of mappings, or of a mapping from ids to mappings."""
    if isinstance(value, Mapping):
        for key, row in value.items():
            if isinstance(row, Mapping):
                yield RowIn({"id": key, **row}, item_type, Place(place.path, (*place.route, *route, key)))
    elif isinstance(value, list):
        for index, row in enumerate(value):
            if isinstance(row, Mapping):
                yield RowIn(row, item_type, Place(place.path, (*place.route, *route, index)))


def table_rows(table: Table, kind: TypeOf, drafts: TableReader, lines: Lines) -> Iterator[RowIn]:
    """The rows of a Markdown table, where it lists items of a register."""
    item_type, columns = table_columns(table.header, table.under, kind, drafts, lines.place(0).path)
    if not item_type:
        return
    texts = [[cell.text for cell in row.cells] for row in table.rows]
    columns = drafts.columns.fitting(columns, item_type, texts)
    orders = day_orders(columns, texts)
    for row in table.rows:
        named = [(name, cell) for name, cell in zip(columns, row.cells, strict=False) if name]
        yield RowIn(
            {
                name: drafts.columns.value(name, item_type, cell.text, month_first=orders.get(name))
                for name, cell in reversed(named)
            },
            item_type,
            lines.place(row.start),
            {drafts.keys.canonical(name, item_type): lines.place(cell.offset) for name, cell in named},
            row.start,
            row.end,
        )


class TableReader(Protocol):
    """What knows the names of keys, columns and sections."""

    keys: Keys
    columns: Columns
    labels: Labels


def table_columns(
    heads: Sequence[str], under: Sequence[str], kind: TypeOf, drafts: TableReader, path: str
) -> tuple[str, list[str]]:
    """The type of the items that a table with these columns lists ("" for none), and the columns' names.

    A table in a section about other documents or words lists none.
    """
    if under and drafts.labels.is_apart(under[0]):
        return "", []
    names = [plain(head) for head in heads]
    item_type = _item_type(names, under, kind, drafts.keys) or drafts.columns.item_type(heads, kind, path)
    return item_type, _columns(heads, item_type, drafts, path) if item_type else names


def csv_rows(rows: tuple[CsvRow, ...], kind: TypeOf | None, path: str, drafts: TableReader) -> Iterator[RowIn]:
    """The rows of a CSV file below its header."""
    if not rows:
        return
    heads = rows[0].cells
    kinds = tuple(kind.items.values()) if kind else ()
    by_column = _by_column([plain(head) for head in heads], kinds)
    item_type = by_column or (drafts.columns.item_type(heads, kind, path) if kind and len(kinds) > 1 else "")
    item_type = item_type or (kinds[0] if kinds else kind.name if kind else "")
    columns = _columns(heads, item_type, drafts, path)
    texts = [row.cells for row in rows[1:]]
    columns = drafts.columns.fitting(columns, item_type, texts)
    orders = day_orders(columns, texts)
    for row in rows[1:]:
        named = [(name, cell) for name, cell in zip(columns, row.cells, strict=False) if name]
        place = Place(path, (), row.line, 1)
        cells = {drafts.keys.canonical(name, item_type): place for name, _ in named}
        stated = {
            name: drafts.columns.value(name, item_type, cell, month_first=orders.get(name))
            for name, cell in reversed(named)
        }
        yield RowIn(stated, item_type, place, cells)


def day_orders(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Mapping[str, bool | None]:
    """How each column writes its days in digits: whether the month comes first, as far as its own days tell."""
    return {name: order_in(row[at] for row in rows if at < len(row)) for at, name in enumerate(columns) if name}


def _columns(heads: Sequence[str], item_type: str, drafts: TableReader, path: str) -> list[str]:
    """The column names, that of the id column as `id`."""
    own = f"{plain(item_type)}_id"
    names = [plain(head) for head in heads]
    has_id = any(drafts.keys.canonical(name) == "id" for name in names)
    known = drafts.columns.names(
        ["id" if not has_id and plain(head) == own else head for head in heads], item_type, path
    )
    return [plain(name) for name in known]


def _item_type(names: Sequence[str], under: Sequence[str], kind: TypeOf, keys: Keys) -> str:
    """The type of the items that a table lists: by the heading above it, or by its id column."""
    kinds = tuple(dict.fromkeys(kind.items.values()))
    by_column = _by_column(names, kinds)
    has_id = any(keys.canonical(name) == "id" for name in names)
    if not (has_id or by_column):
        return ""
    if by_column or len(kinds) == 1:
        return by_column or kinds[0]
    for heading in under:
        words = set(plain(heading).replace(".", "_").split("_"))
        for name, item_type in kind.items.items():
            if set(name.split("_")) <= words or set(plain(item_type).split("_")) <= words:
                return item_type
    return ""


def _by_column(names: Sequence[str], kinds: tuple[str, ...]) -> str:
    """The item type that an id column such as `risk_id` names."""
    return next((item_type for item_type in kinds if f"{plain(item_type)}_id" in names), "")
