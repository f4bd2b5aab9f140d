"""What introduces a list, and what only asks to be filled in."""

from __future__ import annotations

import pytest

from art17.reading.documents.read import document_in
from art17.texts.lexicon import Lexicon
from art17.texts.passages import Passage, Reader
from art17.texts.speech import SPEECHES


def passages(text: str) -> list[Passage]:
    """The passages of a Markdown text, read without any words."""
    return Reader(Lexicon({})).passages(document_in("markdown", text))


@pytest.mark.parametrize(
    "line", ["It is one of these:", "Wesentlich ist sie, wenn sie,", "Eine Änderung ist wesentlich, wenn"]
)
def test_a_line_that_goes_on_introduces_a_list(line: str):
    """A colon, a comma or a word that goes on joins the line to the items below it."""
    item = passages(f"{line}\n\n- den Zweck ändert\n")[-1]
    assert item.leads
    assert item.folded.endswith("den zweck aendert")
    assert item.own > 0


def test_a_sentence_that_ends_introduces_nothing():
    """A full stop ends what the line says."""
    assert not passages("Changes are judged.\n\n- by the office\n")[-1].leads


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "[State the purpose of this procedure, that is what is planned, reviewed, verified and kept on file.]",
            "prompt",
        ),
        ("[Our office] keeps the file, and the head of quality reads it every month.", ""),
    ],
)
def test_a_paragraph_in_brackets_is_a_prompt(text: str, reason: str):
    """What stands in brackets as a whole waits to be filled in."""
    assert passages(text)[0].reason == reason


@pytest.mark.parametrize(("line", "reason"), [("Requirement:", "law"), ("Requirements without a standard:", "")])
def test_a_label_of_the_law_is_the_whole_label(line: str, reason: str):
    """What stands under "Requirement" is the law's; a longer line that begins so speaks for the house."""
    document = document_in("markdown", f"{line}\n\n- Article 10: a house rule\n")
    item = Reader(Lexicon(SPEECHES["en"].groups)).passages(document)[-1]
    assert item.reason == reason
