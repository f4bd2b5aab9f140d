"""The history of a QMS as JSON and as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from art17.model.course import Step, changes_in
from art17.model.known import Entry
from art17.model.rule import SEVERITIES
from art17.reporting.columns import cell_text
from art17.reporting.csv_text import MARK
from art17.reporting.safe import safe_json


def course_json_of(steps: Sequence[Step]) -> str:
    """Each step with its counts and the verdicts on the points, and what it brought and removed."""
    changes = {id(change.step): change for change in changes_in(steps)}
    found: list[dict[str, Any]] = []
    for step in steps:
        change = changes.get(id(step))
        found.append(
            {
                "date": step.day.isoformat(),
                "commit": step.name,
                "title": step.title,
                "counts": dict(step.severities),
                "points": [
                    {"provision": provision, "system": system, "verdict": verdict}
                    for (provision, system), verdict in step.points.items()
                ],
                "brought": [_entry(entry) for entry in change.brought] if change else [],
                "removed": [_entry(entry) for entry in change.removed] if change else [],
            }
        )
    return safe_json(json.dumps(found, ensure_ascii=False, indent=2)) + "\n"


def _entry(entry: Entry) -> dict[str, str]:
    return {
        "id": entry.id,
        "rule": entry.rule,
        "severity": entry.severity,
        "subject": entry.subject,
        "path": entry.file,
        "message": entry.message,
    }


def course_csv_of(steps: Sequence[Step]) -> str:
    """A row for each step: the day, the commit, the counts, and a column for each point of the organisation."""
    rows = list(dict.fromkeys(row for step in steps for row in step.points))
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\n")
    heads = ("date", "commit", "title", *SEVERITIES, *(f"{provision} {system}".strip() for provision, system in rows))
    writer.writerow([cell_text(head) for head in heads])
    for step in steps:
        counts = (str(step.severities[severity]) for severity in SEVERITIES)
        verdicts = (step.points.get(row, "") for row in rows)
        values = (step.day.isoformat(), step.name, step.title, *counts, *verdicts)
        writer.writerow([cell_text(value) for value in values])
    return f"{MARK}{sheet.getvalue()}"
