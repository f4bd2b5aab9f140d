"""The schemas of types refuse what a slip of the hand makes of a key, and let be what others write."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from art17.commands.schema import schema
from art17.reading.facts.slips import nearest_slip, slips_of
from houses import ROOT


@cache
def validator(name: str) -> Any:
    return jsonschema.Draft202012Validator(json.loads(json.dumps(schema(name, Path(ROOT / "fixtures")))))


@pytest.mark.parametrize(
    ("row", "is_right"),
    [
        ({"owner": "x"}, True),
        ({"onwer": "x"}, False),
        ({"ownr": "x"}, False),
        ({"owners": ["x"]}, True),
        ({"sidebar_label": "x", "weight": 3}, True),
        ({"next_reveiw": "2026-01-01"}, False),
        ({"risks": [{"severity": "high"}]}, True),
        ({"risks": [{"severitty": "high"}]}, False),
        ({"links": {"owner": "x"}}, True),
        ({"links": {"relatde": "x"}}, False),
    ],
)
def test_a_key_that_is_nearly_one_of_ours_is_refused(row: dict[str, Any], is_right: bool) -> None:
    """An editor marks `onwer`, also in a row of items; a key of another tool is let be."""
    found = list(validator("risk-register").iter_errors({"type": "risk-register", **row}))
    assert (not found) == is_right, found


def test_a_slip_of_the_schema_is_a_slip_of_the_check() -> None:
    """What the schema refuses for one letter, a run reports too, with the same word."""
    for name in ("owner", "status", "next_review", "approved_by"):
        pattern = re.compile(f"^(?:{slips_of(name)})$")
        assert not pattern.match(name)
        for at in range(1, len(name)):
            for slip in (name[:at] + name[at + 1 :], name[:at] + "x" + name[at:], name[:at] + "x" + name[at + 1 :]):
                assert slip == name or (pattern.match(slip) and nearest_slip(slip, [name]) in (name, "")), slip


BY_PEOPLE = ("answers", "baseline", "labels", "links", "manifest", "pack", "texts", "type", "risk", "role", "procedure")
"""Files that people write, and some types."""
SMALL = ("/n", "/of", "/value", "/book")
"""Parts of what only art17 writes into answers."""


def undescribed(stated: Any, path: str) -> Iterator[str]:
    """The properties of a schema that say nothing of themselves, and the objects that take any key."""
    if isinstance(stated, list):
        for each in stated:
            yield from undescribed(each, path)
    if not isinstance(stated, dict):
        return
    known = stated.get("properties")
    if isinstance(known, dict) and stated.get("type") == "object":
        if not {"additionalProperties", "propertyNames"} & stated.keys():
            yield f"{path} is open"
        yield from (f"{path}/{k}" for k, v in known.items() if not {"description", "$ref", "anyOf"} & v.keys())
    for name, each in stated.items():
        yield from undescribed(each, f"{path}/{name}")


@pytest.mark.parametrize("name", BY_PEOPLE)
def test_what_people_write_is_described_and_closed(name: str) -> None:
    """An editor says what each key is for, and marks one that nobody reads."""
    found = {each for each in undescribed(schema(name, Path(ROOT / "fixtures")), name) if not each.endswith(SMALL)}
    assert not found
