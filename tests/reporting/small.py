"""Small reports for the tests of formats."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from art17.model.evidence import Evidence
from art17.model.place import Place
from art17.model.problem import Problem
from art17.model.report import Finding, Report, Subject, Summary

DAY = date(2026, 11, 23)
SPECIMENS = Path(__file__).parents[2] / "fixtures" / "specimens"
HOSTILE = "<img src=x> [a](https://evil.example) @team `=1|2` ]]> \x1b[31m \u202e ::error:: {0} %0A\n::warning::x"


def a_finding(number: int = 1, path: str = "qms/a.md", **more: Any) -> Finding:
    """A finding about an artefact; `place` and whatever else may be given."""
    place = more.pop("place", Place(path, (), 3, 5))
    because = Evidence("`owner` is present", f"A-{number}", "has no `owner`", truth=False, place=place)
    known = Finding(
        id=f"{number:016x}",
        rule="pack/folder/has-owner",
        category="missing-owner",
        basis="law",
        severity="error",
        verdict="unmet",
        provisions=("Art. 17(1)(m)",),
        subject=Subject(f"A-{number}", "procedure", place, "A title"),
        message=f"Procedure A-{number} has nobody.",
        fix="State `owner`.",
        because=because,
    )
    return replace(known, **more)


def a_report(*findings: Finding, **more: Any) -> Report:
    """A report of these findings."""
    active = [finding.severity for finding in findings if finding.status == "active"]
    known = Report(
        as_of=DAY,
        partial=False,
        law=(("eu-ai-act", "2026-07-27"),),
        packs=(),
        artefacts=1,
        links=0,
        digest="sha256:0",
        summary=Summary(**{word: active.count(word) for word in ("error", "warning", "note")}),
        findings=findings,
        problems=(),
        obligations=(),
        manifest="art17.yaml",
    )
    return replace(known, **more)


PROBLEM = Problem(Place("qms/b.yaml", (), 2, 1), "Not YAML", "fix it")
