"""All formats by name; a format is loaded when it is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from art17.model.report import Report

FORMATS: Mapping[str, str] = {
    "text": "text:text_of",
    "json": "json_text:json_of",
    "sarif": "sarif:sarif_of",
    "junit": "junit:junit_of",
    "github": "github:github_of",
    "github-summary": "markdown:summary_of",
    "gitlab": "gitlab:gitlab_of",
    "markdown": "markdown:markdown_of",
    "csv": "csv_text:csv_of",
    "html": "html:html_of",
}
"""The file beside this one, and the function in it that words a report."""
BINARY: Mapping[str, str] = {"xlsx": "xlsx:xlsx_of", "docx": "word:docx_of", "parquet": "parquet:parquet_of"}
NAMES = (*FORMATS, *BINARY)
OF_REPOSITORY = frozenset({"sarif", "junit", "github", "github-summary", "gitlab", "markdown"})
"""Formats for services that look for files from the root of the repository, not from the folder that was checked."""


def worded(report: Report, name: str, folder: str = "") -> str | bytes:
    """The report in a format; `folder` leads from the root of the repository to what was checked."""
    if name in OF_REPOSITORY:
        from art17.reporting.rebased import rebased  # noqa: PLC0415  late: only these formats need it

        report = rebased(report, folder)
    file, function = ({**FORMATS, **BINARY})[name].split(":")
    told = getattr(importlib.import_module(f"art17.reporting.{file}"), function)(report)
    assert isinstance(told, str | bytes)
    return told
