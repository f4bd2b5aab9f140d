"""Small help for tests that run the engine on whole folders."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

from art17.checking.context import RunContext, load
from art17.checking.request import Request
from art17.model.report import Finding, Report
from art17.run import check

ROOT = Path(__file__).parents[1]
SPECIMENS = ROOT / "fixtures" / "specimens"
NORTHLIGHT = SPECIMENS / "northlight"
DAY = date(2026, 11, 23)


def checked(folder: Path, *, select: tuple[str, ...] = ()) -> Report:
    """The report on a folder as of the usual day."""
    return check(Request(folder, DAY, select=select))


RULES = SPECIMENS / "rules.txt"
"""The rules that the expected reports are made by: one that is new and finds nothing changes none of them."""
NO_DIGEST = "sha256:" + "0" * 64


def expected_by_agreed_rules(folder: Path) -> Report:
    """The report of a specimen by the agreed rules, without the digests of packs, as its expected files have it."""
    report = checked(folder, select=tuple(RULES.read_text("utf-8").split()))
    return replace(report, partial=False, packs=tuple(replace(pack, digest=NO_DIGEST) for pack in report.packs))


def opened_house(folder: Path) -> RunContext:
    """A folder read and compiled as of the usual day."""
    return load(Request(folder, DAY))


def copied(folder: Path, to: Path) -> Path:
    """A copy of a folder that a test may change."""
    return Path(shutil.copytree(folder, to / folder.name))


def house(folder: Path, files: dict[str, str]) -> Path:
    """A folder with these files."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def told(report: Report) -> list[tuple[str, str, str]]:
    """Rule, class and subject of each finding."""
    return [(finding.rule, finding.category, finding.subject.id) for finding in report.findings]


def on_file(report: Report, path: str, category: str) -> list[Finding]:
    """The findings of a class on a file."""
    return [f for f in report.findings if f.subject.place.path == path and f.category == category]
