"""A workbook goes out, is edited in any way, and comes back: nothing is lost, and nothing else changes."""

from __future__ import annotations

import io
import os
import random
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from art17.checking.request import Request, quiet
from art17.commands.answers import imported
from art17.errors import Art17Error, UsageError
from art17.gate.merging import Defaults, Merged, merged
from art17.model.answer import CHOICES, COLUMNS, DAYS, About, Answer, Ledger
from art17.model.report import Report
from art17.model.workbook import HIDDEN, KEY
from art17.reading.answers_file import ledger_in, with_entries
from art17.reading.workbooks import workbook_in
from art17.reporting.book import sheets_of
from art17.reporting.xlsx import as_cell, xlsx_of
from gate.answering import DAY, INCIDENTS, QUESTION, SAID, answer, answered, checked_at, small_house

State = dict[About, dict[str, str]]
TEXTS = (
    "seen",
    "=1+1",
    "Ümlaut – „so“",
    "two\nlines",
    "12",
    "_x0041_",
    "a | b % c",
    "'quoted",
    "-",
    "x" * 300,
    "+49 30 1",
)
PEOPLE = {title: key for key, title in COLUMNS.items()}
ADA = Defaults(DAY, "Ada Lo")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = small_house(tmp_path_factory.mktemp("book"))
    before = checked_at(folder)
    gone = replace(answer(before, INCIDENTS), about=About("question", "eu-ai-act/17-1-i/was-asked-once"), id="gone")
    done = answered(folder, answer(before, QUESTION), gone)
    few = tuple(
        each for each in done.obligations if each.provision.startswith(("Art. 17(1)(g)", "Art. 17(1)(i)", "Art. 73"))
    )
    names = {each.provision for each in few}
    rows = tuple(row for row in done.rows if row.about.kind != "requirement" or row.about.name in names)
    return replace(done, obligations=few, findings=done.findings[-6:], rows=rows, documents=tuple(done.documents))


@pytest.fixture(scope="module")
def ledger(report: Report) -> Ledger:
    return Ledger("answers.yaml", tuple(each.answer for each in report.answers))


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def back(book: Any, ledger: Ledger, tmp: Path, by: Defaults = ADA) -> Merged:
    """What an openpyxl book, or bytes, adds to the answers."""
    file = tmp / "book.xlsx"
    if isinstance(book, bytes):
        file.write_bytes(book)
    else:
        book.save(file)
    return merged(workbook_in(file), ledger, by, as_cell)


def with_all(ledger: Ledger, entries: Sequence[Answer]) -> Ledger:
    """The answers with entries added, as the file has them."""
    return ledger_in(with_entries(None, (*ledger.entries, *entries), ledger.path), ledger.path)


def state(ledger: Ledger) -> State:
    return {about: dict(entry.said) for about, entry in ledger.in_force().items() if entry.said}


def out_again(report: Report, ledger: Ledger) -> Report:
    """The report as the next run has it, with what people said by now."""
    held = ledger.in_force()
    rows = (
        replace(row, said=held[row.about].said, answer=held[row.about].id, conflicts=held[row.about].conflicts)
        if row.about in held
        else row
        for row in report.rows
    )
    return replace(report, rows=tuple(rows))


def head_of(sheet: Any) -> int:
    return next((row[0].row for row in sheet.iter_rows(max_row=8) if any(cell.value == KEY for cell in row)), 0)


def columns_of(sheet: Any) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in sheet[head_of(sheet)] if cell.value}


def keyed(book: Any) -> list[Any]:
    return [sheet for sheet in book if sheet.title != HIDDEN and head_of(sheet) and sheet.max_row > head_of(sheet)]


def rows_of(sheet: Any) -> list[int]:
    key = columns_of(sheet)[KEY]
    return [at for at in range(head_of(sheet) + 1, sheet.max_row + 1) if sheet.cell(at, key).value]


def cell(book: Any, about: About, column: str) -> Any:
    """The cell of what an answer is about."""
    for sheet in keyed(book):
        names = columns_of(sheet)
        for at in rows_of(sheet):
            if sheet.cell(at, names[KEY]).value == about.key and COLUMNS[column] in names:
                return sheet.cell(at, names[COLUMNS[column]])
    raise AssertionError(about)


# What people do to a workbook: values, which the model follows, and all else, which it does not.


def fill(book: Any, chance: random.Random, model: State) -> None:
    sheet = chance.choice(keyed(book))
    names = columns_of(sheet)
    title = chance.choice([name for name in names if name in PEOPLE])
    at, key = chance.choice(rows_of(sheet)), PEOPLE[title]
    about = About.of(sheet.cell(at, names[KEY]).value)
    if key in CHOICES:
        value = chance.choice(CHOICES[key])
        sheet.cell(at, names[title]).value = chance.choice((value, value.upper(), f" {value} "))
    elif key in DAYS:
        value = f"2026-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}"
        day = DAY.fromisoformat(value)
        sheet.cell(at, names[title]).value = chance.choice((day, value, f"{day.day}.{day.month}.{day.year}"))
    else:
        value = chance.choice(TEXTS)
        sheet.cell(at, names[title]).value = value
        sheet.cell(at, names[title]).data_type = "s"
        value = value.replace("_x0041_", "A")  # what a program means by it
    model.setdefault(about, {})[key] = value


def signed(model: State, before: State) -> State:
    """The state with whose verdict it is, where the book says of a new one neither by whom nor when."""
    for about, said in model.items():
        was = before.get(about, {})
        is_other = said.get("verdict") != was.get("verdict") and all(said.get(k) == was.get(k) for k in ("by", "on"))
        if said.get("verdict") and (is_other or "by" not in said):
            said["by"] = ADA.by
        if said.get("verdict") and (is_other or "on" not in said):
            said["on"] = DAY.isoformat()
    return model


def clear(book: Any, chance: random.Random, model: State) -> None:
    sheet = chance.choice(keyed(book))
    names = columns_of(sheet)
    for at in rows_of(sheet):
        if sheet.cell(at, names[KEY]).value == QUESTION.key and COLUMNS["reference"] in names:
            sheet.cell(at, names[COLUMNS["reference"]]).value = None
            model[QUESTION].pop("reference", None)


def sort(book: Any, chance: random.Random, model: State) -> None:
    sheet = chance.choice(keyed(book))
    numbers = rows_of(sheet)
    held = [[(each.value, each.number_format) for each in sheet[at]] for at in numbers]
    chance.shuffle(held)
    for at, row in zip(numbers, held, strict=True):
        for column, (value, form) in enumerate(row, 1):
            target = sheet.cell(at, column)
            target.value, target.number_format = value, form
            if isinstance(value, str):
                target.data_type = "s"


def add_column(book: Any, chance: random.Random, model: State) -> None:
    sheet = chance.choice(keyed(book))
    at, head = chance.randint(1, sheet.max_column), head_of(sheet)
    sheet.insert_cols(at)
    sheet.cell(head, at).value = "My own notes"
    sheet.cell(head + 1, at).value = "nothing for art17"


def add_rows_above(book: Any, chance: random.Random, model: State) -> None:
    sheet = chance.choice(keyed(book))
    if head_of(sheet) < 4:
        sheet.insert_rows(1)
        sheet.cell(1, 3).value = "Client: Acme"


def drop_row(book: Any, chance: random.Random, model: State) -> None:
    """Delete a row in which nothing was filled in."""
    sheet = chance.choice(keyed(book))
    names = columns_of(sheet)
    empty = [at for at in rows_of(sheet) if not any(sheet.cell(at, names[t]).value for t in names if t in PEOPLE)]
    if len(empty) > 2:
        sheet.delete_rows(chance.choice(empty))


def hide(book: Any, chance: random.Random, model: State) -> None:
    sheet = chance.choice(keyed(book))
    sheet.row_dimensions[chance.choice(rows_of(sheet))].hidden = True
    sheet.auto_filter.ref = None


def other_sheet(book: Any, chance: random.Random, model: State) -> None:
    book.create_sheet("Mine", chance.randint(0, 3))["A1"] = "Verdict"


OTHERS: Sequence[Callable[[Any, random.Random, State], None]] = (
    sort, add_column, add_rows_above, drop_row, hide, other_sheet, clear,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(10))
def test_whatever_people_do_comes_back(report: Report, ledger: Ledger, tmp_path: Path, seed: int) -> None:
    """20 edits each: a cell is lost, goes to another row, or something else changes."""
    chance = random.Random(seed)
    model = state(ledger)
    book = opened(xlsx_of(report))
    for _ in range(20):
        (fill if chance.random() < 0.6 else chance.choice(OTHERS))(book, chance, model)
    came = back(book, ledger, tmp_path)
    assert not came.slips
    after = with_all(ledger, came.entries)
    assert state(after) == signed(model, state(ledger))
    assert not back(book, after, tmp_path).entries, "twice is not the same as once"
    assert not back(xlsx_of(out_again(report, after)), after, tmp_path).entries, "the next book changes something"
    assert not any(entry.conflicts for entry in after.entries)


@pytest.mark.skipif("ART17_OFFICE" not in os.environ, reason="make test-office")
def test_whatever_people_do_in_libreoffice_comes_back(report: Report, ledger: Ledger, tmp_path: Path) -> None:
    """Five books, edited, then opened and saved by LibreOffice: dates, texts or keys come back as something else."""
    models: list[State] = []
    for seed in range(5):
        chance, model, book = random.Random(100 + seed), state(ledger), opened(xlsx_of(report))
        for _ in range(20):
            (fill if chance.random() < 0.6 else chance.choice(OTHERS))(book, chance, model)
        models.append(signed(model, state(ledger)))
        book.save(tmp_path / f"{seed}.xlsx")
    names = [f"{seed}.xlsx" for seed in range(5)]
    (tmp_path / "plain.xlsx").write_bytes(xlsx_of(report))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    words = ["soffice", profile, "--headless", "--norestore", "--convert-to", "xlsx", "--outdir", "saved"]
    words += [*names, "plain.xlsx"]
    done = subprocess.run(words, cwd=tmp_path, check=False, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stderr
    for name, model in zip(names, models, strict=True):
        came = back((tmp_path / "saved" / name).read_bytes(), ledger, tmp_path)
        assert not came.slips
        after = state(with_all(ledger, came.entries))
        assert {
            about: {key: text.replace("_x0041_", "A") for key, text in said.items()} for about, said in after.items()
        } == model
    assert back((tmp_path / "saved" / "plain.xlsx").read_bytes(), ledger, tmp_path) == Merged()


def test_without_edits_nothing_changes(report: Report, ledger: Ledger, tmp_path: Path) -> None:
    """To send a workbook there and back changes an answer."""
    data = xlsx_of(report)
    assert back(data, ledger, tmp_path) == back(opened(data), ledger, tmp_path) == Merged()


def test_two_books_at_once(report: Report, ledger: Ledger, tmp_path: Path) -> None:
    """Of two people who filled in one workbook each, the second overwrites the first, or is lost."""
    data = xlsx_of(report)
    one, other = opened(data), opened(data)
    cell(one, INCIDENTS, "comment").value = "by the first"
    cell(one, QUESTION, "comment").value = "first"
    cell(other, INCIDENTS, "owner").value = "by the second"
    cell(other, QUESTION, "comment").value = "second"
    first = with_all(ledger, back(one, ledger, tmp_path).entries)
    came = back(other, first, tmp_path)
    both = with_all(first, came.entries)
    assert state(both)[INCIDENTS] == {"comment": "by the first", "owner": "by the second"}
    assert state(both)[QUESTION]["comment"] == "first"
    (conflict,) = both.in_force()[QUESTION].conflicts
    assert (conflict.column, conflict.value) == ("comment", "second")
    assert [change.is_conflict for change in came.changes if change.about == QUESTION] == [True]
    assert not back(other, both, tmp_path).entries
    again = opened(xlsx_of(out_again(report, both)))
    shown = [c.value for sheet in again for row in sheet.iter_rows() for c in row if "CONFLICT" in str(c.value)]
    assert shown
    cell(again, QUESTION, "comment").value = "second"
    decided = with_all(both, back(again, both, tmp_path).entries)
    assert state(decided)[QUESTION]["comment"] == "second"
    assert not decided.in_force()[QUESTION].conflicts


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("verdict", "yes", "'yes' is not a word for Verdict"),
        ("due", "soon", "'soon' is not a day"),
        ("due", "2026-02-30", "not a day of the calendar"),
        ("grade", "mayor", "did you mean 'major'"),
        ("comment", "x" * 31_000, "longer than 30,000"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_cell(
    report: Report, ledger: Ledger, tmp_path: Path, column: str, value: str, words: str
) -> None:
    """A slip in one cell is dropped, or half of a workbook is taken."""
    book = opened(xlsx_of(report))
    cell(book, INCIDENTS, "comment").value = "fits"
    wrong = cell(book, QUESTION, column)
    wrong.value = value
    came = back(book, ledger, tmp_path)
    assert not came.entries
    (slip,) = came.slips
    assert (slip.sheet, slip.cell) == ("Questions", wrong.coordinate)
    assert words in slip.message


def test_a_verdict_needs_a_name(report: Report, ledger: Ledger, tmp_path: Path) -> None:
    """Nobody knows afterwards who judged."""
    book = opened(xlsx_of(report))
    cell(book, INCIDENTS, "verdict").value = "met"
    assert "not whose it is" in back(book, ledger, tmp_path, Defaults(DAY)).slips[0].message
    (entry,) = back(book, ledger, tmp_path).entries
    row = next(each for each in report.rows if each.about == INCIDENTS)
    assert (entry.said["by"], entry.said["on"]) == ("Ada Lo", "2026-11-23")
    assert (dict(entry.looked_at), entry.asked) == (dict(row.looked_at), row.asked)


def changed_key(book: Any) -> None:
    book["Questions"].cell(2, 1).value = "rubbish"


def row_of_their_own(book: Any) -> None:
    sheet = book["Questions"]
    sheet.cell(sheet.max_row + 1, columns_of(sheet)["Comment"]).value = "and this"


def second_column(book: Any) -> None:
    sheet = book["Questions"]
    sheet.cell(1, sheet.max_column + 1).value = "Comment"


def formula(book: Any) -> None:
    cell(book, QUESTION, "comment").value = "=A1"


def copied_row(book: Any) -> None:
    sheet = book["Questions"]
    names, last = columns_of(sheet), sheet.max_row + 1
    sheet.cell(last, 1).value = sheet.cell(2, 1).value
    sheet.cell(2, names["Comment"]).value, sheet.cell(last, names["Comment"]).value = "one", "two"


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (changed_key, "hidden key"),
        (row_of_their_own, "was added"),
        (second_column, "a second column"),
        (formula, "was not read"),
        (copied_row, "in the book twice"),
    ],
)
def test_a_row_that_cannot_be_placed_is_said(
    report: Report, ledger: Ledger, tmp_path: Path, edit: Callable[[Any], None], words: str
) -> None:
    """What somebody wrote is passed over in silence."""
    book = opened(xlsx_of(report))
    edit(book)
    slips = back(book, ledger, tmp_path).slips
    assert [words in slip.message and bool(slip.cell) for slip in slips] == [True]


def test_a_book_of_others_or_a_damaged_one_is_refused(report: Report, tmp_path: Path) -> None:
    """Some other table is taken for our workbook."""
    empty = openpyxl.Workbook()
    damaged = opened(xlsx_of(report))
    damaged[HIDDEN]["C2"].value = '"changed"'
    (tmp_path / "no.xlsx").write_bytes(b"no")
    for name, book in (("a.xlsx", empty), ("b.xlsx", damaged)):
        book.save(tmp_path / name)
    for name in ("a.xlsx", "b.xlsx", "no.xlsx", "missing.xlsx"):
        with pytest.raises(UsageError):
            workbook_in(tmp_path / name)


def test_what_is_asked_no_more_is_kept_under_orphans(report: Report, ledger: Ledger, tmp_path: Path) -> None:
    """An answer to a question that has gone is lost with the next workbook."""
    book = opened(xlsx_of(report))
    gone = About("question", "eu-ai-act/17-1-i/was-asked-once")
    found = cell(book, gone, "comment")
    assert found.parent.title == "Orphans"
    assert found.value == SAID["comment"]
    found.value = "still true"
    assert state(with_all(ledger, back(book, ledger, tmp_path).entries))[gone]["comment"] == "still true"


def test_the_sheets_are_those_of_a_working_paper(report: Report) -> None:
    """Keys are shown, words are typed freely, dates are texts, heads scroll away."""
    book = opened(xlsx_of(report))
    names = ["Summary", "Requirements", "Questions", "Findings", "Actions", "Documents", "Not read", "Orphans"]
    assert [sheet.title for sheet in book] == [*names, HIDDEN]
    assert book[HIDDEN].sheet_state == "veryHidden"
    for sheet in keyed(book):
        assert sheet.column_dimensions["A"].hidden
        assert sheet.freeze_panes
        assert sheet.auto_filter.ref
    questions = book["Questions"]
    drop_downs = [each.formula1 for each in questions.data_validations.dataValidation]
    assert '"met,unmet,not-applicable"' in drop_downs
    assert cell(book, QUESTION, "on").is_date
    heights = [book["Questions"].row_dimensions[at].height for at in rows_of(book["Questions"])]
    assert 30 <= min(heights) <= max(heights) <= 120, "rows are as high as their words, not as their hidden keys"
    protected = opened(xlsx_of(report, is_protected=True))["Questions"]
    assert protected.protection.sheet
    names = columns_of(protected)
    assert not protected.cell(2, names["Verdict"]).protection.locked
    assert protected.cell(2, names["Question"]).protection.locked


def test_every_provision_and_document_is_listed(report: Report) -> None:
    """The workbook leaves out a provision, or a document with its version."""
    sheets = {sheet.name: sheet for sheet in sheets_of(report)}
    assert len(sheets["Requirements"].rows) == len(report.obligations)
    assert [row[0] for row in sheets["Documents"].rows if row[0].startswith("SOP") or row[0] in ("risk", "incidents")]
    heads = [column.title for column in sheets["Requirements"].columns]
    assert {"Laid down", "Shown by records", "Verdict", "Owner", "Strength"} <= set(heads)


def test_the_command_writes_next_to_the_manifest_or_not_at_all(tmp_path: Path) -> None:
    """Half of a workbook is written, or a second run adds it again."""
    folder = small_house(tmp_path / "qms")
    request = Request(folder, DAY)
    book = opened(xlsx_of(checked_at(folder)))
    cell(book, QUESTION, "verdict").value = "met"
    cell(book, INCIDENTS, "verdict").value = "perhaps"
    file = tmp_path / "b.xlsx"
    book.save(file)
    with pytest.raises(Art17Error, match="perhaps"):
        imported(request, file, "Ada Lo", quiet)
    assert not (folder / "answers.yaml").exists()
    cell(book, INCIDENTS, "verdict").value = None
    book.save(file)
    assert imported(request, file, "Ada Lo", quiet, is_dry=True).entries
    assert not (folder / "answers.yaml").exists()
    first = imported(request, file, "Ada Lo", quiet)
    assert [each.about for each in first.entries] == [QUESTION]
    written = (folder / "answers.yaml").read_bytes()
    assert not imported(request, file, "Kim Ba", quiet).entries
    assert (folder / "answers.yaml").read_bytes() == written


def texts(book: Any) -> Iterator[str]:
    for sheet in book:
        for row in sheet.iter_rows(values_only=True):
            yield from (str(value) for value in row if value)


def test_a_hostile_text_is_no_formula(report: Report, ledger: Ledger) -> None:
    """A comment runs in the spreadsheet of whoever opens the next book."""
    held = {**ledger.in_force()[QUESTION].said, "comment": "=1+1"}
    again = replace(report, rows=tuple(replace(r, said=held) if r.about == QUESTION else r for r in report.rows))
    book = opened(xlsx_of(again))
    assert cell(book, QUESTION, "comment").data_type == "s"
    assert not [text for text in texts(book) if text.startswith("=")]
