"""Code Quality of GitLab: the fields that it asks for, and fingerprints that stay."""

from __future__ import annotations

import json

from art17.model.place import Place
from art17.reporting.gitlab import gitlab_of
from houses import checked
from reporting.small import PROBLEM, SPECIMENS, a_finding, a_report

LEVELS = {"info", "minor", "major", "critical", "blocker"}


def test_every_entry_has_what_the_service_asks_for() -> None:
    """A field is absent or of another kind, so that the widget stays empty."""
    report = checked(SPECIMENS / "northlight-broken")
    entries = json.loads(gitlab_of(report))
    assert len(entries) == len(report.findings)
    for entry in entries:
        assert set(entry) == {"check_name", "description", "severity", "fingerprint", "group", "owner", "location"}
        assert entry["description"]
        assert entry["severity"] in LEVELS
        assert not entry["location"]["path"].startswith(("/", "./"))
        assert entry["location"]["lines"]["begin"] >= 1
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)


def test_a_line_that_moves_keeps_the_fingerprint() -> None:
    """Whatever is inserted above makes old findings new."""
    here, there = (json.loads(gitlab_of(a_report(a_finding(place=Place("a", (), at, 1)))))[0] for at in (2, 9))
    assert here["fingerprint"] == there["fingerprint"]


def test_problems_block_and_known_findings_are_left_out() -> None:
    """A file that cannot be read is no worse than a finding, or what is waived is told."""
    report = a_report(a_finding(severity="note"), a_finding(2, status="waived"), problems=(PROBLEM,))
    assert [entry["severity"] for entry in json.loads(gitlab_of(report))] == ["blocker", "minor"]
