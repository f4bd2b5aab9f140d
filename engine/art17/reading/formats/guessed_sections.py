"""Sections of a document in which no style makes any: numbered, capital and bold lines, and rows that are bands.

Over half of the Word documents of small companies have no heading style at all.  What is guessed is
marked so.  The lines at the top are the name of the document, not of a section; of two lines that
say the same, the first with nothing below it stands in a table of contents typed by hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from art17.model.document import Block, Row, Text
from art17.reading.formats.headings import Guess, guessed_heading, is_capital, may_head

_MOST_WORDS = 12
_PAIR = 2


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line that may be a heading; `is_strong` where capitals, bold letters or a band say so besides its number."""

    guess: Guess
    is_strong: bool


def with_guessed_sections(blocks: Sequence[Block], bold: Collection[int]) -> tuple[Block, ...]:
    """The blocks with headings guessed, if there are none; `bold` are the indices of those that are wholly bold."""
    if any(block.kind == "heading" and block.level > 0 for block in blocks):
        return tuple(blocks)
    pieces = [piece for at, block in enumerate(blocks) for piece in _pieces(block, is_bold=at in bold)]
    candidates = [candidate for _, candidate in pieces]
    for at in _at_the_top(pieces):
        candidates[at] = None
    titles = Counter(each.guess.title.casefold() for each in candidates if each)
    return tuple(
        _shaped(block, at, candidates, titles) if candidates[at] else block for at, (block, _) in enumerate(pieces)
    )


def _shaped(block: Block, at: int, candidates: Sequence[_Candidate | None], titles: Counter[str]) -> Block:
    candidate = candidates[at]
    if candidate is None:
        return block
    following = candidates[at + 1] if at + 1 < len(candidates) else None
    is_last = at + 1 >= len(candidates)
    if titles[candidate.guess.title.casefold()] > 1 and following:
        titles[candidate.guess.title.casefold()] -= 1
        return replace(block, kind="toc")
    if not candidate.is_strong and (_is_in_list(at, candidates) or is_last):
        return block
    guess = candidate.guess
    text = block.text if guess.title == block.text.text.strip() else Text(guess.title)
    return Block("heading", text, block.spot, guess.level, guess.label or _number_of(block), is_guessed=True)


def _number_of(block: Block) -> str:
    return block.label if block.label[:1].isdigit() else ""


def _is_in_list(at: int, candidates: Sequence[_Candidate | None]) -> bool:
    """Whether a numbered line has another right before or after it: then both are items of a list."""
    mine = candidates[at]
    around = [candidates[other] for other in (at - 1, at + 1) if 0 <= other < len(candidates)]
    return mine is not None and any(
        each and not each.is_strong and each.guess.level == mine.guess.level for each in around
    )


def _at_the_top(pieces: Sequence[tuple[Block, _Candidate | None]]) -> Iterator[int]:
    """The lines without a number with which a document begins."""
    for at, (block, candidate) in enumerate(pieces):
        is_number = candidate is not None and bool(candidate.guess.label or _number_of(block))
        if block.rows or is_number or (candidate is None and len(block.text.text.split()) > _MOST_WORDS):
            return
        if candidate and block.spot.ref.startswith("table"):
            return
        if candidate:
            yield at


def _pieces(block: Block, *, is_bold: bool) -> Iterator[tuple[Block, _Candidate | None]]:
    """A block, or a table divided at the rows that are bands; each with what it may be as a heading."""
    if block.spot.part or block.kind not in ("paragraph", "item", "table"):
        yield block, None
    elif block.kind != "table":
        yield block, _candidate(block, is_bold=is_bold)
    else:
        yield from _divided(block)


def _candidate(block: Block, *, is_bold: bool) -> _Candidate | None:
    words = block.text.text.strip()
    if (
        len(words.split()) > _MOST_WORDS
        or not may_head(words)
        or any(mark.kind == "placeholder" for mark in block.text.marks)
    ):
        return None
    guess = guessed_heading(words)
    is_strong = is_bold or is_capital(guess.title if guess else words)
    if block.kind == "item":  # a number that Word counts: only letters in bold or capitals tell a section from an item
        level = block.level + 1
        is_section = is_strong and block.label[:1].isdigit()
        return _Candidate(Guess(level, block.label.rstrip("."), words), is_strong=True) if is_section else None
    if guess is None and is_bold:
        guess = Guess(1, "", words)
    return _Candidate(guess, is_strong) if guess else None


def _divided(table: Block) -> Iterator[tuple[Block, _Candidate | None]]:
    """A table as the bands in it and the rows between."""
    is_of_pairs = all(len(_own(row)) <= _PAIR for row in table.rows)
    begin = 0
    for at, row in enumerate(table.rows):
        band = _band(row, is_first=at == 0, is_of_pairs=is_of_pairs, is_alone=len(table.rows) == 1)
        if band is None:
            continue
        if at > begin:
            yield _part_of(table, begin, at), None
        yield Block("paragraph", row.cells[0].text, row.cells[0].spot), band
        begin = at + 1
    if begin < len(table.rows):
        yield (_part_of(table, begin, len(table.rows)) if begin else table), None


def _part_of(table: Block, begin: int, end: int) -> Block:
    heads = max(0, table.heads - begin)
    return replace(table, rows=table.rows[begin:end], heads=min(heads, end - begin), spot=table.rows[begin].spot)


def _own(row: Row) -> list[str]:
    return [cell.text.text.strip() for cell in row.cells if not cell.is_covered and cell.text.text.strip()]


def _band(row: Row, *, is_first: bool, is_of_pairs: bool, is_alone: bool) -> _Candidate | None:
    """A row of one text over the whole width: over a table, alone, or between rows of labels and values."""
    words = _own(row)
    if len(words) != 1 or len(words[0].split()) > _MOST_WORDS or "\n" in words[0] or not row.cells:
        return None
    is_wide = row.cells[0].columns > 1 and row.cells[0].columns == len(row.cells)
    if not (is_wide or (is_alone and len(row.cells) == 1)):
        return None
    title = words[0].rstrip(":").strip()
    guess = guessed_heading(title)
    if not may_head(title) or not (guess or (is_first and is_wide)):
        return None
    if not is_first and not (guess and guess.label) and not is_of_pairs:
        return None  # a row of a register that names a group of records
    return _Candidate(guess or Guess(1, "", title), is_strong=True)
