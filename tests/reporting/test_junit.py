"""JUnit XML: numbers that add up, and texts that stay texts."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from art17.model.judged import RuleJudged
from art17.model.report import Report
from art17.reporting.junit import junit_of
from houses import checked
from reporting.small import HOSTILE, PROBLEM, SPECIMENS, a_finding, a_report

ATTRIBUTES = {
    "testsuites": {"name", "tests", "failures", "errors", "time"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped", "time", "timestamp", "hostname"},
    "testcase": {"classname", "name", "time"},
    "properties": set(),
    "property": {"name", "value"},
    "failure": {"type", "message"},
    "error": {"type", "message"},
    "skipped": {"type", "message"},
    "system-out": set(),
}
CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"properties", "testcase"},
    "properties": {"property"},
    "testcase": {"failure", "error", "skipped", "system-out"},
}


def outcomes(report: Report) -> dict[str, str]:
    """How each case ended, by name."""
    cases = ET.fromstring(junit_of(report)).iter("testcase")
    return {case.get("name", ""): case[0].tag if len(case) else "passed" for case in cases}


@pytest.mark.parametrize("house", ["northlight", "northlight-broken"])
def test_the_file_has_the_structure_that_readers_know(house: str) -> None:
    """An element or attribute that readers of JUnit XML do not know, or numbers that do not add up."""
    root = ET.fromstring(junit_of(checked(SPECIMENS / house)))
    for element in root.iter():
        assert set(element.attrib) <= ATTRIBUTES[element.tag]
        assert {child.tag for child in element} <= CHILDREN.get(element.tag, set())
    suites = [root, *root.iter("testsuite")]
    for suite in suites:
        assert int(suite.get("tests", "")) == len(list(suite.iter("testcase")))
        for count, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(count, "0")) == len(list(suite.iter(tag))) or (suite is root and tag == "skipped")
    texts = [each.text or "" for tag in ("failure", "error", "skipped") for each in root.iter(tag)]
    assert all(re.match(r"\S.*:\d+:\d+\n", text) for text in texts if text)


def test_names_of_cases_are_different() -> None:
    """Two cases have one name, so that a service shows one of them."""
    root = ET.fromstring(junit_of(checked(SPECIMENS / "northlight-broken")))
    names = [(case.get("classname"), case.get("name")) for case in root.iter("testcase")]
    assert len(set(names)) == len(names)


def test_findings_fail_from_the_threshold_on() -> None:
    """A note fails a run that fails on warnings, or an error does not."""
    findings = [a_finding(at, severity=word) for at, word in enumerate(("error", "warning", "note"))]
    report = a_report(*findings, fail_on="warning")
    assert list(outcomes(report).values()) == ["failure", "failure", "system-out"]


def test_waived_findings_and_idle_rules_are_skipped_and_met_rules_pass() -> None:
    """A rule without a subject looks like a rule that is met."""
    idle, met = (RuleJudged(f"pack/folder/{name}", "T", "law", "gap", "error", "W", "M") for name in ("idle", "met"))
    report = a_report(a_finding(status="waived"), rules=(idle, met), vacuous=("pack/folder/idle",))
    assert outcomes(report) == {"has-owner [A-1]": "skipped", "idle": "skipped", "met": "passed"}


def test_problems_are_errors() -> None:
    """A file that cannot be read passes."""
    assert list(outcomes(a_report(problems=(PROBLEM,))).values()) == ["error"]


def test_texts_of_files_stay_texts() -> None:
    """A message breaks the file, or holds characters that XML forbids."""
    told = junit_of(a_report(a_finding(message=HOSTILE, fix="\x00\ufffe]]><x/>")))
    (failure,) = ET.fromstring(told).iter("failure")
    assert "<img src=x>" in (failure.get("message") or "")
    assert "]]><x/>" in (failure.text or "")
