"""Standards beside Art. 17(1): numbers of a draft are labelled, and whoever holds the published text brings its table."""

from __future__ import annotations

from pathlib import Path

from art17.checking.request import Request
from art17.commands.crosswalk import crosswalk
from builders import ROOT
from houses import DAY, house

PUBLISHED = """\
title: A published standard
standards:
  en-18286: {reference: EN 18286, edition: "2026", clauses: {"4": strategy}}
points:
- {provision: Art. 17(1)(a), topic: strategy, clauses: {en-18286: ["4"]}}
"""


def test_numbers_of_a_draft_are_labelled(tmp_path: Path) -> None:
    """A clause of the draft of EN 18286 is shown as if it were one of the standard, in a crosswalk or on the page."""
    found = crosswalk(Request(house(tmp_path, {"art17.yaml": "packs: [eu-ai-act]\n"}), DAY), "pren-18286")
    assert found.note.startswith("draft numbers")
    assert found.reference.startswith("prEN 18286")
    page = (ROOT / "docs/reference/crosswalk.md").read_text("utf-8")
    heads = [line for line in page.splitlines() if "18286" in line and line.startswith(("|", "#", "-"))]
    assert heads
    assert all("draft" in line or "prEN" in line for line in heads)


def test_the_table_of_a_published_standard_can_be_brought(tmp_path: Path) -> None:
    """Whoever holds a licence cannot load the clauses of the published edition, or they are called a draft."""
    files = {
        "art17.yaml": "packs: [eu-ai-act, ./ours]\nread: ['*.md']\n",
        "ours/pack.yaml": "title: Ours\nversion: '1'\n",
        "ours/crosswalk.yaml": PUBLISHED,
    }
    found = crosswalk(Request(house(tmp_path, files), DAY), "en-18286")
    assert (found.reference, found.note) == ("EN 18286 2026", "")
    assert [(each.number, each.points[0][0]) for each in found.clauses] == [("4", "Art. 17(1)(a)")]
