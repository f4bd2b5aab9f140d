"""What a text has nothing on is told once, whichever requirement asks for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import art17
from art17.evaluation.questions import in_words

ROLES = """\
# Roles and responsibilities

The head of quality is responsible for record-keeping and for quality control.
Our safety officer is responsible for the reporting of serious incidents to the authority.
The managing director is responsible for resources.
"""


def test_two_requirements_that_want_the_same_say_it_once(tmp_path: Path, own_cache: Path):
    """Each responsibility that is missing is a note for each of two rules."""
    (tmp_path / "roles.md").write_text(ROLES, encoding="utf-8")
    (tmp_path / "art17.yaml").write_text(
        'read: ["*.md"]\npacks: [eu-ai-act]\ntypes: {roles.md: accountability-framework}\n', encoding="utf-8"
    )
    found = art17.check(tmp_path, as_of=date(2026, 11, 23)).findings
    notes = [each.message for each in found if each.rule.startswith("eu-ai-act/17-1-m/") and each.severity == "note"]
    assert any(each.startswith("Nothing on responsibility for Art. 17(1)(j) ") for each in notes)
    assert len(set(notes)) == len(notes)


def test_nobody_is_asked_what_an_empty_document_is(tmp_path: Path, own_cache: Path):
    """A procedure whose text was taken out is said to be empty, and besides asked about: is it of its type?"""
    guess = {"type": "risk-management-procedure", "why": "its title"}
    (tmp_path / "overlay.yaml").write_text(f"risk.md: {{guessed: {guess}}}\n", encoding="utf-8")
    (tmp_path / "art17.yaml").write_text('packs: [eu-ai-act]\noverlay: overlay.yaml\nreading: {"**": open}\n')
    asked: list[list[str]] = []
    for body in ("", "Our lead greets the guests of the house each day, and the clerk opens the doors. " * 3):
        (tmp_path / "risk.md").write_text(f"# Risk management\n\nOwner: Lead\n\n## Steps\n\n{body}\n", encoding="utf-8")
        report = art17.check(tmp_path, as_of=date(2026, 11, 23))
        asked.append([each.kind for each in report.questions if "really of the type" in each.text])
    assert asked == [[], ["whose-text"]]


@pytest.mark.parametrize(
    ("matter", "words"),
    [
        ("aim", "aim"),
        ("data_sources", "data sources"),
        ("deadlines.critical_infrastructure", "deadlines: critical infrastructure"),
        ("steps[Art. 9(2)(c)]", "steps: Art. 9(2)(c)"),
        ("steps[Art-9]", "steps: Art-9"),
        ("counterparties[interested-parties]", "counterparties: interested parties"),
    ],
)
def test_a_matter_is_said_in_words(matter: str, words: str):
    """Names of fields and entries are words, and provisions stay as they are."""
    assert in_words(matter) == words
