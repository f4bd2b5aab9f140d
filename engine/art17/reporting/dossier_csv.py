"""The lists of a dossier as CSV, for spreadsheets; no cell is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from art17.model.dossier import Dossier
from art17.reporting.columns import cell_text
from art17.reporting.csv_text import MARK
from art17.reporting.dossier_words import DOCUMENTS, LIST_IS, SHOWN, cells_of, head_of, shown_cells

EVIDENCE_FOR = "Evidence for"


def documents_csv(dossier: Dossier) -> str:
    """The master document list; the last columns say what each is evidence for, and what the list was made from."""
    rows = ((*cells_of(each, dossier), "; ".join(each.provisions)) for each in dossier.documents)
    return _sheet((*DOCUMENTS, EVIDENCE_FOR), rows, dossier)


def evidence_csv(dossier: Dossier) -> str:
    """The evidence for each provision."""
    return _sheet(SHOWN, (shown_cells(each) for each in dossier.shown), dossier)


def _sheet(names: tuple[str, ...], rows: Iterable[tuple[str, ...]], dossier: Dossier) -> str:
    """A header, a row for each, and on every row what was asked of which day: sheets get cut up."""
    made = dict(head_of(dossier))
    tail = (made["As of"], made["Law"])
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow((*names, "As of", "Law", "Note"))
    writer.writerows([cell_text(cell) for cell in (*cells, *tail, LIST_IS)] for cells in rows)
    return f"{MARK}{sheet.getvalue()}"
