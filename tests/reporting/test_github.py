"""Annotations of GitHub Actions: at most ten of a level, and no command that we did not write."""

from __future__ import annotations

import re

from art17.model.report import Report
from art17.reporting.github import github_of
from reporting.small import HOSTILE, PROBLEM, a_finding, a_report

COMMAND = re.compile(r"::(error|warning|notice) ((?:\w+=[^,:]*,?)+)::(.*)")


def commands(report: Report) -> list[tuple[str, str, str]]:
    """Level, properties and message of each annotation."""
    lines = github_of(report).splitlines()
    assert not lines[-1].startswith("::")
    found = [COMMAND.fullmatch(line) for line in lines[:-1]]
    return [match.groups() for match in found if match and len(found) == len(lines) - 1]


def test_ten_of_a_level_are_shown() -> None:
    """The tenth annotation is wasted where nothing is left out."""
    report = a_report(*(a_finding(at) for at in range(10)))
    assert [message.partition("%0A")[0] for _, _, message in commands(report)] == [
        f"Procedure A-{at} has nobody." for at in range(10)
    ]


def test_the_eleventh_is_counted_and_pointed_to() -> None:
    """Findings beyond the limit of the service vanish."""
    report = a_report(*(a_finding(at) for at in range(25)), *(a_finding(99, severity="note") for _ in range(2)))
    told = commands(report)
    assert [level for level, _, _ in told] == ["error"] * 10 + ["notice"] * 2
    assert "16 more errors" in told[9][2]
    assert "all 25" in told[9][2]
    assert "summary" in told[9][2]


def test_problems_come_first() -> None:
    """What makes a run worthless is hidden by findings."""
    told = commands(a_report(*(a_finding(at) for at in range(20)), problems=(PROBLEM,)))
    assert told[0][2] == "Not YAML.%0AFix: fix it"
    assert "file=qms/b.yaml,line=2,col=1" in told[0][1]


def test_waived_and_known_findings_are_not_annotated() -> None:
    """What nobody need act on now is shown in every file."""
    assert commands(a_report(a_finding(status="waived"), a_finding(2, status="baselined"))) == []


def test_texts_of_files_become_no_commands() -> None:
    """A title that holds `::error::` or a line break starts a command of its own."""
    told = github_of(a_report(a_finding(message=HOSTILE, path="a,b:c%.md\n::error::x"), systems=("::error::S",)))
    assert len([line for line in told.splitlines() if line.startswith("::")]) == 1
    assert "file=a%2Cb%3Ac%25.md\\n%3A%3Aerror%3A%3Ax," in told
    assert "%250A" in told
