"""Rules as SARIF describes them: what they ask, why, and how to fix what they find."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from art17.model.judged import RuleJudged
from art17.model.report import Finding, Report
from art17.reporting.safe import safe
from art17.reporting.told import in_general

LEVELS = {"error": "error", "warning": "warning", "note": "note"}
PROBLEM = {"error": "error", "warning": "warning", "note": "recommendation"}
MOST_TAGS = 20
LONGEST = 1_000
"""Code-scanning services show no more of a rule's description."""


def descriptors(report: Report, shown: Iterable[Finding]) -> list[dict[str, Any]]:
    """The rules that have findings, in order of their ids."""
    known = {rule.id: rule for rule in report.rules}
    found = {finding.rule: finding for finding in shown}
    return [_descriptor(known.get(rule) or _bare(found[rule])) for rule in sorted(found)]


def _bare(finding: Finding) -> RuleJudged:
    """What a finding tells of its rule, where the report holds no more."""
    words = finding.rule.rpartition("/")[2].replace("-", " ").capitalize()
    return RuleJudged(finding.rule, words, finding.basis, finding.category, finding.severity, words, finding.fix)


def _descriptor(rule: RuleJudged) -> dict[str, Any]:
    title, why, fix = (safe(in_general(text)) for text in (rule.title, rule.rationale or rule.title, rule.fix))
    law = safe(", ".join(rule.provisions or rule.serves))
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.id.rpartition("/")[2].split("-")),
        "shortDescription": {"text": _sentence(title)},
        "fullDescription": {"text": _sentence(why[:LONGEST])},
        "help": {
            "text": f"{_sentence(why)}\nFix: {fix}" + (f"\nBasis: {rule.basis}, {law}" if law else ""),
            "markdown": f"{_sentence(why)}\n\n**Fix** {fix}" + (f"\n\n**Basis** {rule.basis}: {law}" if law else ""),
        },
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "tags": [rule.category, rule.basis, *rule.provisions, *rule.serves][:MOST_TAGS],
            "precision": "very-high" if rule.severity == "error" else "high",
            "problem.severity": PROBLEM[rule.severity],
        },
    }


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
