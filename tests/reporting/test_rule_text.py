"""Rules as people read them, before there is a subject to speak of."""

from __future__ import annotations

import pytest

from art17.reporting.rule_text import page
from builders import a_rule


@pytest.mark.parametrize(
    ("subject", "field", "fix", "said"),
    [
        ("defect", "fix", "{subject.fix}", "What the finding says"),
        ("type", "id", "Write a {types} for {subject}.", "Write a document of the kind for the artefact."),
        ("type", "id", "Write a document of type {types}.", "Write a document of the type that the finding names."),
        ("type", "id", "State `owner`.", "State `owner`."),
    ],
)
def test_what_is_filled_in_is_said_as_words(subject: str, field: str, fix: str, said: str) -> None:
    """A reader of `rules show` meets braces."""
    assert f"  Fix       {said}\n" in page(a_rule({field: "present"}, {subject: "any"}, fix=fix))
