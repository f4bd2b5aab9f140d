"""Rules as people read them, before there is a subject to speak of."""

from __future__ import annotations

import pytest

from art17.reporting.rule_text import page
from builders import a_rule


@pytest.mark.parametrize(
    ("mend", "said"),
    [
        ("{subject.mend}", "What the finding says"),
        ("Write a {types} for {subject}.", "Write a document of the kind for the artefact."),
        ("Write a document of type {types}.", "Write a document of the type that the finding names."),
        ("State `owner`.", "State `owner`."),
    ],
)
def test_what_is_filled_in_is_said_as_words(mend: str, said: str) -> None:
    """A reader of `rules show` meets braces."""
    assert f"  Mend      {said}\n" in page(a_rule({"id": "present"}, mend=mend))
