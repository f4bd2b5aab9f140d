"""Workbooks as blocks, held against openpyxl: same cells, same values; titles, heads, merges and hidden rows."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from art17.model.document import Document
from art17.reading.formats.excel import excel_document
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
