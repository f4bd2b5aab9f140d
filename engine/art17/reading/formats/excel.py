"""Excel workbooks (.xlsx, .xlsm) as blocks: a heading for each sheet, a table for each region of filled cells.

Values are what the file last showed: cached results of formulas, dates as ISO dates.  Hidden
sheets, rows and columns are marked; a merged cell is repeated over what it covers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from art17.model.document import Block, Cell, Document, Mark, Row, Spot, Text, Unread, under_headings
from art17.reading.formats.package import Element, Package, Relation
from art17.reading.io.unreadable import UnreadableError

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MOST_CELLS = 500_000
MOST_CHARACTERS = 20_000_000
_MOST_MERGED = 20_000
_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""The built-in number formats that show a date or time (ISO/IEC 29500-1, 18.8.30)."""

_ELAPSED_FORMATS = frozenset({46})
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h|m|s)[^\]]{0,200}\]')
_DATE_SIGNS = re.compile(r"[dmyhs]")
_ELAPSED = re.compile(r"\[(?:h|m|s)+\]")
_DIGITS = re.compile(r"\D")

Address = tuple[int, int]
"""Row and column, both from 1."""


@dataclass(frozen=True, slots=True)
class _Value:
    """What a cell shows; `is_text` where it is not a number, date or truth value."""

    shown: str
    is_text: bool = True
    is_covered: bool = False


@dataclass(slots=True)
class _Sheet:
    """A sheet while it is read."""

    name: str
    grid: dict[int, dict[int, _Value]] = field(default_factory=dict[int, dict[int, _Value]])
    spans: dict[Address, Address] = field(default_factory=dict[Address, Address])
    hidden_rows: set[int] = field(default_factory=set[int])
    hidden_columns: set[int] = field(default_factory=set[int])
    comments: dict[str, Mark] = field(default_factory=dict[str, Mark])
    links: dict[str, str] = field(default_factory=dict[str, str])
    tables: list[tuple[str, str, int]] = field(default_factory=list[tuple[str, str, int]])


def excel_document(data: bytes) -> Document:
    """The blocks of a workbook.

    Raises:
        UnreadableError: where it is none, is damaged, encrypted or binary (.xlsb), or larger than is read.
    """
    return _Workbook(Package(data)).document()


class _Workbook:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._main = package.main_part("xl/workbook.xml")
        if self._main.endswith(".bin"):
            raise UnreadableError("This is a binary workbook", "save it as .xlsx")
        root = package.xml_of(self._main)
        if root is None:
            raise UnreadableError("The Office file has no workbook in it", "save it again as .xlsx")
        self._root = root
        self._relations = package.relations_of(self._main)
        settings = root.find(_S + "workbookPr")
        self._is_1904 = settings is not None and settings.get("date1904") in ("1", "true")
        self._strings = self._shared_strings()
        self._forms = self._number_forms()
        self._unread: Counter[tuple[str, Spot]] = Counter()
        self._cells_left = MOST_CELLS
        self._characters_left = MOST_CHARACTERS

    def document(self) -> Document:
        """All sheets, in their order."""
        blocks = [block for sheet in self._root.iter(_S + "sheet") for block in self._sheet_blocks(sheet)]
        for name in self._package.names:
            if name.endswith("vbaproject.bin"):
                self._unread["macro", Spot()] += 1
            elif name.startswith("xl/externallinks/") and name.endswith(".xml"):
                self._unread["external", Spot()] += 1
        unread = tuple(Unread(what, spot, count) for (what, spot), count in sorted(self._unread.items()))
        return Document("xlsx", under_headings(blocks), self._package.properties(), unread)

    def _related(self, kind: str) -> Element | None:
        names = [each.target for each in self._relations.values() if each.kind == kind and not each.is_external]
        return self._package.xml_of(names[0]) if names else None

    def _shared_strings(self) -> list[str]:
        root = self._related("sharedStrings")
        return [_words(each) for each in root.iter(_S + "si")] if root is not None else []

    def _number_forms(self) -> list[str]:
        """For each cell style whether it shows a "date", an "elapsed" time, or neither ("")."""
        root = self._related("styles")
        if root is None:
            return []
        own = {each.get("numFmtId", ""): _form_of(each.get("formatCode", "")) for each in root.iter(_S + "numFmt")}
        styles = root.find(_S + "cellXfs")
        ids = [each.get("numFmtId", "0") for each in styles] if styles is not None else []
        return [own.get(each, _built_in(each)) for each in ids]

    def _sheet_blocks(self, stated: Element) -> Iterator[Block]:
        name, relation = stated.get("name", ""), self._relations.get(stated.get(_ID, ""))
        if relation is None or relation.kind != "worksheet":
            self._unread[relation.kind if relation else "sheet", Spot(part=name)] += 1
            return
        root = self._package.xml_of(relation.target)
        if root is None:
            self._unread["sheet", Spot(part=name)] += 1
            return
        is_hidden = stated.get("state", "visible") != "visible"
        marks = (Mark("hidden", 0, len(name)),) if is_hidden else ()
        yield Block("heading", Text(name, marks), Spot(part=name, ref="A1"), level=1)
        sheet = _Sheet(name)
        self._surroundings(sheet, root, self._package.relations_of(relation.target))
        self._fill(sheet, root)
        _merge(sheet, root)
        yield from _regions(sheet)

    def _surroundings(self, sheet: _Sheet, root: Element, relations: Mapping[str, Relation]) -> None:
        """Comments, links, defined tables, and what of the sheet is hidden."""
        for each in relations.values():
            if each.is_external:
                continue
            if each.kind == "comments":
                sheet.comments.update(_comments(self._package.xml_of(each.target)))
            elif each.kind == "table" and (table := self._package.xml_of(each.target)) is not None:
                heads = table.get("headerRowCount", "1")
                name = table.get("displayName", "")
                sheet.tables.append((table.get("ref", ""), name, int(heads) if heads.isdigit() else 1))
            elif each.kind in ("drawing", "chart", "oleObject"):
                self._unread[each.kind, Spot(part=sheet.name)] += 1
        for link in root.iter(_S + "hyperlink"):
            relation = relations.get(link.get(_ID, ""))
            sheet.links[link.get("ref", "")] = relation.target if relation else f"#{link.get('location', '')}"
        for column in root.iter(_S + "col"):
            if column.get("hidden") in ("1", "true"):
                first, last = _whole(column.get("min")), min(_whole(column.get("max")), _LAST_COLUMN)
                sheet.hidden_columns.update(range(first, last + 1))

    def _fill(self, sheet: _Sheet, root: Element) -> None:
        data = root.find(_S + "sheetData")
        number = 0
        for row in data if data is not None else ():
            number = _whole(row.get("r")) or number + 1
            if row.get("hidden") in ("1", "true"):
                sheet.hidden_rows.add(number)
            column = 0
            for cell in row:
                if cell.tag != _S + "c":
                    continue
                column = _column_of(cell.get("r", "")) or column + 1
                value = self._value(cell, sheet.name, f"{_letters(column)}{number}")
                if value is None or not value.shown:
                    continue
                self._cells_left -= 1
                self._characters_left -= len(value.shown)
                if min(self._cells_left, self._characters_left) < 0:
                    self._unread["too-large", Spot(part=sheet.name, ref=f"A{number}")] += 1
                    return
                sheet.grid.setdefault(number, {})[column] = value

    def _value(self, cell: Element, sheet: str, ref: str) -> _Value | None:
        """What a cell shows; None where it is empty, or a formula that nobody has computed."""
        kind, raw = cell.get("t", "n"), cell.findtext(_S + "v")
        if kind == "inlineStr":
            return _Value(_words(cell))
        if not raw:
            if kind != "str" and cell.find(_S + "f") is not None:
                self._unread["formula", Spot(part=sheet, ref=ref)] += 1
            return None
        if kind == "s":
            at = int(raw) if raw.isdigit() else -1
            return _Value(self._strings[at] if 0 <= at < len(self._strings) else "")
        if kind == "b":
            return _Value("TRUE" if raw == "1" else "FALSE", is_text=False)
        if kind in ("str", "e", "d"):
            return _Value(raw, is_text=kind != "d")
        return _Value(self._number(raw, cell.get("s", "")), is_text=False)

    def _number(self, raw: str, style: str) -> str:
        try:
            number = float(raw)
        except ValueError:
            return raw
        form = self._forms[int(style)] if style.isdigit() and int(style) < len(self._forms) else ""
        if form == "elapsed":
            return _elapsed(number)
        if form == "date" and (day := _dated(number, is_1904=self._is_1904)):
            return day
        return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number)


def _words(element: Element) -> str:
    """The words of a string, without what only says how they are pronounced."""
    return "".join(
        each.text or ""
        for part in element
        if part.tag != _S + "rPh"
        for each in ([part] if part.tag == _S + "t" else part.iter(_S + "t"))
    )


def _comments(root: Element | None) -> Iterator[tuple[str, Mark]]:
    if root is None:
        return
    authors = [each.text or "" for each in root.iter(_S + "author")]
    for each in root.iter(_S + "comment"):
        at = _whole(each.get("authorId"))
        words = "".join(t.text or "" for t in each.iter(_S + "t"))
        yield each.get("ref", ""), Mark("comment", 0, 0, words, authors[at] if at < len(authors) else "")


def _form_of(code: str) -> str:
    """What a number format shows: "date", "elapsed", or "" for a plain number.

    >>> [_form_of(code) for code in ("[$-407]d. mmmm yyyy", "[h]:mm:ss", "0.00 \\\\d", "General")]
    ['date', 'elapsed', '', '']
    """
    first = code.split(";", maxsplit=1)[0].lower()
    if "general" in first:
        return ""
    if _ELAPSED.search(first):
        return "elapsed"
    return "date" if _DATE_SIGNS.search(_NOT_SHOWN.sub("", first)) else ""


def _built_in(name: str) -> str:
    number = int(name) if name.isdigit() else 0
    return "elapsed" if number in _ELAPSED_FORMATS else "date" if number in _DATE_FORMATS else ""


def _dated(number: float, *, is_1904: bool) -> str:
    """The day, time or both that a serial number stands for, in ISO 8601; "" where it is none.

    >>> _dated(46093, is_1904=False), _dated(0.5, is_1904=False), _dated(46093.75, is_1904=False)
    ('2026-03-12', '12:00:00', '2026-03-12T18:00:00')
    """
    if not 0 <= number < 2_958_466:
        return ""
    is_time = number < 1 and not is_1904
    if is_1904:
        number += 1462
    elif number < 60:
        number += 1  # Excel takes 1900 for a leap year
    moment = datetime(1899, 12, 30) + timedelta(days=number, microseconds=500_000)  # noqa: DTZ001  sheets know no zones
    moment = moment.replace(microsecond=0)
    if is_time:
        return moment.time().isoformat()
    is_midnight = not (moment.hour or moment.minute or moment.second)
    return moment.date().isoformat() if is_midnight else moment.isoformat()


def _elapsed(days: float) -> str:
    seconds = round(days * 86_400)
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _merge(sheet: _Sheet, root: Element) -> None:
    """Repeat merged cells over what they cover, as far as that is bounded."""
    for merged in root.iter(_S + "mergeCell"):
        first, _, last = merged.get("ref", "").partition(":")
        (top, left), (bottom, right) = _address(first), _address(last or first)
        if (bottom - top + 1) * (right - left + 1) > _MOST_MERGED:
            bottom, right = min(bottom, top + 199), min(right, left + 99)
        sheet.spans[top, left] = (bottom - top + 1, right - left + 1)
        value = sheet.grid.get(top, {}).get(left)
        if value is None:
            continue
        copy = replace(value, is_covered=True)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    sheet.grid.setdefault(row, {}).setdefault(column, copy)


def _regions(sheet: _Sheet) -> Iterator[Block]:
    """The tables of a sheet: rows that follow one another, titles above the columns taken off as paragraphs."""
    owned = dict(_owned(sheet))
    for island in _islands(sorted(sheet.grid), owned):
        rows = island
        title, heads = owned[rows[0]][1:] if rows[0] in owned else ("", 0)
        while rows and not title and (only := _only_cell(sheet, rows[0])):
            cell = _cell(sheet, rows[0], only)
            yield Block("paragraph", cell.text, cell.spot)
            rows = rows[1:]
        if not rows:
            continue
        columns = sorted({column for row in rows for column in sheet.grid[row]})
        first = f"{_letters(columns[0])}{rows[0]}"
        body = tuple(
            Row(
                tuple(_cell(sheet, row, column) for column in columns),
                Spot(part=sheet.name, ref=f"{_letters(columns[0])}{row}"),
                row in sheet.hidden_rows,
            )
            for row in rows
        )
        heads = heads if title else _heads(sheet, rows, columns)
        yield Block("table", Text(), Spot(part=sheet.name, ref=first), label=title, rows=body, heads=heads)


def _owned(sheet: _Sheet) -> Iterator[tuple[int, tuple[str, str, int]]]:
    """The rows that belong to a defined table, with that table."""
    for ref, name, heads in sheet.tables:
        first, _, last = ref.partition(":")
        (top, _), (bottom, _) = _address(first), _address(last or first)
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


def _only_cell(sheet: _Sheet, row: int) -> int:
    """The column of the one text that a row holds, 0 where it holds more or a number."""
    own = [column for column, value in sheet.grid[row].items() if not value.is_covered]
    return own[0] if len(own) == 1 and sheet.grid[row][own[0]].is_text else 0


def _heads(sheet: _Sheet, rows: Sequence[int], columns: Sequence[int]) -> int:
    """How many rows are titles of columns: one of texts that fills most columns, two where its cells are merged."""
    if len(rows) < 2 or len(columns) < 3:
        return 0
    first = [sheet.grid[rows[0]].get(column) for column in columns]
    filled = [value for value in first if value]
    if not all(value.is_text for value in filled) or len(filled) < 0.6 * len(columns):
        return 0
    is_merged = any(sheet.spans.get((rows[0], column), (1, 1))[1] > 1 for column in columns)
    second = [value for column in columns if (value := sheet.grid[rows[1]].get(column))]
    return 2 if is_merged and len(rows) > 2 and all(value.is_text for value in second) else 1


def _cell(sheet: _Sheet, row: int, column: int) -> Cell:
    ref = f"{_letters(column)}{row}"
    value = sheet.grid[row].get(column, _Value(""))
    marks: list[Mark] = []
    if ref in sheet.comments and not value.is_covered:
        marks.append(sheet.comments[ref])
    if ref in sheet.links:
        marks.append(Mark("link", 0, len(value.shown), sheet.links[ref]))
    if row in sheet.hidden_rows or column in sheet.hidden_columns:
        marks.append(Mark("hidden", 0, len(value.shown)))
    height, width = sheet.spans.get((row, column), (1, 1))
    typed = "" if value.is_text else value.shown
    spot = Spot(part=sheet.name, ref=ref)
    return Cell(Text(value.shown, tuple(marks)), spot, width, height, value.is_covered, typed)


def _address(ref: str) -> Address:
    return min(_whole(_DIGITS.sub("", ref)[:8]), _LAST_ROW), min(_column_of(ref), _LAST_COLUMN)


def _column_of(ref: str) -> int:
    """The number of a column, from 1; 0 where none is named.

    >>> _column_of("AB12"), _letters(28)
    (28, 'AB')
    """
    number = 0
    for sign in ref[:4]:
        if not sign.isalpha() or not sign.isascii():
            break
        number = number * 26 + ord(sign.upper()) - 64
    return number


def _letters(number: int) -> str:
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 9 else 0
