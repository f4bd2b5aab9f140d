"""How severe a finding is in this run: the rule's word, the manifest's, and the stage of the system."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from art17.model.report import Finding
from art17.model.rule import SEVERITIES
from art17.model.settings import Settings

IN_DEVELOPMENT = "in-development"


def levelled(
    findings: Iterable[Finding], settings: Settings, lifecycles: Mapping[str, str], as_of: date
) -> Iterator[Finding]:
    """The findings at the severity that they have in this run.

    A rule's error is a warning where all systems concerned are in development; one on the organisation
    concerns all of them, as long as it does not apply yet.  Under `enforce:
    when-applicable` what applies to nobody yet, or to nobody as things are, is a note.
    The manifest's own word comes last.
    """
    for finding in findings:
        severity = finding.severity
        if severity == "error" and finding.basis == "law" and _only_in_development(finding, lifecycles, as_of):
            severity = "warning"
        if settings.enforce == "when-applicable" and _binds_later(finding, as_of):
            severity = "note"
        severity = _of_manifest(finding.rule, settings) or severity
        yield finding if severity == finding.severity else replace(finding, severity=severity)


def _only_in_development(finding: Finding, lifecycles: Mapping[str, str], as_of: date) -> bool:
    if not finding.systems and not _binds_later(finding, as_of):
        return False
    stages = {lifecycles.get(system, "") for system in finding.systems or lifecycles}
    return stages == {IN_DEVELOPMENT}


def _binds_later(finding: Finding, as_of: date) -> bool:
    dates = [binding.since for binding in finding.binding]
    return bool(dates) and all(day is None or day > as_of for day in dates)


def _of_manifest(rule: str, settings: Settings) -> str:
    """The severity that the last fitting glob of the manifest gives a rule, or ""."""
    given = [severity for glob, severity in settings.severity if fnmatch.fnmatchcase(rule, glob)]
    return given[-1] if given else ""


def reaches(finding: Finding, threshold: str) -> bool:
    """Whether a finding makes the run fail; waived and baselined ones never do."""
    if threshold == "never" or finding.status != "active":
        return False
    return SEVERITIES.index(finding.severity) <= SEVERITIES.index(threshold)
