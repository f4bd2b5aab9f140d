"""What the text of a document that is read as blocks cites and links to, each with its place.

Its blocks are written as the body of a Markdown file would be, so that one grammar finds the citations of all formats.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from art17.graph.anchors import MADE_LATER, dead_anchor, leads_to
from art17.graph.resolve import is_external
from art17.model.artefact import Defect, Reference
from art17.model.document import Block, Cell, Document, Mark, Spot, Text, where
from art17.model.place import Place
from art17.reading.documents.slugs import anchors_of
from art17.reading.facts.references import PROSE
from art17.reading.io.endings import PACKED

RowKey = tuple[int, int]
"""The index of a table among the blocks, and of a row in it."""
Linked = tuple[int, Reference]
"""A link with the offset of its row or block in the body."""

_UNSAID = frozenset({"code", "toc", "header", "footer"})
_SAME_LENGTH = str.maketrans({"\n": " ", "|": "/"})
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ROLE = re.compile(r":(?P<role>[a-z_]+):(?P<target>.*)", re.DOTALL)
_MADE = re.compile(
    r"(?:.*/)?(?:genindex|modindex|py-modindex|search|self)|(?:.*/)?(?:autoapi|apidoc|api|_?generated|_?autosummary)/.*"
)
"""Pages that Sphinx makes itself, and folders that its extensions fill."""
_REFERS = re.compile(r"(?:PAGE|NOTE)?REF\s+(?P<name>[\w.]+)", re.IGNORECASE)
_OF_SCRIPTS = re.compile(r"[/!?]")
_LONGEST = 160
_TOP_OF_WORD = "_top"


@dataclass(frozen=True, slots=True)
class _Piece:
    """Where the words of a block or cell begin in the body, and where they are."""

    offset: int
    block: int
    spot: Spot
    text: str


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a document as one text, and where its parts are; `rows` are the spans of the rows of tables."""

    path: str
    document: Document
    text: str
    pieces: Sequence[_Piece]
    rows: Mapping[RowKey, tuple[int, int]]

    def place(self, offset: int) -> Place:
        """The place of an offset: line and column, or words where the format has no lines."""
        at = bisect_right(self.pieces, offset, key=lambda piece: piece.offset) - 1
        if at < 0:
            return Place(self.path)
        piece = self.pieces[at]
        return self.place_of(piece.block, piece.spot, piece.text[: offset - piece.offset].count("\n"))

    def place_of(self, block: int, spot: Spot, lines: int = 0) -> Place:
        """The place of a spot in a block, so many lines below it."""
        if spot.line:
            return Place(self.path, (), spot.line + lines, spot.column if not lines else 1)
        words = where(self.document, block, spot)
        return Place(self.path, (0,)).at_words(words if len(words) <= _LONGEST else f"... {words[-_LONGEST:]}")


def body_of(document: Document, path: str) -> Body:
    """The body of a document; page headers, contents, code and prompts are none of it."""
    parts: list[str] = []
    pieces: list[_Piece] = []
    rows: dict[RowKey, tuple[int, int]] = {}
    length = 0

    def add(text: str) -> None:
        nonlocal length
        parts.append(text)
        length += len(text)

    for number, block in enumerate(document.blocks):
        if block.kind in _UNSAID or block.spot.part in ("header", "footer"):
            continue
        add(_lead(block) if length else _lead(block).lstrip("\n"))
        pieces.append(_Piece(length, number, block.spot, block.text.text))
        add(_words(block.text))
        for index, row in enumerate(block.rows):
            add("\n" if index or block.text.text else "")
            start = length
            for cell in row.cells:
                add("| ")
                if not cell.is_covered:
                    pieces.append(_Piece(length, number, cell.spot, cell.text.text))
                    add(_words(cell.text).translate(_SAME_LENGTH))
                add(" ")
            add("|")
            rows[number, index] = (start, length)
    return Body(path, document, "".join(parts), pieces, rows)


def _lead(block: Block) -> str:
    """What is written before a block: blank lines, and the sign of its kind."""
    if block.kind == "heading":
        return f"\n\n{'#' * min(max(block.level, 1), 6)} "
    return "\n- " if block.kind == "item" else "\n\n"


def _words(text: Text) -> str:
    """Its words, with blanks for prompts that nobody has replaced."""
    words = text.text
    for mark in text.marked("placeholder"):
        words = words[: mark.start] + " " * (mark.end - mark.start) + words[mark.end :]
    return words


def anchors_in(document: Document) -> frozenset[str]:
    """What links may lead to in a document: its names, and for sites those of its headings."""
    marks = {mark.text.strip().lower() for _, text, _, _ in _texts(document) for mark in text.marked("anchor")}
    if document.format in PACKED:
        return document.anchors | marks
    titles = [block.text.text for block in document.blocks if block.kind == "heading"]
    made = anchors_of(titles) if document.format != "html" else frozenset[str]()
    plain = {" ".join(title.lower().split()) for title in titles} if document.format == "rst" else set[str]()
    return document.anchors | marks | made | plain


def links_in(body: Body, anchors: frozenset[str]) -> tuple[list[Linked], list[Defect]]:
    """The links out of a document that can be followed, and defects for those to nothing within it."""
    linked: list[Linked] = []
    dead: dict[tuple[Place, str], Defect] = {}
    for offset, place, written in _written(body):
        target, _, anchor = written.partition("#")
        if is_external(written):
            linked.append((offset, Reference(PROSE, written, place, "prose")))
        elif not target.strip():
            if anchor and not _is_there(anchor, anchors, body.document.format):
                dead[place, anchor] = dead_anchor(place, f"#{anchor}", anchors)
        elif _is_followed(target.strip(), body.document):
            linked.append((offset, Reference(PROSE, target.strip(), place, "prose", anchor.strip())))
    return linked, list(dead.values())


def _is_there(anchor: str, anchors: frozenset[str], file_format: str) -> bool:
    is_made = _OF_SCRIPTS.match(anchor) if file_format == "html" else anchor.lower() == _TOP_OF_WORD
    return bool(is_made) or file_format == "xlsx" or leads_to(anchor, anchors)


def _is_followed(target: str, document: Document) -> bool:
    """Whether a target can be looked up: no program, drive, share or mailbox, no page that is made, no alias."""
    if (
        _SCHEME.match(target)
        or target.startswith(("//", "@", "~", "{", "www."))
        or ("@" in target and "/" not in target)
    ):
        return False
    if document.format in PACKED:  # from the root of a disk, or beside a folder that its properties name
        return not (target.startswith("/") or document.properties.get("app:HyperlinkBase"))
    return bool(target.partition("?")[0])


def _written(body: Body) -> Iterator[tuple[int, Place, str]]:
    """Every link as it is written, with where it is."""
    document = body.document
    starts = {(piece.block, piece.spot): piece.offset for piece in reversed(body.pieces)}
    for target, spot in document.links:
        if found := _meant(target):
            yield -1, Place(body.path, (), spot.line, spot.column), found
    if document.format == "html":
        return  # its links have places of their own
    for number, text, spot, is_covered in _texts(document):
        if document.blocks[number].kind == "toc" or is_covered:
            continue
        for mark in text.marks:
            if target := _meant(_target_of(mark)):
                written = target.replace("\\", "/") if document.format in PACKED else target
                lines = text.text.count("\n", 0, mark.start) if spot.line else 0
                yield starts.get((number, spot), -1), body.place_of(number, spot, lines), written


def _target_of(mark: Mark) -> str:
    if mark.kind == "link":
        return mark.text
    found = _REFERS.match(mark.text) if mark.kind == "field" else None
    return f"#{found['name']}" if found else ""


def _meant(target: str) -> str:
    """A target without the role that says what it is; "" where that is looked up nowhere.

    >>> [_meant(target) for target in ("a.md", ":doc:intro", ":doc:autoapi/x", ":need:REQ_1", ":ref:roles")]
    ['a.md', './intro', '', '', ':ref:roles']
    """
    found = _ROLE.fullmatch(target)
    if not found:
        return target
    if found["role"] == "doc":
        page = found["target"].strip()
        is_elsewhere = _MADE.fullmatch(page) or ":" in page  # `python:library` is of another project
        return "" if is_elsewhere else page if page.startswith(("/", ".")) else f"./{page}"
    return target if found["role"] == "ref" and ":" not in found["target"] else ""


def _texts(document: Document) -> Iterator[tuple[int, Text, Spot, bool]]:
    """Every text of a document: the index of its block, its place, and whether it only repeats a merged cell."""
    for number, block in enumerate(document.blocks):
        yield number, block.text, block.spot, False
        cells: Iterator[Cell] = (cell for row in block.rows for cell in row.cells)
        yield from ((number, cell.text, cell.spot, cell.is_covered) for cell in cells)


def anchors_told(document: Document, anchors: frozenset[str]) -> frozenset[str]:
    """The anchors that others may link to; of Office files nobody else knows how they are followed."""
    return frozenset() if document.format in PACKED else anchors or frozenset({MADE_LATER})
