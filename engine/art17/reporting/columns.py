"""The action plan as rows: what the tables of CSV and XLSX say of each finding."""

from __future__ import annotations

import re
from collections.abc import Iterator

from art17.model.report import Report
from art17.reporting.plan import Action, actions_of
from art17.reporting.safe import safe
from art17.reporting.told import grounds, reasons

SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
_AT_FIRST = re.compile(f"[^\\S\\t\\r]*+[\"']?+[{SIGNS}\\t\\r]")
_GAP = re.compile(f"(?:[;|]\\s*+|(?<!\\s)\\s++)[\"']?+(?=[{SIGNS}])")
"""What is before a sign where a program takes another character than the comma for the separator."""
_SEPARATING = frozenset(";|\t\r\n")
ACTION_COLUMNS = (
    "Severity", "Class", "Subject", "Title", "Finding", "Why", "Action", "Owner", "Due", "Systems", "Requirement",
    "Applies", "Serves", "Basis", "Status", "File", "Line", "Rule", "Also blocks", "Fingerprint", "Group",
)  # fmt: skip


def action_rows(report: Report) -> Iterator[tuple[str, ...]]:
    """A row for each finding, in the order of the columns."""
    return (_row(action, report) for action in actions_of(report))


def _row(action: Action, report: Report) -> tuple[str, ...]:
    finding = action.finding
    subject, place = finding.subject, finding.subject.place
    applies = grounds(finding, report.as_of)[1].partition("; ")[2] if finding.provisions else ""
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
        applies,
        "; ".join(finding.serves),
        finding.basis,
        finding.status,
        place.path,
        str(place.line or 1),
        finding.rule,
        ", ".join(finding.blocks),
        finding.id,
        finding.group,
    )


def due_said(action: Action) -> str:
    """By when something is to be done."""
    return action.due.isoformat() if action.due else "now"


def cell_text(text: str) -> str:
    """A text as a cell in which no spreadsheet sees a formula, whichever sign it takes for the separator.

    >>> cell_text("=HYPERLINK(1)"), cell_text("R-07"), cell_text("Plan;=1+1")
    ("'=HYPERLINK(1)", 'R-07', "Plan;'=1+1")
    """
    guarded = _GAP.sub(_guarded, text)
    return safe(f"'{guarded}" if _AT_FIRST.match(text) else guarded)


def _guarded(gap: re.Match[str]) -> str:
    """A gap with a sign after it that keeps what follows a text; a dash or sum within a sentence is left alone."""
    is_formula = _SEPARATING.intersection(gap[0]) or not gap.string[gap.end() + 1 : gap.end() + 2].isspace()
    return f"{gap[0]}'" if is_formula else gap[0]
