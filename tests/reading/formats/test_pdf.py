"""PDFs as blocks: text by page, headings, tables, running heads; and what fells a parser fells no run."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import art17
from art17.model.document import Document, where
from art17.reading.formats import pdf_parser
from art17.reading.formats.pdf import pdf_document
from art17.reading.io.unreadable import StoppedError, UnreadableError
from houses import DAY
from reading.formats.make_pdf import CATALOG, FONTS, Said, assembled, pdf, stream

PROSE = (
    "This procedure lays down how suppliers are chosen, and who decides about them in the end.",
    "It applies to all parts that are bought from others, and to services.",
)


def prose(y: float = 600) -> list[Said]:
    """Two lines of text."""
    return [Said(text, y=y - 12 * at) for at, text in enumerate(PROSE)]


def shown(document: Document) -> list[tuple[str, str, str]]:
    """Kind, words and page of each block."""
    return [(block.kind, f"{block.label} {block.text.text}".strip(), block.spot.part) for block in document.blocks]


def test_headings_are_larger_bold_numbered_or_in_the_outline() -> None:
    """The largest line is the title; numbers give levels; only what size or outline shows is not guessed."""
    page = [
        Said("Purchasing", y=780, size=18),
        Said("1. Scope", y=740, size=13), *prose(720),
        Said("1.1 Parts", y=680, is_bold=True), *prose(660),
        Said("RESPONSIBILITIES", y=620), *prose(600),
        Said("Known to the outline", y=560), *prose(540),
    ]  # fmt: skip
    found = pdf_document(pdf(page, bookmarks=[("Known to the outline", 0)]))
    assert [(b.level, b.label, b.text.text, b.is_guessed) for b in found.blocks if b.kind == "heading"] == [
        (0, "", "Purchasing", False), (1, "1", "Scope", False), (2, "1.1", "Parts", True),
        (1, "", "RESPONSIBILITIES", True), (1, "", "Known to the outline", False),
    ]  # fmt: skip


def test_a_paragraph_is_one_block_with_its_page() -> None:
    """Lines close to each other belong together; the place is the page and the heading above."""
    found = pdf_document(pdf([Said("1. Scope", size=14), *prose(650)], [*prose(700)]))
    assert shown(found)[1] == ("paragraph", "\n".join(PROSE), "page 1")
    assert (where(found, 1), where(found, 2)) == ("page 1 › 1 Scope", "page 2 › 1 Scope")


def test_words_in_columns_are_a_table() -> None:
    """Labels and values, and a table with a head in bold and a cell of two lines."""
    labels = [
        Said(text, x=x, y=y)
        for y, row in ((700, ("Owner", "Head of Quality")), (685, ("Version", "2.1")))
        for x, text in zip((72, 200), row, strict=True)
    ]
    head = [Said(text, x=x, y=600, is_bold=True) for x, text in ((72, "ID"), (150, "Risk"), (300, "Owner"))]
    rows = [
        *(Said(text, x=x, y=585) for x, text in ((72, "R-1"), (150, "Fall from a"), (300, "QM"))),
        Said("ladder", x=150, y=573),
        *(Said(text, x=x, y=555) for x, text in ((72, "R-2"), (150, "Fire"), (300, "QM"))),
    ]
    first, second = (block for block in pdf_document(pdf([*labels, *head, *rows])).blocks if block.rows)
    assert [[cell.text.text for cell in row.cells] for row in first.rows] == [
        ["Owner", "Head of Quality"],
        ["Version", "2.1"],
    ]
    assert (second.heads, [[cell.text.text for cell in row.cells] for row in second.rows]) == (
        1, [["ID", "Risk", "Owner"], ["R-1", "Fall from a\nladder", "QM"], ["R-2", "Fire", "QM"]],
    )  # fmt: skip
    assert second.rows[1].cells[2].spot.ref == "table 2 row 2 col 3"


def test_heads_of_two_lines_between_others_are_one_row() -> None:
    """Centred heads, some on two lines, stand in the row of their columns, whatever their order in the file."""
    heads = [("Revision", 70, 700), ("No.", 76, 688), ("Description", 150, 694), ("Made by", 260, 694)]
    heads += [("Approved", 340, 700), ("by", 352, 688), ("Date", 440, 694)]
    rows = [("1", "Creation", "A. Lind", "B. Berg", "2024-07-30"), ("2", "Scope", "A. Lind", "B. Berg", "2025-08-12")]
    said = [Said(text, x, y) for text, x, y in heads]
    for at, row in enumerate(rows):
        said += [Said(text, x, 670 - 16 * at) for text, x in zip(row, (84, 130, 255, 335, 425), strict=True)]
    read = pdf_document(pdf([Said("Revision history", y=740, size=16), *said, Said("We keep it.", y=600)]))
    (table,) = [block for block in read.blocks if block.kind == "table"]
    assert [[" ".join(cell.text.text.split()) for cell in row.cells] for row in table.rows] == [
        ["Revision No.", "Description", "Made by", "Approved by", "Date"], *map(list, rows)
    ]  # fmt: skip
    assert table.heads == 1


def test_running_heads_come_once_and_page_numbers_never() -> None:
    """What repeats at the edges of pages is header and footer, numbers in it or not."""
    pages = [
        [
            Said("SOP-7 Rev. 3", y=815),
            *prose(),
            Said(f"Confidential, page {number} of 3", y=30),
            Said(str(number), y=15),
        ]
        for number in (1, 2, 3)
    ]
    found = shown(pdf_document(pdf(*pages)))
    assert [each for each in found if each[0] != "paragraph"] == [
        ("header", "SOP-7 Rev. 3", "header"), ("footer", "Confidential, page 1 of 3", "footer"),
    ]  # fmt: skip


def test_items_contents_and_divided_words() -> None:
    """Bullets are items, lines with leaders are contents, and a word divided at the end of a line is whole."""
    page = [
        Said("Scope ........... 2", y=700), Said("Roles ........... 3", y=688),
        Said("\x95 the first of all the things that somebody has to look at with great responsi-", y=640),
        Said("bility", x=80, y=628), Said("\x95 second", y=616),
    ]  # fmt: skip
    page = [Said(each.text.replace("\x95", "•"), each.x, each.y) for each in page]
    found = pdf_document(pdf(page)).blocks
    assert [block.kind for block in found] == ["toc", "toc", "item", "item"]
    assert found[2].text.text.endswith("great responsibility")


def test_a_page_without_text_is_said_and_a_scan_is_unread() -> None:
    """One scanned page leaves the document partly read; where all are, nothing was read of it."""
    found = pdf_document(pdf(prose(), [], pictures=[1]))
    assert (found.state, [(each.what, each.spot.part) for each in found.unread]) == (
        "partly",
        [("page-without-text", "page 2")],
    )
    assert pdf_document(pdf(prose(), [])).state == "read"  # an empty page hides nothing
    with pytest.raises(UnreadableError, match="pages are pictures") as raised:
        pdf_document(pdf([], [Said("Scanned 2026", y=20)], pictures=[0, 1]))
    assert "OCR" in raised.value.fix


def test_properties_that_somebody_set() -> None:
    """What a program fills in where nobody said anything is no property."""
    assert pdf_document(pdf(prose(), title="Purchasing")).properties == {"title": "Purchasing"}
    assert pdf_document(pdf(prose(), title="(anonymous)")).properties == {}
    assert pdf_document(pdf(prose(), title="Microsoft Word - final2.docx")).properties == {}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not a PDF"),
        (b"<html>", "not a PDF"),
        (b"%PDF-1.7\nnothing", "damaged"),
        (pdf(prose())[:300], "damaged"),
        (
            assembled(
                [CATALOG, b"<</Type/Pages/Kids[]/Count 0>>",
                 b"<</Filter/Standard/V 1/R 2/Length 40/P -4/O(" + b"a" * 32 + b")/U(" + b"b" * 32 + b")>>"],
                encrypt=b"/Encrypt 3 0 R/ID[<00><00>]",
            ),
            "encrypted",
        ),
    ],
)  # fmt: skip
def test_what_is_no_readable_pdf_says_so(data: bytes, said: str) -> None:
    """Mislabelled, cut off and encrypted files are problems with a fix."""
    with pytest.raises(UnreadableError, match=said) as raised:
        pdf_document(data)
    assert raised.value.fix


def _page_of(content: bytes) -> list[bytes]:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>"
    return [CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, content, FONTS[0]]


def nested(levels: int = 22) -> bytes:
    """Forms that show ten forms each: 5 kB that stand for 10^22 letters."""
    objects = _page_of(stream(b"/X Do /X Do"))
    for level in range(levels):
        shown_here = b"/X Do " * 10 if level < levels - 1 else b"BT /F 9 Tf (BOOM) Tj ET"
        more = b"/Type/XObject/Subtype/Form/BBox[0 0 500 500]/Resources<</Font<</F 5 0 R>>/XObject<</X %d 0 R>>>>" % (
            7 + level
        )
        objects.append(stream(shown_here, more))
    return assembled(objects)


def unpacking() -> bytes:
    """A page whose words unpack to 160 MB."""
    packer = zlib.compressobj(9)
    data = packer.compress(b"BT /F 1 Tf ") + b"".join(packer.compress(b"(A) Tj " * 100_000) for _ in range(230))
    data += packer.compress(b"ET") + packer.flush()
    return assembled(_page_of(b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (len(data), data)))


@pytest.mark.parametrize("data", [nested(), unpacking()], ids=["nested", "unpacking"])
def test_what_fells_the_parser_fells_no_run(data: bytes) -> None:
    """The process dies of the file, that is said, and the next file is read."""
    with pytest.raises(StoppedError, match="memory or time"):
        pdf_document(data)
    assert shown(pdf_document(pdf(prose())))


def test_many_pages_are_read_to_a_number(tmp_path: Path) -> None:
    """Two hundred thousand pages that are one are read to the bound, and the rest is said."""
    kids = b"3 0 R " * 20_000
    objects = _page_of(stream(b"BT /F 9 Tf (Page) Tj ET"))
    objects[1] = b"<</Type/Pages/Kids[" + kids + b"]/Count 20000>>"
    (unread,) = pdf_document(assembled(objects)).unread
    assert (unread.what, unread.count) == ("too-large", 19_000)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 2000))
def test_any_bytes_are_a_document_or_unreadable(data: bytes, at: int) -> None:
    """Nothing else is raised, whatever is put where."""
    whole = pdf([Said("1. Scope", size=14), *prose()])
    at %= len(whole)
    for candidate in (data, b"%PDF-1.7\n" + data, whole[:at] + data + whole[at + len(data) :]):
        with contextlib.suppress(UnreadableError):
            pdf_document(candidate)


def qms(folder: Path, **files: bytes) -> Path:
    """A folder whose PDFs are procedures (`__` is a dot in names)."""
    (folder / "art17.yaml").write_text(
        'read: ["*.pdf"]\npacks: [eu-ai-act, qms-practice]\ntypes: {"*.pdf": procedure}\n'
    )
    for name, data in files.items():
        (folder / name.replace("__", ".")).write_bytes(data)
    return folder


def test_a_stopped_parser_is_a_problem_of_that_file_alone(tmp_path: Path) -> None:
    """Exit 2, the other files are read, and nothing is kept of it: another machine may say otherwise."""
    root = qms(tmp_path, a__pdf=nested(), b__pdf=pdf([Said("Owner: Head of Quality"), *prose()]))
    report = art17.check(root, as_of=DAY)
    assert [(each.place.path, "memory or time" in each.message) for each in report.problems] == [("a.pdf", True)]
    assert not any(each.subject.id == "b" and each.rule.endswith("has-an-owner") for each in report.findings)


def test_nothing_of_a_stopped_parser_is_kept(tmp_path: Path) -> None:
    """A run after it parses the file again, though its bytes are the same."""
    (tmp_path / "qms").mkdir()
    root = qms(tmp_path / "qms", a__pdf=nested())
    where_kept = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONPATH": os.pathsep.join(sys.path)}
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-m", "art17", "check", str(root), "--as-of", DAY.isoformat()],
            env=where_kept, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.returncode, "memory or time" in done.stdout + done.stderr) == (2, True)
        kept = b"".join(file.read_bytes() for file in (tmp_path / "cache").rglob("*") if file.is_file())
        assert b"a.pdf" not in kept


def test_a_forked_worker_has_a_parser_of_its_own() -> None:
    """Two processes never write into the pipe of one."""
    pdf_document(pdf(prose()))
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(write, json.dumps(shown(pdf_document(pdf([Said("in the child"), *prose()])))[0]).encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    assert b"in the child" in os.read(read, 1000)
    assert shown(pdf_document(pdf(prose())))


def test_without_the_extra_a_pdf_is_unread_and_that_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No problem and no accusation: what it says is not known."""
    root = qms(tmp_path, a__pdf=pdf(prose()), b__pdf=pdf(prose()))
    monkeypatch.setattr(pdf_parser, "find_spec", lambda name: None)
    pdf_parser.can_read_pdf.cache_clear()
    try:
        report = art17.check(root, as_of=DAY)
    finally:
        monkeypatch.undo()
        pdf_parser.can_read_pdf.cache_clear()
    assert [each.path for each in report.inventory.not_read] == ["a.pdf", "b.pdf"]
    assert sum("install art17[pdf]" in each.reason for each in report.inventory.not_read) == 1
    assert not [each for each in report.problems if each.place.path.endswith(".pdf")]
    assert {each.verdict for each in report.findings if each.subject.id in ("a", "b")} <= {"undecided"}
