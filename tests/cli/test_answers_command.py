"""`art17 answers` and `art17 sample`, as people call them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from click.testing import Result

from art17.cli import art17
from art17.errors import UsageError
from called import runner
from gate.answering import QUESTION, RISK, small_house

DAY = ("--as-of", "2026-11-23")


def called(*words: object) -> Result:
    result = runner().invoke(art17, [*map(str, words)], catch_exceptions=True)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_from_the_workbook_to_the_report_and_on(tmp_path: Path) -> None:
    """Export, fill in, import, list, change the text, confirm: one of these forgets what the one before did."""
    qms, file = small_house(tmp_path / "qms"), tmp_path / "book.xlsx"
    here = ("--directory", qms, *DAY)
    assert "fill it in" in called("answers", "export", qms, "--output", file, *DAY).stderr
    book = openpyxl.load_workbook(file)
    sheet = book["Questions"]
    titles = {cell.value: cell.column for cell in sheet[1]}
    (row,) = [each for each in sheet.iter_rows(min_row=2) if each[0].value == QUESTION.key]
    for title, value in (("Verdict", "met"), ("Evidence seen", "interview"), ("Reference", "minutes 3")):
        sheet.cell(row[0].row, titles[title]).value = value
    book.save(file)
    told = called("answers", "import", file, "--by", "Ada Lo", *here).stdout
    assert f"Questions!{sheet.cell(row[0].row, titles['Verdict']).coordinate}" in told
    assert "1 answer added to answers.yaml" in told
    assert "Nothing has changed" in called("answers", "import", file, "--by", "Ada Lo", *here).stdout
    listed = called("answers", "list", qms, *DAY).stdout
    assert "met, Ada Lo, 2026-11-23, interview: counts" in listed
    name = listed.split()[0]
    (qms / "risk.md").write_text(RISK.replace("estimate", "weigh"))
    dry = called("answers", "confirm", "--all", "--dry-run", "--by", "Kim Ba", *here).stdout
    assert "risk § Process has changed" in dry
    assert "Kim Ba" not in (qms / "answers.yaml").read_text()
    called("answers", "confirm", name, "--by", "Kim Ba", *here)
    shown = called("answers", "show", QUESTION.name, *here).stdout
    assert "Superseded" in shown
    assert "Judged by: Kim Ba" in shown


def test_a_sample_is_the_same_for_everybody(tmp_path: Path) -> None:
    """Another order of files, or a further record, draws quite another sample."""
    qms, file = small_house(tmp_path / "qms"), tmp_path / "s.xlsx"
    here = ("--directory", qms, *DAY)
    first = called("sample", "incident", "--n", 3, "--seed", "7", "--output", file, *here).stdout
    assert "3 of 7 drawn by seed 7" in first
    assert "says nothing certain of the records that were not drawn" in first
    drawn = [line.split()[0] for line in first.splitlines() if line.startswith("  ")]
    (qms / "records/8.yaml").write_text("id: I-8\ntype: incident\ntitle: Incident 8\n")
    more = [
        line.split()[0] for line in called("sample", "incident", "--n", 4, "--seed", "7", *here).stdout.splitlines()[1:]
    ]
    assert set(drawn) <= set(more)
    book = openpyxl.load_workbook(file)
    sheet = book["Samples"]
    titles = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, titles["Verdict"]).value, sheet.cell(2, titles["Evidence seen"]).value = "met", "record"
    book.save(file)
    assert "1 answer added" in called("answers", "import", file, "--by", "Ada Lo", *here).stdout
    assert "drawn: " in (qms / "answers.yaml").read_text()
    again = openpyxl.load_workbook(_exported(qms, tmp_path))
    assert "3 of 7" in str(again["Samples"].cell(2, 4).value)


def _exported(qms: Path, tmp: Path) -> Path:
    called("answers", "export", qms, "--output", tmp / "next.xlsx", *DAY)
    return tmp / "next.xlsx"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("sample", "incidnt"), "did you mean 'incident'"),
        (("sample", "waiver"), "no waiver of which a sample"),
        (("answers", "show", "a-1"), "no answer a-1"),
        (("answers", "confirm", "a-1"), "no answer a-1 in force"),
        (("answers", "confirm"), "name the answers"),
        (("answers", "import", "missing.xlsx"), "cannot read"),
    ],
)
def test_a_slip_in_a_name_is_said(tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    """A slip ends in silence or in a traceback."""
    with pytest.raises(UsageError, match=told):
        called(*words, "--directory", small_house(tmp_path / "qms"), *DAY)
