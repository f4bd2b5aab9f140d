"""What a Markdown body holds: sections, tables, links, comments; the only importer of pyromark.

One pass over the events of the parser.  Offsets are in characters of the whole file; line and
column are worked out by whoever shows them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pyromark

from art17.model.value import is_placeholder
from art17.reading.formats.body import Cell, Comment, LinkIn, Markdown, Row, Section, Table
from art17.reading.io.unreadable import UnreadableError

_O = pyromark.Options
_MADE_LATER = re.compile(r"^::: ?[a-z][\w.-]{0,200}$", re.MULTILINE)
"""Where a tool puts headings that are made of code when the site is; boxes look alike, and have an end."""

_END_OF_BOX = re.compile(r"^:{3,9}[ \t]{0,9}$", re.MULTILINE)
_ATTRIBUTE = re.compile(r"\{:?\s*#([\w:.-]+)[^{}\n]{0,80}\}")
"""An anchor that a list of attributes states: `{ #name }`, as sites write it behind words and headings."""
_OPTIONS = _O.ENABLE_TABLES | _O.ENABLE_FOOTNOTES | _O.ENABLE_STRIKETHROUGH | _O.ENABLE_TASKLISTS | _O.ENABLE_WIKILINKS
MAX_EVENTS = 2_000_000
_WIDE = re.compile(r"[^\x00-\x7f]")
_NAMED = re.compile(r"<[a-zA-Z][^<>]{0,400}?\s(?:id|name)=[\"']([^\"'<>\s]{1,200})[\"']")
_LEADS = re.compile(r"<(?:a|img|A|IMG)\s[^<>]{0,400}?(?:href|src)=[\"']([^\"'<>]{1,2000})[\"']")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BOX = re.compile(
    r"^(?P<indent> {0,16})(?P<sign>===[!+]?(?= \")|(?:!!!|\?\?\?\+?)(?= [a-z])) "
    r"(?=[^\n]{0,200}\n(?:[ \t]*\n)?(?P=indent) {4})",
    re.MULTILINE,
)
"""A tab or box of sites made by MkDocs: what belongs to it is indented by four, as code is elsewhere."""


def markdown_in(body: str, body_at: int = 0) -> Markdown:
    """What a Markdown body holds that begins at an offset of its file.

    >>> [(s.title, s.has_text) for s in markdown_in("# A\\n\\ntext\\n\\n## B\\n\\n[to do]\\n").sections]
    [('A', True), ('B', False)]

    Raises:
        UnreadableError: where the parser gives up.
    """
    return _Pass(body, body_at).over(markdown_events(body))


def markdown_events(body: str) -> Iterable[Any]:
    """The events of the parser, each with where it is in bytes.

    Raises:
        UnreadableError: where the parser gives up.
    """
    try:
        yield from pyromark.events_with_range(_BOX.sub(_as_item, body), options=_OPTIONS)
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how pyo3 tells that Rust code failed
            raise
        raise UnreadableError("The Markdown parser gives up on this file", "simplify its markup") from None


def _as_item(box: re.Match[str]) -> str:
    """The sign of a box as that of a list item, which is read in the same way and is as long."""
    return f"{box['indent']}-   {'.' * (len(box['sign']) - 3)}"


class _Pass:
    """One pass over the events, and what it has found so far."""

    def __init__(self, body: str, body_at: int) -> None:
        self._body = body
        self._body_at = body_at
        self._offset_of = offsets_in(body, body_at)
        self._sections: list[Section] = []
        self._open: list[Section] = []
        self._tables: list[Table] = []
        self._header: tuple[str, ...] = ()
        self._rows: list[Row] = []
        self._cells: list[Cell] = []
        self._links: list[LinkIn] = []
        self._comments: list[Comment] = []
        self._anchors: set[str] = set()
        self._texts: list[str] = []
        self._html: list[tuple[str, int]] = []
        self._in_head = False

    def over(self, events: Iterable[Any]) -> Markdown:
        """What the events told."""
        texts = self._texts
        for count, (event, where) in enumerate(events):
            if count > MAX_EVENTS:
                raise UnreadableError(f"The Markdown has more than {MAX_EVENTS} parts", "split the file")
            if event.__class__ is str:
                texts.append("\n" if event == "HardBreak" else " ")
                continue
            ((kind, what),) = event.items()
            if kind == "Text" or kind == "Code":
                texts.append(what)
            elif kind == "Start":
                self._start(what, where)
            elif kind == "End":
                self._end(what, where)
            elif kind == "Html" or kind == "InlineHtml":
                self._markup(what, where)
        self._close_comments()
        self._anchors.update(found[1].lower() for found in _ATTRIBUTE.finditer(self._body))
        if _MADE_LATER.search(self._body) and not _END_OF_BOX.search(self._body):
            self._anchors.add("*")
        return Markdown(
            tuple(self._sections),
            tuple(self._tables),
            tuple(self._links),
            tuple(self._comments),
            frozenset(self._anchors),
        )

    def _start(self, tag: Any, where: Any) -> None:
        if tag.__class__ is not str:
            ((tag, what),) = tag.items()
            if tag in ("Link", "Image"):
                is_wiki = not isinstance(what["link_type"], str) and "WikiLink" in what["link_type"]
                if not (tag == "Link" and is_wiki and self._goes_on(where["end"])):
                    self._links.append(LinkIn(what["dest_url"], self._offset_of(where["start"]), is_wiki))
                return
        if tag in _BLOCKS:
            self._flush()
            self._in_head = tag == "TableHead" or (self._in_head and tag == "TableCell")

    def _end(self, tag: Any, where: Any) -> None:
        if tag.__class__ is not str:
            ((tag, what),) = tag.items()
            if tag == "Heading":
                self._heading(int(what[1]), where)
            return
        if tag == "TableCell":
            self._cells.append(Cell(self._text(), self._inside(where["start"], where["end"])))
            self._flush()
        elif tag == "TableHead":
            self._header, self._rows, self._cells = tuple(cell.text for cell in self._cells), [], []
            self._in_head = False
        elif tag == "TableRow":
            start, end = self._offset_of(where["start"]), self._offset_of(where["end"])
            self._rows.append(Row(tuple(self._cells), start, end))
            self._cells = []
        elif tag == "Table":
            under = tuple(section.title for section in reversed(self._open))
            self._tables.append(Table(self._header, tuple(self._rows), under))
        elif tag in _BLOCKS:
            self._flush()

    def _goes_on(self, end: int) -> bool:
        """Whether `[[1]]` is the text of a link in round brackets, and no link by itself."""
        at = self._offset_of(end) - self._body_at
        return self._body[at : at + 1] == "("

    def _text(self) -> str:
        return "".join(self._texts).strip()

    def _inside(self, start: int, end: int) -> int:
        """The offset of what a cell holds, without the blanks before it."""
        first, last = self._offset_of(start), self._offset_of(end)
        cell = self._body[first - self._body_at : last - self._body_at]
        return first + (len(cell) - len(cell.lstrip()) if cell.strip() else 0)

    def _flush(self) -> None:
        """The text of a block is complete: the open sections have it, unless it is a placeholder."""
        if self._texts:
            if not self._in_head and any(not section.has_text for section in self._open):
                text = self._text()
                if text and not is_placeholder(text):
                    for section in self._open:
                        section.has_text = True
            self._texts.clear()

    def _heading(self, level: int, where: Any) -> None:
        section = Section(self._text(), level, self._offset_of(where["start"]), self._offset_of(where["end"]))
        self._texts.clear()
        while self._open and self._open[-1].level >= level:
            self._open.pop()
        self._open.append(section)
        self._sections.append(section)

    def _markup(self, html: str, where: Any) -> None:
        if _BREAK.fullmatch(html):
            self._texts.append("\n")
            return
        at = self._offset_of(where["start"])
        self._anchors.update(found[1].lower() for found in _NAMED.finditer(html))
        self._links += [LinkIn(found[1], at + found.start()) for found in _LEADS.finditer(html)]
        if self._html and self._html[-1][1] + len(self._html[-1][0]) != at:
            self._close_comments()
        self._html.append((html, at))

    def _close_comments(self) -> None:
        if self._html:
            at = self._html[0][1]
            whole = "".join(html for html, _ in self._html)
            self._comments += [Comment(text.strip(), at + start) for start, text in comments_in(whole)]
            self._html.clear()


def comments_in(html: str) -> Iterator[tuple[int, str]]:
    """Where each comment of HTML begins, and what it holds; one without an end is none, nor is any after it.

    >>> list(comments_in("a <!-- b --> <!-- c"))
    [(2, ' b ')]
    """
    start = html.find("<!--")
    while start >= 0 and (end := html.find("-->", start + 4)) >= 0:
        yield start, html[start + 4 : end]
        start = html.find("<!--", end + 3)


_BLOCKS = frozenset(
    {
        "Paragraph",
        "Item",
        "TableCell",
        "TableHead",
        "Heading",
        "BlockQuote",
        "CodeBlock",
        "List",
        "FootnoteDefinition",
        "HtmlBlock",
    }
)


def offsets_in(body: str, body_at: int) -> Callable[[int], int]:
    """From byte offsets in the body, as the parser counts, to characters in the file."""
    if body.isascii():
        return lambda byte: byte + body_at
    ends: list[int] = []
    surplus = [0]
    for found in _WIDE.finditer(body):
        surplus.append(surplus[-1] + len(found[0].encode()) - 1)
        ends.append(found.end() + surplus[-1])
    return lambda byte: byte - surplus[bisect_right(ends, byte)] + body_at
