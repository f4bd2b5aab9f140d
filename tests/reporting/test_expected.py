"""Every format of both specimens, compared byte for byte with what was agreed."""

from __future__ import annotations

import io
import zipfile
from functools import cache

import pytest

from art17.model.report import Report
from art17.reporting.table import NAMES, worded
from houses import checked
from reporting.small import SPECIMENS

HOUSES = ("northlight", "northlight-broken")
ENDINGS = {
    "sarif": "sarif",
    "junit": "junit.xml",
    "github": "github.txt",
    "github-summary": "summary.md",
    "gitlab": "gitlab.json",
    "markdown": "md",
    "csv": "csv",
    "xlsx": "xlsx.txt",
}
ELSEWHERE = {"text", "json", "html"}


@cache
def report_on(house: str) -> Report:
    return checked(SPECIMENS / house)


def parts_of(book: bytes) -> str:
    """A workbook as text: its parts one after the other, so that a change shows in a diff."""
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        return "".join(f"== {name}\n{parts.read(name).decode()}\n" for name in parts.namelist()).replace("><", ">\n<")


@pytest.mark.parametrize("house", HOUSES)
@pytest.mark.parametrize("name", ENDINGS)
def test_a_specimen_gives_its_expected_report(house: str, name: str, writes_expected: bool) -> None:
    """A format differs from the expected file; `make expected` rewrites it, and the diff shows what changed."""
    told = worded(report_on(house), name, "qms")
    text = parts_of(told) if isinstance(told, bytes) else told
    expected = SPECIMENS / f"{house}.expected.{ENDINGS[name]}"
    if writes_expected:
        expected.write_bytes(text.encode())
    assert text.encode() == expected.read_bytes()


def test_every_format_is_compared() -> None:
    """A format was added without an expected file."""
    assert set(NAMES) - ELSEWHERE == set(ENDINGS)


@pytest.mark.parametrize("name", ENDINGS)
def test_the_same_report_gives_the_same_bytes(name: str) -> None:
    """A format holds a moment, an order of hashes or the like."""
    report = report_on("northlight-broken")
    assert worded(report, name, "qms") == worded(report, name, "qms")
