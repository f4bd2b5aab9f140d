"""Who speaks in a passage: the organisation, the law, everybody of a kind, or nobody."""

from __future__ import annotations

import pytest

from art17.reading.documents.read import document_in
from art17.texts.lexicon import Lexicon
from art17.texts.passages import Passage, Reader
from art17.texts.saying import has_actors, is_denied, speaks_law
from art17.texts.speech import SPEECHES
from texts.procedures import read

READERS = {
    code: Reader(Lexicon({**speech.groups, "verb": ("answer*", "antwort*", "repond*", "test*", "tested")}))
    for code, speech in SPEECHES.items()
}


def passage(code: str, text: str) -> Passage:
    """The last passage of a text."""
    return READERS[code].passages(document_in("markdown", f"# A\n\n{text}\n"))[-1]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "- Deployers: the help desk answers"),
        ("en", "- Importers and distributors: the sales lead answers"),
        ("en", "| A | B |\n|---|---|\n| Deployers | help desk |"),
        ("en", "Deployers send us their figures."),
        ("de", "- Händler und Einführer: der Vertriebsleiter antwortet"),
        ("fr", "- Distributeurs et importateurs : le chef des ventes répond"),
    ],
)
def test_a_topic_and_what_reaches_us_are_no_law(code: str, text: str):
    """A group that is only named before a colon, or that acts towards us, is not everybody of a kind."""
    assert not speaks_law(passage(code, text))


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Deployers answer authorities."),
        ("en", "Providers must:\n\n- answer authorities"),
        ("de", "Anbieter antworten den Behörden."),
        ("fr", "Les distributeurs répondent aux autorités."),
    ],
)
def test_everybody_of_a_kind_speaks_law(code: str, text: str):
    """What all of a kind do is law, whatever list it stands in."""
    assert speaks_law(passage(code, text))


@pytest.mark.parametrize(
    ("code", "text", "denied"),
    [
        ("en", "Nobody reads and answers letters.", True),
        ("en", "Nobody reads letters, and our clerk answers them.", False),
        ("de", "Niemand liest Briefe und antwortet.", True),
        ("fr", "Personne ne lit et ne répond.", True),
    ],
)
def test_nobody_reaches_to_the_next_sign(code: str, text: str, denied: bool):
    """Nobody is who does not do all that follows, up to a comma."""
    found = passage(code, text)
    assert is_denied(found, found.hits["verb"][0]) is denied


@pytest.mark.parametrize(("label", "reason"), [("Records", "list"), ("Records of complaints", "")])
def test_only_the_name_of_a_list_is_a_list(label: str, reason: str):
    """A label that names a thing to keep introduces no list of outputs."""
    assert passage("en", f"- {label}: the clerk answers for ten years").reason == reason


@pytest.mark.parametrize(
    ("heading", "acts"), [("## 4. Responsibilities", True), ("## 4. Sources", False), ("## Zuständigkeiten", True)]
)
def test_who_is_given_duties_acts(heading: str, acts: bool):
    """A bare department acts for nobody, where the text says what is its to do; or any label is somebody."""
    code = "de" if "Zust" in heading else "en"
    text = f"# A\n\n{heading}\n\n- **Regulatory**: plans the year\n- **Clinical**: reads the journals\n"
    assert has_actors(READERS[code].passages(document_in("markdown", text))) is acts


@pytest.mark.parametrize(
    ("text", "is_said"),
    [
        ("Maßnahmen gegen Risiken folgen der Rangfolge: Beseitigung, Minderung, Information der Betreiber.", True),
        ("Die Betreiber treffen Maßnahmen gegen Risiken nach der Rangfolge.", False),
    ],
)
def test_who_is_only_named_behind_another_word_does_not_act(text: str, is_said: bool):
    """ "Information of the deployers" is no clause in which deployers act."""
    body = f"# Risikomanagement\n\nDie Leiterin Qualität führt das Verfahren.\n\n## Maßnahmen\n\n{text}\n"
    found = {each.matter for each in read(body, "risk-management-procedure").mentions}
    assert ("steps[Art. 9(2)(d)]" in found) is is_said


@pytest.mark.parametrize(
    "text",
    [
        "Regulatory affairs decides within the meaning of Article 3(23) whether a change request is substantial.",
        "In accordance with Article 43 the head of quality assesses each modification before the change is released.",
    ],
)
def test_a_house_may_cite_the_law_in_its_own_sentence(text: str):
    """Who of the house acts lays something down, also where the sentence refers to the law."""
    assert not speaks_law(passage("en", text))
