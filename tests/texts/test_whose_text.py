"""Whose text it is: a long one that treats everything in passing is on no single matter."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from art17.model.text_reading import ADVICE, OTHER_TYPE
from art17.texts.read import LONG
from texts.procedures import TYPES, honest, read


def of_all(names: Sequence[str]) -> str:
    """One text of two procedures for each type."""
    bodies = [honest(name, "en", nth).markdown().split("\n\n", 2)[2] for name in names for nth in (0, 1)]
    return "\n\n".join(["# How we work", *bodies])


def test_a_long_manual_of_everything_is_asked_whose_it_is():
    """What treats each matter in passing is of doubtful type, whatever it answers."""
    manual = read(of_all(TYPES), "incident-procedure")
    assert manual.words > LONG
    assert manual.mentions
    assert manual.reason == OTHER_TYPE


def test_a_long_text_on_one_matter_is_of_its_type():
    """Length alone makes no doubt."""
    own = read(of_all(["incident-procedure"] * 12), "incident-procedure")
    assert own.words > LONG
    assert own.reason == ""


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Your team reports each serious incident to the authority within 15 days of becoming aware of it."),
        (
            "fr",
            "Votre équipe signale tout incident grave à l'autorité dans les quinze jours après en avoir connaissance.",
        ),
        ("de", "Dein Team meldet einen schwerwiegenden Vorfall binnen 15 Tagen nach Kenntnis an die Behörde."),
    ],
)
def test_advice_to_a_reader_is_no_procedure(language: str, sentence: str):
    """A guide that tells providers what to do passes for a procedure; or one that says "you" in passing is refused."""
    own = honest("incident-procedure", language).markdown()
    assert read(f"{own}\n\n{sentence}\n", "incident-procedure").reason == ""
    assert read("\n\n".join([own, *[sentence] * 6]), "incident-procedure").reason == ADVICE


@pytest.mark.parametrize(
    ("first", "second", "best"),
    [
        (
            "## Response times\n\nLow severity: it is investigated by the service desk.",
            "## After an incident\n\nAll incidents are investigated to determine the root cause and what contributed.",
            "After an incident",
        ),
        (
            "## After an incident\n\nAll incidents are investigated to determine the root cause and what contributed.",
            "## Response times\n\nLow severity: it is investigated by the service desk.",
            "After an incident",
        ),
    ],
)
def test_the_passage_that_names_the_matter_most_is_shown_first(first: str, second: str, best: str):
    """Which section is shown does not hang on which comes first, but on which says more of the matter."""
    reading = read(
        f"# Incident procedure\n\nThe team handles incidents.\n\n{first}\n\n{second}\n", "incident-procedure"
    )
    assert [mention.section for mention in reading.mentions_of("investigation")] == [best]


def test_a_heading_names_a_matter_by_the_noun_of_its_verb():
    """ "Risk identification" is where risks are identified, though other sections say so more often."""
    text = (
        "# Risk management procedure\n\nThe risk manager keeps the risk register.\n\n"
        "## Risk treatment\n\nThe team identifies new risks of a measure. Hazards that a measure brings are listed.\n\n"
        "## Risk identification\n\nKnown and foreseeable hazards of each system are identified in a workshop.\n"
    )
    found = read(text, "risk-management-procedure").mentions_of("steps")
    assert next(each.section for each in found if each.matter == "steps[Art. 9(2)(a)]") == "Risk identification"
