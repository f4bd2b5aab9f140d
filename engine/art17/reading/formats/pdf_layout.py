"""Lines of words on pages as blocks: headings, tables, paragraphs and items, by sizes and positions alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from art17.model.document import Block, BlockKind, Cell, Row, Spot, Text
from art17.reading.formats.headings import Guess, guessed_heading, is_capital, may_head

_BULLET = re.compile(
    r"(?P<label>[\u2022\u25cf\u25aa\u25cb\u25a0\u2023\u2013\u00b7\uf0b7*-]|o(?=\s))\s+(?P<words>\S.*)$", re.DOTALL
)
_NUMBER = re.compile(r"(?P<label>\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,6})[.)])\s+(?P<words>\S.*)$", re.DOTALL)
_NUMBER_ALONE = re.compile(r"(?:[A-Z]\.)?\d{1,3}(?:\.\d{1,3}){0,5}[.)]?$")
_LEADER = re.compile(r"(?<!\.)(?:\s?\.){4,}+\s*+\d{1,4}$|(?<!\u2026)\u2026{2,}+\s*+\d{1,4}$")
"""How a line of a table of contents ends."""

_DIGITS = re.compile(r"\d+")
_SOFT_HYPHENS = ("\u0002", "\u00ad", "\ufffe", "\uffff")
_WITHOUT_SOFT_HYPHENS = dict.fromkeys(map(ord, _SOFT_HYPHENS))
_LARGER = 1.15
_MOST_WORDS_OF_A_HEADING = 20
_MOST_WORDS_IN_BOLD = 12
_MOST_LINES_OF_A_TITLE = 3
_SAME_COLUMN = 4.0
"""How far apart, in points, the beginnings of words in one column may be."""

_SAME_HEADING = 1.7
_NEW_PARAGRAPH = 1.7
"""Lines further apart than this, in heights of their letters, belong to different paragraphs."""

_NEXT_ROW = 4.0
_BAND = 2.2
"""The lines of one row are no further apart than this, in heights of their letters."""

_NEXT_LINE = 1.3
"""Lines of one text are no further apart than this; rows of a table are."""

_MOST_IN_BAND = 16
_FEWEST_IN_BAND = 3
_WIDTH = 0.42
"""How wide a letter is at least on average, in heights."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words on a page; `columns` are their beginnings and words, where there are wide gaps between."""

    page: int
    base: float
    size: float
    is_bold: bool
    columns: tuple[tuple[float, str], ...]

    @property
    def words(self) -> str:
        return "\t".join(words for _, words in self.columns)


def blocks_of(lines: Sequence[Line], bookmarks: Mapping[str, tuple[int, int]]) -> Iterator[Block]:
    """The blocks of lines in their order; `bookmarks` are level and page of headings, by their folded words."""
    return _Shaper(lines, bookmarks).blocks()


def folded(words: str) -> str:
    """Words without case and blanks, numbers all alike."""
    return _DIGITS.sub("#", " ".join(words.split()).casefold())


class _Shaper:
    """Makes blocks of the lines of a document, in their order."""

    def __init__(self, lines: Sequence[Line], bookmarks: Mapping[str, tuple[int, int]]) -> None:
        self._lines = lines
        self._bookmarks = bookmarks
        self._body = _usual_size(lines)
        larger = {line.size for line in lines if line.size >= _LARGER * self._body and _may_be_large(line)}
        self._ranks = {size: rank for rank, size in enumerate(sorted(larger, reverse=True))}
        largest = [line for line in lines if self._ranks.get(line.size) == 0]
        self._has_title = len(largest) <= _MOST_LINES_OF_A_TITLE and all(line.page == lines[0].page for line in largest)
        self._is_mostly_bold = sum(len(line.words) for line in lines if line.is_bold) > 0.5 * sum(
            len(line.words) for line in lines
        )

    def blocks(self) -> Iterator[Block]:
        """The blocks of the body."""
        at, tables, page = 0, 0, 0
        while at < len(self._lines):
            if self._lines[at].page != page:
                page, tables = self._lines[at].page, 0
            plain = self._table_at(at)
            if rows := plain or self._banded_at(at):
                tables += 1
                yield _table(rows, tables, is_banded=not plain)
                at += sum(map(len, rows))
            elif heading := self._heading_at(at):
                block, count = heading
                yield block
                at += count
            else:
                end = self._end_of_paragraph(at)
                yield from _texts(self._lines[at:end])
                at = end

    def _heading_at(self, at: int) -> tuple[Block, int] | None:
        """A heading that begins with this line, and how many lines it has."""
        line = self._lines[at]
        if len(line.columns) > 1 and not (len(line.columns) == 2 and _NUMBER_ALONE.match(line.columns[0][1])):
            return None
        words = " ".join(line.words.split())
        count = 1
        known = self._bookmarks.get(folded(words))
        while known is None and self._goes_on(at, count):
            words = f"{words} {' '.join(self._lines[at + count].words.split())}"
            count += 1
            known = self._bookmarks.get(folded(words))
        spot = Spot(part=f"page {line.page}")
        guess = guessed_heading(words)
        label, title = (guess.label, guess.title) if guess else ("", words)
        if known is not None and known[1] == line.page:
            return Block("heading", Text(title), spot, known[0] + 1, label), count
        if line.size in self._ranks and may_head(words.rstrip(":?!")):
            return Block("heading", Text(title), spot, self._level(line, guess), label), count
        is_strong = line.is_bold and not self._is_mostly_bold and may_head(words) and self._is_alone(at)
        if is_strong and len(words.split()) <= _MOST_WORDS_IN_BOLD:
            level = guess.level if guess and guess.label else max(1, len(self._ranks))
            return Block("heading", Text(title), spot, level, label, is_guessed=True), 1
        if guess and count == 1 and self._is_alone(at) and (is_capital(words) or self._is_apart(at)):
            return Block("heading", Text(title), spot, guess.level, label, is_guessed=True), 1
        return None

    def _level(self, line: Line, guess: Guess | None) -> int:
        """The level of a larger line: by its number, else by its size."""
        if guess and guess.label:
            return guess.level
        return self._ranks[line.size] + (not self._has_title)

    def _goes_on(self, at: int, count: int) -> bool:
        """Whether the next line belongs to the same heading: the same large letters, right below."""
        if at + count >= len(self._lines) or count > 3:
            return False
        last, following = self._lines[at + count - 1], self._lines[at + count]
        is_near = last.page == following.page and 0 < last.base - following.base < _SAME_HEADING * last.size
        is_large = last.size in self._ranks and following.size == last.size and last.is_bold == following.is_bold
        return is_near and is_large and len(following.columns) == 1

    def _is_alone(self, at: int) -> bool:
        """Whether the line does not go on in the next: that is no longer bold, further away, or begins anew."""
        if at + 1 >= len(self._lines):
            return False  # nothing follows that it could be the heading of
        line, following = self._lines[at], self._lines[at + 1]
        is_far = line.page != following.page or abs(line.base - following.base) > _NEW_PARAGRAPH * line.size
        return (
            is_far
            or line.is_bold != following.is_bold
            or following.words[:1].isupper()
            or not following.words[:1].isalpha()
        )

    def _is_apart(self, at: int) -> bool:
        """Whether a line has more room above than lines of one paragraph have."""
        if at == 0 or self._lines[at - 1].page != self._lines[at].page:
            return True
        return abs(self._lines[at - 1].base - self._lines[at].base) > 1.3 * self._lines[at].size

    def _end_of_paragraph(self, at: int) -> int:
        end = at + 1
        while end < len(self._lines):
            last, line = self._lines[end - 1], self._lines[end]
            is_next_page = last.page != line.page
            goes_on = line.words[:1].islower() and not last.words.rstrip().endswith((".", ":", ";"))
            is_far = not 0 <= last.base - line.base <= _NEW_PARAGRAPH * max(last.size, line.size)
            if (is_next_page and not goes_on) or (is_far and not is_next_page) or abs(last.size - line.size) > 1:
                break
            if self._heading_at(end) or self._table_at(end) or self._banded_at(end):
                break
            end += 1
        return end

    def _table_at(self, at: int) -> list[list[Line]]:
        """The rows of a table that begins with this line, each with the lines that go on with it; at least two."""
        first = self._lines[at]
        if len(first.columns) < 2 or _LEADER.search(first.words) or _NUMBER_ALONE.match(first.columns[0][1]):
            return []
        starts = [start for start, _ in first.columns]
        rows = [[first]]
        for line in self._lines[at + 1 :]:
            last = rows[-1][-1]
            if line.page != last.page or not -1 <= last.base - line.base <= _NEXT_ROW * max(line.size, last.size):
                break
            begins = [start for start, _ in line.columns]
            if len(begins) >= 2 and all(_is_among(start, starts) for start in begins[:2]):
                starts += [start for start in begins if not _is_among(start, starts)]
                rows.append([line])
            elif len(begins) == 1 and _is_among(begins[0], starts[1:]) and line.size <= last.size + 0.6:
                rows[-1].append(line)
            else:
                break
        return rows if len(rows) >= 2 else []

    def _banded_at(self, at: int) -> list[list[Line]]:
        """The rows of a table whose heads are on lines of their own, some higher and some lower; at least two."""
        head = self._band(at)
        heads = _columns_of(head)
        if len(head) < 2 or len(heads) < _FEWEST_IN_BAND or any(_LEADER.search(line.words) for line in head):
            return []
        rows = [head]
        at += len(head)
        while row := self._band(at):
            starts = _columns_of(row)
            pairs = (*zip(starts, heads[1:], strict=False), *zip(heads, starts[1:], strict=False))
            if len(starts) != len(heads) or any(one >= other for one, other in pairs):
                break
            rows.append(row)
            at += len(row)
        return rows if len(rows) >= 2 else []

    def _band(self, at: int) -> list[Line]:
        """The lines of one row from here on: near each other, and none of several columns below what is there."""
        band: list[Line] = []
        for line in self._lines[at : at + _MOST_IN_BAND]:
            first = band[0] if band else line
            is_near = line.page == first.page and abs(line.base - first.base) <= _BAND * first.size
            is_below = bool(band) and min(abs(line.base - each.base) for each in band) > _NEXT_LINE * line.size
            is_next = (
                is_below and len(line.columns) > 1 and len(_columns_of([*band, line])) < _count(band) + _count([line])
            )
            if not is_near or is_next:
                break
            band.append(line)
        return band


def _columns_of(lines: Iterable[Line]) -> list[float]:
    """Where the columns of lines begin, from the left; words that are over one another are in one."""
    spans: list[tuple[float, float]] = []
    for line in lines:
        for start, words in line.columns:
            end = start + _WIDTH * line.size * len(words)
            over = [each for each in spans if each[0] - _SAME_COLUMN <= end and start <= each[1] + _SAME_COLUMN]
            spans = [each for each in spans if each not in over]
            spans.append(
                (min(start, *(each[0] for each in over)) if over else start, max([end, *(each[1] for each in over)]))
            )
    return sorted(start for start, _ in spans)


def _count(lines: Iterable[Line]) -> int:
    return len(_columns_of(lines))


def _is_among(start: float, starts: Iterable[float]) -> bool:
    return any(abs(start - each) <= _SAME_COLUMN for each in starts)


def _may_be_large(line: Line) -> bool:
    return len(line.words.split()) <= _MOST_WORDS_OF_A_HEADING and any(sign.isalpha() for sign in line.words)


def _nearest(start: float, starts: Sequence[float]) -> int:
    """The number of the column that begins next to this."""
    return min(range(len(starts)), key=lambda column: abs(starts[column] - start))


def _usual_size(lines: Iterable[Line]) -> float:
    """The size in which most of the text is."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.words)
    return max(sizes.items(), key=lambda each: (each[1], -each[0]))[0] if sizes else 0.0


def _table(rows: Sequence[Sequence[Line]], number: int, *, is_banded: bool) -> Block:
    page = rows[0][0].page
    own = [_columns_of(row) for row in rows] if is_banded else []  # centred heads begin elsewhere than their columns
    starts: list[float] = own[0] if own else []
    for line in (line for row in rows for line in row if not own):
        starts += [start for start, _ in line.columns if not _is_among(start, starts)]
    starts.sort()
    made: list[Row] = []
    for at, row in enumerate(rows, 1):
        cells: list[list[str]] = [[] for _ in starts]
        for line in sorted(row, key=lambda each: -each.base) if is_banded else row:
            for start, words in line.columns:
                cells[_nearest(start, own[at - 1] if is_banded else starts)].append(words)
        spots = [
            Spot(part=f"page {page}", ref=f"table {number} row {at} col {column + 1}") for column in range(len(starts))
        ]
        made.append(
            Row(
                tuple(Cell(Text(_joined(words)), spot) for words, spot in zip(cells, spots, strict=True)),
                Spot(part=f"page {page}", ref=f"table {number} row {at}"),
            )
        )
    is_headed = len(starts) > 2 and (is_banded or (rows[0][0].is_bold and not all(row[0].is_bold for row in rows)))
    return Block(
        "table", Text(), Spot(part=f"page {page}", ref=f"table {number}"), rows=tuple(made), heads=int(is_headed)
    )


def _joined(lines: Iterable[str]) -> str:
    """Lines as one text, words that were divided at the end of a line made whole."""
    text = ""
    for line in lines:
        is_divided = len(text) > 1 and text[-1] == "-" and text[-2].isalpha() and line[:1].islower()
        if is_divided or text.endswith(_SOFT_HYPHENS):
            text = text[:-1]
        elif text:
            text += "\n"
        text += line
    return text.translate(_WITHOUT_SOFT_HYPHENS)


def _texts(lines: Sequence[Line]) -> Iterator[Block]:
    """Paragraph, items or lines of a table of contents."""
    pieces: list[tuple[BlockKind, str, Line, list[str]]] = []
    for line in lines:
        found = _BULLET.match(line.words) or _NUMBER.match(line.words)
        if _LEADER.search(line.words):
            pieces.append(("toc", "", line, [line.words]))
        elif found:
            pieces.append(("item", found["label"], line, [found["words"]]))
        elif pieces and pieces[-1][0] != "toc":
            pieces[-1][3].append(line.words)
        else:
            pieces.append(("paragraph", "", line, [line.words]))
    for kind, label, line, words in pieces:
        yield Block(kind, Text(_joined(words)), Spot(part=f"page {line.page}"), label=label)
