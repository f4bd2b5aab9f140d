"""How often something is done, in words: no deadline, and no length of time."""

from __future__ import annotations

import pytest

from art17.model.place import Place
from art17.reading.documents.read import document_in
from art17.texts.folding import folded, words_of
from art17.texts.periods import rhythms_in
from art17.texts.read import read_text
from art17.texts.speech import SPEECHES
from texts.procedures import spoken


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("en", "The review is held every six months.", "P6M"),
        ("en", "An annual report is written.", "P1Y"),
        ("en", "at least once every 2 years", "P2Y"),
        ("en", "frequency: quarterly", "P3M"),
        ("en", "at intervals of 18 months", "P18M"),
        ("de", "Sie findet alle zwei Jahre statt.", "P2Y"),
        ("de", "mindestens einmal im Jahr", "P1Y"),
        ("de", "in einem halbjährlichen Bericht", "P6M"),
        ("de", "einmal in 18 Monaten", "P18M"),
        ("fr", "tous les trois mois", "P3M"),
        ("fr", "un rapport annuel", "P1Y"),
        ("fr", "deux fois par an", "P6M"),
    ],
)
def test_a_rhythm_is_read(code: str, text: str, value: str):
    """The words that say that something comes again give its period."""
    assert [each.value for each in rhythms_in(words_of(folded(text)), SPEECHES[code].counting)] == [value]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "We answer within six months."),
        ("en", "kept for ten years"),
        ("de", "binnen zwei Jahren"),
        ("de", "alle Unterlagen, zehn Jahre lang"),
        ("fr", "dans les trois mois"),
        ("fr", "conservés dix ans"),
    ],
)
def test_a_deadline_or_length_is_no_rhythm(code: str, text: str):
    """A period that does not come again is none."""
    assert not list(rhythms_in(words_of(folded(text)), SPEECHES[code].counting))


SCHEDULE = """# Post-market monitoring plan

The quality manager monitors the product in the field and reports what monitoring shows.

## Schedule

| Cadence | Activity | Output |
|---|---|---|
| Daily | error rates are computed | monitoring dashboard |
| Weekly | trends are analysed | weekly monitoring report |
| {} | figures are compared with the plan | performance report |
"""


@pytest.mark.parametrize(("last", "states"), [("Quarterly", ()), ("Weekly", (("report_in", "P1W"),))])
def test_one_row_of_a_schedule_is_no_rhythm_of_the_whole(last: str, states: tuple[tuple[str, str], ...]):
    """Where each row is what is done in one rhythm, no one of them is how often the monitoring is reported."""
    text = SCHEDULE.replace("Daily", "Weekly" if last == "Weekly" else "Daily").format(last)
    reading = read_text(document_in("markdown", text.encode()), "pmm-plan", spoken(), lambda *_: Place(""))
    assert [mention.states for mention in reading.mentions_of("report_in")] == [states]
