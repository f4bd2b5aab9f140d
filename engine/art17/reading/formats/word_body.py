"""The blocks of one part of a Word document: paragraphs, tables, text boxes, notes, through content controls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from art17.model.document import Block, BlockKind, Cell, Mark, Row, Spot, Text
from art17.reading.formats.package import DEEPEST, Element
from art17.reading.formats.word_inline import InlineReader, Part, Words, control_of
from art17.reading.formats.word_names import GONE, MC, W, is_on, value_of

_MOST_COLUMNS = 1000
_SILENT = frozenset({W + "sectPr", W + "sdtPr", W + "sdtEndPr", W + "pPr", W + "tcPr", W + "tblPr", *GONE})
_THROUGH = frozenset({W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag"})

Prompt = str | None
"""The name of the content control around, where that only shows its prompt."""


class Reader:
    """Reads one part: the body, a header, the content of a cell.

    `bold` are the indices of the paragraphs that are wholly in bold.
    """

    def __init__(self, part: Part) -> None:
        self.blocks: list[Block] = []
        self.bold: set[int] = set()
        self._whole = part
        self._styles = part.styles
        self._part = part.name
        self._inline = InlineReader(part)
        self._paragraphs = 0
        self._tables = 0
        self._begun: tuple[Words, Spot, BlockKind] | None = None

    def read(self, element: Element, kind: BlockKind = "paragraph", depth: int = 0) -> None:
        """Read all that an element holds."""
        self._walk(element, kind, depth, None)
        self._end_begun()

    def _walk(self, element: Element, kind: BlockKind, depth: int, prompt: Prompt) -> None:
        """Read what an element holds, in order, through content controls and the like."""
        if depth > DEEPEST:
            self._whole.unread["too-deep"] += 1
            return
        for each in element:
            tag = each.tag
            if tag == W + "p":
                self._paragraph(each, depth, kind, prompt)
            elif tag == W + "tbl":
                self._end_begun()
                self._table(each, depth, kind, prompt)
            elif tag == W + "sdt":
                name, is_prompt = control_of(each)
                self._walk(each, kind, depth + 1, name if is_prompt else prompt)
            elif tag == W + "altChunk":
                self._whole.unread["embedded"] += 1
            elif tag == MC + "AlternateContent":
                chosen = each.find(MC + "Choice")
                chosen = chosen if chosen is not None else each.find(MC + "Fallback")
                if chosen is not None:
                    self._walk(chosen, kind, depth + 1, prompt)
            elif tag not in _SILENT:
                self._walk(each, kind, depth + 1, prompt)

    def _paragraph(self, element: Element, depth: int, kind: BlockKind, prompt: Prompt) -> None:
        self._paragraphs += 1
        spot = Spot(part=self._part, ref=f"par {self._paragraphs}")
        words, spot, kind = self._begun or (Words(), spot, kind)
        self._begun = None
        was_in_contents = self._inline.is_in_contents
        self._inline.read(element, words, depth, prompt)
        properties = element.find(W + "pPr")
        if _is_end_deleted(properties):  # its end was deleted, so that it goes on in the next
            self._begun = (words, spot, kind)
            return
        is_contents = self._styles.is_contents(properties) or was_in_contents or self._inline.is_in_contents
        self._add(words, properties, spot, "toc" if is_contents else kind)
        for box in words.boxes:
            self._walk(box, "box", depth + 1, None)

    def _end_begun(self) -> None:
        """A paragraph whose end was deleted, and which nothing follows, is one all the same."""
        if self._begun:
            words, spot, kind = self._begun
            self._begun = None
            self._add(words, None, spot, kind)

    def _add(self, words: Words, properties: Element | None, spot: Spot, kind: BlockKind) -> None:
        text = words.text()
        number = self._styles.number(properties)
        if not (text.text.strip() or text.marks):
            return
        level = self._styles.heading_level(properties) if kind == "paragraph" else None
        label = number.label if number else ""
        if level is not None and text.text.strip():
            self.blocks.append(Block("heading", text, spot, level, label))
        elif kind == "paragraph" and (number or self._styles.is_list(properties)):
            self.blocks.append(Block("item", text, spot, number.level if number else 0, label or "•"))
        else:
            self.blocks.append(Block(kind, text, spot, label=label))
        if words.is_bold:
            self.bold.add(len(self.blocks) - 1)
        self.blocks.extend(self._notes_to(words))

    def _notes_to(self, words: Words) -> Iterator[Block]:
        """Footnotes and endnotes, each once, after what they are notes to."""
        for name, note in words.notes:
            if note.text and name not in self._whole.shown_notes:
                self._whole.shown_notes.add(name)
                yield Block("note", Text(note.text), Spot(part=name))

    def _table(self, table: Element, depth: int, kind: BlockKind, prompt: Prompt) -> None:
        self._tables += 1
        name = f"table {self._tables}"
        rows: list[Row] = []
        above: dict[int, Text] = {}
        inner: list[Block] = []
        heads = 0
        for row, of_row in _through(table, W + "tr", prompt):
            properties = row.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                continue  # a tracked deletion of the whole row
            spot = Spot(part=self._part, ref=f"{name} row {len(rows) + 1}")
            cells = tuple(self._cells(row, spot, above, inner, depth, kind, of_row))
            is_hidden = is_on(properties, "hidden")
            if properties is not None and is_on(properties, "tblHeader") and heads == len(rows):
                heads += 1
            rows.append(Row(tuple(map(_hidden, cells)) if is_hidden else cells, spot, is_hidden))
        self.blocks.append(Block("table", Text(), Spot(part=self._part, ref=name), rows=tuple(rows), heads=heads))
        self.blocks.extend(inner)

    def _cells(
        self,
        row: Element,
        spot: Spot,
        above: dict[int, Text],
        inner: list[Block],
        depth: int,
        kind: BlockKind,
        prompt: Prompt,
    ) -> Iterator[Cell]:
        column = _whole(value_of(row.find(W + "trPr"), "gridBefore"), 0)
        for cell, of_cell in _through(row, W + "tc", prompt):
            properties = cell.find(W + "tcPr")
            span = max(1, min(_whole(value_of(properties, "gridSpan"), 1), self._whole.covered_left))
            self._whole.covered_left -= span - 1
            at = replace(spot, ref=f"{spot.ref} col {column + 1}")
            merge = value_of(properties, "vMerge")
            text = self._cell_text(cell, at, inner, depth, kind, of_cell)
            if properties is not None and properties.find(W + "cellDel") is not None:
                text = Text("", (Mark("deleted", 0, 0, text.text),))
            is_covered = merge is not None and merge != "restart" and column in above
            if is_covered:
                text = above[column]
            above[column] = text
            yield Cell(text, at, span, is_covered=is_covered)
            yield from [Cell(text, at, is_covered=True)] * (span - 1)
            column += span

    def _cell_text(
        self, cell: Element, spot: Spot, inner: list[Block], depth: int, kind: BlockKind, prompt: Prompt
    ) -> Text:
        """The words of a cell; tables within it, and notes to it, follow the table."""
        reader = Reader(self._whole)
        reader._walk(cell, kind, depth + 1, prompt)
        reader._end_begun()
        inner += [
            replace(each, spot=replace(each.spot, ref=f"{spot.ref} {each.spot.ref}")) if each.rows else each
            for each in reader.blocks
            if each.rows or each.kind == "note"
        ]
        return _joined(each for each in reader.blocks if each.kind != "note")


def _is_end_deleted(properties: Element | None) -> bool:
    marks = properties.find(W + "rPr") if properties is not None else None
    return marks is not None and any(marks.find(tag) is not None for tag in GONE)


def _hidden(cell: Cell) -> Cell:
    """A cell of a hidden row: its words are none of the document."""
    words = cell.text.text
    return replace(cell, text=Text("", (Mark("hidden", 0, 0, words),) if words else ()))


def _whole(text: str | None, usual: int) -> int:
    return min(_MOST_COLUMNS, int(text)) if text and text.isdigit() and len(text) < 9 else usual


def _through(element: Element, tag: str, prompt: Prompt, depth: int = 0) -> Iterator[tuple[Element, Prompt]]:
    """The children of a kind, also those inside content controls and the like, with the prompt around them."""
    for each in element:
        if each.tag == tag:
            yield each, prompt
        elif each.tag == W + "sdt" and depth < DEEPEST:
            name, is_prompt = control_of(each)
            yield from _through(each, tag, name if is_prompt else prompt, depth + 1)
        elif depth < DEEPEST and each.tag in _THROUGH:
            yield from _through(each, tag, prompt, depth + 1)


def _joined(blocks: Iterable[Block]) -> Text:
    """The paragraphs of a cell as one text, a line each, with the numbers that are shown before them."""
    parts: list[str] = []
    marks: list[Mark] = []
    at = 0
    for block in blocks:
        if block.rows:
            continue
        lead = f"{block.label} " if block.label else ""
        shift = at + len(lead)
        marks += [replace(mark, start=mark.start + shift, end=mark.end + shift) for mark in block.text.marks]
        parts.append(lead + block.text.text)
        at += len(parts[-1]) + 1
    return Text("\n".join(parts), tuple(marks))
