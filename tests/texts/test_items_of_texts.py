"""What a text says of the items of a list: of one, of several in one sentence, and of all at once."""

from __future__ import annotations

import pytest

from art17.model.cue import Cue, Cues
from art17.model.place import Place
from art17.model.text_reading import Mention
from art17.reading.documents.read import document_in
from art17.texts.plans import tongues
from art17.texts.read import read_text

KEEP = {"en": ("kept", "keep", "how long", "counted")}
KINDS = {"files": {"en": ("file", "files")}, "logs": {"en": ("logs",)}}
SINCE = (
    (
        "counted_from",
        (("sale", {"en": ("from .. sold", "after .. sold")}), ("writing", {"en": ("from .. written",)})),
    ),
)


def cue(kind: str) -> Cue:
    """A kind of record, with its period and from when it counts."""
    return Cue(
        "records",
        entry=(("kind", kind),),
        is_item=True,
        about=(KINDS[kind], KEEP),
        says=KEEP,
        parts=(("period", "duration"),),
        choices=SINCE,
    )


SPOKEN = tongues({"records-plan": Cues("records-plan", {"en": ("kept",)}, (cue("files"), cue("logs")))})


def nowhere(_block: int, _offset: int, _row: int) -> Place:
    """The same place for every passage."""
    return Place("x.md")


def said_of(text: str) -> dict[str, dict[str, str]]:
    """For each kind of record what the text states of it."""
    document = document_in(
        "markdown",
        f"# What we have\n\nOur office looks after the papers, and the clerk reads them in the morning when she is there.\n\n{text}\n",
    )
    reading = read_text(document, "records-plan", SPOKEN, nowhere)
    return {kind: dict(mention.states) for mention in reading.mentions if (kind := _kind(mention))}


def _kind(mention: Mention) -> str:
    return dict(mention.states).get("kind", "")


@pytest.mark.parametrize(
    "text",
    [
        "Files are kept for ten years and logs for one year.",
        "We keep for ten years the files and for one year the logs.",
        "Files are kept ten years, logs one year.",
        "Logs are kept for one year and files for ten years.",
        "| What | Read | How long |\n|---|---|---|\n| Files | 2 weeks | 10 years |\n| Logs | 3 days | 1 year |",
        "- files: kept for ten years\n- logs: kept for one year",
    ],
)
def test_each_kind_has_its_own_period(text: str):
    """The period of the clause, or of the column that speaks of keeping, is the one of the kind."""
    said = said_of(text)
    assert (said["files"]["period"], said["logs"]["period"]) == ("P10Y", "P1Y")


def test_a_kind_in_a_later_cell_is_not_what_a_row_is_of():
    """A row is of what its first cells name; other cells give reasons and places."""
    said = said_of("| What | How long | Why |\n|---|---|---|\n| Letters | 3 years | needed beside the files |")
    assert not said


@pytest.mark.parametrize("text", ["Files are not kept for ten years.", "Nobody files and keeps logs for one year."])
def test_a_denied_period_is_none(text: str):
    """What is denied is not said, whatever its period."""
    assert not said_of(text)


def test_what_is_said_for_all_holds_for_each_that_says_nothing_else():
    """A sentence on keeping that names no kind holds for every kind, save one that says otherwise."""
    said = said_of(
        "Everything is counted from the day on which it was sold.\n\n"
        "Files are kept for ten years.\n\nLogs are kept for one year from the day they are written."
    )
    assert said["files"]["counted_from"] == "sale"
    assert said["logs"]["counted_from"] == "writing"


def test_two_periods_of_one_kind_leave_the_kind_without_one():
    """Texts that contradict each other state the kind, and no period of it."""
    said = said_of("Files are kept for ten years.\n\nOur clerk has files kept for two years.")
    assert said["files"] == {"kind": "files"}
