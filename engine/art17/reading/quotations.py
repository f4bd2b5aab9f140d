"""Passages of documents in their own words, for reports that may repeat them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from art17.model.document import Block, Cell, Document
from art17.model.question import PassageAt, Quotation
from art17.reading.documents.read import document_in
from art17.reading.io.endings import blocks_format_of, format_of
from art17.reading.io.source import Source
from art17.reading.io.unreadable import UnreadableError

LONGEST = 600
"""Signs of a passage; of a longer one the beginning is shown."""
_FIRST = 40
_MOST_OF_A_LABEL = 12
_CONFIDENTIAL = re.compile(
    r"\b(?:(?:strictly |streng |strictement )?(?:confidential|vertraulich|confidentiel(?:le)?)|confidentialit[yé]"
    r"|vertraulichkeit|restricted|geheim)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|non|nicht|pas|public|öffentlich)\b", re.IGNORECASE)


def quotations_of(passages: Iterable[PassageAt], source: Source) -> Mapping[PassageAt, Quotation]:
    """What each passage says, and whether its document bears a label that it is confidential."""
    documents: dict[str, Document | None] = {}
    found: dict[PassageAt, Quotation] = {}
    for passage in passages:
        path = passage.place.path
        if path not in documents:
            documents[path] = _document(source, path)
        document = documents[path]
        if document is not None:
            is_confidential = confidential(document)
            found[passage] = Quotation("" if is_confidential else _said(document, passage), is_confidential)
    return found


def confidential(document: Document) -> bool:
    """Whether a label among the first blocks, or in header or footer, says so: a short line or a cell.

    A sentence on confidential data is no label, and neither is "not confidential".
    """
    marked = [block for block in document.blocks if block.kind in ("header", "footer")]
    return any(
        _CONFIDENTIAL.search(text) and not _NOT.search(text)
        for block in (*document.blocks[:_FIRST], *marked)
        for text in _labels(block)
    )


def _labels(block: Block) -> Iterator[str]:
    texts = [cell.text.text for row in block.rows for cell in row.cells] if block.rows else block.text.text.split("\n")
    in_margin = block.kind in ("header", "footer") or block.spot.part in ("header", "footer")
    for text in texts:
        is_sentence = text.rstrip().endswith((".", ";", ",")) and not in_margin
        if len(text.split()) <= _MOST_OF_A_LABEL and not is_sentence and (in_margin or block.kind != "heading"):
            yield text


def _document(source: Source, path: str) -> Document | None:
    try:
        data = source.read(path)
        return document_in(blocks_format_of(path) or format_of(path), data) if data is not None else None
    except UnreadableError:
        return None


def _said(document: Document, passage: PassageAt) -> str:
    """The paragraph or row at the place; where the format has no lines, the section with that heading."""
    if passage.place.line:
        return _shortened(next(_at_line(document, passage.place.line), ""))
    return _shortened(" ".join(_in_section(document, passage.section))) if passage.section else ""


def _at_line(document: Document, line: int) -> Iterator[str]:
    for block in document.blocks:
        for row in block.rows:
            if row.spot.line == line:
                yield _row(row.cells)
        last = block.spot.line + block.text.text.count("\n")
        if not block.rows and block.kind != "heading" and block.spot.line <= line <= last:
            yield block.text.text


def _in_section(document: Document, heading: str) -> Iterator[str]:
    starts = [at for at, block in enumerate(document.blocks) if block.kind == "heading" and _bare(block) == heading]
    for block in document.blocks:
        if starts and block.under == starts[0] and block.kind != "heading":
            yield from (_row(row.cells) for row in block.rows)
            yield block.text.text


def _bare(block: Block) -> str:
    return " ".join(block.text.text.split())


def _row(cells: Iterable[Cell]) -> str:
    return " | ".join(dict.fromkeys(text for cell in cells if (text := " ".join(cell.text.text.split()))))


def _shortened(text: str) -> str:
    whole = " ".join(text.split())
    return whole if len(whole) <= LONGEST else f"{whole[:LONGEST].rsplit(' ', 1)[0]} ..."
