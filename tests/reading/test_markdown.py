"""What a Markdown body holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art17.reading.formats.markdown import markdown_in


def test_sections_with_text():
    """A heading has text if words stand beneath it or beneath a heading below it; prompts are no words."""
    body = "# A\n\n## B\n\n[State it]\n\n## C\n\n| x | y |\n|---|---|\n|  |  |\n\n## D\n\n### E\n\ntext\n\n## F\n\n```\ncode\n```\n"
    assert [(s.title, s.has_text) for s in markdown_in(body).sections] == [
        ("A", True), ("B", False), ("C", False), ("D", True), ("E", True), ("F", True),
    ]  # fmt: skip


def test_links_lead_to_files_and_documents():
    """Links, wiki links, references and pictures lead somewhere; code does not."""
    body = "[a](b.md#c) [[SOP-01 Title]] [[X|y]] [r][1] `[n](o.md)` ![i](p.png) <https://x.eu>\n\n[1]: ../c%20d.md\n"
    targets = [link.target for link in markdown_in(body).links]
    assert targets == ["b.md#c", "SOP-01 Title", "X", "../c%20d.md", "p.png", "https://x.eu"]


def test_what_a_vault_links_and_shows_is_looked_for_anywhere():
    """`[[...]]` and `![[...]]` are links of a vault, a picture with an address is none."""
    assert [link.is_wiki for link in markdown_in("[[A]] ![[p.svg]] ![i](p.png)").links] == [True, True, False]


def test_tables_have_places():
    """Cells know where they stand, also behind characters of several bytes."""
    body = "é – 😀\n\n# Risks\n\n| id | name |\n|--|--|\n| R-1 | ü **b**<br>c |\n"
    (table,) = markdown_in(body, 100).tables
    assert (table.header, table.under) == (("id", "name"), ("Risks",))
    (row,) = table.rows
    assert [cell.text for cell in row.cells] == ["R-1", "ü b\nc"]
    assert body[row.cells[0].offset - 100 :].startswith("R-1")


def test_comments_have_places():
    """HTML comments are found in blocks and in lines."""
    body = "text <!-- one --> more\n\n<!-- two\nlines -->\n"
    found = markdown_in(body).comments
    assert [comment.text for comment in found] == ["one", "two\nlines"]
    assert [body[comment.offset :][:4] for comment in found] == ["<!--", "<!--"]


@pytest.mark.parametrize("body", ["[" * 20_000, "> " * 5_000 + "x", "*" * 20_000, "|" * 20_000, "<!--" * 5_000])
def test_strange_markup_ends(body: str):
    """Markup built to explode is read."""
    assert markdown_in(body) is not None


@given(st.text(max_size=300) | st.text(alphabet="|-#[]()*`<>!\n ab:é\t~_\\^", max_size=150))
def test_any_text_is_markdown(body: str):
    """Any text is read, and every place lies in it."""
    found = markdown_in(body)
    offsets = [
        *(link.offset for link in found.links),
        *(c.offset for t in found.tables for r in t.rows for c in r.cells),
    ]
    assert all(0 <= offset <= len(body) for offset in offsets)
