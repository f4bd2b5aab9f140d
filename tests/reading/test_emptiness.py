"""Documents that hold nothing but title, headings and control data."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from art17.checking.request import Request
from art17.evaluation.wording import sentences
from art17.graph.node import Node
from art17.model.artefact import Artefact, Defect
from art17.model.place import Place
from art17.reading.packs.declared import declared_by
from art17.reading.qms import read_qms
from art17.reading.settings import settings_of
from art17.run import check
from reading.formats.make_office import p, table, word

CONTROL = table(("Document owner", "Head of Quality"), ("Version", "2"), ("Status", "Approved"))
TITLE = p("Monitoring procedure", "Heading1")


def read(folder: Path, name: str, content: str | bytes) -> tuple[str, list[str]]:
    """The status of a monitoring procedure, and the kinds of its defects."""
    (folder / "art17.yaml").write_text("read: ['**/*']\ntypes: {'m.*': pmm-procedure}\n", "utf-8")
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    declared = declared_by(settings_of(folder))
    (own, *_) = read_qms(folder, settings_of(folder), declared.vocabulary, declared.act).artefacts
    return str(own.fields.get("status")), [each.kind for each in own.defects]


@pytest.mark.parametrize("body", [TITLE + CONTROL, TITLE + CONTROL + p("Purpose", "Heading2") + p("TBD")])
def test_a_word_file_without_a_body_is_a_draft(tmp_path: Path, body: str) -> None:
    """Title, headings, control table and placeholders lay nothing down, whatever status the table states."""
    assert read(tmp_path, "m.docx", word(body)) == ("draft", ["unfilled"])


@pytest.mark.parametrize(
    "more", [p("The quality lead runs the monitoring."), table(("Step", "Who"), ("Collect", "Lead"))]
)
def test_one_sentence_or_a_table_is_a_body(tmp_path: Path, more: str) -> None:
    """A document that says one thing is no empty one."""
    assert read(tmp_path, "m.docx", word(TITLE + CONTROL + more))[0] == "approved"


def test_a_word_file_without_a_word_is_empty(tmp_path: Path) -> None:
    """It is no draft that somebody works at, and a report says so."""
    assert read(tmp_path, "m.docx", word("")) == ("draft", ["unfilled"])
    (finding,) = [each for each in check(Request(tmp_path, date(2026, 11, 23))).findings if "(h)" in each.subject.id]
    assert any("which is empty" in said for said in sentences(finding.because))
    assert finding.fix.startswith("Finish m (empty)")


@pytest.mark.parametrize(("lacks", "stage"), [("text", "empty"), ("blanks", "unfilled template"), ("", "draft")])
def test_a_draft_that_nobody_filled_is_called_what_it_is(lacks: str, stage: str) -> None:
    """A reader is told why something counts as a draft though nobody called it one."""
    place = Place("m.md")
    defects = (Defect("unfilled", place, lacks, "It is so"),) if lacks else ()
    artefact = Artefact("m", "procedure", place, {"status": "draft"}, defects=defects, origins={"status": "block"})
    assert Node(0, "procedure", artefact.fields, place, "m", "draft", artefact=artefact).stage == stage


def test_a_text_of_labels_alone_is_a_draft(tmp_path: Path) -> None:
    """So it is in Markdown, where nothing in the front matter says what the file is."""
    assert read(tmp_path, "m.md", "# Monitoring\n\nOwner: Lead\nVersion: 2\n")[0] == "draft"
    assert read(tmp_path, "m.md", "# Monitoring\n\nOwner: Lead\n\nThe lead runs it.\n")[0] == "None"


@pytest.mark.parametrize(("rows", "status"), [("| 5.0 | 2026-01-30 | new features |\n", "None"), ("", "draft")])
def test_a_list_of_changes_is_a_body(tmp_path: Path, rows: str, status: str) -> None:
    """A register of modifications whose heads are those of a history lists them; one of heads alone is empty."""
    (tmp_path / "art17.yaml").write_text("read: ['*.md']\ntypes: {c.md: modification-register}\n", "utf-8")
    text = f"# Change log\n\n| Version | Date | Change |\n|---|---|---|\n{rows}"
    (tmp_path / "c.md").write_text(text, "utf-8")
    declared = declared_by(settings_of(tmp_path))
    (own, *_) = read_qms(tmp_path, settings_of(tmp_path), declared.vocabulary, declared.act).artefacts
    assert str(own.fields.get("status")) == status
