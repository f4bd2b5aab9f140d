"""A specimen kept as Word files and workbooks comes to the same verdicts on control facts and registers."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from art17.checking.request import Request
from art17.model.report import Report
from art17.run import run
from houses import DAY, ROOT

SPECIMENS = ROOT / "fixtures" / "specimens"
COMPARED = (
    "art17/people/", "qms-practice/actions/", "qms-practice/complaints/", "qms-practice/documents/",
    "qms-practice/reviews/", "qms-practice/suppliers/",
)  # fmt: skip
"""Rules on control facts, and on the rows of the registers that are rewritten."""


def _script() -> Any:
    spec = spec_from_file_location("in_office", SPECIMENS / "in_office.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["in_office"] = module
    spec.loader.exec_module(module)
    return module


IN_OFFICE = _script()


def verdicts(report: Report, moved: dict[str, str]) -> set[tuple[str, str, str, str]]:
    """Rule, file as it was called first, verdict, and in registers the row."""
    before = {new: old for old, new in moved.items()}
    found: set[tuple[str, str, str, str]] = set()
    for each in report.findings:
        path = before.get(each.subject.place.path, each.subject.place.path)
        if each.rule.startswith(COMPARED):
            found.add((each.rule, path, each.verdict, each.subject.id if path.startswith("registers/") else ""))
    return found


@pytest.mark.parametrize(("name", "least"), [("northlight", 0), ("northlight-broken", 12)])
def test_the_same_verdicts_from_word_and_excel(name: str, least: int, tmp_path: Path) -> None:
    """Owners, versions, approvals and reviews come from control tables, rows from sheets; nothing else changes them."""
    moved = IN_OFFICE.written(SPECIMENS / name, tmp_path / name)
    as_text, as_office = run(Request(SPECIMENS / name, DAY)), run(Request(tmp_path / name, DAY))
    assert as_office.report.problems == ()
    assert verdicts(as_office.report, moved) == verdicts(as_text.report, {})
    assert len(verdicts(as_text.report, {})) >= least
    read = [each for each in as_office.context.reading.artefacts if each.path in moved.values()]
    documents = {each.path: each.origins for each in read if each.register is None and each.path.endswith(".docx")}
    assert len(documents) == sum(path.endswith(".docx") for path in moved.values())
    assert {origins.get("version", "block") for origins in documents.values()} == {"block"}
    rows = [each for each in read if each.register is not None]
    assert len(rows) > 10
    assert {each.origins.get("title", "data") for each in rows} == {"data"}
