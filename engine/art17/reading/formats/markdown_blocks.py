"""What a Markdown file holds, as blocks with line and column in the whole file; `.mdx` too.

A line end within a paragraph stays one in its text, so that lines of `label: value` can be told apart.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from art17.model.document import Block, BlockKind, Cell, Document, Row, Spot, Text, Unread, under_headings
from art17.reading.formats.html import html_blocks
from art17.reading.formats.markdown import MAX_EVENTS, markdown_events, offsets_in
from art17.reading.formats.words import Words
from art17.reading.io.unreadable import UnreadableError

_LINE = re.compile("\n")
_MODULE = re.compile(r"(?:import|export)\s")
_EXPRESSION = re.compile(r"\{/\*.*?\*/\}", re.DOTALL)
_OWN_ANCHOR = re.compile(r"(?<!\s)\s*+\{#([^\s{}]+)\}\s*$")
_TABLE_OPENS = re.compile(r"<table\b", re.IGNORECASE)
_TABLE_CLOSES = re.compile(r"</table\s*>", re.IGNORECASE)
_DELIMITER = re.compile(r"\s*\d+([.)])")
_ATTRIBUTE = r"\b{}\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))"
_ATTRIBUTES = {name: re.compile(_ATTRIBUTE.format(name), re.IGNORECASE) for name in ("id", "name", "href", "alt")}
_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)")
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)


def markdown_document(text: str, body_at: int = 0, file_format: str = "markdown") -> Document:
    """What a Markdown file holds whose body begins at an offset, below its front matter.

    >>> [(b.kind, b.text.text, b.spot.line) for b in markdown_document("---\\na: b\\n---\\n# T\\n\\n- x\\n", 13).blocks]
    [('heading', 'T', 4), ('item', 'x', 6)]

    Raises:
        UnreadableError: where the parser gives up.
    """
    body = text[body_at:]
    if file_format == "mdx":
        closed = body.rfind("*/}") + 3  # what opens behind it never closes, and would be looked for again and again
        body = _EXPRESSION.sub(_blank, body[:closed]) + body[closed:]
    reader = _Blocks(text, body, body_at, is_mdx=file_format == "mdx")
    reader.read(markdown_events(body))
    unread = tuple(Unread(what, reader.first[what], count) for what, count in reader.unread.items())
    return Document(file_format, under_headings(reader.blocks), {}, unread)


def _blank(found: re.Match[str]) -> str:
    return "".join("\n" if character == "\n" else " " * len(character.encode()) for character in found[0])


class _Blocks:
    """One pass over the events, and the blocks so far."""

    def __init__(self, text: str, body: str, body_at: int, *, is_mdx: bool) -> None:
        self._body = body
        self._is_mdx = is_mdx
        self._at = offsets_in(body, 0)
        self._first_line = text.count("\n", 0, body_at) + 1
        self._starts = [0, *(found.end() for found in _LINE.finditer(body))]
        self.blocks: list[Block] = []
        self.unread: Counter[str] = Counter()
        self.first: dict[str, Spot] = {}
        self._words = Words()
        self._lists: list[int | None] = []
        self._item: tuple[Spot, str] | None = None
        self._spot = Spot()
        self._quotes = 0
        self._note = ""
        self._code: str = ""
        self._rows: list[Row] = []
        self._cells: list[Cell] = []
        self._table = Spot()
        self._html: list[str] | None = None
        self._over = -1

    def read(self, events: Iterable[Any]) -> None:
        """Makes blocks of the events."""
        for count, (event, where) in enumerate(events):
            if count > MAX_EVENTS:
                raise UnreadableError(f"The Markdown has more than {MAX_EVENTS} parts", "split the file")
            if where["start"] < self._over:
                continue
            if event.__class__ is str:
                self._words.add("\n" if event in ("SoftBreak", "HardBreak") else "")
                continue
            ((kind, what),) = event.items()
            if kind == "Start":
                self._start(what, where)
            elif kind == "End":
                self._end(what, where)
            else:
                self._inside(kind, what)
        self._flush()

    def spot(self, byte: int) -> Spot:
        """The place of an offset in bytes."""
        return self._place(self._at(byte))

    def _place(self, at: int) -> Spot:
        line = bisect_right(self._starts, at)
        return Spot(self._first_line + line - 1, at - self._starts[line - 1] + 1)

    def _inside(self, kind: str, what: Any) -> None:
        if kind in ("Text", "Code", "InlineMath", "DisplayMath"):
            self._words.add(what)
        elif kind == "Html" and self._html is not None:
            self._html.append(what)
        elif kind in ("InlineHtml", "Html"):
            self._inline(what)
        elif kind == "TaskListMarker" and self._item:
            self._item = self._item[0], "[x]" if what else "[ ]"
        elif kind == "FootnoteReference":
            self._words.mark("note", what)

    def _inline(self, html: str) -> None:
        comment = _COMMENT.fullmatch(html)
        if comment:
            self._words.mark("comment", comment[1].strip())
            return
        tag = _TAG.match(html)
        name = tag[2].lower() if tag else ""
        if name in ("b", "strong"):
            self._words.close("strong") if tag and tag[1] else self._words.open("strong")
        elif name == "a" and tag and tag[1]:
            self._words.close("link")
        elif name == "br":
            self._words.add("\n")
        elif name == "img":
            self._words.add(_attribute(html, "alt"))
        if name and tag and not tag[1]:
            self._anchors(html, name)

    def _anchors(self, html: str, name: str) -> None:
        for attribute in ("id", "name") if name == "a" else ("id",):
            if _attribute(html, attribute):
                self._words.mark("anchor", _attribute(html, attribute))
        if name == "a" and _attribute(html, "href"):
            self._words.open("link", _attribute(html, "href"))

    def _start(self, tag: Any, where: Any) -> None:
        what: Any = None
        if tag.__class__ is not str:
            ((tag, what),) = tag.items()
        if tag == "Strong":
            self._words.open("strong")
        elif tag == "Link":
            self._words.open("link", what["dest_url"])
        elif tag == "Image":
            self._miss("image", self.spot(where["start"]))
        elif tag in _STARTS:
            self._flush()
            self._spot = self.spot(where["start"])
            self._begin(tag, what, where)

    def _miss(self, what: str, spot: Spot, count: int = 1) -> None:
        self.unread[what] += count
        self.first.setdefault(what, spot)

    def _begin(self, tag: str, what: Any, where: Any) -> None:
        """A block begins, or a group of blocks."""
        if tag == "List":
            self._lists.append(what)
        elif tag == "Item":
            self._item = self._spot, self._next_label(self._at(where["start"]))
        elif tag == "BlockQuote":
            self._quotes += 1
        elif tag == "FootnoteDefinition":
            self._note = what
        elif tag == "CodeBlock":
            self._code = "" if what.__class__ is str else str(what["Fenced"]).split(" ")[0]
        elif tag == "Table":
            self._table, self._rows, self._cells = self._spot, [], []
        elif tag == "HtmlBlock":
            self._html = []

    def _next_label(self, at: int) -> str:
        """What is shown before an item: numbers are counted, whatever is written."""
        number = self._lists[-1] if self._lists else None
        if number is None:
            return "•"
        self._lists[-1] = number + 1
        written = _DELIMITER.match(self._body, at)
        return f"{number}{written[1] if written else '.'}"

    def _end(self, tag: Any, where: Any) -> None:
        what: Any = None
        if tag.__class__ is not str:
            ((tag, what),) = tag.items()
        if tag == "Strong":
            self._words.close("strong")
        elif tag == "Link":
            self._words.close("link")
        elif tag == "Heading":
            self._heading(int(what[1]))
        elif tag == "TableCell":
            self._cells.append(Cell(self._words.take(), self._cell_spot(where)))
        elif tag in ("TableHead", "TableRow"):
            self._rows.append(Row(tuple(self._cells), self.spot(where["start"])))
            self._cells = []
        elif tag == "Table":
            self._end_table()
        elif tag == "HtmlBlock":
            self._end_html(where)
        elif tag == "CodeBlock":
            self._add(Block("code", self._words.take(), self._spot, label=self._code))
        else:
            self._end_of_group(tag, where)

    def _end_of_group(self, tag: str, where: Any) -> None:
        if tag == "Paragraph" and self._is_mdx and _MODULE.match(self._body, self._at(where["start"])):
            self._words.take()
        elif tag in ("Paragraph", "Item", "List", "BlockQuote", "FootnoteDefinition"):
            self._flush()
        if tag == "List" and self._lists:
            self._lists.pop()
        elif tag == "BlockQuote":
            self._quotes -= 1
        elif tag == "FootnoteDefinition":
            self._note = ""
        if tag == "Item":
            self._item = None

    def _cell_spot(self, where: Any) -> Spot:
        start, end = self._at(where["start"]), self._at(where["end"])
        cell = self._body[start:end]
        return self._place(start + (len(cell) - len(cell.lstrip()) if cell.strip() else 0))

    def _add(self, block: Block) -> None:
        if block.text.text or block.text.marks or block.rows:
            self.blocks.append(block)

    def _flush(self) -> None:
        if not self._words:
            return
        text = self._words.take()
        if not text.text:
            self._add(Block("paragraph", text, self._spot))
        elif self._item:
            (spot, label), self._item = self._item, None
            self._add(Block("item", text, spot, max(0, len(self._lists) - 1), label))
        else:
            kind: BlockKind = "note" if self._note else "quote" if self._quotes else "paragraph"
            self._add(Block(kind, text, self._spot, label=self._note))

    def _heading(self, level: int) -> None:
        text = self._words.take()
        own = _OWN_ANCHOR.search(text.text)
        if own:
            self._words.add(text.text[: own.start()])
            self._words.mark("anchor", own[1])
            end = own.start()
            kept = tuple(replace(mark, start=min(mark.start, end), end=min(mark.end, end)) for mark in text.marks)
            text = Text(text.text[:end], (*kept, *self._words.take().marks))
        self.blocks.append(Block("heading", text, self._spot, level))

    def _end_table(self) -> None:
        """An empty first row titles no column: Markdown has no other way to write a table without titles."""
        has_titles = bool(self._rows) and any(cell.text.text for cell in self._rows[0].cells)
        rows = tuple(self._rows if has_titles else self._rows[1:])
        if rows:
            self.blocks.append(Block("table", Text(), self._table, rows=rows, heads=int(has_titles)))
        self._rows = []

    def _end_html(self, where: Any) -> None:
        """The blocks of raw HTML; a table that blank lines divide is read to its end."""
        html, self._html = "".join(self._html or ()), None
        if len(_TABLE_OPENS.findall(html)) > len(_TABLE_CLOSES.findall(html)):
            start = self._at(where["start"])
            end = self._table_end(start)
            if end > start:
                html = self._body[start:end]
                self._over = where["start"] + len(html.encode())
        blocks, unread = html_blocks(html, self._spot)
        self.blocks.extend(blocks)
        for missed in unread:
            self._miss(missed.what, missed.spot, missed.count)

    def _table_end(self, start: int) -> int:
        """Where the table ends that begins at an offset, or -1."""
        depth = 0
        for found in _TABLE_TAG.finditer(self._body, start):
            depth += -1 if found[0].startswith("</") else 1
            if depth == 0:
                return found.end()
        return -1


_TABLE_TAG = re.compile(r"</?table\b[^<>]*>", re.IGNORECASE)
_STARTS = frozenset(
    {"Paragraph", "Heading", "List", "Item", "BlockQuote", "FootnoteDefinition", "CodeBlock", "Table", "HtmlBlock"}
)


def _attribute(tag: str, name: str) -> str:
    found = _ATTRIBUTES[name].search(tag)
    return (found[1] or found[2] or found[3] or "") if found else ""
