"""Word documents as blocks: what a reader of the finished document sees, each with its place."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art17.model.document import Document, where
from art17.reading.formats.word import word_document
from art17.reading.io.unreadable import UnreadableError
from reading.formats.make_office import p, package, run, table, word


def texts(document: Document, kind: str) -> list[str]:
    return [f"{block.label} {block.text.text}".strip() for block in document.blocks if block.kind == kind]


def test_headings_are_known_by_style_of_any_language_and_by_outline() -> None:
    """A German style, one based on it, and a level set by hand are headings; contents are not."""
    by_hand = f'<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr>{run("By hand")}</w:p>'
    body = p("All", "Titel") + p("One", "berschrift1") + p("Own", "Eigen") + by_hand + p("One 3", "Verzeichnis1")
    read = word_document(word(body))
    assert [(block.level, block.text.text) for block in read.blocks if block.kind == "heading"] == [
        (0, "All"), (1, "One"), (1, "Own"), (2, "By hand"),
    ]  # fmt: skip
    assert texts(read, "toc") == ["One 3"]


def test_numbers_are_those_that_are_shown() -> None:
    """Numbering goes on over the document and begins anew below each heading."""
    body = p("A", "berschrift1", (1, 0)) + p("a", "", (1, 1)) + p("B", "berschrift1", (1, 0)) + p("b", "", (1, 1))
    read = word_document(word(body))
    assert texts(read, "heading") == ["4. A", "5. B"]
    assert texts(read, "item") == ["4.1 a", "5.1 b"]


def test_what_is_deleted_hidden_or_a_prompt_is_marked_and_what_is_inserted_is_text() -> None:
    """Only the words of the finished document are text."""
    gone = '<w:del w:author="A" w:date="2026-01-02T00:00:00Z"><w:r><w:delText>gone </w:delText></w:r></w:del>'
    came = f'<w:ins w:author="B">{run("new ")}</w:ins>'
    hidden = run("secret ", "<w:vanish/>")
    prompt = f"<w:sdt><w:sdtPr><w:alias w:val='Owner'/><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Click')}</w:sdtContent></w:sdt>"
    (block,) = word_document(word(f"<w:p>{run('Old ')}{gone}{came}{hidden}{prompt}</w:p>")).blocks
    assert block.text.text == "Old new Click"
    assert {(mark.kind, mark.text or block.text.text[mark.start : mark.end]) for mark in block.text.marks} == {
        ("deleted", "gone "), ("inserted", "new "), ("hidden", "secret "), ("placeholder", "Owner"),
    }  # fmt: skip


def test_a_control_around_a_table_hides_nothing() -> None:
    """The control table of a corporate template is in a content control."""
    read = word_document(
        word(f"<w:sdt><w:sdtContent>{table(('Owner', 'QM'), ('Version', '2'))}</w:sdtContent></w:sdt>")
    )
    assert [[cell.text.text for cell in row.cells] for row in read.blocks[0].rows] == [
        ["Owner", "QM"],
        ["Version", "2"],
    ]


def test_places_are_words_for_people() -> None:
    """A place names the heading above, and paragraph or cell."""
    read = word_document(word(p("Roles", "berschrift1") + p("text") + table(("a", "b"))))
    assert where(read, 1) == "Roles › par 2"
    assert where(read, 2, read.blocks[2].rows[0].cells[1].spot) == "Roles › table 1 row 1 col 2"


def test_headers_come_after_the_body_and_belong_to_no_heading() -> None:
    """What repeats on every page is not part of the last section."""
    read = word_document(word(p("A", "berschrift1"), header=p("SOP-1 Rev. 2") + table(("Owner", "QM"))))
    assert [(block.kind, block.under) for block in read.blocks] == [("heading", -1), ("header", -1), ("table", -1)]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html><body>not Word</body></html>", "not an Office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "before 2007"),
        (b"PK\x03\x04 cut off", "damaged"),
        (package({"a.txt": "nothing"}), "no document"),
        (package({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "document type definition"),
        (package({"word/document.xml": "<a><b></a>"}), "not XML"),
    ],
)
def test_what_is_no_word_document_says_so(data: bytes, said: str) -> None:
    """Mislabelled, old, cut off, empty and hostile files are problems with a fix."""
    with pytest.raises(UnreadableError, match=said) as raised:
        word_document(data)
    assert raised.value.fix


def test_a_part_that_unpacks_beyond_measure_is_refused() -> None:
    """A bomb costs no memory."""
    with pytest.raises(UnreadableError, match="unpacks to more"):
        word_document(package({"word/document.xml": "<a>" + " " * (70 * 1024 * 1024) + "</a>"}))


def test_deep_nesting_ends() -> None:
    """Ten thousand controls in one another are read to a depth, and that is said."""
    depth = 10_000
    body = "<w:sdt><w:sdtContent>" * depth + p("x") + "</w:sdtContent></w:sdt>" * depth
    assert [each.what for each in word_document(word(body)).unread] == ["too-deep"]


@given(st.binary(max_size=400))
def test_any_bytes_are_a_document_or_unreadable(data: bytes) -> None:
    """Nothing else is raised."""
    for candidate in (data, b"PK\x03\x04" + data):
        with contextlib.suppress(UnreadableError):
            word_document(candidate)
