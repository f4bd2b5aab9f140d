"""Kleene's logic in conditions."""

from __future__ import annotations

import pytest

from builders import artefact, verdict

TRUE, FALSE, UNKNOWN = {"text": "present"}, {"text": "absent"}, {"day": {"before": "as_of"}}
WORDS = {True: "met", False: "unmet", None: "undecided"}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"all": [TRUE, UNKNOWN]}, None),
        ({"all": [FALSE, UNKNOWN]}, False),
        ({"any": [TRUE, UNKNOWN]}, True),
        ({"any": [FALSE, UNKNOWN]}, None),
        ({"not": TRUE}, False),
        ({"not": UNKNOWN}, None),
        ({"if": TRUE, "then": FALSE}, False),
        ({"if": FALSE, "then": FALSE}, True),
        ({"if": UNKNOWN, "then": TRUE}, True),
        ({"if": UNKNOWN, "then": FALSE}, None),
        ({"if": FALSE, "then": TRUE, "else": FALSE}, False),
        ({"if": UNKNOWN, "then": TRUE, "else": TRUE}, True),
        ({**TRUE, **UNKNOWN}, None),
    ],
)
def test_logic(condition: dict[str, object], expected: bool | None) -> None:
    """Undecided parts leave the whole undecided only where they could change it."""
    assert verdict(condition, artefact("A", text="a", day="soon")) == WORDS[expected]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"when": FALSE}, "not-applicable"),
        ({"when": UNKNOWN}, "undecided"),
        ({"when": TRUE}, "met"),
        ({"unless": [{"when": TRUE, "by": "Art. 17(2)"}]}, "not-applicable"),
        ({"unless": [{"when": UNKNOWN, "by": "Art. 17(2)"}]}, "undecided"),
        ({"when": UNKNOWN, "unless": [{"when": TRUE, "by": "Art. 17(2)"}]}, "not-applicable"),
        ({"when": UNKNOWN, "unless": [{"when": FALSE, "by": "Art. 17(2)"}]}, "undecided"),
    ],
)
def test_applicability(more: dict[str, object], expected: str) -> None:
    """A rule does not apply where `if` is false or an exemption holds; where that is unknown, so is the verdict."""
    assert verdict(TRUE, artefact("A", text="a", day="soon"), **more) == expected
