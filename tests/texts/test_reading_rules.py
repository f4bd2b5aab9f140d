"""Whether a passage says something: denials, what is put off, the law, steps and short texts."""

from __future__ import annotations

import pytest

from art17.model.cue import Cue, Cues
from art17.model.place import Place
from art17.reading.documents.read import document_in
from art17.texts.lexicon import Lexicon
from art17.texts.passages import Passage, Reader
from art17.texts.plans import tongues
from art17.texts.read import FEW_WORDS, read_text
from art17.texts.saying import is_denied, reason_of, speaks_law
from art17.texts.speech import SPEECHES


def passages(language: str, text: str) -> list[Passage]:
    """The passages of a Markdown text, with the groups of a language."""
    return Reader(Lexicon(SPEECHES[language].groups)).passages(document_in("markdown", text))


def denied(language: str, sentence: str, verb: str) -> bool:
    """Whether a verb of a sentence is denied."""
    passage = passages(language, sentence)[0]
    at = passage.words.index(verb)
    return is_denied(passage, (at, at + 1))


@pytest.mark.parametrize(
    ("language", "sentence", "verb", "expected"),
    [
        ("en", "The data are not bought or leased by us.", "leased", True),
        ("de", "Die Daten werden nicht gekauft oder gemietet.", "gemietet", True),
        ("fr", "Les données ne sont pas achetées ou louées.", "louees", True),
        ("en", "We do not buy data, and the clerk leases a shelf.", "leases", False),
        ("en", "House template T-2 covers it.", "covers", False),
        ("en", "The template doesn't cover it.", "cover", True),
        ("fr", "Le n° 4 de la liste couvre ce point.", "couvre", False),
        ("fr", "Ce point n'est couvert par aucune règle que nous suivons.", "couvert", True),
        ("fr", "La version n'est livrée que si tout est vert.", "livree", False),
    ],
)
def test_what_a_negation_reaches(language: str, sentence: str, verb: str, expected: bool):
    """ "Or" ends no denial; letters and numbers deny nothing; "only" is no denial, "none" is."""
    assert denied(language, sentence, verb) is expected


@pytest.mark.parametrize(
    ("language", "sentence", "reason"),
    [
        ("en", "The steps are not yet defined.", "postponed"),
        ("en", "A standard is not yet published, so our clerk uses a house rule.", ""),
        ("de", "Die Schritte sind noch nicht festgelegt.", "postponed"),
        ("de", "Eine Norm gibt es noch nicht; die Leiterin nimmt eine Hausregel.", ""),
        ("fr", "Les étapes ne sont pas encore définies.", "postponed"),
        ("en", "TODO: the clerk writes the steps.", "postponed"),
    ],
)
def test_what_is_put_off(language: str, sentence: str, reason: str):
    """What is to be written later is put off; that something else is not there yet is not."""
    assert reason_of(passages(language, sentence)[-1]) == reason


def test_the_first_person_is_never_the_law():
    """A reference in the words of legislation is the house's own where it says "we"."""
    assert speaks_law(passages("en", "The file is kept pursuant to Article 18.")[0])
    assert not speaks_law(passages("en", "We keep the file pursuant to Article 18.")[0])


def test_the_house_acts_under_a_heading_on_the_law():
    """Under such a heading only what somebody of the house does is read."""
    law, house = passages(
        "en", "# Strategy\n\n## Legal basis\n\nFiles are kept.\n\nThe lawyer's team keeps the files.\n"
    )
    assert (law.reason, house.reason) == ("law", "")


@pytest.mark.parametrize(("mark", "reason"), [("-", "definition"), ("{}.", "")])
def test_numbered_items_are_steps(mark: str, reason: str):
    """A list of terms is a glossary; one with numbers is a list of steps."""
    terms = ("Request: a form for the office", "Judgement: the view of the board", "Release: the sale of the thing")
    found = passages("en", "\n".join(f"{mark.format(number)} {term}" for number, term in enumerate(terms, 1)))
    assert {passage.reason for passage in found} == {reason}


def test_the_first_cell_of_a_row_stands_beside_it():
    """A cue may take its matter from the first cell alone."""
    row = passages("en", "| What | How |\n|---|---|\n| Data storage | on a server |\n")[0]
    assert row.words[: row.first] == ["data", "storage"]


def test_a_few_words_in_no_known_language_are_an_empty_text():
    """What is left of a text that was cut to its control block says nothing; it is not foreign."""
    cues = Cues("sheet", {"en": ("gate",)}, (Cue("gates", about=({"en": ("gate",)},), says={"en": ("opens",)}),))
    short = document_in("markdown", "# Xyzzy\n\nPlugh: 2.0\n")
    reading = read_text(short, "sheet", tongues({"sheet": cues}), lambda *_: Place("sheet.md"))
    assert reading.words < FEW_WORDS
    assert reading.silent == ("gates",)


def test_a_title_beside_its_sections_stands_over_them():
    """A wiki writes the title of a page at the level of its sections: it is what they are about, unless it has text."""
    beside = passages("en", "# Data\n\n# Cleaning\n\nThe clerk removes what comes twice.\n")
    assert [heading.text for heading in beside[0].headings] == ["cleaning", "data"]
    chapters = passages("en", "# Data\n\nThe clerk has some.\n\n# Cleaning\n\nThe clerk removes what comes twice.\n")
    assert [heading.text for heading in chapters[1].headings] == ["cleaning"]
    numbered = passages("en", "# 1 Data\n\n# 2 Cleaning\n\nThe clerk removes what comes twice.\n")
    assert len(numbered[0].headings) == 1


@pytest.mark.parametrize(
    ("language", "sentence", "verb"),
    [
        ("en", "Each design is reviewed by someone who did not write it.", "reviewed"),
        ("de", "Der Entwurf wird von zwei nicht am Projekt beteiligten Leuten gelesen.", "gelesen"),
        ("fr", "Le dossier est relu par une personne qui n'a pas participé à sa rédaction.", "relu"),
    ],
)
def test_who_did_not_take_part_denies_nothing(language: str, sentence: str, verb: str):
    """That somebody had no part in a work is said of the person, not of what the person does."""
    assert not denied(language, sentence, verb)


def test_of_alternatives_none_is_missing_where_one_is_there():
    """Nobody takes all routes: the list is looked for as a whole, and told as missing as a whole."""
    ways = {"train": {"en": ("train",)}, "boat": {"en": ("boat",)}}
    says = {"en": ("takes",)}
    cues = tuple(
        Cue("ways", (("way", way),), about=(words,), says=says, is_complete=True, is_alternative=True)
        for way, words in ways.items()
    )
    other = Cue("days", about=({"en": ("day",)},), says=says, is_complete=True)
    spoken = tongues({"travel": Cues("travel", {"en": ("travels",)}, (*cues, other))})
    filling = "Our clerk looks after the papers and the office looks after the clerk, who is there in the morning."

    def read(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        document = document_in("markdown", f"# What we do\n\n{filling} {text}\n")
        reading = read_text(document, "travel", spoken, lambda _block, _offset, _row: Place("x.md"))
        return reading.looked_for, reading.silent

    assert read("Our clerk takes the train. It takes a day.") == (("ways", "days"), ())
    assert read("It takes a day.") == (("ways", "days"), ("ways",))
