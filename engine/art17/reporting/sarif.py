"""The report as SARIF 2.1.0, for code-scanning services and viewers."""

from __future__ import annotations

import json
from typing import Any

from art17.model.problem import Problem
from art17.model.report import Finding, Report
from art17.reporting.judged_words import answers_said
from art17.reporting.safe import safe, safe_json
from art17.reporting.sarif_places import Files, artifact, location, message
from art17.reporting.sarif_rules import LEVELS, descriptors
from art17.reporting.told import explained, grounds
from art17.reporting.words import plural
from art17.version import __version__

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
STATES = {"worsened": "updated", "new": "new"}
MOST_RESULTS = 25_000
"""Code-scanning services refuse a run with more; what is left out is told as a notification."""


def sarif_of(report: Report) -> str:
    """The whole report as one run."""
    shown = report.findings[:MOST_RESULTS]
    rules = descriptors(report, shown)
    files = Files(report.files)
    numbers = {rule["id"]: at for at, rule in enumerate(rules)}
    compares = any(each.status == "baselined" or each.change for each in report.findings)
    results = [
        _result(finding, report, numbers[finding.rule], files) | (_state(finding) if compares else {})
        for finding in shown
    ]
    run = {
        "tool": {"driver": {"name": "art17", "semanticVersion": __version__, "version": __version__, "rules": rules}},
        "automationDetails": {"id": "art17/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The root of the repository."}}},
        "invocations": [_invocation(report, files)],
        "artifacts": [artifact(path, digest) for path, digest in files.named],
        "results": results,
        "properties": _properties(report),
    }
    return (
        safe_json(json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1))
        + "\n"
    )


def _result(finding: Finding, report: Report, number: int, files: Files) -> dict[str, Any]:
    subject = finding.subject
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": number,
        "kind": "fail",
        "level": LEVELS[finding.severity],
        "message": message("\n".join((finding.message, *explained(finding, report.as_of)))),
        "locations": [location(subject.place, files, name=subject.id)],
        "partialFingerprints": {"art17/finding/v1": finding.id, "primaryLocationLineHash": f"{finding.id}:1"},
        "properties": {
            "class": finding.category,
            "basis": finding.basis,
            "verdict": finding.verdict,
            "grounds": grounds(finding, report.as_of)[1],
            "systems": list(finding.systems),
            "blocks": list(finding.blocks),
            "group": finding.group,
            "owner": finding.owner,
            **({"broughtBy": list(finding.brought_by)} if finding.brought_by else {}),
        },
    }
    related = [location(each.place, files, said=each.why, number=at) for at, each in enumerate(finding.related)]
    suppressions = [_suppression(finding)] if finding.status == "waived" else []
    more = {"relatedLocations": related, "suppressions": suppressions}
    return result | {name: value for name, value in more.items() if value}


def _state(finding: Finding) -> dict[str, str]:
    """How a finding stands to what was known before; a waived one may be known as well."""
    known = finding.status != "active"
    return {"baselineState": STATES.get(finding.change, "unchanged" if known else "new")}


def _suppression(finding: Finding) -> dict[str, Any]:
    """Who waived a finding, until when and why."""
    waived = finding.waived
    if waived is None:
        return {"kind": "external", "status": "accepted"}
    reason = f"{waived.by}, until {waived.until}: {waived.reason}"
    kind = "inSource" if waived.by == "ignore" else "external"
    return {"kind": kind, "status": "accepted", "justification": safe(reason)}


def _invocation(report: Report, files: Files) -> dict[str, Any]:
    notifications = [_notification(problem, files) for problem in report.problems]
    left_out = len(report.findings) - MOST_RESULTS
    if left_out > 0:
        told = f"Left out of this file: {plural(left_out, 'finding')}; `--format json` has all."
        notifications.append({"level": "warning", "message": message(told)})
    return {"executionSuccessful": not report.problems, "toolExecutionNotifications": notifications}


def _notification(problem: Problem, files: Files) -> dict[str, Any]:
    told = f"{problem.message}.{f' Fix: {problem.fix}' if problem.fix else ''}"
    notification: dict[str, Any] = {"level": "error", "message": message(told)}
    if problem.place.path:
        notification["locations"] = [location(problem.place, files)]
    return notification


def _properties(report: Report) -> dict[str, Any]:
    return {
        "asOf": report.as_of.isoformat(),
        "partial": report.partial,
        "law": [{"act": act, "version": version} for act, version in report.law],
        "packs": [{"name": pack.name, "version": pack.version, "digest": pack.digest} for pack in report.packs],
        "inputDigest": report.digest,
        **({"answers": list(answers_said(report))} if report.answers else {}),
    }
