"""The report as a Code Quality report of GitLab, shown in merge requests."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from art17.model.problem import Problem
from art17.model.report import Finding, Report
from art17.reporting.safe import safe, safe_json

SEVERITIES = {"error": "critical", "warning": "major", "note": "minor"}


def gitlab_of(report: Report) -> str:
    """A list with an entry for each problem and each active finding; waived and baselined ones are left out.

    The service shows nothing but the description, so that holds the fix, too.
    """
    active = (finding for finding in report.findings if finding.status == "active")
    entries = [*(_problem(each) for each in report.problems), *(_finding(each) for each in active)]
    return safe_json(json.dumps(entries, ensure_ascii=False, indent=1)) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "check_name": finding.rule,
        "description": safe(f"{finding.message} Fix: {finding.fix}"),
        "severity": SEVERITIES[finding.severity],
        "fingerprint": finding.id,
        "group": finding.group,
        "owner": safe(finding.owner),
        "location": {"path": safe(finding.subject.place.path), "lines": {"begin": finding.subject.place.line or 1}},
    }


def _problem(problem: Problem) -> dict[str, Any]:
    """A problem, told from others by its file and words; its line may move."""
    name = hashlib.sha256(f"{problem.place.path}\n{problem.message}".encode("utf-8", "backslashreplace"))
    return {
        "check_name": "art17/problem",
        "description": safe(f"{problem.message}.{f' Fix: {problem.fix}' if problem.fix else ''}"),
        "severity": "blocker",
        "fingerprint": name.hexdigest()[:16],
        "location": {"path": safe(problem.place.path), "lines": {"begin": problem.place.line or 1}},
    }
