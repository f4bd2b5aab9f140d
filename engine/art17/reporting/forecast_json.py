"""The forecast as JSON: a list of days, each with what is found on it, in the shape of the report's findings."""

from __future__ import annotations

import json

from art17.model.report import Report
from art17.reporting.json_text import finding_data
from art17.reporting.plan import owner_said
from art17.reporting.safe import safe_json


def forecast_json_of(report: Report) -> str:
    """Day and finding of everything that comes, in their order, each with who answers for it."""
    coming = [
        {"date": each.day.isoformat(), "owner": owner_said(each.finding), "finding": finding_data(each.finding)}
        for each in report.forecast
    ]
    return safe_json(json.dumps(coming, ensure_ascii=False, indent=2)) + "\n"
