"""What a text file without markup holds: paragraphs, items, and lines that look like headings."""

from __future__ import annotations

import re
from itertools import pairwise

from art17.model.document import Block, BlockKind, Document, Spot, Text, under_headings
from art17.reading.formats.headings import guessed_heading, may_head

_UNDERLINE = re.compile(r"([=\-~^*#_+])\1{2,}$")
_BULLET = re.compile(r"([-*+\u2022\u00b7\u25aa\u2013])\s+(\S.*)$")
_NUMBER = re.compile(r"(\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,6})[.)])\s+(\S.*)$")


def plain_document(text: str) -> Document:
    """What a file holds; headings are guessed.

    >>> found = plain_document("PLAN\\n\\n1. Scope\\n\\nOwner: A\\n\\n- x\\n").blocks
    >>> [(block.kind, block.label, block.text.text, block.spot.line) for block in found]
    [('heading', '', 'PLAN', 1), ('heading', '1', 'Scope', 3), ('paragraph', '', 'Owner: A', 5), ('item', '-', 'x', 7)]
    """
    lines = [line.expandtabs(8).rstrip() for line in text.removeprefix("\ufeff").split("\n")]
    blocks: list[Block] = []
    edges = [-1, *(at for at, line in enumerate(lines) if not line.strip()), len(lines)]
    for before, after in pairwise(edges):
        if after - before > 1:
            blocks += _group(lines[before + 1 : after], before + 2)
    return Document("text", under_headings(blocks))


def _group(lines: list[str], number: int) -> list[Block]:
    """The blocks of lines without a blank line between them; `number` is that of the first."""
    blocks: list[Block] = []
    if len(lines) >= 3 and _is_line(lines[0]) and _is_line(lines[2]) and _may_head(lines[1]):
        blocks.append(_heading(lines[1].strip(), Spot(number + 1, _column(lines[1])), 1))
        lines, number = lines[3:], number + 3
    elif len(lines) >= 2 and _is_line(lines[1]) and _may_head(lines[0]):
        level = 1 if lines[1].strip()[0] in "=#*" else 2
        blocks.append(_heading(lines[0].strip(), Spot(number, _column(lines[0])), level))
        lines, number = lines[2:], number + 2
    elif len(lines) == 1 and (alone := _alone(lines[0], number)):
        return [alone]
    return [*blocks, *_body(lines, number)]


def _body(lines: list[str], number: int) -> list[Block]:
    """Items and paragraphs; a line that stands deeper than its item, or without a sign, goes on with it."""
    pieces: list[tuple[BlockKind, str, Spot, list[str]]] = []
    for more, line in enumerate(lines):
        words = line.strip()
        if _is_line(line):
            continue
        spot = Spot(number + more, _column(line))
        found = _BULLET.match(words) or _NUMBER.match(words)
        if found:
            pieces.append(("item", found[1], spot, [found[2]]))
        elif pieces and (pieces[-1][0] == "paragraph" or spot.column > pieces[-1][2].column):
            pieces[-1][3].append(words)
        else:
            pieces.append(("paragraph", "", spot, [words]))
    return [
        Block(kind, Text("\n".join(words)), spot, (spot.column - 1) // 2 if kind == "item" else 0, label)
        for kind, label, spot, words in pieces
    ]


def _alone(line: str, number: int) -> Block | None:
    """A line between blank lines that looks like a heading: numbered, or in capitals."""
    found = None if _is_line(line) else guessed_heading(line)
    return _heading(found.title, Spot(number, _column(line)), found.level, found.label) if found else None


def _heading(words: str, spot: Spot, level: int, label: str = "") -> Block:
    return Block("heading", Text(words), spot, level, label, is_guessed=True)


def _may_head(line: str) -> bool:
    return may_head(line) and not _is_line(line)


def _is_line(line: str) -> bool:
    return bool(_UNDERLINE.match(line.strip()))


def _column(line: str) -> int:
    return len(line) - len(line.lstrip()) + 1
