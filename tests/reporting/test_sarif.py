"""SARIF: what the standard demands, and what code-scanning services enforce beyond it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from art17.model.place import Place
from art17.model.report import Related, Report, Waived
from art17.reporting.rebased import rebased
from art17.reporting.sarif import sarif_of
from houses import checked
from reporting.small import HOSTILE, PROBLEM, SPECIMENS, a_finding, a_report


def run_of(report: Report) -> dict[str, Any]:
    """The one run of the log."""
    log = json.loads(sarif_of(report))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return run


def result_of(report: Report) -> dict[str, Any]:
    (result,) = run_of(report)["results"]
    return result


@pytest.mark.parametrize("house", ["northlight", "northlight-broken"])
def test_every_result_has_a_physical_place_in_a_file_that_exists(house: str) -> None:
    """A result without a place, or at a file that is not there, makes a service refuse the whole file."""
    folder = SPECIMENS / house
    report = checked(folder)
    results = run_of(report)["results"]
    assert len(results) == len(report.findings)
    for result in results:
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            physical = location["physicalLocation"]
            file = folder / physical["artifactLocation"]["uri"]
            assert file.is_file()
            lines = file.read_text("utf-8").split("\n")
            region = physical["region"]
            assert 1 <= region["startLine"] <= len(lines)
            assert 1 <= region["startColumn"] <= len(lines[region["startLine"] - 1]) + 1


def test_every_result_points_to_its_rule_and_file() -> None:
    """An index of a rule or file is off by one."""
    run = run_of(checked(SPECIMENS / "northlight-broken"))
    for result in run["results"]:
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert rule["help"]["text"].strip()
        assert rule["shortDescription"]["text"].endswith((".", "?", "!"))
        assert len(rule["properties"]["tags"]) <= 20
        artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert run["artifacts"][artifact["index"]]["location"]["uri"] == artifact["uri"]


def test_fingerprints_are_different_and_know_no_line() -> None:
    """A finding that moved down counts as another, or two findings as one."""
    results = run_of(checked(SPECIMENS / "northlight-broken"))["results"]
    names = [result["partialFingerprints"]["art17/finding/v1"] for result in results]
    assert len(set(names)) == len(names)
    here, there = (result_of(a_report(a_finding(place=Place("a.md", (), line, 1)))) for line in (3, 900))
    assert here["partialFingerprints"] == there["partialFingerprints"]


def test_what_is_absent_without_a_manifest_stands_at_a_file_that_was_read() -> None:
    """Without a manifest, results stand at an art17.yaml that does not exist."""
    absent = a_finding(place=Place("art17.yaml", (), 1, 1))
    report = a_report(absent, manifest="", files=(("z.md", "1"), ("b.md", "2")))
    location = result_of(rebased(report, "qms"))["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "qms/b.md"
    with_manifest = result_of(rebased(replace(report, manifest="art17.yaml"), "qms"))
    assert with_manifest["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "qms/art17.yaml"


def test_related_places_say_why_and_have_numbers() -> None:
    """The path that led to a finding is lost."""
    found = result_of(a_report(a_finding(related=(Related(Place("b c.md", (), 7, 2), "C-12: is not verified"),))))
    (related,) = found["relatedLocations"]
    assert related["message"]["text"] == "C-12: is not verified"
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "b%20c.md"
    assert related["id"] == 0


def test_waived_findings_are_suppressed_and_not_dropped() -> None:
    """A waiver makes a result vanish, or is not told."""
    waived = Waived("WV-1", "2027-01-01", "replaced in spring", Place("w.md", (), 1, 1))
    (suppression,) = result_of(a_report(a_finding(status="waived", waived=waived)))["suppressions"]
    assert suppression["kind"] == "external"
    assert "replaced in spring" in suppression["justification"]
    inline = replace(waived, by="ignore")
    (suppression,) = result_of(a_report(a_finding(status="waived", waived=inline)))["suppressions"]
    assert suppression["kind"] == "inSource"


def test_baselined_findings_are_unchanged_and_others_new() -> None:
    """A known finding looks like a new one; or without a baseline all look compared."""
    both = run_of(a_report(a_finding(1, status="baselined"), a_finding(2, change="worsened"), a_finding(3)))
    assert [result["baselineState"] for result in both["results"]] == ["unchanged", "updated", "new"]
    assert "baselineState" not in result_of(a_report(a_finding()))
    waived = run_of(a_report(*(a_finding(n, status="waived", change=change) for n, change in ((1, ""), (2, "new")))))
    assert [result["baselineState"] for result in waived["results"]] == ["unchanged", "new"]


def test_problems_are_notifications_and_the_run_failed() -> None:
    """A run that cannot be trusted looks successful."""
    invocation = run_of(a_report(problems=(PROBLEM,)))["invocations"][0]
    assert invocation["executionSuccessful"] is False
    (notification,) = invocation["toolExecutionNotifications"]
    assert "Not YAML" in notification["message"]["text"]
    assert notification["locations"][0]["physicalLocation"]["region"]["startLine"] == 2
    assert run_of(a_report())["invocations"][0]["executionSuccessful"] is True


def test_texts_of_files_become_no_links_and_no_placeholders() -> None:
    """A title turns into a link in the viewer, or into a placeholder that nobody fills."""
    text = result_of(a_report(a_finding(message=HOSTILE)))["message"]["text"]
    assert "](" not in text
    assert "{{0}}" in text
    assert "\x1b" not in text


def test_odd_names_of_files_are_references() -> None:
    """A path with a colon, a space or a byte that is not UTF-8 is no valid reference."""
    uri = result_of(a_report(a_finding(path="a:b/ü #1\udcff.md")))["locations"][0]["physicalLocation"]
    assert uri["artifactLocation"]["uri"] == "a%3Ab/%C3%BC%20%231%5Cudcff.md"
