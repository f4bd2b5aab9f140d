"""CSV and XLSX: the columns that an action plan needs, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from datetime import date

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from art17.model.report import BindingDate
from art17.reporting.columns import ACTION_COLUMNS
from art17.reporting.csv_text import csv_of
from art17.reporting.plan import due
from art17.reporting.requirements import REQUIREMENT_COLUMNS
from art17.reporting.xlsx import xlsx_of
from houses import checked
from reporting.small import DAY, SPECIMENS, a_finding, a_report

FORMULAS = ("=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1")


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def sheet(book: bytes, name: str) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(book))[name]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula(text: str) -> None:
    """A title of a hostile file runs in the spreadsheet of whoever opens the report."""
    report = a_report(a_finding(message=text, fix=f"fine\n{text}"))
    for row in rows(csv_of(report)):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    for row in sheet(xlsx_of(report), "Findings").iter_rows():
        assert all(cell.data_type != "f" for cell in row)
        assert not [cell for cell in row if str(cell.value).startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_csv_has_a_row_for_each_finding() -> None:
    """A finding is split, lost, or its columns shift."""
    report = checked(SPECIMENS / "northlight-broken")
    header, *found = rows(csv_of(report))
    assert tuple(header) == ACTION_COLUMNS
    assert [row[header.index("Fingerprint")] for row in found] == [finding.id for finding in report.findings]
    assert {len(row) for row in found} == {len(ACTION_COLUMNS)}


def test_actions_name_an_owner_and_a_day() -> None:
    """An action plan leaves open who acts, and by when."""
    owner, due_on = ACTION_COLUMNS.index("Owner"), ACTION_COLUMNS.index("Due")
    _, *found = rows(csv_of(checked(SPECIMENS / "northlight-broken")))
    assert all(row[owner] and row[due_on] for row in found)
    assert {"now", "2027-12-02"} <= {row[due_on] for row in found}
    assert len({row[owner] for row in found}) > 5


def test_of_disputed_days_the_earlier_counts() -> None:
    """A plan gives more time than one reading of the law does."""
    days = [date(2027, 12, 2), date(2028, 8, 2)]
    binding = tuple(BindingDate("SYS", day, "Art. 113", "disputed") for day in reversed(days))
    assert due(a_finding(binding=binding), DAY) == days[0]
    assert due(a_finding(), DAY) is None


def test_the_matrix_has_the_columns_of_a_gap_analysis() -> None:
    """A consultant finds a requirement without what it needs, what was found, or who acts."""
    report = checked(SPECIMENS / "northlight-broken")
    matrix = sheet(xlsx_of(report), "Requirements")
    header, *found = matrix.iter_rows(values_only=True)
    renamed = {"State": "Gap", "Action": "Fix", "Owner": "Answers for it", "Due": "Asked from"}
    assert {renamed.get(name, name) for name in REQUIREMENT_COLUMNS} <= set(header)
    assert len(found) == len(report.obligations)
    by_name = [dict(zip(header, row, strict=True)) for row in found]
    (data,) = [r for r in by_name if r["Requirement"] == "Art. 17(1)(f)" and r["For"] == "Organisation"]
    assert data["Required artefacts"] == "Data management procedure"
    assert data["Found artefacts"]
    assert data["Result"] == "unmet"
    assert "nine data operations" in data["Gap"]
    assert data["Answers for it"]
    assert data["Asked from"]
    met = [row for row in by_name if row["Result"] == "met"]
    assert met
    assert not [row for row in met if row["Gap"] or row["Severity"]]


def test_every_unmet_requirement_says_its_gap() -> None:
    """The matrix says `unmet`, and not why."""
    header, *found = sheet(xlsx_of(checked(SPECIMENS / "northlight-broken")), "Requirements").iter_rows(
        values_only=True
    )
    unmet = [dict(zip(header, row, strict=True)) for row in found if "unmet" in row]
    assert unmet
    assert [(row["Requirement"], row["For"]) for row in unmet if not row["Gap"]] == []
