"""Markdown and HTML as blocks."""

from contextlib import suppress
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art17.model.document import Block, Document
from art17.reading.documents.read import document_in
from art17.reading.formats.markdown import markdown_in
from art17.reading.io.unreadable import UnreadableError


def shown(document: Document) -> list[tuple[str, str, int]]:
    """The kind, words and line of each block."""
    return [(block.kind, block.text.text, block.spot.line) for block in document.blocks]


def cells(block: Block) -> list[list[str]]:
    """The words of a table."""
    return [[cell.text.text for cell in row.cells] for row in block.rows]


def test_markdown_knows_its_lines():
    """Each block has its line in the whole file, below the front matter."""
    document = document_in("markdown", "---\nid: A\n---\n# T\n\n1. one\n   - [x] two\n\n> q\n\n```py\nx\n```\n")
    assert shown(document) == [
        ("heading", "T", 4), ("item", "one", 6), ("item", "two", 7), ("quote", "q", 9), ("code", "x", 11),
    ]  # fmt: skip
    assert [block.label for block in document.blocks] == ["", "1.", "[x]", "", "py"]


def test_lines_of_labels_stay_lines():
    """A line end within a paragraph is kept, and strong words are marked."""
    text = document_in("markdown", "**Owner:** X\n**Version:** 2\n").blocks[0].text
    assert text.text == "Owner: X\nVersion: 2"
    assert [text.text[mark.start : mark.end] for mark in text.marked("strong")] == ["Owner:", "Version:"]


@pytest.mark.parametrize(
    "text",
    [
        "<table>\n<tr><th>k</th><th>v</th></tr>\n\n<tr><td>a</td><td>b</td></tr>\n</table>\n",
        "| k | v |\n|---|---|\n| a | b |\n",
    ],
)
def test_tables_of_markdown(text: str):
    """A raw HTML table, also one that blank lines divide, is a table as one of bars is."""
    (table,) = document_in("markdown", text + "\nafter\n").blocks[:1]
    assert (table.heads, cells(table)) == (1, [["k", "v"], ["a", "b"]])
    assert shown(document_in("markdown", text + "\nafter\n"))[-1][1] == "after"


def test_empty_titles_are_no_titles():
    """A table whose first row is empty has no titles: its rows are labels and values."""
    (table,) = document_in("markdown", "| | |\n|---|---|\n| Owner | X |\n").blocks
    assert (table.heads, cells(table)) == (0, [["Owner", "X"]])


def test_comments_are_not_content():
    """What a comment says is a mark, and no words."""
    document = document_in("markdown", "<!-- Owner: X -->\n\ntext <!-- c -->\n")
    assert [block.text.text for block in document.blocks] == ["", "text"]
    assert [mark.text for block in document.blocks for mark in block.text.marked("comment")] == ["Owner: X", "c"]


def test_modules_are_not_content():
    """In `.mdx`, imports, tags and expressions that hold only a comment are no words."""
    text = "import A from 'a'\n\n# T\n\n{/* note */}\n\n<A x={1}>\n\nwords\n\n</A>\n"
    assert shown(document_in("mdx", text)) == [("heading", "T", 3), ("paragraph", "words", 9)]


def test_spans_cover():
    """A merged cell is repeated over what it covers, and only the first is not covered."""
    (table,) = document_in("html", "<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d</table>").blocks
    assert cells(table) == [["a", "b", "b"], ["a", "c", "d"]]
    assert [[cell.is_covered for cell in row.cells] for row in table.rows] == [
        [False, False, True],
        [True, False, False],
    ]


@pytest.mark.parametrize("hidden", ["hidden", 'style="display: none"', "style='visibility:hidden'"])
def test_hidden_is_not_text(hidden: str):
    """Hidden elements are no text, with all that is in them."""
    assert shown(document_in("html", f"<p>a<div {hidden}>x<div>y</div>z</div><p>b")) == [
        ("paragraph", "a", 1), ("paragraph", "b", 1),
    ]  # fmt: skip


def test_pages_that_scripts_make():
    """A page whose words a script brings is unread, and says so; its title and properties are known."""
    page = "<head><title>T</title><meta name=author content=X></head><body><script>const a = {}</script></body>"
    document = document_in("html", page)
    assert (document.state, document.unread[0].what) == ("unread", "script")
    assert document.properties == {"title": "T", "author": "X"}


@pytest.mark.parametrize("end", ["<a href='x' and all that follows", "<!-- and all that follows"])
def test_what_is_cut_off_is_said(end: str):
    """A tag or comment that never ends takes what follows with it."""
    document = document_in("html", f"<p>a</p>{end}")
    assert (shown(document)[0][1], [each.what for each in document.unread]) == ("a", ["unclosed"])


@pytest.mark.parametrize(
    "piece", ["<!--", "<a ", "<div>", "<![x ", "</", "<a b='", "<table><tr><td>", "<script>", "&", "<b>", "<b><p>x"]
)
def test_hostile_pages_take_linear_time(piece: str):
    """What never ends is read in linear time, or refused with a message."""
    began = process_time()
    with suppress(UnreadableError):
        document_in("html", piece * 100_000)
    assert process_time() - began < 10


@given(st.text(alphabet="ab<>/!-='\" \n|*#[]()`tdrplie", max_size=120), st.sampled_from(("markdown", "mdx", "html")))
def test_any_text_is_a_document(text: str, file_format: str):
    """Any text is blocks or a problem, and no block stands outside the file."""
    with suppress(UnreadableError):
        document = document_in(file_format, text)
        assert all(1 <= block.spot.line <= text.count("\n") + 1 for block in document.blocks)


@given(st.text(alphabet="ab# \n|-*`>é", max_size=120))
def test_both_readers_of_markdown_agree(text: str):
    """Blocks have the headings that sections have, without raw HTML."""
    titles = [section.title for section in markdown_in(text).sections]
    with suppress(UnreadableError):
        found = document_in("markdown", "\n" + text).blocks
        assert len([block for block in found if block.kind == "heading"]) == len(titles)


def test_boxes_of_mkdocs_are_content():
    """What tabs and boxes of MkDocs hold is text, at its own line and column; in a block of code they are code."""
    text = '# T\n\n=== "Short"\n\n    **Owner:** A\n\n    ## In it\n\n???+ note\n    A note.\n\n```\n!!! tip\n    x\n```\n\n!!! wow\n'
    document = document_in("markdown", text)
    assert [(block.kind, block.spot.line, block.spot.column) for block in document.blocks] == [
        ("heading", 1, 1), ("item", 3, 1), ("paragraph", 5, 5), ("heading", 7, 5), ("item", 9, 1), ("code", 12, 1), ("paragraph", 17, 1),
    ]  # fmt: skip
    assert [section.title for section in markdown_in(text).sections] == ["T", "In it"]
