"""What a statement of applicability excludes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from art17.checking.request import Request
from art17.commands.crosswalk import crosswalk
from art17.reading.documents.read import document_in
from art17.reading.facts.applicability import excluded_in
from art17.run import check

RULE = "art17/artefact/excluded-controls-are-replaced"
AS_OF = date(2026, 11, 23)
SOA = """# Statement of applicability, ISO/IEC 42001:2023

| Control | Title | Applicable | Why |
|---|---|---|---|
| A.6.2.4 | verified | No | not needed |
| A.2.2 | policy | Yes | |
| A.8.5 | others | n.a. | |
"""


@pytest.mark.parametrize(
    ("head", "no"), [("Applicable", "No"), ("Anwendbar", "nein"), ("Applicable?", "NOT APPLICABLE"), ("Included", "N")]
)
def test_a_row_that_says_no_excludes_its_control(head: str, no: str) -> None:
    """The control of a row counts as excluded where the column on applicability says no, in any spelling."""
    text = f"# SoA\n\n| Ref | Name | {head} |\n|---|---|---|\n| A.5.19 | x | {no} |\n| 8.15 | y | yes |\n"
    assert [each.number for each in excluded_in(document_in("markdown", text))] == ["5.19"]


def test_a_table_without_such_a_column_excludes_nothing() -> None:
    """A table of controls that says nothing on applicability excludes none."""
    assert (
        list(excluded_in(document_in("markdown", "| Ref | State |\n|---|---|\n| A.5.1 | no |\n| A.5.2 | no |\n"))) == []
    )


def test_the_crosswalk_names_a_control_that_is_excluded_though_a_point_rests_on_it(tmp_path: Path) -> None:
    """The control, the points and the file; not for a standard that the statement is not about."""
    (tmp_path / "soa.md").write_text(SOA, "utf-8")
    (tmp_path / "risk.md").write_text(
        "# Risk management procedure\n\nOwner: Lead\n\nThe lead identifies the known and foreseeable risks to health and "
        "safety, and adopts measures for each risk.\n",
        "utf-8",
    )
    found = crosswalk(Request(tmp_path, AS_OF), "iso-42001-annex-a")
    assert found.excluded == (("A.6.2.4", "Art. 17(1)(c), Art. 17(1)(d)", "soa.md"),)
    of_risks = {clause.number: clause.documents for clause in crosswalk(Request(tmp_path, AS_OF), "iso-42001").clauses}
    assert [path for path, _ in of_risks["6.1.2"]] == ["risk.md"]
    assert of_risks["7.1"] == ()
    assert crosswalk(Request(tmp_path, AS_OF), "iso-27001").excluded == ()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("soa.md", SOA, ["A.6.2.4: Art. 17(1)(c) and Art. 17(1)(d) rest on it (verified and validated)"]),
        ("soa.md", SOA.replace("not needed", "done under SOP-014"), []),
        ("soa.md", SOA.replace("42001:2023", "9001"), []),
        ("soa.md", SOA.replace("A.6.2.4", "A.9.3"), []),
        (
            "Statement of Applicability 27001.csv",
            "Control,Name,Applicable\nA.5.24,Incident planning,No\nA.5.1,Policies,Yes\n",
            ["A.5.24: Art. 17(1)(i) rests on it (ready for incidents)"],
        ),
    ],
)
def test_a_check_reports_an_excluded_control_that_nothing_replaces(
    tmp_path: Path, name: str, text: str, said: list[str]
) -> None:
    """A broken linkage at its row; silent where its row names a document, for another standard, and for other controls."""
    (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "art17.yaml").write_text(
        f"packs: [art17, eu-ai-act]\nread: ['*.md', '*.csv']\ntypes: {{{name!r}: statement-of-applicability}}\n",
        "utf-8",
    )
    found = [each for each in check(Request(tmp_path, AS_OF)).findings if each.rule == RULE]
    assert all(any(part in each.message for each in found) for part in said)
    assert len(found) == len(said)
    assert all(each.category == "broken-linkage" and each.subject.place.line > 1 for each in found)
