"""A report as rows: the tables of a portfolio's lake, their columns, and what one report puts into each."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from art17.model.problem import Problem
from art17.model.report import ORGANISATION, Finding, Report

SCHEMA = 1
"""The version of these columns; a lake of another version is said to be one."""

Rows = dict[str, list[dict[str, object]]]
"""Rows by table."""

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "runs": {
        "repository": "VARCHAR", "where": "VARCHAR", "group_owner": "VARCHAR", "tags": "VARCHAR[]",
        "outcome": "VARCHAR", "why": "VARCHAR", "key": "VARCHAR", "valid_from": "DATE", "valid_until": "DATE",
        "checked_in": "VARCHAR", "seconds": "DOUBLE", "tool": "VARCHAR", "packs": "VARCHAR",
        "commit": "VARCHAR", "report": "VARCHAR", "artefacts": "INTEGER",
        "errors": "INTEGER", "warnings": "INTEGER", "notes": "INTEGER", "problems": "INTEGER", "page": "VARCHAR",
        "schema": "INTEGER",
    },
    "findings": {
        "repository": "VARCHAR", "id": "VARCHAR", "rule": "VARCHAR", "category": "VARCHAR", "basis": "VARCHAR",
        "severity": "VARCHAR", "status": "VARCHAR", "subject": "VARCHAR", "type": "VARCHAR", "path": "VARCHAR",
        "line": "INTEGER", "provisions": "VARCHAR[]", "owner": "VARCHAR", "message": "VARCHAR",
    },
    "obligations": {
        "repository": "VARCHAR", "provision": "VARCHAR", "topic": "VARCHAR", "system": "VARCHAR", "verdict": "VARCHAR",
        "strength": "VARCHAR",
    },
    "forecast": {
        "repository": "VARCHAR", "day": "DATE", "id": "VARCHAR", "rule": "VARCHAR", "severity": "VARCHAR",
        "subject": "VARCHAR", "type": "VARCHAR", "path": "VARCHAR", "provisions": "VARCHAR[]", "owner": "VARCHAR",
        "message": "VARCHAR",
    },
    "questions": {
        "repository": "VARCHAR", "id": "VARCHAR", "kind": "VARCHAR", "provisions": "VARCHAR[]", "rule": "VARCHAR",
    },
    "documents": {
        "repository": "VARCHAR", "id": "VARCHAR", "type": "VARCHAR", "status": "VARCHAR", "version": "VARCHAR",
        "owner": "VARCHAR", "last_reviewed": "VARCHAR", "next_review": "VARCHAR", "path": "VARCHAR",
        "digest": "VARCHAR",
    },
}  # fmt: skip


class Persons:
    """Names of persons as a keyed hash: the same person has the same one in a lake, and nobody reads who it is.

    With no key names stay as they are.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key

    def __call__(self, name: str) -> str:
        """The hash of a name (`person-` and 12 hexadecimal digits); "" for nobody."""
        if not name or not self._key:
            return name
        found = hmac.new(self._key, " ".join(name.split()).casefold().encode(), hashlib.sha256).hexdigest()
        return f"person-{found[:12]}"


def nobody(_name: str) -> str:
    """Nobody: what is written of persons where there is no key to hash them with."""
    return ""


def rows_of(name: str, report: Report, persons: Callable[[str], str], *, with_messages: bool) -> Rows:
    """What a report has to say as rows; messages, titles and quotations only where they are asked for."""

    def owner(each: Finding) -> str:
        return each.owner if each.owner == ORGANISATION else persons(each.owner)

    findings: list[dict[str, object]] = [
        {
            "repository": name, "id": each.id, "rule": each.rule, "category": each.category, "basis": each.basis,
            "severity": each.severity, "status": each.status, "subject": each.subject.id, "type": each.subject.type,
            "path": each.subject.place.path, "line": each.subject.place.line, "provisions": list(each.provisions),
            "owner": owner(each),
            "message": each.message if with_messages else None,
        }
        for each in report.findings
    ]  # fmt: skip
    obligations: list[dict[str, object]] = [
        {
            "repository": name, "provision": o.provision, "topic": o.topic, "system": o.system, "verdict": o.verdict,
            "strength": o.strength,
        }
        for o in report.obligations
    ]  # fmt: skip
    forecast: list[dict[str, object]] = [
        {
            "repository": name, "day": day.isoformat(), "id": each.id, "rule": each.rule, "severity": each.severity,
            "subject": each.subject.id, "type": each.subject.type, "path": each.subject.place.path,
            "provisions": list(each.provisions), "owner": owner(each),
            "message": each.message if with_messages else None,
        }
        for day, each in ((coming.day, coming.finding) for coming in report.forecast)
    ]  # fmt: skip
    questions: list[dict[str, object]] = list(_questions(name, report))
    documents: list[dict[str, object]] = [
        {
            "repository": name, "id": each.id, "type": each.type, "status": each.status, "version": each.version,
            "owner": persons(each.owner), "last_reviewed": each.last_reviewed, "next_review": each.next_review,
            "path": each.path, "digest": each.digest,
        }
        for each in report.documents
    ]  # fmt: skip
    return {
        "findings": findings,
        "obligations": obligations,
        "forecast": forecast,
        "questions": questions,
        "documents": documents,
    }


def _questions(name: str, report: Report) -> Iterator[dict[str, object]]:
    for each in report.questions:
        yield {
            "repository": name,
            "id": each.id,
            "kind": each.kind,
            "provisions": list(each.provisions),
            "rule": each.rule,
        }


def run_row(name: str, report: Report, as_of: date) -> dict[str, object]:
    """What the row of a repository says of a check that came to an end."""
    active = [each for each in report.findings if each.status == "active"]
    count = {level: sum(each.severity == level for each in active) for level in ("error", "warning", "note")}
    state = "problems" if report.problems else "findings" if count["error"] or count["warning"] else "ok"
    return {
        "repository": name,
        "outcome": state,
        "why": _told(report.problems[0]) if report.problems else "",
        "valid_from": as_of.isoformat(),
        "valid_until": report.next_change.isoformat() if report.next_change else None,
        "packs": ", ".join(f"{pack.name} {pack.version} {pack.digest[:12]}" for pack in report.packs),
        "artefacts": report.artefacts,
        "errors": count["error"],
        "warnings": count["warning"],
        "notes": count["note"],
        "problems": len(report.problems),
    }


def _told(problem: Problem) -> str:
    return f"{problem.place}: {problem.message}" if problem.place.path else problem.message
