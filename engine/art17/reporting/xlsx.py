"""The report as a workbook: summary, requirement matrix, questions and action plan."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from typing import Any

from art17.model.report import Report
from art17.model.rule import SEVERITIES
from art17.reporting.columns import ACTION_COLUMNS, QUESTION_COLUMNS, action_rows, cell_text, question_rows
from art17.reporting.extras import lacking
from art17.reporting.requirements import REQUIREMENT_COLUMNS, requirement_rows
from art17.reporting.told import state_of_run
from art17.reporting.words import DISCLAIMER, QMS, by_point, cell, plural, points, scores
from art17.version import __version__

COLOURS = {
    "unmet": "#F8D7DA", "error": "#F8D7DA", "undecided": "#FFF3CD", "warning": "#FFF3CD", "met": "#D8F0DC",
    "note": "#DCE9F9",
}  # fmt: skip
NARROW = 12
WIDE = frozenset({"Finding", "Why", "Action", "Gap", "Evidence"})
MIDDLE = frozenset(
    {"Title", "Topic", "Reason", "Required artefacts", "Found artefacts", "File", "Rule", "Owner", "Applies"}
)
LONGEST = 32_000
"""Characters; a cell holds no more than 32,767."""


def xlsx_of(report: Report) -> bytes:
    """The workbook; the same report gives the same bytes.

    Raises:
        UsageError: where XlsxWriter, which is an extra, is not installed.
    """
    target = io.BytesIO()
    book = _workbook(target)
    book.set_properties(
        {
            "title": "Art. 17 of the EU AI Act: requirements and actions",
            "comments": f"art17 {__version__}; {state_of_run(report)}; input {report.digest}. {DISCLAIMER}",
            "created": datetime.combine(report.as_of, time()),
        }
    )
    looks = {name: book.add_format(_look(colour)) for name, colour in {"": "", **COLOURS}.items()}
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E8EAED"})
    _table(book.add_worksheet("Summary"), *_summary(report), looks, head)
    _table(book.add_worksheet("Requirements"), REQUIREMENT_COLUMNS, requirement_rows(report), looks, head)
    if report.questions:
        _table(book.add_worksheet("Questions"), QUESTION_COLUMNS, question_rows(report), looks, head)
    _table(book.add_worksheet("Actions"), ACTION_COLUMNS, action_rows(report), looks, head)
    book.close()
    return target.getvalue()


def _workbook(target: io.BytesIO) -> Any:
    try:
        import xlsxwriter  # noqa: PLC0415  an extra, needed here alone
    except ImportError as error:
        raise lacking("xlsx", "XlsxWriter") from error
    return xlsxwriter.Workbook(target, {"in_memory": True})


def _look(colour: str) -> Mapping[str, object]:
    return {"text_wrap": True, "valign": "top", **({"bg_color": colour} if colour else {})}


def _table(
    sheet: Any,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    looks: Mapping[str, Any],
    head: Any,
) -> None:
    """A sheet with a heading that stays in sight and is printed on every page."""
    for at, title in enumerate(columns):
        sheet.write_string(0, at, cell_text(title), head)
        sheet.set_column(at, at, 48 if title in WIDE else 26 if title in MIDDLE else NARROW)
    number = 0
    for number, row in enumerate(rows, 1):
        for at, text in enumerate(row):
            look = looks.get(text.partition(" ")[0], looks[""])
            sheet.write_string(number, at, _lines(text)[:LONGEST], look)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, number, len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _lines(text: str) -> str:
    """A cell of several lines; its type is text, so nothing in it is a formula."""
    return "\n".join(cell_text(line) for line in text.split("\n"))


def _summary(report: Report) -> tuple[Sequence[str], Iterable[Sequence[str]]]:
    """The thirteen points as a table, then what the run came to."""
    owners = ("", *report.systems)
    cells = by_point(report)
    rows = [
        [f"{point.removeprefix(QMS)} {cells[point, ''].topic}", *(cell(cells[point, owner]) for owner in owners)]
        for point in points(report)
    ]
    counts = ", ".join(plural(getattr(report.summary, word), word) for word in SEVERITIES)
    told = [counts, " · ".join(scores(report)), state_of_run(report), DISCLAIMER]
    told += [f"{view.title}: {view.line}" for view in report.views]
    told += [f"Problem: {each.place}: {each.message}" for each in report.problems]
    return ("Topic", "Organisation", *report.systems), [*rows, *([line] for line in told if line)]
