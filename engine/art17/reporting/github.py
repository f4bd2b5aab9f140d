"""The report as annotations of GitHub Actions: lines on stdout that the runner turns into notes at files."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from art17.model.problem import Problem
from art17.model.report import Finding, Report
from art17.reporting.safe import safe
from art17.reporting.told import explained
from art17.reporting.words import DISCLAIMER, plural, scores

COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
MOST = 10
"""The runner shows no more annotations of one level for one step."""


def github_of(report: Report) -> str:
    """Annotations, at most ten of a level; where there are more, the tenth counts and points to the rest."""
    lines = (line for severity in COMMANDS for line in _of_level(report, severity))
    return "".join(f"{line}\n" for line in (*lines, _last(report)))


def _of_level(report: Report, severity: str) -> Iterator[str]:
    problems = [_problem(each) for each in report.problems] if severity == "error" else []
    active = [each for each in report.findings if each.status == "active" and each.severity == severity]
    total = len(problems) + len(active)
    whole = (*problems, *(_finding(each, report) for each in islice(active, MOST)))
    if total <= MOST:
        yield from whole
        return
    yield from whole[: MOST - 1]
    left = plural(total - MOST + 1, f"more {severity}")
    told = f"{left}; the summary of this job and the full report list all {total}."
    yield _command(severity, told, title="art17: not shown here")


def _problem(problem: Problem) -> str:
    fix = f"\nFix: {problem.fix}" if problem.fix else ""
    place = problem.place
    return _command("error", f"{problem.message}.{fix}", "art17: cannot be read", place.path, place.line, place.column)


def _finding(finding: Finding, report: Report) -> str:
    place = finding.subject.place
    said = "\n".join((finding.message, *explained(finding, report.as_of)))
    title = f"art17: {finding.category}, {finding.rule}"
    return _command(finding.severity, said, title, place.path, place.line, place.column)


def _command(severity: str, said: str, title: str, path: str = "", line: int = 0, column: int = 0) -> str:
    """One workflow command."""
    at = {"file": path, "line": str(line or 1), "col": str(column or 1)} if path else {}
    values = ",".join(f"{name}={_property(value)}" for name, value in {**at, "title": title}.items())
    text = "\n".join(safe(part) for part in said.split("\n"))
    return f"::{COMMANDS[severity]} {values}::{_data(text)}"


def _data(text: str) -> str:
    r"""A text as the message of a command, which ends at the end of its line.

    >>> _data("100 %\nof it")
    '100 %25%0Aof it'
    """
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A text as a property of a command.

    >>> _property("a:b, c")
    'a%3Ab%2C c'
    """
    return _data(safe(text)).replace(":", "%3A").replace(",", "%2C")


def _last(report: Report) -> str:
    """A plain line for the log; no file's text stands at its beginning, so it is no command."""
    counts = ", ".join(plural(getattr(report.summary, word), word) for word in ("error", "warning", "note"))
    told = [counts, *map(safe, scores(report)), DISCLAIMER]
    return f"art17: {' · '.join(told)}"
