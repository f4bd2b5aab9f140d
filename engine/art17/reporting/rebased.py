"""A report whose paths lead from another folder, for services that look for files in a repository."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import replace

from art17.model.evidence import Evidence
from art17.model.place import Place
from art17.model.report import Finding, Report


def rebased(report: Report, folder: str) -> Report:
    """The report with every path that formats show led from where `folder` is what was checked.

    A finding on what is absent stands at the manifest; where there is none, code-scanning services
    would refuse a file that is not there, so it is placed at the first file that was read.
    """
    absent = "" if report.manifest else _first_file(report)
    if not folder and not absent:
        return report

    def at(place: Place) -> Place:
        if absent and place.path == "art17.yaml":
            return Place(posixpath.join(folder, absent), (), 1, 1)
        return replace(place, path=_joined(folder, place.path))

    return replace(
        report,
        manifest=_joined(folder, report.manifest) if report.manifest else "",
        findings=tuple(_finding(each, at) for each in report.findings),
        problems=tuple(replace(each, place=at(each.place)) for each in report.problems),
        files=tuple((_joined(folder, path), digest) for path, digest in report.files),
    )


def _finding(finding: Finding, at: Callable[[Place], Place]) -> Finding:
    return replace(
        finding,
        subject=replace(finding.subject, place=at(finding.subject.place)),
        because=_evidence(finding.because, at),
        related=tuple(replace(each, place=at(each.place)) for each in finding.related),
        waived=replace(finding.waived, place=at(finding.waived.place)) if finding.waived else None,
    )


def _evidence(evidence: Evidence, at: Callable[[Place], Place]) -> Evidence:
    place = at(evidence.place) if evidence.place else None
    return replace(evidence, place=place, children=tuple(_evidence(child, at) for child in evidence.children))


def _first_file(report: Report) -> str:
    return min((path for path, _ in report.files), default="")


def _joined(folder: str, path: str) -> str:
    """The path from the folder's own place.

    >>> _joined("qms", "a.md"), _joined("", "a.md"), _joined("clients/one", "../own/art17.yaml")
    ('qms/a.md', 'a.md', 'clients/own/art17.yaml')
    """
    return posixpath.normpath(posixpath.join(folder, path)) if folder and path else path
