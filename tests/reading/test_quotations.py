"""Passages in the words of their documents, and labels that forbid it."""

from __future__ import annotations

from pathlib import Path

import pytest

from art17.model.place import Place
from art17.model.question import PassageAt, Quotation
from art17.reading.documents.read import document_in
from art17.reading.io.source import WorkingTree
from art17.reading.quotations import LONGEST, confidential, quotations_of

TEXT = """\
# Incidents

## Reporting

We report within fifteen days,
and at once where it is clear.

| Case | Days |
|---|---|
| Death | 10 days |

## Other

Nothing else.
"""


@pytest.mark.parametrize(
    ("place", "section", "said"),
    [
        (Place("a.md", (), 5, 1), "", "We report within fifteen days, and at once where it is clear."),
        (Place("a.md", (), 6, 1), "", "We report within fifteen days, and at once where it is clear."),
        (Place("a.md", (), 10, 1), "", "Death | 10 days"),
        (Place("a.md"), "Other", "Nothing else."),
        (Place("a.md"), "", ""),
        (Place("a.md", (), 99, 1), "", ""),
    ],
)
def test_a_passage_is_its_paragraph_row_or_section(tmp_path: Path, place: Place, section: str, said: str) -> None:
    """Half a sentence is quoted, or that of another heading."""
    (tmp_path / "a.md").write_text(TEXT, "utf-8")
    passage = PassageAt("A", "deadlines", place, section)
    assert quotations_of([passage], WorkingTree(tmp_path)) == {passage: Quotation(said)}


def test_what_is_long_or_gone_harms_nothing(tmp_path: Path) -> None:
    """A long section fills the report, or a file that is gone ends the run."""
    (tmp_path / "a.md").write_text(f"## Long\n\n{'word ' * 900}\n", "utf-8")
    long, gone = PassageAt("A", "x", Place("a.md"), "Long"), PassageAt("B", "x", Place("b.md"), "Long")
    found = quotations_of([long, gone], WorkingTree(tmp_path))
    assert len(found[long].text) <= LONGEST + 4
    assert gone not in found


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("# A\n\n| Classification | Confidential |\n|---|---|\n| Owner | QM |\n", True),
        ("# A\n\n**Vertraulichkeit:** hoch\n\nText.\n", True),
        ("# A\n\nSTRICTLY CONFIDENTIAL\n", True),
        ("# A\n\nDocument confidentiel\n", True),
        ("# A\n\nWe treat confidential information with care.\n", False),
        ("# Confidentiality procedure\n\nWe keep it.\n", False),
        ("# A\n\nClassification: not confidential\n", False),
        ("# A\n\n| Classification | Public |\n|---|---|\n| Owner | QM |\n", False),
    ],
)
def test_a_label_is_no_sentence(text: str, marked: bool) -> None:
    """A procedure on confidentiality counts as confidential, or a marked one does not."""
    assert confidential(document_in("markdown", text)) is marked
