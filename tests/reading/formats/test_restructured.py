"""reStructuredText and plain text as blocks."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art17.model.document import Block, Document
from art17.model.settings import Settings
from art17.reading.documents.read import document_in
from art17.reading.facts.control_blocks import facts_in
from art17.reading.packs.declared import declared_by

LABELS = declared_by(Settings(packs=("art17",))).vocabulary.labels


def shown(document: Document) -> list[tuple[str, str, int]]:
    """The kind, words and line of each block."""
    return [(block.kind, block.text.text, block.spot.line) for block in document.blocks]


def cells(block: Block) -> list[list[str]]:
    """The words of a table."""
    return [[cell.text.text for cell in row.cells] for row in block.rows]


def test_titles_rank_by_the_order_of_their_signs():
    """A sign above and below is another style than the sign below; a style keeps its rank."""
    document = document_in("rst", "=====\n Top \n=====\n\nA\n=\n\nB\n-\n\nC\n=\n\nno title\n==\n")
    assert [(b.text.text, b.level) for b in document.blocks if b.kind == "heading"] == [
        ("Top", 1), ("A", 2), ("B", 3), ("C", 2),
    ]  # fmt: skip


def test_directives_are_tables_of_their_options():
    """The options have their places; what the directive holds is read below it."""
    document = document_in("rst", ".. document:: Plan\n   :id: A_1\n   :tags: x,\n     y\n\n   Words.\n")
    (table, words) = document.blocks
    assert (table.label, table.text.text, cells(table)) == ("document", "Plan", [["id", "A_1"], ["tags", "x,\ny"]])
    assert (table.rows[0].cells[1].spot.line, table.rows[0].cells[1].spot.column) == (2, 9)
    assert (words.kind, words.spot.line) == ("paragraph", 6)


def test_fields_are_rows():
    """A field list is a table of labels; a role at the start of a line is none."""
    document = document_in("rst", ":Owner: A\n:Version: 2\n\n:ref:`x` is here\n")
    assert cells(document.blocks[0]) == [["Owner", "A"], ["Version", "2"]]
    assert [mark.text for mark in document.blocks[1].text.marked("link")] == [":ref:x"]


@pytest.mark.parametrize(
    "text",
    [
        ".. list-table::\n   :header-rows: 1\n\n   * - k\n     - v\n   * - a\n     - b\n",
        ".. csv-table::\n   :header: k, v\n\n   a, b\n",
        "+---+---+\n| k | v |\n+===+===+\n| a | b |\n+---+---+\n",
        "===  ===\nk    v\n===  ===\na    b\n===  ===\n",
    ],
)
def test_tables(text: str):
    """Each way to write a table gives its rows and its titles."""
    (table, after) = document_in("rst", text + "\nafter\n").blocks
    assert (table.heads, cells(table), after.text.text) == (1, [["k", "v"], ["a", "b"]], "after")


def test_merged_cells_are_repeated():
    """A cell over two columns or rows is in each of them, covered after the first."""
    text = "+---+---+\n| a | b |\n|   +---+\n|   | c |\n+---+---+\n| d     |\n+---+---+\n"
    (table,) = document_in("rst", text).blocks
    assert cells(table) == [["a", "b"], ["a", "c"], ["d", "d"]]
    assert [[cell.is_covered for cell in row.cells] for row in table.rows] == [
        [False, False], [True, False], [False, True],
    ]  # fmt: skip


def test_comments_and_code_are_no_words():
    """A comment is skipped with what stands below it; code is code."""
    text = ".. Owner: X\n   Version: 2\n\nsee::\n\n   Owner: Y\n\n.. code-block:: py\n\n   z\n"
    assert shown(document_in("rst", text)) == [("paragraph", "see:", 4), ("code", "Owner: Y", 6), ("code", "z", 8)]


@pytest.mark.parametrize("name", ["include", "literalinclude", "raw"])
def test_nothing_is_included(name: str):
    """What is in another file is reported as not read."""
    document = document_in("rst", f".. {name}:: /etc/passwd\n\nafter\n")
    assert ([each.what for each in document.unread], document.state) == (["included"], "partly")


def test_items_have_levels():
    """Lists within lists, and numbers of each kind."""
    document = document_in("rst", "- a\n\n  1. b\n     more\n\n- c\n\nA. Smith wrote\nthis\n")
    assert [(b.kind, b.label, b.level, b.text.text) for b in document.blocks] == [
        ("item", "-", 0, "a"), ("item", "1.", 1, "b\nmore"), ("item", "-", 0, "c"), ("paragraph", "", 0, "A. Smith wrote\nthis"),
    ]  # fmt: skip


def test_links_are_marks():
    """Links within the text and by a name, and substitutions that the file defines."""
    text = "`a <b.rst>`_ and c_ of |d|\n\n.. _c: https://example.org\n.. |d| replace:: Acme\n"
    (block,) = document_in("rst", text).blocks
    assert block.text.text == "a and c of Acme"
    assert [mark.text for mark in block.text.marked("link")] == ["b.rst", "https://example.org"]


def test_facts_are_of_the_one_directive():
    """The first directive with two known labels describes the document; one that comes again lists things."""
    text = "The plan\n========\n\n.. document:: Plan\n   :id: doc_plan\n   :status: draft\n   :version: 3\n\n.. req:: R\n   :id: R1\n   :status: draft\n"
    facts = {fact.field: fact.value for fact in facts_in(document_in("rst", text), "plan.rst", LABELS)}
    assert facts == {"id": "doc_plan", "status": "draft", "version": "3", "title": "The plan"}
    listed = ".. req:: R\n   :id: R1\n   :status: draft\n\n"
    assert not facts_in(document_in("rst", listed * 2), "reqs.rst", LABELS)


def test_plain_text_guesses_headings():
    """Underlined, numbered and capital lines are guessed headings; lines of labels stay lines."""
    document = document_in("text", "Plan\n====\n\n1.2 Scope\n\nOwner: A\nVersion: 2\n\n- x\n  y\n")
    assert [(b.kind, b.label, b.text.text, b.is_guessed) for b in document.blocks] == [
        ("heading", "", "Plan", True), ("heading", "1.2", "Scope", True),
        ("paragraph", "", "Owner: A\nVersion: 2", False), ("item", "-", "x\ny", False),
    ]  # fmt: skip


@pytest.mark.parametrize("file_format", ["rst", "text"])
@given(
    st.lists(
        st.sampled_from(
            [".. ", "..", "::", ":a: ", "|", "+--", "+==+", "+", "=", "== ==", "-", "- ", "1. ", "* - ", "   ", "\n", "\n\n",
             "x", "`", "**", "list-table::", "csv-table::", "code::", "\"", "\t", "\u4e2d", "\x0b", "\r"]
        ) | st.text(max_size=3), max_size=60,
    ).map("".join)
)  # fmt: skip
def test_any_text_is_read(file_format: str, text: str):
    """No text stops the readers, and every block has a line of the file."""
    for block in document_in(file_format, text).blocks:
        assert 1 <= block.spot.line <= text.count("\n") + 1


@pytest.mark.parametrize(
    "piece",
    ["`", "**a ", ":a", "== ==\n", "+--+\n", "| a\n", "- a\n", ".. a\n", ":a: b\n", "a\n", "a::\n\n", ".. a::\n", "+", "|a", "a_", "\\",
     "a\n=\n", ":a:\n\n", "=", ".. _a: b\n", "..\n", "   - a\n\n", " \n", "+-", "`a <", ".. [", ".. |a", ":a:`"],
)  # fmt: skip
def test_time_grows_with_the_text(piece: str):
    """Repeated beginnings of markup do not make reading slow."""
    start = perf_counter()
    document_in("rst", piece * (300_000 // len(piece)))
    assert perf_counter() - start < 8
