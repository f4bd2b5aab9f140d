"""Workbooks as blocks, held against openpyxl: same cells, same values; titles, heads, merges and hidden rows."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from art17.model.document import Document
from art17.reading.formats.excel import MOST_CELLS, excel_document
from art17.reading.io.unreadable import UnreadableError
from reading.formats.make_office import S, package, relations


def saved(book: openpyxl.Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def cells(document: Document) -> dict[tuple[str, str], str]:
    """Every cell that is filled by itself."""
    found = {(b.spot.part, b.spot.ref): b.text.text for b in document.blocks if b.kind == "paragraph"}
    for block in document.blocks:
        found |= {
            (c.spot.part, c.spot.ref): c.text.text
            for r in block.rows
            for c in r.cells
            if c.text.text and not c.is_covered
        }
    return found


def test_values_are_those_that_openpyxl_reads() -> None:
    """Numbers, dates, times, truth values and texts of a sheet, each under its address."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    values: list[object] = [
        1,
        2.5,
        "text",
        True,
        dt.date(2026, 3, 12),
        dt.datetime(2026, 3, 12, 18, 30),  # noqa: DTZ001
        dt.time(12, 0),
    ]
    sheet.append(values)
    sheet.append(["a", "b", "c"])
    expected = ["1", "2.5", "text", "TRUE", "2026-03-12", "2026-03-12T18:30:00", "12:00:00"]
    read = cells(excel_document(saved(book)))
    assert [read["Sheet", f"{column}1"] for column in "ABCDEFG"] == expected


def test_a_title_above_the_columns_is_no_head_and_two_tables_are_two() -> None:
    """Rows divided by an empty one are tables of their own."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Register of risks"], ["ID", "Risk", "Owner"], ["R-1", "Fall", "QM"], [], ["A", "B", "C"], [1, 2, 3]):
        sheet.append(row)
    read = excel_document(saved(book))
    assert [(b.kind, b.text.text or b.heads) for b in read.blocks] == [
        ("heading", "Sheet"), ("paragraph", "Register of risks"), ("table", 1), ("table", 1),
    ]  # fmt: skip


def test_hidden_and_merged_are_marked() -> None:
    """A hidden row, a hidden sheet, and a merged cell that is repeated over what it covers."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["x", "", "y"], ["a", "b", "c"], ["d", "e", "f"]):
        sheet.append(row)
    sheet.merge_cells("A1:B1")
    sheet.row_dimensions[3].hidden = True
    book.create_sheet("Lists").sheet_state = "hidden"
    read = excel_document(saved(book))
    (block,) = [b for b in read.blocks if b.rows]
    assert [(c.text.text, c.is_covered) for c in block.rows[0].cells] == [("x", False), ("x", True), ("y", False)]
    assert [row.is_hidden for row in block.rows] == [False, False, True]
    assert [m.kind for m in read.blocks[-1].text.marks] == ["hidden"]


def test_a_formula_that_nobody_computed_is_said() -> None:
    """A cell without a cached value is not empty: it was not read."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["B2"] = "=1+1"
    (unread,) = excel_document(saved(book)).unread
    assert (unread.what, unread.spot.ref) == ("formula", "B2")


def rows_of(document: Document) -> list[list[list[str]]]:
    """The words of each table."""
    return [[[cell.text.text for cell in row.cells] for row in block.rows] for block in document.blocks if block.rows]


def sheet_of(*rows: list[object]) -> tuple[openpyxl.Workbook, Any]:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    return book, book.active


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [
        (0.125, "0.0%", "12.5%"), (0.5, "0%", "50%"), (1.1, "0.00", "1.10"), (1, "0.0", "1.0"), (7, "000", "007"),
        (7, '"SOP-"000', "SOP-007"), (3, '"v"0.0', "v3.0"), (1234.5, "#,##0.00", "1234.5"), (-0.5, "0%", "-50%"),
        (5, "General", "5"), (2.5, '0.0" h"', "2.5 h"), (1e20, "0.00", "100000000000000000000.00"),
    ],
)  # fmt: skip
def test_numbers_are_as_they_are_shown(value: float, form: str, expected: str) -> None:
    """Percentages, versions and identifiers that are numbers; the number itself is beside them."""
    book, sheet = sheet_of([value])
    sheet["A1"].number_format = form
    (cell,) = (cell for block in excel_document(saved(book)).blocks for row in block.rows for cell in row.cells)
    assert (cell.text.text, float(cell.value)) == (expected, value)


def test_tables_side_by_side_are_two() -> None:
    """An empty column divides tables of different length or with the same titles, and no table that has a gap."""
    longer, _ = sheet_of(
        ["ID", "Risk", None, "Role", "Name"], ["R-1", "Fire", None, "QM", "A"], ["R-2", "Fall", None, None, None]
    )
    assert rows_of(excel_document(saved(longer))) == [
        [["ID", "Risk"], ["R-1", "Fire"], ["R-2", "Fall"]], [["Role", "Name"], ["QM", "A"]],
    ]  # fmt: skip
    same, _ = sheet_of(["ID", "Name", None, "ID", "Name"], ["1", "a", None, "2", "b"])
    assert len(rows_of(excel_document(saved(same)))) == 2
    gap, _ = sheet_of(["ID", "Risk", None, "Owner", "Due"], ["R-1", "Fire", None, "QM", "x"])
    assert len(rows_of(excel_document(saved(gap)))) == 1


def test_labels_above_the_titles_are_a_table_of_their_own() -> None:
    """Version and owner above the columns of a register are no row of it."""
    book, _ = sheet_of(
        ["Risk register"],
        ["Version", "2.0"],
        ["Owner", "QM"],
        ["ID", "Risk", "Owner", "Due"],
        ["R-1", "Fire", "QM", "x"],
    )
    found = excel_document(saved(book))
    assert [block.text.text for block in found.blocks if block.kind == "paragraph"] == ["Risk register"]
    assert rows_of(found) == [
        [["Version", "2.0"], ["Owner", "QM"]], [["ID", "Risk", "Owner", "Due"], ["R-1", "Fire", "QM", "x"]],
    ]  # fmt: skip
    assert [block.heads for block in found.blocks if block.rows] == [0, 1]


def test_titles_of_two_rows() -> None:
    """A title over two columns is named by the row below; what is merged downwards stands in both."""
    book, sheet = sheet_of(
        ["ID", "Rating", None, "Owner"], [None, "Before", "After", None], ["R-1", "high", "low", "QM"]
    )
    for merged in ("A1:A2", "B1:C1", "D1:D2"):
        sheet.merge_cells(merged)
    (table,) = (block for block in excel_document(saved(book)).blocks if block.rows)
    assert (table.heads, [cell.text.text for cell in table.rows[1].cells]) == (2, ["ID", "Before", "After", "Owner"])


def test_cells_that_lie_across_cost_no_square() -> None:
    """A thousand rows of two cells each, all in columns of their own, are read to a bound, and that is said."""
    book = openpyxl.Workbook()
    for at in range(1, 1201):
        book.active.cell(at, at, "x")  # type: ignore[union-attr]
        book.active.cell(at, at + 1, "y")  # type: ignore[union-attr]
    found = excel_document(saved(book))
    assert sum(len(row.cells) for block in found.blocks for row in block.rows) <= MOST_CELLS
    assert [each.what for each in found.unread] == ["too-large"]


def test_every_cell_is_that_of_openpyxl() -> None:
    """Any sheet of texts and numbers: the same cells with the same values, wherever titles and tables are cut."""
    values = st.none() | st.integers(-1000, 1000) | st.sampled_from(["a", "ID", "long text", "Ü", "0"])

    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.lists(values, max_size=7), max_size=9))
    def same(rows: list[list[object]]) -> None:
        book, _ = sheet_of(*rows)
        data = saved(book)
        again = openpyxl.load_workbook(io.BytesIO(data)).active
        expected = {
            cell.coordinate: str(cell.value) for row in again.iter_rows() for cell in row if cell.value is not None
        }  # type: ignore[union-attr]
        assert {ref: text for (_, ref), text in cells(excel_document(data)).items()} == expected

    same()


@pytest.mark.parametrize("merged", ["A1:XFD1048576", "A1:A9", ""])
def test_a_sheet_that_claims_the_whole_grid_costs_nothing(merged: str) -> None:
    """Declared dimensions and merges are bounded."""
    merges = f'<mergeCells><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    sheet = f'<worksheet {S}><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData>{merges}</worksheet>'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    book = f'<workbook {S} xmlns:r="{office}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
    data = package(
        {
            "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/s.xml")),
            "xl/worksheets/s.xml": sheet,
        }
    )
    assert cells(excel_document(data))["S", "XFD1048576"] == "2"


def test_a_binary_workbook_says_what_to_do() -> None:
    """An .xlsb is not read, and can be saved as .xlsx."""
    with pytest.raises(UnreadableError, match="binary") as raised:
        excel_document(package({"_rels/.rels": relations(("officeDocument", "xl/workbook.bin"))}))
    assert raised.value.fix == "save it as .xlsx"
