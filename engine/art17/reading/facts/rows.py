"""The rows of tables and lists as mappings, each with its place: what items are made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from art17.model.place import Place, Route
from art17.model.value import Value
from art17.model.vocabulary import TypeOf
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


def table_rows(table: Table, kind: TypeOf, keys: Keys, lines: Lines) -> Iterator[RowIn]:
    """The rows of a Markdown table, where it lists items of a register."""
    names = [plain(name) for name in table.header]
    item_type = _item_type(names, table.under, kind, keys)
    if not item_type:
        return
    columns = _columns(names, item_type, keys)
    for row in table.rows:
        named = [(name, cell) for name, cell in zip(columns, row.cells, strict=False) if name]
        yield RowIn(
            {name: cell.text or None for name, cell in reversed(named)},
            item_type,
            lines.place(row.start),
            {keys.canonical(name, item_type): lines.place(cell.offset) for name, cell in named},
            row.start,
            row.end,
        )


def table_columns(names: list[str], under: tuple[str, ...], kind: TypeOf, keys: Keys) -> tuple[str, list[str]]:
    """The type of the items that a table with these columns lists ("" for none), and the columns' names."""
    item_type = _item_type(names, under, kind, keys)
    return item_type, _columns(names, item_type, keys)


def csv_rows(rows: tuple[CsvRow, ...], kind: TypeOf | None, path: str, keys: Keys) -> Iterator[RowIn]:
    """The rows of a CSV file below its header."""
    if not rows:
        return
    names = [plain(name) for name in rows[0].cells]
    kinds = tuple(kind.items.values()) if kind else ()
    item_type = _by_column(names, kinds) or (kinds[0] if kinds else kind.name if kind else "")
    columns = _columns(names, item_type, keys)
    for row in rows[1:]:
        named = [(name, cell) for name, cell in zip(columns, row.cells, strict=False) if name]
        place = Place(path, (), row.line, 1)
        cells = {keys.canonical(name, item_type): place for name, _ in named}
        yield RowIn({name: cell or None for name, cell in reversed(named)}, item_type, place, cells)


def _columns(names: list[str], item_type: str, keys: Keys) -> list[str]:
    """The column names, that of the id column as `id`."""
    own = f"{plain(item_type)}_id"
    has_id = any(keys.canonical(name) == "id" for name in names)
    return ["id" if not has_id and name == own else name for name in names]


def _item_type(names: list[str], under: tuple[str, ...], kind: TypeOf, keys: Keys) -> str:
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


def _by_column(names: list[str], kinds: tuple[str, ...]) -> str:
    """The item type that an id column such as `risk_id` names."""
    return next((item_type for item_type in kinds if f"{plain(item_type)}_id" in names), "")
