"""How citations stand in the law of a day; most cases are labelled lines in `fixtures/citations/wrong.txt`."""

import pytest

from art17.citations.citations import citations_in, cited
from art17.law.standing import standing_of, standings_of
from law.the_law import AFTER, BEFORE, the_act


def standing(text: str, day=AFTER) -> tuple[str, str | None, str | None]:
    """Status, canonical form and what was meant of a citation given alone."""
    (citation,) = cited(text)
    found = standing_of(citation, the_act(), day)
    return found.status, found.provision, found.meant


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Art. 62(1)", ("ok", "Art. 62(1)", None)),
        ("Annex I(11)", ("ok", "Annex I, Section A(11)", None)),
        ("Art. 61 (post-market monitoring)", ("draft-numbering", "Art. 61", "Art. 72")),
        ("Art. 29a", ("draft-numbering", "Art. 29a", "Art. 27")),
        ("Title III, Chapter 2", ("draft-numbering", "Title III, Chapter 2", None)),
        ("Chapter III, Section 2", ("ok", "Chapter III, Section 2", None)),
        ("Chapter XX", ("unknown", "Chapter XX", None)),
        ("Art. 30 GDPR", ("other-act", "Art. 30", None)),
        ("our manual", ("not-a-citation", None, None)),
    ],
)
def test_given_alone(text, expected) -> None:
    """The statuses of a citation given alone."""
    assert standing(text) == expected


def test_the_law_of_its_day() -> None:
    """A record is judged under the law of its own date."""
    assert standing("Art. 10(5)", BEFORE)[0] == "ok"
    assert standing("Art. 10(5)", AFTER)[0] == "moved"
    assert standing("Art. 4a(1)", BEFORE) == ("unknown", "Art. 4a(1)", "Art. 4")
    assert standing("Annex VIII, Section B(9)", BEFORE)[0] == "ok"
    assert standing("Annex VIII, Section B(9)", AFTER)[0] == "law-defect"


def test_messages_name_what_was_meant() -> None:
    """A message says what the provision is about and which one was meant."""
    (citation,) = cited("Art. 61 (post-market monitoring)")
    message = standing_of(citation, the_act(), AFTER).message
    assert "Art. 72" in message
    assert "post-market monitoring" in message


def together(text: str) -> list[str]:
    """The statuses of all citations of a document, judged together."""
    return [each.status for each in standings_of(citations_in(text, "eu-ai-act"), the_act(), AFTER)]


def test_draft_numbering_goes_through_a_document() -> None:
    """Who wrote one Art. 61 of the draft wrote them all, unless one of them shows that the Act is meant."""
    plan = "Post-market monitoring (Art. 61).\n\nThe plan meets Art. 61(2).\n\nArt. 73 is elsewhere.\n"
    assert together(plan) == ["draft-numbering", "draft-numbering", "ok"]
    assert together("The plan meets Art. 61(2).") == ["ok"]
    assert together(plan + "\nInformed consent (Art. 61).") == ["draft-numbering", "ok", "ok", "ok"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Art. 17(1)(z)", "Art. 17(1)(z) does not exist; the nearest is Art. 17(1), which ends with Art. 17(1)(m)"),
        ("Anhang III Nr. 9", "Annex III(9) does not exist; the nearest is Annex III, which ends with Annex III(8)"),
        ("Art. 16(1)(c)", "Art. 16(1)(c) does not exist; the nearest is Art. 16(c)"),
        ("Art. 150", "Art. 150 does not exist"),
    ],
)
def test_what_does_not_exist_is_said_with_the_nearest(text, said) -> None:
    """Whoever wrote a letter too many learns where the paragraph ends."""
    (citation,) = cited(text)
    assert standing_of(citation, the_act(), AFTER).message == said
