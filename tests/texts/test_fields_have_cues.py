"""Every field that a text can state has cues, or columns, in three languages; what has none has a reason here."""

from __future__ import annotations

import pytest
import yaml

from builders import ROOT

PACK = ROOT / "rules/eu-ai-act"
TYPES = {file.stem: yaml.safe_load(file.read_text("utf-8")) for file in (PACK / "types").glob("*.yaml")}
CUES = {file.stem: yaml.safe_load(file.read_text("utf-8"))["cues"] for file in (PACK / "cues").glob("*.yaml")}
ITEMS = {
    "incident": ("link_established_on",),
    "modification": ("decided_by", "decided_on"),
    "test": ("due",),
    "standard": ("oj_cited", "common_specification", "presumption_claimed", "presumption_for"),
}
"""Fields of rows that came with rules on them: tables in three languages have columns for them."""
WITHOUT = {
    "ai-system": "facts of a system: asked for once, as data, since they switch duties on",
    "deployed-system": "facts of a use: asked for once, as data",
    "authorised-representative": "a person or firm, no document; a mandate is kept as it was signed",
    "risk-register": "rows and totals of a register; its `scale` is a list, and the usual degrees are known without it",
}
"""Types with newer fields whose texts are not read, and why."""


@pytest.mark.parametrize("name", CUES)
def test_each_field_of_a_type_that_is_read_has_cues(name: str) -> None:
    """A field was added to a type that cues read, and no cue looks for it."""
    sought = {str(cue.get("field", "")).partition(".")[0] for cue in CUES[name]}
    items = bool(TYPES[name].get("items")) and "" in sought
    assert [field for field in TYPES[name].get("fields", {}) if field not in sought] == []
    assert items or not TYPES[name].get("items") or name == "pmm-plan"


@pytest.mark.parametrize("name", ITEMS)
def test_rows_of_three_languages_state_newer_fields(name: str) -> None:
    """A field of a row has no column word with a letter that English does not have, or fewer than three words."""
    columns = TYPES[name]["columns"]
    for field in ITEMS[name]:
        words = columns[field]
        assert len(words) >= 3
        assert len({word[0] for word in words}) >= 2


def test_what_is_without_cues_has_none_and_a_reason() -> None:
    """A reason stands for a type that cues read."""
    assert WITHOUT.keys() <= TYPES.keys()
    assert WITHOUT.keys().isdisjoint(CUES)
