"""Every format of both specimens, compared byte for byte with what was agreed."""

from __future__ import annotations

import io
import json
from functools import cache

import openpyxl
import pytest

from art17.model.report import Report
from art17.reporting.table import NAMES, worded
from houses import expected_by_agreed_rules
from reporting.small import SPECIMENS

HOUSES = ("northlight", "northlight-broken")
ENDINGS = {
    "sarif": "sarif",
    "junit": "junit.xml",
    "github": "github.txt",
    "gitlab": "gitlab.json",
    "markdown": "md",
    "csv": "csv",
    "xlsx": "xlsx.txt",
}
ELSEWHERE = {"text", "json", "html", "github-summary", "docx", "parquet"}


@cache
def report_on(house: str) -> Report:
    return expected_by_agreed_rules(SPECIMENS / house)


def cells_of(book: bytes) -> str:
    """A workbook as text: a line for each row, so that a change shows in a diff."""
    sheets = openpyxl.load_workbook(io.BytesIO(book))
    lines = [
        line
        for sheet in sheets
        if sheet.sheet_state == "visible"
        for line in (
            f"== {sheet.title}",
            *(json.dumps(row, ensure_ascii=False, default=str) for row in sheet.iter_rows(values_only=True)),
        )
    ]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("house", HOUSES)
@pytest.mark.parametrize("name", ENDINGS)
def test_a_specimen_gives_its_expected_report(house: str, name: str, writes_expected: bool) -> None:
    """A format differs from the expected file; `make expected` rewrites it, and the diff shows what changed."""
    told = worded(report_on(house), name, "qms")
    text = cells_of(told) if isinstance(told, bytes) else told
    expected = SPECIMENS / f"{house}.expected.{ENDINGS[name]}"
    if writes_expected:
        expected.write_bytes(text.encode())
    assert text.encode() == expected.read_bytes()


def test_every_format_is_compared() -> None:
    """A format was added without an expected file."""
    assert set(NAMES) - ELSEWHERE == set(ENDINGS)


def test_a_summary_that_fits_is_the_comment() -> None:
    """The summary of a job says something else than the comment on the same run."""
    report = report_on("northlight-broken")
    assert worded(report, "github-summary", "qms") == worded(report, "markdown", "qms")


@pytest.mark.parametrize("name", ENDINGS)
def test_the_same_report_gives_the_same_bytes(name: str) -> None:
    """A format holds a moment, an order of hashes or the like."""
    report = report_on("northlight-broken")
    assert worded(report, name, "qms") == worded(report, name, "qms")
