"""What an HTML page or fragment holds, as blocks; scripts are not run, and what is hidden is not text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urljoin

from art17.graph.anchors import MADE_LATER
from art17.model.document import Block, BlockKind, Cell, Document, Row, Spot, Text, Unread, under_headings
from art17.reading.formats.words import Words
from art17.reading.io.unreadable import UnreadableError

MAX_TAGS = 500_000
MAX_CELLS = 200_000
MAX_TABLES_WITHIN = 20
_SILENT = frozenset({"script", "style", "template", "noscript", "svg", "head", "select", "textarea", "object"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_BLOCKS: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li",), "item"),
    **dict.fromkeys(("blockquote",), "quote"),
    **dict.fromkeys(("pre",), "code"),
    **dict.fromkeys(
        ("p", "div", "section", "article", "aside", "body", "main", "nav", "form", "dt", "dd", "dl", "figure",
         "figcaption", "summary", "details", "address", "fieldset", "legend", "caption", "header", "footer", "hr",
         "center", "html"),
        "paragraph",
    ),
}  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DATA = re.compile(r"\bconst\b|\bvar\b|\blet\b|\{\s*[\"']")
_SPACE = re.compile(
    r'<ol id="breadcrumbs">\s{0,99}<li[^<>]{0,99}>\s{0,99}(?:<span[^<>]{0,99}>\s{0,99})?'
    r"<a[^<>]{0,999}>([^<>]{1,200})</a>"
)
"""The name of the space, as Confluence exports it above each page."""
_TOP = 20_000
_FEET = frozenset({"footer", "page-footer", "site-footer"})
_WAYS = frozenset({"breadcrumb", "breadcrumbs", "breadcrumb-section", "page-metadata", "navbar", "sidebar"})
"""How the elements around a page are named by those who make sites; `page-metadata` is what Confluence adds."""
_SECTION = re.compile(r"<!\[")
_OPENS = re.compile(r"<[A-Za-z/!?]")

Attributes = dict[str, str]


def html_document(text: str) -> Document:
    """What a page holds.

    >>> [(b.kind, b.text.text, b.spot.line) for b in html_document("<h1>A</h1>\\n<p>b <b>c</b></p>").blocks]
    [('heading', 'A', 1), ('paragraph', 'b c', 2)]

    Raises:
        UnreadableError: where it has too many tags.
    """
    page = _Page(Spot(1, 1))
    page.read(text)
    blocks, properties = page.blocks, page.properties
    if space := _SPACE.search(text[:_TOP]):
        blocks, properties = _without(f"{unescape(space[1])} : ", blocks, properties)
    return Document(
        "html",
        under_headings(blocks),
        properties,
        tuple(page.unread),
        frozenset({*page.anchors, *([MADE_LATER] if page.is_scripted else [])}),
        tuple(page.links),
    )


def _without(prefix: str, blocks: list[Block], properties: dict[str, str]) -> tuple[list[Block], dict[str, str]]:
    """A page of a wiki without the name of its space before its title."""
    found = [
        replace(block, text=Text(block.text.text.removeprefix(prefix)))
        if block.kind == "heading" and block.text.text.startswith(prefix)
        else block
        for block in blocks
    ]
    return found, {name: value.removeprefix(prefix) for name, value in properties.items()}


def html_blocks(text: str, at: Spot) -> tuple[tuple[Block, ...], tuple[Unread, ...]]:
    """The blocks of a fragment that begins at a place of its file, and what of it was not read."""
    page = _Page(at)
    page.read(text)
    return tuple(page.blocks), tuple(page.unread)


@dataclass(slots=True)
class _Table:
    """A table that is open."""

    spot: Spot
    rows: list[Row] = field(default_factory=list[Row])
    heads: int = 0
    row: list[Cell] | None = None
    row_spot: Spot = field(default_factory=Spot)
    is_head: bool = True
    cell: Spot | None = None
    spans: tuple[int, int] = (1, 1)
    below: dict[int, tuple[Cell, int]] = field(default_factory=dict[int, tuple[Cell, int]])
    words: Words = field(default_factory=Words)


class _Page(HTMLParser):
    """One pass over the tags, and what it has found so far."""

    def __init__(self, at: Spot) -> None:
        super().__init__(convert_charrefs=True)
        self._from = at
        self.blocks: list[Block] = []
        self.properties: dict[str, str] = {}
        self.unread: list[Unread] = []
        self.anchors: set[str] = set()
        self.links: list[tuple[str, Spot]] = []
        self.is_scripted = False
        self._base = ""
        self._words = Words()
        self._kind: BlockKind = "paragraph"
        self._level = 0
        self._at = at
        self._lists: list[list[int]] = []
        self._label = ""
        self._tables: list[_Table] = []
        self._cells = 0
        self._skipped = ""
        self._skip_depth = 0
        self._has_script = False
        self._margin, self._margin_tag, self._margin_depth = "", "", 0
        self._title: list[str] | None = None

    def read(self, text: str) -> None:
        """Reads the whole text in linear time.

        The parser of Python searches the rest of the file for the end of each comment, section and
        tag that has none: what can have none is cut away, as browsers do.
        """
        if text.count("<") > MAX_TAGS:
            raise UnreadableError(f"The HTML has more than {MAX_TAGS} tags", "split the file")
        text = _SECTION.sub("<!_", text)
        unclosed = text.find("<!--", max(text.rfind("-->"), 0))
        if unclosed >= 0:
            self.unread.append(Unread("unclosed", self._from))
            text = text[:unclosed]
        end = text.rfind(">") + 1
        self.feed(text[:end])
        tail = text[end:]
        opens = _OPENS.search(tail)
        if opens:
            self.unread.append(Unread("unclosed", self._from))
        self.handle_data((tail[: opens.start()] if opens else tail).replace("\x00", ""))
        self.close()
        while self._tables:
            self._end_table()
        self._flush()
        if self._has_script and not any(block.text.text or block.rows for block in self.blocks):
            self.unread.append(Unread("script", self._from))

    def _spot(self) -> Spot:
        line, column = self.getpos()
        if line == 1:
            return Spot(self._from.line, self._from.column + column)
        return Spot(self._from.line + line - 1, column + 1)

    def _spot_within(self, data: str) -> Spot:
        """Where the first word of a text is that begins here."""
        blank = data[: len(data) - len(data.lstrip())]
        here = self._spot()
        if "\n" not in blank:
            return Spot(here.line, here.column + len(blank))
        return Spot(here.line + blank.count("\n"), len(blank) - blank.rfind("\n"))

    @property
    def _into(self) -> Words:
        """Where words go: the open cell, or the block."""
        return self._tables[-1].words if self._tables else self._words

    def _flush(self) -> None:
        text = self._words.take()
        if text.text or any(mark.kind in ("anchor", "comment") for mark in text.marks):
            kind = self._kind if text.text else "paragraph"
            label = self._label if kind == "item" else ""
            if self._margin and text.text:
                edge: BlockKind = "footer" if self._margin == "footer" else "header"
                self.blocks.append(Block(edge, text, replace(self._at, part=edge)))
            else:
                self.blocks.append(Block(kind, text, self._at, self._level if kind != "paragraph" else 0, label))
            if kind == "item":
                self._label = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens."""
        given = {name: value or "" for name, value in reversed(attrs)}
        self._note(tag, given)
        if self._skipped:
            self._within_skipped(tag, given)
            return
        if tag in _SILENT or (tag not in _VOID and _is_hidden(given)):
            self._skipped, self._skip_depth = tag, 1
            return
        self._open_margin(tag, given)
        if "id" in given and tag != "table":
            self._anchor(tag, given["id"])
        if tag in _TABLE_TAGS:
            self._start_in_table(tag, given)
        elif tag in _BLOCKS and not self._tables:
            self._start_block(tag)
        elif tag in ("ul", "ol") and not self._tables:
            self._flush()
            self._lists.append([int(given["start"]) if given.get("start", "").isdecimal() else 1, int(tag == "ol")])
        elif tag in _BLOCKS:
            self._into.add_folded("\n" if not self._into else " ")
        else:
            self._start_inline(tag, given)

    def _open_margin(self, tag: str, given: Attributes) -> None:
        """What a site shows around each page is a header or footer, and no text of the page."""
        if self._margin:
            self._margin_depth += tag == self._margin_tag
        elif not self._tables and tag not in _VOID and (edge := _margin_of(tag, given)):
            self._flush()
            self._margin, self._margin_tag, self._margin_depth = edge, tag, 1

    def _close_margin(self, tag: str) -> None:
        if self._margin and tag == self._margin_tag:
            self._margin_depth -= 1
            if not self._margin_depth:
                self._flush()
                self._margin = ""

    def _note(self, tag: str, given: Attributes) -> None:
        """What a tag means for links, whether or not it is shown: a name, a script that may make some, a base."""
        self.anchors.update(given[name].lower() for name in ("id", "name") if given.get(name))
        self.is_scripted = self.is_scripted or tag == "script"
        if tag == "base":
            self._base = self._base or given.get("href", "")

    def _leads(self, target: str) -> str:
        """Where a link leads; the blanks and line ends in it count for nothing."""
        target = target.strip()
        try:
            return urljoin(self._base, target) if self._base else target
        except ValueError:  # an address that is none
            return target

    def _within_skipped(self, tag: str, given: Attributes) -> None:
        if tag == self._skipped and tag not in ("script", "style"):
            self._skip_depth += 1
        if self._skipped != "head":
            return
        if tag == "body":
            self._skipped = ""
        elif tag == "title":
            self._title = []
        elif tag == "meta":
            self._meta(given)
        elif tag == "script":
            self._has_script = True

    def _meta(self, given: Attributes) -> None:
        name = given.get("name") or given.get("property")
        if name and given.get("content"):
            self.properties.setdefault(name.lower(), given["content"])

    def _anchor(self, tag: str, name: str) -> None:
        if tag in _BLOCKS and not self._tables:
            self._flush()
        self._into.mark("anchor", name)

    def _start_block(self, tag: str) -> None:
        anchors = (
            [mark for mark in self._words.take().marks if mark.kind == "anchor"] if not self._words.has_text else []
        )
        self._flush()
        self._kind, self._at = _BLOCKS[tag], self._spot()
        self._level = int(tag[1]) if self._kind == "heading" else max(0, len(self._lists) - 1)
        for anchor in anchors:
            self._words.mark("anchor", anchor.text)
        if tag == "li" and self._lists:
            self._label = f"{self._lists[-1][0]}." if self._lists[-1][1] else "•"
            self._lists[-1][0] += 1

    def _start_link(self, given: Attributes) -> None:
        if "name" in given:
            self._into.mark("anchor", given["name"])
        if given.get("href"):
            self.links.append((self._leads(given["href"]), self._spot()))
            self._into.open("link", given["href"])

    def _start_inline(self, tag: str, given: Attributes) -> None:
        if tag == "a":
            self._start_link(given)
        elif tag in ("b", "strong"):
            self._into.open("strong")
        elif tag == "br":
            self._into.add("\n")
        elif tag == "img":
            self.unread.append(Unread("image", self._spot()))
            if given.get("src"):
                self.links.append((self._leads(given["src"]), self._spot()))
            self._into.add_folded(given.get("alt", ""))
        elif tag == "meta":
            self._meta(given)
        elif tag == "title":
            self._title = []
        elif tag == "input" and given.get("type") == "checkbox" and self._kind == "item":
            self._label = "[x]" if "checked" in given else "[ ]"

    def handle_endtag(self, tag: str) -> None:
        """A tag closes."""
        if tag == "title" and self._title is not None:
            self.properties["title"] = " ".join("".join(self._title).split())
            self._title = None
        elif self._skipped:
            if tag == self._skipped:
                self._skip_depth -= 1
                self._skipped = self._skipped if self._skip_depth > 0 else ""
        elif tag == "a":
            self._into.close("link")
        elif tag in ("b", "strong"):
            self._into.close("strong")
        elif tag in _TABLE_TAGS:
            self._end_in_table(tag)
        elif tag in ("ul", "ol") and self._lists and not self._tables:
            self._flush()
            self._lists.pop()
            self._kind = "paragraph"
        elif tag in _BLOCKS and not self._tables:
            self._flush()
            self._kind, self._at = "paragraph", self._spot()
        if not self._skipped:
            self._close_margin(tag)

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        if self._title is not None:
            self._title.append(data)
        elif self._skipped:
            self._has_script = self._has_script or (self._skipped == "script" and bool(_DATA.search(data[:4000])))
        elif self._tables and self._tables[-1].cell is None:
            return  # words between rows are not shown in their place by any browser
        elif self._kind == "code" and not self._tables:
            self._words.add(data)
        else:
            if not self._into and not self._tables and data.strip() and self._kind == "paragraph":
                self._at = self._spot_within(data)
            self._into.add_folded(data)

    def handle_comment(self, data: str) -> None:
        """A comment."""
        if not self._skipped and not data.startswith("["):
            self._into.mark("comment", data.strip())

    def _start_in_table(self, tag: str, given: Attributes) -> None:
        if tag == "table":
            self._flush()
            if len(self._tables) >= MAX_TABLES_WITHIN:
                self.unread.append(Unread("too-deep", self._spot()))
                self._skipped, self._skip_depth = "table", 1
                return
            self._tables.append(_Table(self._spot()))
        elif not self._tables:
            return
        elif tag == "tr":
            self._end_row()
            self._tables[-1].row, self._tables[-1].row_spot = [], self._spot()
        else:
            self._start_cell(tag, given)

    def _start_cell(self, tag: str, given: Attributes) -> None:
        table = self._tables[-1]
        self._end_cell()
        if table.row is None:
            table.row, table.row_spot = [], self._spot()
        table.is_head = table.is_head and tag == "th"
        table.cell = self._spot()
        table.spans = _span(given, "colspan", 1000), _span(given, "rowspan", 65534)

    def _end_in_table(self, tag: str) -> None:
        if not self._tables:
            return
        if tag == "table":
            self._end_table()
        elif tag == "tr":
            self._end_row()
        else:
            self._end_cell()

    def _end_cell(self) -> None:
        table = self._tables[-1]
        if table.cell is None or table.row is None:
            return
        self._cover_from_above(table)
        columns, rows = table.spans
        cell = Cell(table.words.take(), table.cell, columns, rows)
        covered = Cell(cell.text, cell.spot, is_covered=True)
        for place in range(columns):
            if place and not self._has_room():
                break
            if rows > 1:
                table.below[len(table.row)] = covered, rows - 1
            table.row.append(covered if place else cell)
        table.cell = None

    def _has_room(self) -> bool:
        self._cells += 1
        if self._cells == MAX_CELLS:
            self.unread.append(Unread("too-large", self._spot()))
        return self._cells < MAX_CELLS

    def _cover_from_above(self, table: _Table) -> None:
        """The cells of the rows above that reach into this row, where they come next."""
        row = table.row
        while row is not None and len(row) in table.below:
            cell, left = table.below.pop(len(row))
            if not self._has_room():
                return
            if left > 1:
                table.below[len(row)] = cell, left - 1
            row.append(cell)

    def _end_row(self) -> None:
        table = self._tables[-1]
        self._end_cell()
        if table.row:
            self._cover_from_above(table)
            if table.is_head and table.heads == len(table.rows):
                table.heads += 1
            table.rows.append(Row(tuple(table.row), table.row_spot))
        table.row, table.is_head = None, True

    def _end_table(self) -> None:
        self._end_row()
        table = self._tables.pop()
        if table.rows:
            heads = table.heads if table.heads < len(table.rows) else 0
            self.blocks.append(Block("table", Text(), table.spot, rows=tuple(table.rows), heads=heads))
        self._kind = "paragraph"


_TABLE_TAGS = frozenset({"table", "tr", "td", "th"})


def _span(given: Attributes, name: str, most: int) -> int:
    value = given.get(name, "").strip()
    return min(max(int(value), 1), most) if value.isascii() and value.isdecimal() and len(value) < 8 else 1


def _margin_of(tag: str, given: Attributes) -> str:
    """Whether an element is what a site shows around its pages: a way to other pages, a foot, who made the page."""
    named = {given.get("id", "").lower(), *given.get("class", "").lower().split()}
    if given.get("role", "").lower() == "contentinfo" or named & _FEET or tag == "footer":
        return "footer"
    is_way = tag == "nav" or given.get("role", "").lower() in ("navigation", "banner") or bool(named & _WAYS)
    return "header" if is_way else ""


def _is_hidden(given: Attributes) -> bool:
    return "hidden" in given or bool(_HIDDEN.search(given.get("style", "")))
