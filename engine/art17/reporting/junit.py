"""The report as JUnit XML: a suite for each pack, a case for each rule and for each of its findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from xml.etree import ElementTree as ET

from art17.gate.level import reaches
from art17.model.problem import Problem
from art17.model.report import Finding, Report
from art17.reporting.judged_words import answers_by_rule
from art17.reporting.safe import safe
from art17.reporting.told import explained, state_of_run
from art17.reporting.xml_text import xml_of

ERROR, FAILURE, SKIPPED, PASSED = "error", "failure", "skipped", ""


@dataclass(frozen=True, slots=True)
class _Case:
    """One test case; `outcome` is the element that says how it ended, "" where it passed."""

    suite: str
    classname: str
    name: str
    outcome: str = PASSED
    type: str = ""
    message: str = ""
    details: str = ""


def junit_of(report: Report) -> str:
    """The whole report; a finding below the threshold passes, with what it says as output.

    Readers that check their schema know no file and line of a case, so the text of a case begins with its place.
    """
    cases = [*(_of_problem(each) for each in report.problems), *_of_rules(report)]
    counts = {name: count for name, count in _counts(cases).items() if name != SKIPPED}
    root = ET.Element("testsuites", {"name": "art17", **counts})
    for suite, group in groupby(cases, key=lambda case: case.suite):
        _add_suite(root, suite, tuple(group), report)
    return xml_of(root)


def _of_problem(problem: Problem) -> _Case:
    fix = f"\nFix: {safe(problem.fix)}" if problem.fix else ""
    place = problem.place
    return _Case(
        suite="problems",
        classname="problems",
        name=safe(f"{place}: {problem.message}" if place.path else problem.message),
        outcome=ERROR,
        type="problem",
        message=safe(problem.message),
        details=f"{safe(str(place))}\n{safe(problem.message)}.{fix}",
    )


def _of_rules(report: Report) -> Iterator[_Case]:
    """The cases of all rules, pack by pack."""
    found: dict[str, list[Finding]] = {}
    for finding in report.findings:
        found.setdefault(finding.rule, []).append(finding)
    silent, judged = frozenset(report.vacuous), answers_by_rule(report)
    rules = {*(rule.id for rule in report.rules), *found}
    for rule in sorted(rules, key=lambda rule: (rule.partition("/")[0], rule)):
        pack, _, rest = rule.partition("/")
        classname = f"{pack}.{rest.rpartition('/')[0].replace('/', '.')}".rstrip(".")
        if rule in found:
            yield from (_of_finding(finding, pack, classname, report) for finding in found[rule])
        elif rule in silent:
            told = "The rule is not applicable: there is no such artefact yet"
            yield _Case(pack, classname, rest.rpartition("/")[2], SKIPPED, "vacuous", told)
        else:
            yield _Case(pack, classname, rest.rpartition("/")[2], details="\n".join(judged.get(rule, ())))


def _of_finding(finding: Finding, pack: str, classname: str, report: Report) -> _Case:
    subject, place = finding.subject, finding.subject.place
    apart = f" {finding.discriminator}" if finding.discriminator else ""
    outcome = FAILURE if reaches(finding, report.fail_on) else PASSED
    lines = (safe(str(place)), safe(finding.message), *explained(finding, report.as_of), *_known_by(finding))
    return _Case(
        suite=pack,
        classname=classname,
        name=safe(f"{finding.rule.rpartition('/')[2]} [{subject.id or place.path}{apart}]"),
        outcome=outcome if finding.status == "active" else SKIPPED,
        type=f"{finding.severity} {finding.category}",
        message=_said(finding),
        details="\n".join(lines),
    )


def _known_by(finding: Finding) -> Iterator[str]:
    """Who answers for a finding, and the group that it belongs to."""
    if finding.owner:
        yield f"Owner: {safe(finding.owner)}"
    if finding.group:
        yield f"Group: {finding.group}"


def _said(finding: Finding) -> str:
    waived = finding.waived
    if waived:
        return safe(f"waived by {waived.by} until {waived.until}, {waived.reason}: {finding.message}")
    return safe(finding.message if finding.status == "active" else f"{finding.status}: {finding.message}")


def _add_suite(root: ET.Element, name: str, cases: Sequence[_Case], report: Report) -> None:
    stamp = f"{report.as_of.isoformat()}T00:00:00"
    suite = ET.SubElement(root, "testsuite", {"name": name, **_counts(cases), "timestamp": stamp, "hostname": "art17"})
    properties = ET.SubElement(suite, "properties")
    ET.SubElement(properties, "property", {"name": "judged", "value": safe(state_of_run(report))})
    for case in cases:
        element = ET.SubElement(suite, "testcase", {"classname": case.classname, "name": case.name, "time": "0"})
        if case.outcome:
            ET.SubElement(element, case.outcome, {"type": case.type, "message": case.message}).text = case.details
        elif case.details:
            ET.SubElement(element, "system-out").text = case.details


def _counts(cases: Sequence[_Case]) -> dict[str, str]:
    ended = [case.outcome for case in cases]
    return {
        "tests": str(len(cases)),
        "failures": str(ended.count(FAILURE)),
        "errors": str(ended.count(ERROR)),
        "skipped": str(ended.count(SKIPPED)),
        "time": "0",
    }
