"""Word documents (.docx, .docm, .dotx) as blocks: body, tables, content controls, tracked changes, notes, headers.

What counts is what a reader of the finished document sees: insertions are text, deletions and
hidden words are marks, comments are marks, a control that shows its prompt is marked as a
placeholder.  Places are paragraphs and table cells by their count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from art17.model.document import (
    Block,
    BlockKind,
    Cell,
    Document,
    Mark,
    MarkKind,
    Row,
    Spot,
    Text,
    Unread,
    under_headings,
)
from art17.reading.formats.package import DEEPEST, Element, Package, Relation
from art17.reading.formats.word_styles import Styles, W, value_of
from art17.reading.io.unreadable import UnreadableError

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = (W + "del", W + "moveFrom")
_CAME = (W + "ins", W + "moveTo")
_SIGNS = {"F0FE": "☒", "F0A8": "☐", "F06F": "☐", "F0FC": "✓", "F052": "☑", "F0A3": "☐", "F053": "☒"}
"""What the signs of Wingdings that people use as check boxes look like."""

_PLAIN = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_MOST_COLUMNS = 1000

Notes = Mapping[tuple[str, str], Mark]


def word_document(data: bytes) -> Document:
    """The blocks of a Word document.

    Raises:
        UnreadableError: where it is none, is damaged or encrypted, or larger than is read.
    """
    package = Package(data)
    main = package.main_part("word/document.xml")
    root = package.xml_of(main)
    if root is None:
        raise UnreadableError("The Office file has no document in it", "save it again as .docx")
    relations = package.relations_of(main)
    styles = Styles(_related(package, relations, "styles"), _related(package, relations, "numbering"))
    reader = _Reader(styles, relations, _notes(package, relations))
    body = root.find(W + "body")
    reader.walk(body if body is not None else root)
    blocks = [*reader.blocks, *_margins(package, relations, reader)]
    unread = Counter(reader.unread)
    unread.update(_left_out(package.names))
    unread["external"] += sum(each.is_external and each.kind != "hyperlink" for each in relations.values())
    return Document(
        "docx",
        under_headings(blocks),
        package.properties(),
        tuple(Unread(what, Spot(), count) for what, count in sorted(unread.items()) if count),
    )


def _related(package: Package, relations: Mapping[str, Relation], kind: str) -> Element | None:
    """The part of a kind that the document leads to."""
    names = [each.target for each in relations.values() if each.kind == kind and not each.is_external]
    return package.xml_of(names[0]) if names else None


def _left_out(names: Iterable[str]) -> Iterator[str]:
    """What a package holds that is never opened."""
    for name in names:
        if name.endswith("vbaproject.bin"):
            yield "macro"
        elif "/embeddings/" in name:
            yield "embedded"
        elif "/charts/chart" in name:
            yield "chart"


def _notes(package: Package, relations: Mapping[str, Relation]) -> Notes:
    """Footnotes, endnotes and comments, by kind and number."""
    found: dict[tuple[str, str], Mark] = {}
    for part, one, kind in (
        ("footnotes", "footnote", "note"),
        ("endnotes", "endnote", "note"),
        ("comments", "comment", "comment"),
    ):
        root = _related(package, relations, part)
        for note in root if root is not None else ():
            if note.get(W + "type") is None:  # others are the lines that divide notes from the text
                paragraphs = ("".join(t.text or "" for t in p.iter(W + "t")) for p in note.iter(W + "p"))
                shape: MarkKind = "note" if kind == "note" else "comment"
                who, when = note.get(W + "author", ""), note.get(W + "date", "")
                found[one, note.get(W + "id", "")] = Mark(shape, 0, 0, " ".join(paragraphs).strip(), who, when)
    return found


def _margins(package: Package, relations: Mapping[str, Relation], reader: _Reader) -> Iterator[Block]:
    """The blocks of page headers and footers, each text once however many sections repeat it."""
    seen: set[str] = set()
    kinds: tuple[BlockKind, ...] = ("header", "footer")
    for kind in kinds:
        names = sorted(each.target for each in relations.values() if each.kind == kind and not each.is_external)
        for name in names:
            root = package.xml_of(name)
            if root is None:
                continue
            part = _Reader(reader.styles, package.relations_of(name), reader.notes, kind)
            part.walk(root, kind=kind)
            reader.unread.update(part.unread)
            texts = repr(
                [(each.text.text, [[c.text.text for c in row.cells] for row in each.rows]) for each in part.blocks]
            )
            if texts not in seen:
                seen.add(texts)
                yield from (each for each in part.blocks if each.rows or each.text.text.strip())


@dataclass(slots=True)
class _Words:
    """The words of a paragraph while they are gathered, with what hangs on them and the boxes anchored in it."""

    parts: list[str] = field(default_factory=list[str])
    length: int = 0
    marks: list[Mark] = field(default_factory=list[Mark])
    boxes: list[Element] = field(default_factory=list[Element])
    fields: list[tuple[list[str], int]] = field(default_factory=list[tuple[list[str], int]])

    def say(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def mark(self, kind: MarkKind, start: int, text: str = "", by: Element | None = None) -> None:
        who, when = (by.get(W + "author", ""), by.get(W + "date", "")) if by is not None else ("", "")
        self.marks.append(Mark(kind, start, self.length, text, who, when))

    @property
    def is_in_code(self) -> bool:
        """Whether what comes now is the instruction of a field, not its result."""
        return bool(self.fields) and self.fields[-1][1] < 0

    def text(self) -> Text:
        return Text("".join(self.parts), tuple(self.marks))


class _Reader:
    """Reads one part: the body, a header, the content of a cell."""

    def __init__(self, styles: Styles, relations: Mapping[str, Relation], notes: Notes, part: str = "") -> None:
        self.styles = styles
        self.notes = notes
        self.blocks: list[Block] = []
        self.unread: Counter[str] = Counter()
        self._relations = relations
        self._part = part
        self._paragraphs = 0
        self._tables = 0

    def walk(self, element: Element, depth: int = 0, kind: BlockKind = "paragraph") -> None:
        """Read what an element holds, in order, through content controls and the like."""
        if depth > DEEPEST:
            self.unread["too-deep"] += 1
            return
        for each in element:
            if each.tag == W + "p":
                self._paragraph(each, depth, kind)
            elif each.tag == W + "tbl":
                self._table(each, depth, kind)
            elif each.tag == W + "altChunk":
                self.unread["embedded"] += 1
            elif each.tag not in (W + "sectPr", W + "sdtPr", W + "sdtEndPr", *_GONE):
                self.walk(each, depth + 1, kind)

    def _paragraph(self, element: Element, depth: int, kind: BlockKind) -> None:
        self._paragraphs += 1
        words = _Words()
        self._inline(element, words, depth)
        text, properties = words.text(), element.find(W + "pPr")
        level, number = self.styles.heading_level(properties), self.styles.number(properties)
        spot = Spot(part=self._part, ref=f"par {self._paragraphs}")
        label = number.label if number else ""
        if text.text.strip() or text.marks:
            if self.styles.is_contents(properties):
                self.blocks.append(Block("toc", text, spot, label=label))
            elif kind == "paragraph" and level is not None and text.text.strip():
                self.blocks.append(Block("heading", text, spot, level, label))
            elif kind == "paragraph" and (number or self.styles.is_list(properties)):
                self.blocks.append(Block("item", text, spot, number.level if number else 0, label or "•"))
            else:
                self.blocks.append(Block(kind, text, spot, label=label))
        for box in words.boxes:
            self.walk(box, depth + 1, "box")

    def _inline(self, element: Element, words: _Words, depth: int) -> None:
        if depth > DEEPEST:
            self.unread["too-deep"] += 1
            return
        for each in element:
            tag = each.tag
            if tag == W + "r":
                self._run(each, words, depth)
            elif tag in _GONE:
                gone = "".join(t.text or "" for t in each.iter() if t.tag in (W + "delText", W + "t"))
                words.mark("deleted", words.length, gone, each)
            elif tag == W + "sdt":
                self._control(each, words, depth)
            elif tag == W + "bookmarkStart":
                if not (name := each.get(W + "name", "")).startswith("_"):
                    words.mark("anchor", words.length, name)
            elif tag == _MC + "AlternateContent":
                self._alternative(each, words, depth)
            elif tag not in (W + "pPr", W + "tbl"):
                self._wrapped(each, words, depth)

    def _wrapped(self, element: Element, words: _Words, depth: int) -> None:
        """What an insertion, a link, a field or any other wrapper holds."""
        start = words.length
        self._inline(element, words, depth + 1)
        if element.tag in _CAME:
            words.mark("inserted", start, by=element)
        elif element.tag == W + "hyperlink":
            anchor = element.get(W + "anchor", "")
            relation = self._relations.get(element.get(_R + "id", ""))
            words.mark("link", start, (relation.target if relation else "") + (f"#{anchor}" if anchor else ""))
        elif element.tag == W + "fldSimple":
            words.mark("field", start, element.get(W + "instr", "").strip())

    def _control(self, element: Element, words: _Words, depth: int) -> None:
        """A content control within a line: its text, and whether that is only its prompt."""
        start, properties, content = words.length, element.find(W + "sdtPr"), element.find(W + "sdtContent")
        if content is not None:
            self._inline(content, words, depth + 1)
        name = value_of(properties, "alias") or value_of(properties, "tag") or ""
        is_prompt = properties is not None and properties.find(W + "showingPlcHdr") is not None
        words.mark("placeholder" if is_prompt else "choice", start, name)

    def _alternative(self, element: Element, words: _Words, depth: int) -> None:
        """Of several forms of one thing the first, or what older programs are given."""
        chosen = element.find(_MC + "Choice")
        chosen = chosen if chosen is not None else element.find(_MC + "Fallback")
        if chosen is not None and depth <= DEEPEST:
            self._run(chosen, words, depth + 1)

    def _run(self, run: Element, words: _Words, depth: int) -> None:
        if self.styles.is_hidden(run.find(W + "rPr")):
            words.mark("hidden", words.length, "".join(t.text or "" for t in run.iter(W + "t")))
            return
        for each in run:
            tag = each.tag
            if tag == W + "fldChar":
                self._field(each, words)
            elif tag == W + "instrText":
                if words.fields:
                    words.fields[-1][0].append(each.text or "")
            elif not words.is_in_code:
                self._sign(each, words, depth)

    def _sign(self, element: Element, words: _Words, depth: int) -> None:
        tag = element.tag
        if tag == W + "t":
            words.say(element.text or "")
        elif tag in _PLAIN:
            words.say(_PLAIN[tag])
        elif tag == W + "sym":
            words.say(_SIGNS.get(element.get(W + "char", "").upper(), "\N{REPLACEMENT CHARACTER}"))
        elif tag in (W + "footnoteReference", W + "endnoteReference", W + "commentReference"):
            note = self.notes.get((tag.removeprefix(W).removesuffix("Reference"), element.get(W + "id", "")))
            if note:
                words.marks.append(replace(note, start=words.length, end=words.length))
        elif tag == _MC + "AlternateContent":
            self._alternative(element, words, depth)
        elif tag in (W + "drawing", W + "pict", W + "object"):
            boxes = list(element.iter(W + "txbxContent"))
            words.boxes.extend(boxes)
            if not boxes:
                self.unread["embedded" if tag == W + "object" else "image"] += 1

    @staticmethod
    def _field(element: Element, words: _Words) -> None:
        """The beginning, middle or end of a field: instruction, then result."""
        step = element.get(W + "fldCharType")
        if step == "begin":
            words.fields.append(([], -1))
            box = element.find(f"{W}ffData/{W}checkBox")
            if box is not None:
                state = value_of(box, "checked")
                state = value_of(box, "default") if state is None else state
                words.say("☒" if state in ("1", "true", "") else "☐")
        elif step == "separate" and words.fields:
            words.fields[-1] = (words.fields[-1][0], words.length)
        elif step == "end" and words.fields:
            parts, start = words.fields.pop()
            code = "".join(parts).strip()
            if start >= 0:
                target = _target_in(code)
                words.mark("link" if target else "field", start, target or code)

    def _table(self, table: Element, depth: int, kind: BlockKind) -> None:
        self._tables += 1
        name = f"table {self._tables}"
        rows: list[Row] = []
        above: dict[int, Text] = {}
        inner: list[Block] = []
        heads = 0
        for row in _through(table, W + "tr"):
            properties = row.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                continue  # a tracked deletion of the whole row
            spot = Spot(part=self._part, ref=f"{name} row {len(rows) + 1}")
            cells = self._cells(row, spot, above, inner, depth, kind)
            if properties is not None and properties.find(W + "tblHeader") is not None and heads == len(rows):
                heads += 1
            rows.append(Row(tuple(cells), spot))
        self.blocks.append(Block("table", Text(), Spot(part=self._part, ref=name), rows=tuple(rows), heads=heads))
        self.blocks.extend(inner)

    def _cells(
        self, row: Element, spot: Spot, above: dict[int, Text], inner: list[Block], depth: int, kind: BlockKind
    ) -> Iterator[Cell]:
        column = _whole(value_of(row.find(W + "trPr"), "gridBefore"), 0)
        for cell in _through(row, W + "tc"):
            properties = cell.find(W + "tcPr")
            span = max(1, _whole(value_of(properties, "gridSpan"), 1))
            at = replace(spot, ref=f"{spot.ref} col {column + 1}")
            merge = value_of(properties, "vMerge")
            text = self._cell_text(cell, at, inner, depth, kind)
            is_covered = merge is not None and merge != "restart" and column in above
            if is_covered:
                text = above[column]
            above[column] = text
            yield Cell(text, at, span, is_covered=is_covered)
            yield from [Cell(text, at, is_covered=True)] * (span - 1)
            column += span

    def _cell_text(self, cell: Element, spot: Spot, inner: list[Block], depth: int, kind: BlockKind) -> Text:
        """The words of a cell; tables within it follow the table."""
        reader = _Reader(self.styles, self._relations, self.notes, self._part)
        reader.walk(cell, depth + 1, kind)
        self.unread.update(reader.unread)
        inner += [
            replace(each, spot=replace(each.spot, ref=f"{spot.ref} {each.spot.ref}"))
            for each in reader.blocks
            if each.rows
        ]
        return _joined(reader.blocks)


def _target_in(code: str) -> str:
    """Where the instruction of a field leads: `HYPERLINK "https://..."`."""
    parts = code.split('"')
    return parts[1] if len(parts) > 2 and parts[0].strip().upper() == "HYPERLINK" else ""


def _whole(text: str | None, usual: int) -> int:
    return min(_MOST_COLUMNS, int(text)) if text and text.isdigit() else usual


def _through(element: Element, tag: str, depth: int = 0) -> Iterator[Element]:
    """The children of a kind, also those inside content controls and the like."""
    for each in element:
        if each.tag == tag:
            yield each
        elif depth < DEEPEST and each.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "smartTag"):
            yield from _through(each, tag, depth + 1)


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
