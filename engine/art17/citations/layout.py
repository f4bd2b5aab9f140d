"""How a text is laid out, as far as it decides what belongs to a citation: sentences, paragraphs, tables, headings."""

import re
from bisect import bisect_right
from functools import cache
from typing import NamedTuple

from art17.citations.languages import words

# How far a paragraph, a line or a table reaches at most: so a text without line ends costs no more than any other.
_FARTHEST = 4000
_LONGEST_TABLE = 20000
_MOST_COLUMNS = 40
_LONGEST_HEADING = 160


@cache
def _break_here() -> re.Pattern[str]:
    """A line that ends the paragraph before it: an empty one, a row, a heading, an item."""
    return re.compile(r"(?:[ \t>]{0,11}[|#]|[ \t\r>]*(?:\n|\Z)|(?P<item>[ \t>]*(?:[-*+]|\d{1,3}[.)])[ \t]))")


@cache
def _break_below() -> re.Pattern[str]:
    return re.compile(r"\n" + _break_here().pattern)


@cache
def _sentence_end() -> re.Pattern[str]:
    return re.compile(r"[.!?][\"”»)*_]{0,3}\s+(?=[\"“«(*_]{0,3}[A-ZÄÖÜÉÀ])")


@cache
def _abbreviation() -> re.Pattern[str]:
    known = "|".join(re.escape(word) for word in words("abbreviations"))
    return re.compile(rf"(?:^|[\s(.])(?:{known})$", re.IGNORECASE)


Span = tuple[int, int]


class Block(NamedTuple):
    """A paragraph, an item, a row of a table or a heading; where its sentences begin, but for the first."""

    start: int
    end: int
    is_row: bool
    sentences: list[int]


class Layout:
    """Answers where sentence, block, row, column and headings of a place are; remembers the blocks asked for."""

    __slots__ = ("_block", "_blocks", "_heading_starts", "headings", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._block = Block(0, 0, is_row=False, sentences=[])
        self._blocks: dict[int, Block] = {}
        self.headings = _headings_of(text)
        self._heading_starts = [heading[0] for heading in self.headings]

    def block(self, position: int) -> Block:
        """The block around a position."""
        if not self._block.start <= position < self._block.end:
            found = self._blocks.get(position)
            self._block = self._blocks[position] = found or self._found_block(position)
        return self._block

    def _found_block(self, position: int) -> Block:
        start, end = self._line(position)
        sign = self.text[start : start + 12].lstrip(" \t>")[:1]
        if sign not in ("|", "#"):
            start, end = self._first_above(start, position), self._last_below(end, position)
        ends = _sentence_end().finditer(self.text, start, end)
        sentences = [each.end() for each in ends if not self._abbreviates(each.start())]
        return Block(start, end, sign == "|", sentences)

    def _line(self, position: int) -> Span:
        """Start and end of the line around a position."""
        earliest, latest = max(0, position - _FARTHEST), position + _FARTHEST
        above, below = self.text.rfind("\n", earliest, position), self.text.find("\n", position, latest)
        return above + 1 if above >= 0 else earliest, below if below >= 0 else min(len(self.text), latest)

    def _first_above(self, start: int, position: int) -> int:
        """The start of the block's first line."""
        earliest = max(0, position - _FARTHEST)
        here = _break_here().match(self.text, start)
        while start > earliest and not (here and here["item"]):
            above = self.text.rfind("\n", max(0, start - 1 - _FARTHEST), start - 1) + 1
            above = above or max(0, start - 1 - _FARTHEST)
            here = _break_here().match(self.text, above)
            if here and not here["item"]:
                break
            start = above
        return start

    def _last_below(self, end: int, position: int) -> int:
        """The end of the block's last line."""
        latest = min(len(self.text), position + _FARTHEST)
        below = _break_below().search(self.text, end, latest)
        if below is None and latest == len(self.text):
            return latest
        if below is not None:
            return below.start()
        return self._line(latest - 1)[1]

    def _abbreviates(self, stop: int) -> bool:
        """Whether a full stop only ends an abbreviation: `Art. I`."""
        return _abbreviation().search(self.text[max(0, stop - 8) : stop]) is not None

    def sentence(self, position: int) -> Span:
        """Start and end of the sentence around a position, within its block."""
        start, end, _, sentences = self.block(position)
        if not sentences:
            return start, end
        index = bisect_right(sentences, position)
        return sentences[index - 1] if index else start, sentences[index] if index < len(sentences) else end

    def cell(self, position: int, row: Block) -> Span:
        """Start and end of the table cell around a position in a row."""
        left, right = self.text.rfind("|", row.start, position), self.text.find("|", position, row.end)
        return max(left + 1, row.start), right if right >= 0 else row.end

    def column_titles(self, row: int) -> Span:
        """Start and end of the first row above the start of a row, without the sign that opens it."""
        gap = self.text.rfind("\n\n", max(0, row - _LONGEST_TABLE), row)
        start = self.text.find("|", gap + 2 if gap >= 0 else 0, row)
        if start < 0:
            return row, row
        end = self.text.find("\n", start, min(start + _FARTHEST, row))
        return start + 1, end if end >= 0 else min(start + _FARTHEST, row)

    def column_title(self, position: int, row: int, titles: Span) -> Span:
        """Start and end of that title which heads the column around a position in a row."""
        start, end = titles
        for _ in range(min(self.text.count("|", row, position), _MOST_COLUMNS) - 1):
            sign = self.text.find("|", start, end)
            if sign < 0:
                return end, end
            start = sign + 1
        stop = self.text.find("|", start, end)
        return start, stop if stop >= 0 else end

    def heading_over(self, position: int) -> int:
        """The index of the heading that a position stands under, -1 for none; a heading stands under itself."""
        return bisect_right(self._heading_starts, position) - 1

    def heading(self, position: int) -> str:
        """The words of the heading above a position; "" where there is none, or it is a heading itself."""
        index = self.heading_over(position)
        if index < 0 or position < self.headings[index][1]:
            return ""
        start, end, _, _ = self.headings[index]
        return self.text[start : min(end, start + _LONGEST_HEADING)].strip("# ")


def layout_of(text: str) -> Layout:
    """The layout of a Markdown or plain text."""
    return Layout(text)


def _headings_of(text: str) -> list[tuple[int, int, int, int]]:
    """Start, end, rank and the index of the heading above (-1 for none) of every heading."""
    found: list[tuple[int, int, int, int]] = []
    start = 0 if text.startswith("#") else text.find("\n#") + 1
    while start > 0 or (start == 0 and not found and text.startswith("#")):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        rank = len(text[start : start + 7]) - len(text[start : start + 7].lstrip("#"))
        above = len(found) - 1
        while above >= 0 and found[above][2] >= rank:
            above = found[above][3]
        found.append((start, end, rank, above))
        start = text.find("\n#", end) + 1
    return found
