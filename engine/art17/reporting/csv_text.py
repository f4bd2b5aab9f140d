"""The findings as CSV, for spreadsheets: an action plan with a row for each."""

from __future__ import annotations

import csv
import io

from art17.model.report import Report
from art17.reporting.columns import ACTION_COLUMNS, action_rows, cell_text

MARK = "\ufeff"
"""Without it spreadsheets take UTF-8 for the encoding of the machine."""


def csv_of(report: Report) -> str:
    """A header and a row for each finding; no cell is a formula."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(ACTION_COLUMNS)
    writer.writerows([cell_text(text) for text in row] for row in action_rows(report))
    return f"{MARK}{sheet.getvalue()}"
