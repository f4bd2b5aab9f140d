"""PDFs with text as blocks: headings as far as the page shows them, tables by their columns, running heads once.

A PDF has letters and positions, no structure.  What is larger than the text, bold and alone on its
line, or in the outline is a heading; numbered and capital lines are guessed to be.  Lines whose
words begin in the same columns are a table.  A page that shows something and has no text is unread.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from art17.model.document import Block, BlockKind, Document, Spot, Text, Unread, under_headings
from art17.reading.formats.pdf_layout import Line, blocks_of, folded
from art17.reading.formats.pdf_parser import parsed
from art17.reading.io.unreadable import UnreadableError

_PROPERTIES = {"Title": "title", "Author": "creator", "Subject": "subject", "Keywords": "keywords"}
_NO_PROPERTY = re.compile(
    r"\(?(?:anonymous|unspecified|untitled|unknown)\)?$|.*\.(?:docx?|pdf|indd|odt|tex)$", re.IGNORECASE
)
_OF_WORD = re.compile(r"^Microsoft (?:Office )?Word - ")
_PAGE_NUMBER = re.compile(
    r"(?:(?:page|seite|s\.|p\.)\s*)?[-\u2013]?\s*\d{1,4}\s*[-\u2013]?(?:\s*(?:of|von|sur|de|/|\|)\s*\d{1,4})?$",
    re.IGNORECASE,
)
_MARGIN_LINES = 4
_TOP, _BOTTOM = 0.8, 0.15


def pdf_document(data: bytes) -> Document:
    """The blocks of a PDF.

    Raises:
        UnreadableError: where it is none, is damaged or encrypted, has no text at all, or the extra is not installed.
        StoppedError: where it takes more to parse than a document needs.
    """
    reply = parsed(data)
    pages: Sequence[Mapping[str, Any]] = reply["pages"]
    unread = tuple(_unread(pages, int(reply["count"])))
    lines = [_lines(page, number) for number, page in enumerate(pages, 1)]
    has_text = any(found and not page.get("is_scan") for found, page in zip(lines, pages, strict=True))
    if unread and not has_text:
        raise UnreadableError(
            "The PDF has no text: its pages are pictures",
            "let a program for text recognition (OCR) add the text, or give what it says in a side-car",
        )
    heights = [float(page.get("height", 0)) for page in pages]
    running = _running(lines, heights)
    body = [line for page in lines for line in page if id(line) not in running]
    bookmarks = {folded(title): (int(level), int(page) + 1) for level, title, page in reply["bookmarks"]}
    blocks = under_headings([*blocks_of(body, bookmarks), *_margins(lines, running)])
    return Document("pdf", blocks, _properties(reply["properties"]), unread)


def _lines(page: Mapping[str, Any], number: int) -> list[Line]:
    return [
        Line(number, base, size, bool(is_bold), tuple((start, words) for start, _, words in columns))
        for base, size, is_bold, columns in page.get("lines", ())
    ]


def _unread(pages: Iterable[Mapping[str, Any]], count: int) -> Iterator[Unread]:
    """What of the pages has no words, page by page."""
    number = 0
    for number, page in enumerate(pages, 1):
        at = Spot(part=f"page {number}")
        if page.get("error"):
            yield Unread("page-damaged", at)
        elif page["is_scan"]:
            yield Unread("page-without-text", at)
        elif page["pictures"]:
            yield Unread("image", at, page["pictures"])
        if page.get("forms"):
            yield Unread("form-field", at, page["forms"])
    if number < count:
        yield Unread("too-large", Spot(part=f"page {number + 1}"), count - number)


def _properties(stated: Mapping[str, str]) -> dict[str, str]:
    """What somebody said of the document; what programs write where nobody did says nothing."""
    found = {name: _OF_WORD.sub("", stated[key].strip()) for key, name in _PROPERTIES.items() if stated.get(key)}
    return {name: text for name, text in found.items() if text and not _NO_PROPERTY.match(text)}


def _running(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> dict[int, str]:
    """The lines that repeat at the top or bottom of pages, and page numbers, by their identity: header or footer."""
    places: dict[str, list[tuple[Line, str]]] = {}
    counts: Counter[str] = Counter()
    for lines, height in zip(pages, heights, strict=True):
        ordered = sorted(lines, key=lambda line: -line.base)
        edges = [(each, "header") for each in ordered[:_MARGIN_LINES] if each.base > _TOP * height]
        edges += [(each, "footer") for each in ordered[-_MARGIN_LINES:] if each.base < _BOTTOM * height]
        for line, edge in edges:
            places.setdefault(folded(line.words), []).append((line, edge))
        counts.update({folded(line.words) for line, _ in edges})
    with_text = sum(bool(lines) for lines in pages)
    repeats = {key for key, count in counts.items() if count >= max(2, 0.4 * with_text)}
    return {
        id(line): edge
        for key, found in places.items()
        for line, edge in found
        if key in repeats or _PAGE_NUMBER.match(line.words)
    }


def _margins(pages: Iterable[Sequence[Line]], running: Mapping[int, str]) -> Iterator[Block]:
    """Each running line once, as it is on the first page that has it; page numbers say nothing."""
    seen: set[str] = set()
    for lines in pages:
        for line in lines:
            edge = running.get(id(line))
            if not edge or folded(line.words) in seen or _PAGE_NUMBER.match(line.words):
                continue
            seen.add(folded(line.words))
            kind: BlockKind = "header" if edge == "header" else "footer"
            yield Block(kind, Text(line.words), Spot(part=edge))
