"""What must hold for every provision and every text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from art17.citations.acts import mentions_in
from art17.citations.citations import citations_in, cited
from art17.citations.masking import masked
from citations.spelled import PRINTED, STYLES, spelled
from law.the_law import the_act

PIECES = [
    "Art. 9",
    "(1)",
    "(a)",
    ", ",
    " and ",
    "Annex IV",
    "point ",
    "of ",
    "GDPR",
    "AI Act",
    "\n",
    "| ",
    "`",
    "## ",
    "17",
    " ",
    "- ",
    "é",
]


@pytest.mark.parametrize("language", PRINTED, ids=lambda language: language.words.name)
@pytest.mark.parametrize("style", STYLES)
def test_what_is_printed_is_read(language, style) -> None:
    """Every provision survives printing and reading, in each spelling and language."""
    lost = {cite: text for cite in the_act().cites if provisions(text := spelled(cite, language, style)) != [cite]}
    assert lost == {}


def provisions(text: str) -> list[str | None]:
    """What a string cites."""
    return [each.provision for each in cited(text)]


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=40).map("".join))
def test_any_text_is_read(text) -> None:
    """Any text yields citations whose places are where they say."""
    for each in citations_in(text, "eu-ai-act"):
        assert text[each.start : each.end] == each.text
        assert each.provision
    cited(text)


ADVERSARIAL = {
    "heads without numbers": "Art. ",
    "heads": "Art. 9 of the the ",
    "prefixes": "points (a), (b) of ",
    "prefix chains": "of Article 1 ",
    "lists": "Art. 9, 10, ",
    "one list": ", 10",
    "letters": " lit. a, b",
    "ranges": "Arts. 1-113 ",
    "annexes": "Annexes I-XIV, ",
    "brackets": "Art. 9(1)(a)(",
    "blanks": "Art. 9" + " " * 400,
    "rows": "|Art. 9",
    "headings": "### Art. 9\n",
    "items": "- Art. 9\n",
    "lines": "Art. 9 says so\n",
    "acts": "AI Act GDPR ",
    "regulations": "Regulation (EU) ",
    "sentences": "Art. 9. A ",
    "ticks": "` `` ",
    "links": "](",
    "comments": "<!--",
    "abbreviations": "(FTP) Art. 9 FTP ",
    "written out": "fault tracing plan (FTP) FTP: Art. 9 OR ",
    "rows of laws": "| Law | WOR | Art. 9 |\n",
    "addresses": "[Art. 9](https://gdpr.eu/9) ",
    "code": "`gdpr` Art. 9 ",
    "divisions": "Title IV of the AI Act, ",
    "labels": "Art. 9(1, 2, 3, 4) ",
    "asides": "Articles 9 (x), 10 (y), ",
    "annexes of articles": "Article 5(b) of Annex III, ",
}


SIZE = 100_000
PLAIN = ("The plan follows Art. 72(3) and Annex IV(9). " * SIZE)[:SIZE]


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_scanning_is_linear(name) -> None:
    """100 KB of hostile text, with a citation at both ends, cost a few times as much as ordinary text full of citations.

    Most is spent where each few letters are a range of a dozen provisions.
    """
    text = "Art. 9 " + (ADVERSARIAL[name] * SIZE)[:SIZE] + " Article 9"
    attempts = (seconds(text) < 12 * seconds(PLAIN) for _ in range(3))  # side by side: machines are noisy
    assert any(attempts)


def seconds(text: str) -> float:
    """The time that scanning takes, nothing being remembered."""
    masked.cache_clear()
    mentions_in.cache_clear()
    start = time.process_time()
    citations_in(text, "eu-ai-act")
    return time.process_time() - start
