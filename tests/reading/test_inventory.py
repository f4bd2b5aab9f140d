"""The inventory says of each file why it was not read, and says it truly."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

import art17
from art17.commands.facts import facts
from art17.reading.io.endings import BLOCKS, blocks_format_of
from houses import DAY
from reading.formats.make_office import p, word
from reading.formats.make_pdf import Said, pdf


def reasons(tmp_path: Path, read: str, **files: bytes) -> dict[str, str]:
    """Why each file was not read, where the manifest names `read` (`__` is a dot in the names of files)."""
    (tmp_path / "art17.yaml").write_text(f"read: [{read}]\npacks: [art17]\n")
    for name, data in files.items():
        (tmp_path / name.replace("__", ".")).write_bytes(data)
    return {each.path: each.reason for each in art17.check(tmp_path, as_of=DAY).inventory.not_read}


def test_a_format_that_is_read_is_never_said_to_be_unreadable(tmp_path: Path) -> None:
    """A Word file that the manifest does not name is said to be unnamed, with what to do."""
    found = reasons(tmp_path, '"*.md"', sop__docx=word(p("x")), letter__odt=b"PK")
    assert "does not name" in found["sop.docx"]
    assert "read:" in found["sop.docx"]
    assert found["letter.odt"] == ".odt is not read"


def test_what_is_read_without_a_type_is_said(tmp_path: Path) -> None:
    """A file that is named and that no rule looks at is not passed over; with a type it is no longer listed."""
    (found,) = reasons(tmp_path, '"*.docx"', sop__docx=word(p("x"))).values()
    assert "types:" in found
    (tmp_path / "art17.yaml").write_text('read: ["*.docx"]\npacks: [eu-ai-act]\ntypes: {"*.docx": procedure}\n')
    assert art17.check(tmp_path, as_of=DAY).inventory.not_read == ()


@pytest.mark.parametrize("ending", sorted(BLOCKS))
def test_check_and_facts_read_the_same_endings(ending: str, tmp_path: Path) -> None:
    """What one command reads the other reads too: there is one table of endings."""
    name = f"a{ending}"
    (tmp_path / name).write_bytes(b"")
    assert [each.path for each in facts(tmp_path)] == [name]
    assert blocks_format_of(name)


def test_what_is_read_in_part_is_said(tmp_path: Path) -> None:
    """A formula that nobody computed, and a page that is a picture: what is not said may stand there."""
    book = openpyxl.Workbook()
    book.active["B2"] = "=1+1"  # type: ignore[index]
    made = io.BytesIO()
    book.save(made)
    (tmp_path / "a.xlsx").write_bytes(made.getvalue())
    (tmp_path / "b.pdf").write_bytes(pdf([Said("Owner: Head of Quality, who decides")], [], pictures=[1]))
    (tmp_path / "art17.yaml").write_text('packs: [eu-ai-act]\ntypes: {"*.xlsx": risk-register, "*.pdf": procedure}\n')
    assert {each.path: each.reason for each in art17.check(tmp_path, as_of=DAY).inventory.not_read} == {
        "a.xlsx": "not read of it: 1 formula that nobody has computed (Sheet!B2)",
        "b.pdf": "not read of it: 1 page without text (page 2)",
    }


def test_the_lock_of_an_open_document_is_no_document(tmp_path: Path) -> None:
    """Office leaves a small file beside one that is open: it is no artefact, and it is said what it is."""
    found = reasons(tmp_path, '"*.docx"', **{"~$sop__docx": b"somebody", "~$note__md": b"# A\n"})
    assert list(found) == ["~$sop.docx"]
    (tmp_path / "art17.yaml").write_text('packs: [eu-ai-act]\ntypes: {"*.docx": procedure}\n')
    report = art17.check(tmp_path, as_of=DAY)
    assert not [each for each in report.problems if "~$" in each.place.path]
    assert not [each for each in report.findings if each.subject.id.startswith("~$")]


@pytest.mark.parametrize("ending", [".xhtml", ".rest", ".xltx"])
def test_less_usual_endings_are_read_too(ending: str) -> None:
    """`art17 facts` read these, and a check of the same folder did not."""
    assert ending in BLOCKS
