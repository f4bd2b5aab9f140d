"""The report as a workbook that goes out, is filled in by people, and comes back by `art17 answers import`."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from functools import partial
from typing import Any

from art17.model.days import date_in
from art17.model.report import Report
from art17.model.rule import SEVERITIES
from art17.model.workbook import HIDDEN, LONGEST_CELL, Carried, hidden_rows
from art17.reporting.book import Column, Sheet, carried_of, sheets_of
from art17.reporting.columns import cell_text
from art17.reporting.extras import lacking
from art17.reporting.judged_words import answers_said, aspects_of_point, sample_said
from art17.reporting.told import state_of_run
from art17.reporting.words import DISCLAIMER, QMS, by_point, cell, plural, points, scores
from art17.version import __version__

FIRST_YEAR = 1900
COLOURS = {
    "unmet": "#F8D7DA", "error": "#F8D7DA", "undecided": "#FFF3CD", "warning": "#FFF3CD", "met": "#D8F0DC",
    "note": "#DCE9F9", "not met": "#F8D7DA",
}  # fmt: skip
_HEAD = "#E8EAED"
_HEAD_OF_PEOPLE = "#CFE8D5"
_OF_PEOPLE = "#F6FBF7"
_MOST_LINES = 14
_LINE = 15
"""Points that a line of a cell is high."""
_DAY = "yyyy-mm-dd"
_MAY = {
    "sort": True, "autofilter": True, "format_cells": True, "format_columns": True, "format_rows": True,
    "select_locked_cells": True, "select_unlocked_cells": True,
}  # fmt: skip
"""What a protected sheet still lets people do, as far as their program goes along."""


def xlsx_of(report: Report, *, is_protected: bool = False) -> bytes:
    """The workbook; the same report gives the same bytes.

    Raises:
        UsageError: where XlsxWriter, which is an extra, is not installed.
    """
    told = f"{state_of_run(report)}; input {report.digest}. {DISCLAIMER}"
    sheets = (_summary(report), *sheets_of(report))
    return book_of(sheets, carried_of(report), report.as_of, told, is_protected=is_protected)


def book_of(sheets: Iterable[Sheet], carried: Carried, as_of: date, told: str, *, is_protected: bool = False) -> bytes:
    """A workbook of sheets, with what it carries for its way back.

    Raises:
        UsageError: where XlsxWriter, which is an extra, is not installed.
    """
    target = io.BytesIO()
    book = _workbook(target)
    book.set_properties(
        {
            "title": "Art. 17 of the EU AI Act: requirements and actions",
            "comments": f"art17 {__version__}; {told}",
            "created": datetime.combine(as_of, time()),
        }
    )
    looks = _Looks(book)
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name), sheet, looks, is_protected=is_protected)
    hidden = book.add_worksheet(HIDDEN)
    for number, row in enumerate(hidden_rows(carried)):
        for at, text in enumerate(row):
            hidden.write_string(number, at, text)
    hidden.very_hidden()
    book.close()
    return target.getvalue()


def _workbook(target: io.BytesIO) -> Any:
    try:
        import xlsxwriter  # noqa: PLC0415  an extra, needed here alone
    except ImportError as error:
        raise lacking("xlsx", "XlsxWriter") from error
    return xlsxwriter.Workbook(target, {"in_memory": True})


class _Looks:
    """The looks of cells, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, bool, bool], Any] = {}
        head: Mapping[str, object] = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
        self.head = book.add_format({**head, "bg_color": _HEAD})
        self.head_of_people = book.add_format({**head, "bg_color": _HEAD_OF_PEOPLE})

    def of(self, colour: str, *, is_day: bool = False, is_of_people: bool = False) -> Any:
        """The look of a cell; those that people fill in stay open in a protected sheet."""
        key = (colour, is_day, is_of_people)
        if key not in self._made:
            look: dict[str, object] = {"text_wrap": True, "valign": "top"}
            if colour or is_of_people:
                look["bg_color"] = colour or _OF_PEOPLE
            if is_of_people:
                look |= {"locked": False, "border": 1, "border_color": "#C9D8CD"}
            if is_day:
                look["num_format"] = _DAY
            self._made[key] = self._book.add_format(look)
        return self._made[key]


def _write(sheet: Any, told: Sheet, looks: _Looks, *, is_protected: bool) -> None:
    """A sheet with heads that stay in sight and are printed on every page."""
    for at, column in enumerate(told.columns):
        look = looks.of("", is_day=column.is_day, is_of_people=bool(column.person))
        sheet.set_column(
            at, at, column.width, look if column.person else None, {"hidden": 1 if column.is_hidden else 0}
        )
        sheet.write_string(0, at, as_cell(column.title), looks.head_of_people if column.person else looks.head)
    sheet.set_row(0, 2 * _LINE)
    for number, row in enumerate(told.rows, 1):
        sheet.set_row(number, _LINE * min(_MOST_LINES, max(map(_lines_of, told.columns, row), default=1)))
        for at, (column, text) in enumerate(zip(told.columns, row, strict=True)):
            _write_cell(partial(_placed, sheet, number, at), column, text, looks)
    last = max(len(told.rows), 1)
    for at, column in enumerate(told.columns):
        if column.choices and told.rows:
            sheet.data_validation(1, at, last, at, _one_of(column))
    sheet.freeze_panes(1, told.frozen)
    sheet.autofilter(0, 0, last, len(told.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if is_protected:
        sheet.protect("", _MAY)


def _placed(sheet: Any, row: int, column: int, value: str | datetime, look: Any) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(row, column, value, look)
    elif value:
        sheet.write_string(row, column, value, look)
    else:
        sheet.write_blank(row, column, None, look)


def _write_cell(place: Any, column: Column, text: str, looks: _Looks) -> None:
    """A cell; its type is text unless it is a day, so nothing in it is a formula."""
    day = date_in(text) if column.is_day and text else None
    if day is not None and day.year < FIRST_YEAR:  # before the first day that a workbook knows
        day = None
    is_of_people = bool(column.person)
    if day:
        place(datetime.combine(day, time()), looks.of("", is_day=True, is_of_people=is_of_people))
        return
    colour = (
        (COLOURS.get(text) or COLOURS.get(text.partition(" ")[0], "")) if not is_of_people or column.choices else ""
    )
    shown = text if column.is_hidden else as_cell(text)
    place(shown, looks.of(colour, is_day=column.is_day, is_of_people=is_of_people))


def as_cell(text: str) -> str:
    """A text of several lines as it is written into a cell."""
    return "\n".join(cell_text(line) for line in text.split("\n"))[:LONGEST_CELL]


def _one_of(column: Column) -> Mapping[str, object]:
    return {
        "validate": "list",
        "source": list(column.choices),
        "error_title": column.title,
        "error_message": f"One of: {', '.join(column.choices)}",
    }


def _lines_of(column: Column, text: str) -> int:
    """How many lines a text takes in a column; in one that nobody sees it takes none."""
    if column.is_hidden:
        return 1
    return sum(max(1, math.ceil(len(line) / max(column.width - 1, 1))) for line in text.split("\n"))


def _summary(report: Report) -> Sheet:
    """The thirteen points as a table, then what the run came to."""
    owners = ("", *report.systems)
    cells = by_point(report)
    rows: list[Sequence[str]] = [
        (
            f"{point.removeprefix(QMS)} {cells[point, ''].topic}",
            *aspects_of_point(report, point),
            *(cell(cells[point, owner]) for owner in owners),
        )
        for point in points(report)
    ]
    counts = ", ".join(plural(getattr(report.summary, word), word) for word in SEVERITIES)
    told = [counts, " · ".join(scores(report)), state_of_run(report), DISCLAIMER]
    told += [f"{view.title}: {view.line}" for view in report.views]
    told += [f"Judged: {line}" for line in answers_said(report)]
    told += map(sample_said, report.samples)
    told += [f"Problem: {each.place}: {each.message}" for each in report.problems]
    titles = ("Topic", "Laid down", "Shown by records", "Organisation", *report.systems)
    columns = tuple(Column(title, 56 if not at else 18) for at, title in enumerate(titles))
    empty = ("",) * (len(columns) - 1)
    return Sheet("Summary", columns, (*map(tuple, rows), *((line, *empty) for line in told if line)))
