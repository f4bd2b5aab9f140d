"""The schemas of types refuse what a slip of the hand makes of a key, and let be what others write."""

from __future__ import annotations

import json
import re
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
