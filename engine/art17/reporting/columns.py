"""The action plan as rows: what the tables of CSV and XLSX say of each finding."""

from __future__ import annotations

from collections.abc import Iterator

from art17.model.report import Report
from art17.reporting.plan import Action, actions_of
from art17.reporting.safe import safe
from art17.reporting.told import grounds, reasons

FORMULA = ("=", "+", "-", "@", "\t", "\r")
ACTION_COLUMNS = (
    "Severity", "Class", "Subject", "Title", "Finding", "Why", "Action", "Owner", "Due", "Systems", "Requirement",
    "Binds", "Serves", "Basis", "Status", "File", "Line", "Rule", "Also holds up", "Fingerprint",
)  # fmt: skip


def action_rows(report: Report) -> Iterator[tuple[str, ...]]:
    """A row for each finding, in the order of the columns."""
    return (_row(action, report) for action in actions_of(report))


def _row(action: Action, report: Report) -> tuple[str, ...]:
    finding = action.finding
    subject, place = finding.subject, finding.subject.place
    binds = grounds(finding, report.as_of)[1].partition("; ")[2] if finding.provisions else ""
    return (
        finding.severity,
        finding.category,
        subject.id,
        subject.title,
        finding.message,
        " ".join(reasons(finding)),
        finding.fix,
        action.owner,
        due_said(action),
        ", ".join(finding.systems),
        ", ".join(finding.provisions),
        binds,
        "; ".join(finding.serves),
        finding.basis,
        finding.status,
        place.path,
        str(place.line or 1),
        finding.rule,
        ", ".join(finding.blocks),
        finding.id,
    )


def due_said(action: Action) -> str:
    """By when something is to be done."""
    return action.due.isoformat() if action.due else "now"


def cell_text(text: str) -> str:
    """A text as a cell that no spreadsheet takes for a formula.

    >>> cell_text("=HYPERLINK(1)"), cell_text("R-07")
    ("'=HYPERLINK(1)", 'R-07')
    """
    return f"'{safe(text)}" if text.startswith(FORMULA) else safe(text)
