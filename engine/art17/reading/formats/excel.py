"""Excel workbooks (.xlsx, .xlsm) as blocks: a heading for each sheet, then its tables.

Values are what the file last showed: cached results of formulas, dates as ISO dates, percentages and
numbers in their format.  Hidden sheets, rows and columns are marked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from art17.model.document import Block, Document, Mark, Spot, Text, Unread, under_headings
from art17.reading.formats.excel_sheet import (
    LAST_COLUMN,
    S,
    Sheet,
    Value,
    blocks_of,
    column_of,
    letters,
    merge,
    whole,
)
from art17.reading.formats.excel_values import Form, built_in, form_of, shown
from art17.reading.formats.package import Element, Package, Relation
from art17.reading.io.unreadable import UnreadableError

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MOST_CELLS = 200_000
MOST_CHARACTERS = 20_000_000
_MOST_SHEETS = 500
_MOST_TABLES = 200
_MOST_HIDDEN = 1000


def excel_document(data: bytes) -> Document:
    """The blocks of a workbook.

    Raises:
        UnreadableError: where it is none, is damaged, encrypted or binary (.xlsb), or larger than is read.
    """
    return _Workbook(Package(data)).document()


def excel_cells(data: bytes) -> tuple[Mapping[str, Mapping[int, Mapping[int, str]]], tuple[Unread, ...]]:
    """The cells of each sheet, by row and column, dates as ISO dates; and what was not read.

    Raises:
        UnreadableError: where `excel_document` does.
    """
    return _Workbook(Package(data)).cells()


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
        settings = root.find(S + "workbookPr")
        self._is_1904 = settings is not None and settings.get("date1904") in ("1", "true")
        self._unread: Counter[tuple[str, Spot]] = Counter()
        self._strings = self._shared_strings()
        self._forms = self._number_forms()
        self._cells_left = MOST_CELLS
        self._characters_left = MOST_CHARACTERS
        self._area_left = MOST_CELLS

    def document(self) -> Document:
        """All sheets, in their order."""
        sheets = list(self._root.iter(S + "sheet"))
        blocks = [block for sheet in sheets[:_MOST_SHEETS] for block in self._sheet_blocks(sheet)]
        if len(sheets) > _MOST_SHEETS:
            self._unread["too-large", Spot(part=sheets[_MOST_SHEETS].get("name", ""))] += len(sheets) - _MOST_SHEETS
        for name in self._package.names:
            if name.endswith("vbaproject.bin"):
                self._unread["macro", Spot()] += 1
            elif name.startswith("xl/externallinks/") and name.endswith(".xml"):
                self._unread["external", Spot()] += 1
        unread = tuple(Unread(what, spot, count) for (what, spot), count in sorted(self._unread.items()))
        return Document("xlsx", under_headings(blocks), self._package.properties(), unread)

    def cells(self) -> tuple[Mapping[str, Mapping[int, Mapping[int, str]]], tuple[Unread, ...]]:
        """What is in the cells of each sheet, and what of them was not read."""
        found: dict[str, Mapping[int, Mapping[int, str]]] = {}
        for stated in list(self._root.iter(S + "sheet"))[:_MOST_SHEETS]:
            relation = self._relations.get(stated.get(_ID, ""))
            if relation and relation.kind == "worksheet":
                sheet = Sheet(stated.get("name", ""))
                self._filled(sheet, relation.target)
                found[sheet.name] = {
                    row: {column: value.typed or value.shown for column, value in cells.items()}
                    for row, cells in sheet.grid.items()
                }
        return found, tuple(Unread(what, spot, count) for (what, spot), count in sorted(self._unread.items()))

    def _related(self, kind: str) -> str:
        names = [each.target for each in self._relations.values() if each.kind == kind and not each.is_external]
        return names[0] if names else ""

    def _shared_strings(self) -> list[str]:
        """The texts of cells; no more than are shown all together."""
        found: list[str] = []
        left = MOST_CHARACTERS

        def take(element: Element) -> bool:
            nonlocal left
            found.append(_words(element))
            left -= len(found[-1])
            return left > 0

        self._package.stream(self._related("sharedStrings"), S + "si", take)
        return found

    def _number_forms(self) -> list[Form]:
        """What the number format of each cell style shows."""
        root = self._package.xml_of(self._related("styles"))
        if root is None:
            return []
        own = {each.get("numFmtId", ""): form_of(each.get("formatCode", "")) for each in root.iter(S + "numFmt")}
        styles = root.find(S + "cellXfs")
        ids = [each.get("numFmtId", "0") for each in styles] if styles is not None else []
        return [own[each] if each in own else built_in(whole(each)) for each in ids]

    def _sheet_blocks(self, stated: Element) -> Iterator[Block]:
        name, relation = stated.get("name", ""), self._relations.get(stated.get(_ID, ""))
        if relation is None or relation.kind != "worksheet":
            self._unread[relation.kind if relation else "sheet", Spot(part=name)] += 1
            return
        sheet = Sheet(name)
        root = self._filled(sheet, relation.target)
        if root is None:
            self._unread["sheet", Spot(part=name)] += 1
            return
        is_hidden = stated.get("state", "visible") != "visible"
        marks = (Mark("hidden", 0, len(name)),) if is_hidden else ()
        yield Block("heading", Text(name, marks), Spot(part=name, ref="A1"), level=1)
        self._surroundings(sheet, root, self._package.relations_of(relation.target))
        self._cells_left -= merge(sheet, root, self._cells_left)
        for block in blocks_of(sheet, self._area_left):
            self._area_left -= sum(len(row.cells) for row in block.rows)
            yield block
        self._unread.update(("too-large", spot) for spot in sheet.cut_at)

    def _surroundings(self, sheet: Sheet, root: Element, relations: Mapping[str, Relation]) -> None:
        """Comments, links, defined tables, and what of the sheet is hidden."""
        for each in relations.values():
            if each.is_external:
                continue
            if each.kind == "comments":
                sheet.comments.update(_comments(self._package.xml_of(each.target)))
            elif each.kind == "table" and len(sheet.tables) < _MOST_TABLES:
                self._defined(sheet, self._package.xml_of(each.target))
            elif each.kind in ("drawing", "chart", "oleObject"):
                self._unread[each.kind, Spot(part=sheet.name)] += 1
        for link in root.iter(S + "hyperlink"):
            relation = relations.get(link.get(_ID, ""))
            sheet.links[link.get("ref", "")] = relation.target if relation else f"#{link.get('location', '')}"
        hidden = [each for each in root.iter(S + "col") if each.get("hidden") in ("1", "true")]
        for column in hidden[:_MOST_HIDDEN]:
            first, last = whole(column.get("min")), min(whole(column.get("max")), LAST_COLUMN)
            sheet.hidden_columns.update(range(first, last + 1))

    @staticmethod
    def _defined(sheet: Sheet, table: Element | None) -> None:
        if table is not None:
            heads = table.get("headerRowCount", "1")
            sheet.tables.append((table.get("ref", ""), table.get("displayName", ""), whole(heads)))

    def _filled(self, sheet: Sheet, target: str) -> Element | None:
        """Fill a sheet with its cells, row by row; what is left of its part, which are not cells."""
        number = 0

        def take(row: Element) -> bool:
            nonlocal number
            number = whole(row.get("r")) or number + 1
            if row.get("hidden") in ("1", "true"):
                sheet.hidden_rows.add(number)
            return self._row(sheet, row, number)

        return self._package.stream(target, S + "row", take)

    def _row(self, sheet: Sheet, row: Element, number: int) -> bool:
        """Add the cells of a row; whether more are read."""
        column = 0
        for cell in row:
            if cell.tag != S + "c":
                continue
            column = column_of(cell.get("r", "")) or column + 1
            value = self._value(cell, sheet.name, number, column)
            if value is None or not value.shown:
                continue
            self._cells_left -= 1
            self._characters_left -= len(value.shown)
            if min(self._cells_left, self._characters_left) < 0:
                self._unread["too-large", Spot(part=sheet.name, ref=f"A{number}")] += 1
                return False
            sheet.grid.setdefault(number, {})[column] = value
        return True

    def _value(self, cell: Element, sheet: str, row: int, column: int) -> Value | None:
        """What a cell shows; None where it is empty, or a formula that nobody has computed."""
        kind, raw = cell.get("t", "n"), cell.findtext(S + "v")
        if kind == "inlineStr":
            return Value(_words(cell))
        if not raw:
            if kind != "str" and cell.find(S + "f") is not None:
                self._unread["formula", Spot(part=sheet, ref=f"{letters(column)}{row}")] += 1
            return None
        if kind == "s":
            at = int(raw) if raw.isdigit() and len(raw) < 9 else -1
            return Value(self._strings[at] if 0 <= at < len(self._strings) else "")
        if kind == "b":
            text = "TRUE" if raw == "1" else "FALSE"
            return Value(text, text)
        if kind in ("str", "e"):
            return Value(raw)
        if kind == "d":
            return Value(raw, raw)
        style = cell.get("s", "")
        at = int(style) if style.isdigit() and len(style) < 9 else 0
        form = self._forms[at] if at < len(self._forms) else Form()
        return Value(*shown(raw, form, is_1904=self._is_1904))


def _words(element: Element) -> str:
    """The words of a string, without what only says how they are pronounced."""
    return "".join(
        each.text or ""
        for part in element
        if part.tag != S + "rPh"
        for each in ([part] if part.tag == S + "t" else part.iter(S + "t"))
    )


def _comments(root: Element | None) -> Iterator[tuple[str, Mark]]:
    if root is None:
        return
    authors = [each.text or "" for each in root.iter(S + "author")]
    for each in root.iter(S + "comment"):
        at = whole(each.get("authorId"))
        words = "".join(t.text or "" for t in each.iter(S + "t"))
        yield each.get("ref", ""), Mark("comment", 0, 0, words, authors[at] if at < len(authors) else "")
