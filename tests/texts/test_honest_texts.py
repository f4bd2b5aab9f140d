"""Procedures in plain words, as people write them: every matter that they treat is found, and no other type's."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from art17.model.place import Place
from art17.model.text_reading import TextReading
from art17.reading.documents.read import document_in
from art17.reading.packs.cues import cues_in
from art17.texts.plans import Tongue, tongues
from art17.texts.read import read_text

ROOT = Path(__file__).parents[2]
TEXTS = sorted((Path(__file__).parent / "honest").glob("*.md"))
NOT_TREATED = {
    "data-management-procedure--de.md": {"operations[mining]"},
    "data-management-procedure--en.md": {"operations[mining]"},
    "data-management-procedure--fr.md": {"operations[mining]"},
    "design-control-procedure--de-table.md": {
        "design_techniques",
        "final_approver",
        "substantial_modification_criteria",
    },
    "design-control-procedure--en.md": {"substantial_modification_criteria"},
    "design-control-procedure--fr.md": {"design_techniques", "final_approver", "substantial_modification_criteria"},
    "pmm-plan--fr.md": {"kpis"},
    "record-keeping-procedure--de.md": {
        "records[notified-body-changes]",
        "records[data-sets]",
        "records[incident-reports]",
    },
    "record-keeping-procedure--fr.md": {
        "records[notified-body-changes]",
        "records[data-sets]",
        "records[incident-reports]",
    },
    "regulatory-compliance-strategy--de-changes.md": {"legal_basis"},
    "regulatory-compliance-strategy--de.md": {"modifications"},
    "regulatory-compliance-strategy--en.md": {"modifications"},
    "regulatory-compliance-strategy--en-table.md": {"modifications"},
    "regulatory-compliance-strategy--fr.md": {"modifications"},
    "risk-management-procedure--de.md": {"review_occasions"},
}
"""What a text does not say in words that cues know; the rest it says."""


@cache
def spoken() -> Mapping[str, Tongue]:
    """All cues of all packs."""
    files = (ROOT / "rules").glob("*/cues/*.yaml")
    return tongues({file.stem: cues_in(file.stem, file.read_text("utf-8")) for file in sorted(files)})


def nowhere(_block: int, _offset: int, _row: int) -> Place:
    """The same place for every passage."""
    return Place("x.md")


def read(file: Path, type_name: str) -> TextReading:
    """What a text says, read as of a type."""
    document = document_in("markdown", file.read_text("utf-8"))
    return read_text(document, type_name, spoken(), nowhere)


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.stem)
def test_an_honest_text_says_what_it_treats(file: Path):
    """Nothing that a text treats is missed, and its type is not doubted."""
    reading = read(file, file.stem.partition("--")[0])
    assert not reading.reason
    found = {m.matter if m.field not in reading.looked_for else m.field for m in reading.mentions}
    assert found == set(reading.looked_for) - NOT_TREATED.get(file.name, set())


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.stem)
def test_an_honest_text_answers_for_no_other_type(file: Path):
    """A text on one matter says at most half of what another type lays down, or is told to be of another type."""
    own = file.stem.partition("--")[0]
    near = {own, "pmm-plan", "pmm-procedure"} if own.startswith("pmm-") else {own}
    for other in next(iter(spoken().values())).types.keys() - near:
        reading = read(file, other)
        assert reading.reason or len(reading.mentions) * 2 <= max(len(reading.looked_for), 2), other


def test_the_periods_of_an_archive_are_read():
    """Each kind of record with its period, and from when they all count."""
    reading = read(TEXTS[0].parent / "record-keeping-procedure--de.md", "record-keeping-procedure")
    stated = {dict(mention.states)["record_kind"]: dict(mention.states) for mention in reading.mentions}
    assert stated["declaration-of-conformity"]["retention_period"] == "P15Y"
    assert stated["declaration-of-conformity"]["counted_from"] == "placing-on-the-market"
    assert stated["logs"]["retention_period"] == "P18M"
    assert stated["logs"]["counted_from"] == "creation"
