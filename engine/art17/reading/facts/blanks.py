"""Blanks that a document leaves to be filled in: whether it is a template that nobody filled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from art17.model.document import Block, Document
from art17.model.value import is_placeholder

LEAST = 3
SHARE = 5
"""At least three blanks, in at least one block of five."""

_IN_TEXT = re.compile(
    r"_{4,}|\.{5,}|…{3,}|\{\{[^{}\n]{0,60}\}\}"
    r"|<%\s*+(?!(?:end|else|do|yield)\s*+%)[\w ,/'-]{2,60}%>"
    r"|\[(?:insert|enter|name|date|tbd|to be|your|organi[sz]ation|company|dd|yyyy|xx|bitte|einfügen|datum|firma|unternehmen"
    r"|à compléter|nom|société|entreprise)[^\[\]\n]{0,60}\](?!\()",
    re.IGNORECASE,
)
_ALONE = re.compile(r"^[ \t]*\[[^\[\]\n]{3,400}\][ \t.]*$", re.MULTILINE)
"""A paragraph in brackets: "[State the purpose of this procedure.]"."""
_EMPTY_CELL = re.compile(r"\|[ \t]+(?=\|)")
_BOX = re.compile(r"☐|\[ \]")


def may_have_blanks(text: str) -> bool:
    """Whether a text has as many prompts as a template, at a quick look."""
    if sum(1 for _ in islice(_IN_TEXT.finditer(text), LEAST)) == LEAST:
        return True
    alone = len(_ALONE.findall(text)) if "[" in text else 0
    return alone + len(_EMPTY_CELL.findall(text)) >= LEAST


def blanks_of(document: Document, *, with_boxes: bool = True) -> int:
    """The number of blanks, where they make the document an unfilled template; else 0.

    Boxes to be ticked are blanks of a form, but not of a procedure, which may have a list of steps.
    """
    counted = 0
    blocks = 0
    with_blanks = 0
    for block in document.blocks:
        if block.kind in ("toc", "header", "footer", "code") or block.spot.part in ("header", "footer"):
            continue
        for unit in _units(block):
            blocks += 1
            found = _blanks_in(unit, with_boxes=with_boxes)
            counted += found
            with_blanks += found > 0
    return counted if counted >= LEAST and with_blanks * SHARE >= blocks else 0


def _units(block: Block) -> Iterator[list[str]]:
    """A block, or each row of a table below its heads."""
    if block.rows:
        for row in block.rows[block.heads :]:
            yield [cell.text.text for cell in row.cells if not cell.is_covered]
    elif block.text.text.strip():
        yield [block.text.text]


def _blanks_in(texts: list[str], *, with_boxes: bool) -> int:
    """The blanks of a paragraph or row: prompts and lines, placeholders, and cells behind a label that are empty."""
    counted = sum(len(_IN_TEXT.findall(text)) + (len(_BOX.findall(text)) if with_boxes else 0) for text in texts)
    if len(texts) < 2:
        return counted or sum(is_placeholder(text.strip()) for text in texts)
    empty = sum(not text.strip() for text in texts[1:])
    is_row_to_fill = bool(texts[0].strip()) and empty == len(texts) - 1
    return counted or sum(is_placeholder(text.strip()) for text in texts if text.strip()) + int(is_row_to_fill)
