"""Markdown for comments and summaries: within the limits of services, and nothing in it acts."""

from __future__ import annotations

from collections.abc import Callable

import pyromark
import pytest

from art17.model.report import Report
from art17.reporting.markdown import COMMENT, MARK, markdown_of, summary_of
from reporting.small import HOSTILE, PROBLEM, a_finding, a_report


def test_a_comment_stays_within_the_limit_and_counts_the_rest() -> None:
    """A service refuses a long comment, or findings are cut off in silence."""
    report = a_report(*(a_finding(at, message="x" * 300) for at in range(500)))
    told = markdown_of(report)
    assert len(told.encode()) <= COMMENT
    listed = told.count("- **error**")
    assert 0 < listed < 500
    assert f"and {500 - listed} more" in told
    assert summary_of(report).count("- **error**") == 500


def test_groups_are_by_class_and_severe_ones_first() -> None:
    """A reader looks for the errors among the notes."""
    told = markdown_of(a_report(a_finding(1, severity="note"), a_finding(2), a_finding(3, category="gap")))
    assert told.index("<b>Gaps</b> (1)") < told.index("<b>Missing owners</b> (2, 1 error among them)")
    assert told.index("A-2") < told.index("A-1")
    assert told.startswith(MARK)


@pytest.mark.parametrize("field", ["message", "fix"])
def test_texts_of_files_do_nothing(field: str) -> None:
    """A title calls people, loads a picture, links, or breaks out of its place."""
    page = pyromark.html(markdown_of(a_report(a_finding(**{field: HOSTILE}, path="a`b|<i>.md"))))
    assert "<img" not in page
    assert "<i>" not in page
    assert "<a " not in page
    assert "@team" not in page


def test_a_run_that_cannot_be_trusted_says_so_first() -> None:
    """Problems stand below a headline that says that all is well."""
    told = markdown_of(a_report(problems=(PROBLEM,)))
    assert "cannot be trusted" in told.splitlines()[2]
    assert "qms/b.yaml:2:1" in told


def test_waived_and_known_findings_are_counted() -> None:
    """What was set aside is not told at all."""
    told = markdown_of(a_report(a_finding(status="waived"), a_finding(2, status="baselined")))
    assert "no findings" in told
    assert "1 waived · 1 baselined" in told


@pytest.mark.parametrize("told", [markdown_of, summary_of])
@pytest.mark.parametrize("ticks", ["`", "``", "```"])
def test_the_name_of_a_file_stays_a_code_span(told: Callable[[Report], str], ticks: str) -> None:
    """Backticks in the name of a file end its code span, and what follows is a picture that is fetched."""
    path = f"a{ticks}![x](https://evil.example){ticks}.md"
    page = pyromark.html(told(a_report(a_finding(path=path))))
    assert "<img" not in page
    assert f"{path}:3:5</code>" in page
