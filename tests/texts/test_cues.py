"""Every cue reads its own examples and none of those that it must ignore."""

import pytest

from art17.model.place import Place
from art17.reading.documents.read import document_in
from art17.texts.passages import Reader
from art17.texts.read import passages_found
from texts.procedures import LANGUAGES, TITLES, all_cues, cue_files, examples, spoken

LEAST = 5
"""How many texts of each language a cue has to read, and to ignore."""


@pytest.mark.parametrize("type_name", sorted(cue_files()))
def test_cues_read_their_examples(type_name: str):
    """A text that a cue must read is read, with its value; one that it must ignore is not."""
    wrong = []
    for example in examples(type_name):
        under = f"## {example.under}\n\n" if example.under else ""
        document = document_in("markdown", f"# {TITLES[example.language]}\n\n{under}{example.text}\n")
        values = passages_found(document, type_name, spoken()[example.language]).get(example.matter)
        if (values is not None) is not example.is_read or (example.gives and example.gives not in (values or ())):
            wrong.append((example, values))
    assert wrong == []


@pytest.mark.parametrize("type_name", sorted(cue_files()))
def test_cues_have_enough_examples(type_name: str):
    """Every cue has examples of both kinds in each language, and says why one is ignored."""
    for cue in all_cues()[type_name].cues:
        own = [example for example in examples(type_name) if example.matter == cue.matter]
        for language in LANGUAGES:
            for is_read in (True, False):
                count = sum(each.language == language and each.is_read is is_read for each in own)
                assert count >= LEAST, (cue.matter, language, is_read, count)
        assert all(each.because for each in own if not each.is_read)


def test_a_passage_is_placed_by_its_line():
    """Line and column of a mention are those of its sentence."""
    text = "# Incidents\n\n## Report\n\nWe are kind.\nThe duty manager reports each incident to the authority.\n"
    reader = Reader(spoken()["en"].lexicon("incident-procedure"))
    (found,) = [each for each in reader.passages(document_in("markdown", text)) if "authority" in each.text]
    assert (found.block, found.section) == (2, 1)
    assert Place("x").line == 0
