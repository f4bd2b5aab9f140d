"""All formats by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from art17.model.report import Report
from art17.reporting.csv_text import csv_of
from art17.reporting.github import github_of
from art17.reporting.gitlab import gitlab_of
from art17.reporting.html import html_of
from art17.reporting.json_text import json_of
from art17.reporting.junit import junit_of
from art17.reporting.markdown import markdown_of, summary_of
from art17.reporting.rebased import rebased
from art17.reporting.sarif import sarif_of
from art17.reporting.text import text_of
from art17.reporting.xlsx import xlsx_of

FORMATS: Mapping[str, Callable[[Report], str]] = {
    "text": text_of,
    "json": json_of,
    "sarif": sarif_of,
    "junit": junit_of,
    "github": github_of,
    "github-summary": summary_of,
    "gitlab": gitlab_of,
    "markdown": markdown_of,
    "csv": csv_of,
    "html": html_of,
}
BINARY: Mapping[str, Callable[[Report], bytes]] = {"xlsx": xlsx_of}
NAMES = (*FORMATS, *BINARY)
OF_REPOSITORY = frozenset({"sarif", "junit", "github", "github-summary", "gitlab", "markdown"})
"""Formats for services that look for files from the root of the repository, not from the folder that was checked."""


def worded(report: Report, name: str, folder: str = "") -> str | bytes:
    """The report in a format; `folder` leads from the root of the repository to what was checked."""
    shown = rebased(report, folder) if name in OF_REPOSITORY else report
    return FORMATS[name](shown) if name in FORMATS else BINARY[name](shown)
