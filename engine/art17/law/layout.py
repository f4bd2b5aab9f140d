"""How a text is laid out, as far as it decides what belongs to a citation: sentences, paragraphs, tables, headings."""

import re
from bisect import bisect_right
from functools import cache

# How far a paragraph, a line or a table reaches at most: so a text without line ends costs no more than any other.
_FARTHEST = 4000
_LONGEST_TABLE = 20000
_MOST_COLUMNS = 40


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
    return re.compile(r"(?:^|[\s(.])(?:Arts?|Abs|Nos?|Nrn?|lit|cf|vgl|al|e\.g|i\.e|Buchst|par|para|p|S)$")


Span = tuple[int, int]


class Layout:
    """Answers where sentence, block, row, column and headings of a place are; remembers the blocks asked for."""

    __slots__ = ("_block", "_blocks", "_heading_starts", "_headings", "_line", "_sentences", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._block: Span = (0, 0)
        self._blocks: dict[int, tuple[Span, list[int]]] = {}
        self._line: Span = (0, -1)
        self._sentences: list[int] = []
        self._headings = _headings_of(text)
        self._heading_starts = [heading[0] for heading in self._headings]

    def line(self, position: int) -> Span:
        """Start and end of the line around a position."""
        start, end = self._line
        if not start <= position <= end:
            earliest, latest = max(0, position - _FARTHEST), min(len(self.text), position + _FARTHEST)
            above, below = self.text.rfind("\n", earliest, position), self.text.find("\n", position, latest)
            start, end = above + 1 if above >= 0 else earliest, below if below >= 0 else latest
            self._line = (start, end)
        return start, end

    def is_row(self, position: int) -> bool:
        """Whether a position lies in a row of a table."""
        return self._opens_with(self.line(position)[0], "|")

    def block(self, position: int) -> Span:
        """Start and end of the paragraph, item, row or heading around a position."""
        start, end = self._block
        if not start <= position < end:
            if position not in self._blocks:
                block = self._found_block(position)
                inner = _sentence_end().finditer(self.text, *block)
                sentences = [each.end() for each in inner if not self._abbreviates(each.start())]
                self._blocks[position] = (block, sentences)
            self._block, self._sentences = self._blocks[position]
        return self._block

    def _found_block(self, position: int) -> Span:
        start, end = self.line(position)
        if self._opens_with(start, "|", "#"):
            return start, end
        return self._first_above(start, position), self._last_below(end, position)

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
        return self.line(latest - 1)[1]

    def _opens_with(self, start: int, *signs: str) -> bool:
        return self.text[start : start + 12].lstrip(" \t>").startswith(signs)

    def _abbreviates(self, stop: int) -> bool:
        """Whether a full stop only ends an abbreviation: `Art. I`."""
        return _abbreviation().search(self.text[max(0, stop - 8) : stop]) is not None

    def sentence(self, position: int) -> Span:
        """Start and end of the sentence around a position, within its block."""
        start, end = self.block(position)
        index = bisect_right(self._sentences, position)
        return (
            self._sentences[index - 1] if index else start,
            self._sentences[index] if index < len(self._sentences) else end,
        )

    def cell(self, position: int) -> Span:
        """Start and end of the table cell around a position."""
        start, end = self.line(position)
        left, right = self.text.rfind("|", start, position), self.text.find("|", position, end)
        return max(left + 1, start), right if right >= 0 else end

    def column_title(self, position: int) -> Span | None:
        """Start and end of the cell at the head of the column around a position."""
        row = self.line(position)[0]
        gap = self.text.rfind("\n\n", max(0, row - _LONGEST_TABLE), row)
        start = self.text.find("|", gap + 2 if gap >= 0 else 0, row)
        if start < 0:
            return None
        end = self.line(start)[1]
        for _ in range(min(self.text.count("|", row, position), _MOST_COLUMNS) - 1):
            start = self.text.find("|", start + 1, end)
            if start < 0:
                return None
        stop = self.text.find("|", start + 1, end)
        return start + 1, stop if stop >= 0 else end

    def headings_above(self, position: int) -> tuple[Span, ...]:
        """The headings over a position, the nearest first, each of a higher rank; a heading is over itself."""
        index = bisect_right(self._heading_starts, position) - 1
        above: list[Span] = []
        while index >= 0:
            start, end, _, index = self._headings[index]
            above.append((start, end))
        return tuple(above)


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
