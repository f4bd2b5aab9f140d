"""reStructuredText held against docutils and Word against docx2python: the same words in the same order.

Workbooks are held against openpyxl in `test_excel.py`.  The corpus is made here, by seeds.
"""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable, Iterator

import docutils.core
import docutils.nodes
import docx2python
import pytest

from art17.model.document import Block, Document
from art17.reading.formats.restructured import restructured_document
from art17.reading.formats.word import word_document
from reading.formats.make_office import control, p, run, table, word

WORDS = ["The", "provider", "keeps", "a", "register", "of", "incidents", "über", "Änderungen", "à", "l'équipe", "within", "15", "days", "Version", "2.1", "of", "the", "SOP-04", "and", "the", "manager", "(or", "a", "deputy)", "signs", "each", "report;", "see", "also", "Annex", "IV", "e.g.", "'quoted'", "50%", "a/b", "x_y", "z*"]  # fmt: skip


class Maker:
    """Random pieces of documents, the same for a seed on every machine."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def words(self, least: int = 1, most: int = 12) -> str:
        return " ".join(self.random.choice(WORDS) for _ in range(self.random.randint(least, most)))

    def some(self, make: Callable[[], str], least: int = 1, most: int = 4) -> list[str]:
        return [make() for _ in range(self.random.randint(least, most))]

    def pick(self, *makes: Callable[[], str]) -> str:
        return self.random.choice(makes)()


class Restructured(Maker):
    """A file of reStructuredText."""

    def whole(self) -> str:
        parts = [self.title("="), *self.some(self.section, 2, 5)]
        return "\n".join(parts)

    def title(self, sign: str) -> str:
        text = self.plain(1, 5)
        return f"{text}\n{sign * (len(text) + 1)}\n"

    def plain(self, least: int = 1, most: int = 12) -> str:
        """Words without signs that mean something, which stay as they are written."""
        return re.sub(r"[*_`|]", "", self.words(least, most)).replace("'", "").replace("e.g.", "for example")

    def sentence(self) -> str:
        inline = [
            self.plain,
            lambda: f"**{self.plain(1, 3)}**",
            lambda: f"*{self.plain(1, 3)}*",
            lambda: f"``{self.plain(1, 2)}``",
            lambda: f"`{self.plain(1, 2)} <https://example.org/a>`_",
            lambda: r"a\*b and c\_",
        ]
        return " ".join(self.random.choice(inline)() for _ in range(self.random.randint(1, 4)))

    def section(self) -> str:
        blocks = [
            self.paragraph,
            self.bullets,
            self.numbers,
            self.fields,
            self.grid,
            self.simple,
            self.listed,
            self.note,
        ]
        return "\n".join([self.title("-"), *(self.random.choice(blocks)() for _ in range(self.random.randint(1, 4)))])

    def paragraph(self) -> str:
        return "\n".join(f"Then {self.sentence()}" for _ in range(self.random.randint(1, 3))) + "\n"

    def bullets(self) -> str:
        items = [f"- {self.sentence()}\n" for _ in range(self.random.randint(1, 3))]
        return "\n".join([*items, f"  - {self.sentence()}\n"])

    def numbers(self) -> str:
        return "\n".join(f"{at}. {self.sentence()}\n" for at in range(1, self.random.randint(2, 4)))

    def fields(self) -> str:
        return "\n".join(f":{name}: {self.plain()}" for name in ("Owner", "Version", "Next review")) + "\n"

    def grid(self) -> str:
        rows = [(self.plain(1, 2), self.plain(1, 4)) for _ in range(3)]
        widths = [max(len(row[at]) for row in rows) for at in (0, 1)]
        border, head = ("+" + "+".join(sign * (width + 2) for width in widths) + "+" for sign in "-=")
        lines = [f"| {row[0]:<{widths[0]}} | {row[1]:<{widths[1]}} |" for row in rows]
        return "\n".join([border, lines[0], head, lines[1], border, lines[2], border]) + "\n"

    def simple(self) -> str:
        rows = [(f"r{at} {self.plain(1, 2)}", self.plain(1, 4)) for at in range(3)]
        widths = [max(len(row[at]) for row in rows) for at in (0, 1)]
        border = "  ".join("=" * width for width in widths)
        lines = [f"{row[0]:<{widths[0]}}  {row[1]}" for row in rows]
        return "\n".join([border, lines[0], border, *lines[1:], border]) + "\n"

    def listed(self) -> str:
        rows = [f"   * - {self.plain(1, 3)}\n     - {self.sentence()}" for _ in range(3)]
        return ".. list-table::\n   :header-rows: 1\n\n" + "\n".join(rows) + "\n\n"

    def note(self) -> str:
        return f".. note:: {self.sentence()}\n\n   Then {self.sentence()}\n\n"


def words_of(texts: Iterator[str]) -> list[str]:
    return " ".join(texts).split()


def of_blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        yield block.text.text
        yield from (cell.text.text for row in block.rows for cell in row.cells if not cell.is_covered)


def by_docutils(text: str) -> docutils.nodes.document:
    quiet = {"report_level": 5, "file_insertion_enabled": False, "raw_enabled": False, "_disable_config": True}
    overrides = {**quiet, "doctitle_xform": False, "sectsubtitle_xform": False, "docinfo_xform": False}
    return docutils.core.publish_doctree(text, settings_overrides=overrides)


def is_of_the_tool(node: docutils.nodes.Node) -> bool:
    """Whether it is a message of docutils itself, such as that a target has two places."""
    return isinstance(node.parent, docutils.nodes.system_message)


@pytest.mark.parametrize("seed", range(40))
def test_restructured_text_has_the_words_and_titles_of_docutils(seed: int) -> None:
    """Titles with their ranks, and every word of paragraphs, lists, fields and tables, in order."""
    text = Restructured(seed).whole()
    tree, ours = by_docutils(text), restructured_document(text)
    leaves = (docutils.nodes.title, docutils.nodes.paragraph, docutils.nodes.field_name)
    theirs = [node.astext() for node in tree.findall(lambda node: isinstance(node, leaves)) if not is_of_the_tool(node)]
    assert words_of(of_blocks(ours.blocks)) == words_of(iter(theirs))
    titles = [title.astext() for title in tree.findall(docutils.nodes.title) if title.astext()]
    assert [block.text.text for block in ours.blocks if block.kind == "heading"] == titles


class Word(Maker):
    """The body of a Word document."""

    def whole(self) -> str:
        blocks = [self.paragraph, self.heading, self.numbered, self.table, self.controlled, self.tracked, self.linked]
        return "".join(self.random.choice(blocks)() for _ in range(self.random.randint(3, 12)))

    def text(self) -> str:
        return self.words().replace("'", "")

    def paragraph(self) -> str:
        more = "<w:r><w:br/></w:r><w:r><w:tab/></w:r>" if self.random.random() < 0.3 else ""
        split = "".join(run(f"{word} ") for word in self.text().split())
        return f"<w:p>{split}{more}{run(self.text())}</w:p>"

    def heading(self) -> str:
        return p(self.text(), "berschrift1")

    def numbered(self) -> str:
        return p(self.text(), "", (1, self.random.randint(0, 1)))

    def table(self) -> str:
        return table(*((self.text(), self.text()) for _ in range(self.random.randint(1, 3))))

    def controlled(self) -> str:
        return control(p(self.text()), "Owner")

    def tracked(self) -> str:
        came = f'<w:ins w:id="1" w:author="A">{run(" " + self.text())}</w:ins>'
        gone = '<w:del w:id="2" w:author="A"><w:r><w:delText>never</w:delText></w:r></w:del>'
        return f"<w:p>{run(self.text())}{came}{gone}</w:p>"

    def linked(self) -> str:
        return f'<w:p>{run(self.text() + " ")}<w:hyperlink r:id="r3">{run(self.text())}</w:hyperlink></w:p>'


_LABEL = re.compile(r"^\t*(?:[\w.]+\)|--)\t")
_TAG = re.compile(r"<[^>]+>")


def by_docx2python(data: bytes) -> list[str]:
    with docx2python.docx2python(io.BytesIO(data)) as read:
        parts = (read.header_runs, read.body_runs, read.footnotes_runs)
        found = ["".join(runs) for part in parts for rows in part for row in rows for cell in row for runs in cell]
    return words_of(_TAG.sub("", _LABEL.sub("", text)) for text in found)


def by_us(document: Document) -> list[str]:
    first = [block for block in document.blocks if block.spot.part == "header"]
    rest = [block for block in document.blocks if block.spot.part != "header"]
    return words_of(of_blocks((*first, *rest)))


@pytest.mark.parametrize("seed", range(40))
def test_word_has_the_words_of_docx2python(seed: int) -> None:
    """Runs, breaks, tables, controls, insertions, links and the page header; deletions in neither."""
    made = Word(seed)
    data = word(made.whole(), header=p(made.text()))
    assert by_us(word_document(data)) == by_docx2python(data)


def test_the_oracles_tell_a_difference() -> None:
    """A word less is another result, so that the tests above can fail."""
    data = word(p("one two"))
    assert by_docx2python(data) == ["one", "two"] != by_docx2python(word(p("one")))
    assert by_docutils("a b\n").astext() == "a b"
