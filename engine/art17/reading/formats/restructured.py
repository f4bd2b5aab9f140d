"""What a reStructuredText file holds, as blocks with their lines; nothing is included or run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import east_asian_width

from art17.model.document import Block, BlockKind, Cell, Document, Mark, Row, Spot, Text, Unread, under_headings
from art17.reading.formats.csv_text import rows_of
from art17.reading.formats.restructured_inline import inline, names_in
from art17.reading.formats.restructured_tables import GRID_BORDER, SIMPLE_BORDER, grid_rows, listed_rows, simple_rows
from art17.reading.io.unreadable import UnreadableError

MAX_STYLES = 64
_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1*$")
_EXPLICIT = re.compile(r"\.\.(?:\s|$)")
_DIRECTIVE = re.compile(r"\.\. +(?:\|[^|]+\| +)?([A-Za-z0-9](?:[\w.+-]|:(?!:))*) ?::(?:\s+(.*)|$)")
_ANCHOR = re.compile(r"\.\. _(`[^`]+`|[^:]+):\s*$")
_NOTE = re.compile(r"\.\. \[([^\]]+)\](?:\s+(.*)|$)")
_DEFINED = re.compile(r"\.\. (?:_|\|)|__ ")
_FIELD = re.compile(r":(?![:\s])((?:\\.|[^:\\`])+):(?:\s+(.*)|$)")
_BULLET = re.compile(r"([-*+\u2022\u2023\u2043])(?:\s+(.*)|$)")
_NUMBER = re.compile(r"(\(?(?:\d{1,6}|#|[A-Za-z]|[ivxlcIVXLC]{1,8})[.)])(?:\s+(.*)|$)")
_CODE = frozenset({
    "code", "code-block", "sourcecode", "parsed-literal", "math", "highlight", "uml",
    "plantuml", "mermaid", "graphviz", "digraph",
    "graph", "needarch", "needuml", "needflow", "doctest", "testcode", "testoutput", "prompt",
    "productionlist",
})  # fmt: skip
_NAMED = re.compile(r"(?m)^[ \t]*\.\. _(`[^`\n]+`|[^:\n`]+):|^[ \t]+:name:[ \t]+(\S.*)$")
"""Where a name is given that links may lead to: before anything, or as an option of a directive."""
_ENTRY = re.compile(r"(?:[^<>]*<)?\s*(?P<target>[^<>]+?)\s*>?")
_PATTERN = re.compile(r"[*?\[]")
_INCLUDED = frozenset({"include", "literalinclude", "raw"})
_RAW = "raw"
_IMAGES = frozenset({"image", "figure"})
_DEFINING = frozenset({"replace", "unicode", "date"})

Option = tuple[str, str, Spot, Spot]
"""The name and value of an option or field, and where each is."""


def restructured_document(text: str) -> Document:
    """What a file holds.

    >>> found = restructured_document("A\\n=\\n\\n.. document:: B\\n   :id: C\\n\\n- d\\n").blocks
    >>> [(block.kind, block.label, block.text.text, block.spot.line) for block in found]
    [('heading', '', 'A', 1), ('table', 'document', 'B', 4), ('item', '-', 'd', 7)]
    """
    reader = _Reader(text)
    reader.read()
    anchors = frozenset(_plain(found[1] or found[2]) for found in _NAMED.finditer(text))
    blocks = under_headings(reader.blocks)
    return Document("rst", blocks, {}, tuple(reader.unread), anchors, tuple(reader.links))


def _plain(name: str) -> str:
    """The name of an anchor as links to it may write it."""
    return " ".join(name.strip("`").lower().split())


class _Reader:
    """One pass over the lines, and the blocks so far."""

    def __init__(self, text: str) -> None:
        self._lines = [line.expandtabs(8).rstrip() for line in text.removeprefix("\ufeff").split("\n")]
        self._names = names_in(text)
        self._at = 0
        self._styles: list[str] = []
        self._items: list[int] = []
        self._anchors: list[str] = []
        self.blocks: list[Block] = []
        self.unread: list[Unread] = []
        self.links: list[tuple[str, Spot]] = []

    def read(self) -> None:
        """Read all lines; each step takes at least one."""
        while self._at < len(self._lines):
            if not self._lines[self._at]:
                self._at += 1
            else:
                self._block()

    def _block(self) -> None:
        line = self._lines[self._at]
        indent = _indent(line)
        words = line[indent:]
        if not _is_item(words):
            self._leave(indent)
        if indent == 0 and self._title():
            return
        if len(words) >= 4 and _ADORNMENT.match(words) and not self._line(self._at + 1):
            self._at += 1
        elif _EXPLICIT.match(words):
            self._explicit(words, indent)
        elif _FIELD.match(words):
            self._fields(indent)
        elif words[0] == "|" and words[1:2] in ("", " "):
            self._line_block(indent)
        elif self._drawn(words, indent):
            return
        elif found := self._item_here(words, indent):
            self._item(found, indent)
        else:
            self._paragraph(indent)

    def _line(self, at: int) -> str:
        return self._lines[at] if at < len(self._lines) else ""

    def _leave(self, indent: int) -> None:
        while self._items and self._items[-1] >= indent:
            self._items.pop()

    def _add(self, kind: BlockKind, text: str, spot: Spot, label: str = "", level: int = 0) -> None:
        self.blocks.append(Block(kind, self._inline(text), spot, level, label))

    def _inline(self, text: str) -> Text:
        return inline(text, self._names)

    def _table(self, text: Text, spot: Spot, rows: tuple[Row, ...], heads: int = 0, label: str = "") -> None:
        self.blocks.append(Block("table", text, spot, 0, label, rows, heads))

    def _title(self) -> bool:
        """Read a title, by its underline or by both lines; False where there is none."""
        first, second, third = (self._line(self._at + more) for more in range(3))
        if _ADORNMENT.match(first):
            if not second or third != first or (len(first) < 4 and _width(second) > len(first)):
                return False
            self._heading(first[0] * 2, second, self._at + 1)
            self._at += 3
            return True
        is_under = bool(second) and bool(_ADORNMENT.match(second))
        if not is_under or _EXPLICIT.match(first) or (len(second) < 4 and _width(first) > len(second)):
            return False
        self._heading(second[0], first, self._at)
        self._at += 2
        return True

    def _heading(self, style: str, words: str, at: int) -> None:
        if style not in self._styles and len(self._styles) < MAX_STYLES:
            self._styles.append(style)
        level = self._styles.index(style) + 1 if style in self._styles else MAX_STYLES
        text = self._inline(words.strip())
        anchors = tuple(Mark("anchor", 0, 0, name) for name in self._anchors)
        self._anchors.clear()
        self.blocks.append(
            Block("heading", Text(text.text, (*anchors, *text.marks)), Spot(at + 1, _indent(words) + 1), level)
        )

    def _deeper(self, indent: int) -> list[str]:
        """Take the lines that stand deeper than an indent, blank ones within them too."""
        start = end = self._at
        while self._at < len(self._lines) and (not self._lines[self._at] or _indent(self._lines[self._at]) > indent):
            end = self._at + 1 if self._lines[self._at] else end
            self._at += 1
        return self._lines[start:end]

    def _explicit(self, words: str, indent: int) -> None:
        if found := _DIRECTIVE.match(words):
            self._directive(found[1], found[2] or "", indent)
        elif found := _NOTE.match(words):
            self._footnote(found[1], found[2] or "", indent)
        elif found := _ANCHOR.match(words):
            self._anchors.append(found[1].strip("`"))
            self._at += 1
        else:
            self._comment(words, indent)

    def _comment(self, words: str, indent: int) -> None:
        """Skip a comment or definition; an empty comment has nothing below a blank line."""
        self._at += 1
        if words == ".." and not self._line(self._at):
            return
        self._deeper(indent)

    def _footnote(self, label: str, words: str, indent: int) -> None:
        spot = Spot(self._at + 1, indent + 1)
        self._at += 1
        more = [line.strip() for line in self._deeper(indent)]
        self._add("note", "\n".join((words, *more)).strip(), spot, label)

    def _directive(self, name: str, words: str, indent: int) -> None:
        spot = Spot(self._at + 1, indent + 1)
        self._at += 1
        title = [words] if words else []
        while (line := self._line(self._at)) and _indent(line) > indent and not _FIELD.match(line.strip()):
            if not title or name in _CODE:
                break
            title.append(line.strip())
            self._at += 1
        options = self._options(indent)
        self._missing(name, words, options, spot)
        self._content(name, "\n".join(title), options, spot, indent)

    def _missing(self, name: str, words: str, options: Sequence[Option], spot: Spot) -> None:
        """What is not read here because it is in another file, with where that is."""
        files = [(value, at) for option, value, _, at in options if option == "file"]
        if name in _INCLUDED or any(option in ("file", "url") for option, *_ in options):
            self.unread.append(Unread("included", spot))
        if name in _IMAGES:
            self.unread.append(Unread("image", spot))
        if words and (name in _IMAGES or (name in _INCLUDED and name != _RAW)):
            files.append((words, spot))
        self.links += files

    def _content(self, name: str, title: str, options: Sequence[Option], spot: Spot, indent: int) -> None:
        """What a directive holds by its name; the content of others is read as any text."""
        if name in _CODE:
            self._code(title or name, spot, indent)
        elif name in ("list-table", "csv-table"):
            self._table_of(name, title, options, spot, indent)
        elif name == "toctree":
            self._listed(spot, indent)
        elif name in _DEFINING or name in _INCLUDED:
            self._deeper(indent)
        elif options:
            self._table(self._inline(title), spot, self._option_rows(options), label=name)
        elif title and name not in _IMAGES:
            self._add("paragraph", title, spot, name)

    def _options(self, indent: int) -> list[Option]:
        """The lines `:name: value` that follow at once, each with the deeper lines below it."""
        options: list[Option] = []
        while (
            (line := self._line(self._at)) and (own := _indent(line)) > indent and (found := _FIELD.match(line[own:]))
        ):
            options.append(self._option(found, own))
        return options

    def _option(self, found: re.Match[str], own: int) -> Option:
        name, value = found[1].strip(), found[2] or ""
        spot = Spot(self._at + 1, own + 1)
        value_at = Spot(self._at + 1, own + 1 + (found.start(2) if value else len(found[0])))
        self._at += 1
        more: list[str] = []
        while (line := self._line(self._at)) and _indent(line) > own:
            more.append(line.strip())
            self._at += 1
        return name, "\n".join((value, *more)).strip(), spot, value_at

    def _option_rows(self, options: Sequence[Option]) -> tuple[Row, ...]:
        return tuple(
            Row((Cell(Text(name), spot), Cell(self._inline(value), value_at)), spot)
            for name, value, spot, value_at in options
        )

    def _fields(self, indent: int) -> None:
        """A field list: the fields at one indent, also with blank lines between them."""
        start = Spot(self._at + 1, indent + 1)
        options: list[Option] = []
        while True:
            line = self._line(self._at)
            found = _FIELD.match(line[indent:]) if _indent(line) == indent and line else None
            if found is None:
                break
            options.append(self._option(found, indent))
            after = self._at
            while after < len(self._lines) and not self._lines[after]:
                after += 1
            self._at = after
        self._table(Text(), start, self._option_rows(options))

    def _code(self, label: str, spot: Spot, indent: int) -> None:
        while not label and self._at < len(self._lines) and not self._lines[self._at]:
            self._at += 1
            spot = Spot(self._at + 1, spot.column)
        lines = self._deeper(indent)
        if not any(lines):
            return
        own = min(_indent(line) for line in lines if line)
        words = "\n".join(line[own:] for line in lines).strip("\n")
        self.blocks.append(Block("code", Text(words), spot, 0, label))

    def _listed(self, spot: Spot, indent: int) -> None:
        first = self._at + 1
        lines = self._deeper(indent)
        names = [line.strip() for line in lines if line]
        for number, line in enumerate(lines, first):
            if (entry := _ENTRY.fullmatch(line.strip())) and not _PATTERN.search(entry["target"]):
                self.links.append((f":doc:{entry['target']}", Spot(number, _indent(line) + 1)))
        if names:
            self.blocks.append(Block("toc", Text("\n".join(names)), spot))

    def _table_of(self, name: str, title: str, options: Sequence[Option], spot: Spot, indent: int) -> None:
        while self._at < len(self._lines) and not self._lines[self._at]:
            self._at += 1
        line = self._at + 1
        lines = self._deeper(indent)
        rows = listed_rows(lines, line, self._inline) if name == "list-table" else self._csv(lines, line, spot)
        given = next((value for option, value, *_ in options if option == "header-rows"), "0")
        heads = int(given) if re.fullmatch(r"[0-9]{1,4}", given) else 0
        header = next((each for each in options if name == "csv-table" and each[0] == "header"), None)
        if header:
            rows = (*self._csv([header[1]], header[3].line, spot), *rows)
            heads = 1
        if rows:
            self._table(self._inline(title), spot, rows, min(heads, len(rows)))

    def _csv(self, lines: Sequence[str], line: int, spot: Spot) -> tuple[Row, ...]:
        if not any(lines):
            return ()
        try:
            read = rows_of("\n".join(each.strip() for each in lines))
        except UnreadableError:
            self.unread.append(Unread("table", spot))
            return ()
        places = [Spot(line + row.line - 1, spot.column) for row in read]
        return tuple(
            Row(tuple(Cell(self._inline(cell), at) for cell in row.cells), at)
            for row, at in zip(read, places, strict=True)
        )

    def _run(self, indent: int, signs: str) -> list[str]:
        """The lines from here on at an indent that begin with one of some signs; they are not taken."""
        end = self._at
        while (line := self._line(end)) and _indent(line) == indent and line[indent] in signs:
            end += 1
        return [line[indent:] for line in self._lines[self._at : end]]

    def _line_block(self, indent: int) -> None:
        spot = Spot(self._at + 1, indent + 1)
        words: list[str] = []
        while (line := self._line(self._at)) and _indent(line) >= indent:
            is_new = line[indent] == "|" and line[indent + 1 : indent + 2] in ("", " ")
            if not is_new and line[indent] != " ":
                break
            if is_new:
                words.append(line[indent + 1 :].strip())
            else:
                words[-1] = f"{words[-1]} {line.strip()}"
            self._at += 1
        if any(words):
            self._add("paragraph", "\n".join(words), spot)

    def _drawn(self, words: str, indent: int) -> bool:
        """Read a table that is drawn with signs; False where there is none."""
        if GRID_BORDER.match(words):
            return self._grid(indent)
        return bool(SIMPLE_BORDER.match(words)) and self._simple(indent)

    def _grid(self, indent: int) -> bool:
        lines = self._run(indent, "+|")
        if len(lines) < 3 or not GRID_BORDER.match(lines[-1]):
            return False
        rows, heads = grid_rows(lines, self._at + 1, indent + 1, self._inline)
        if rows:
            self._table(Text(), Spot(self._at + 1, indent + 1), rows, heads)
        self._at += len(lines)
        return True

    def _simple(self, indent: int) -> bool:
        end = self._at + 1
        borders = 0
        while end < len(self._lines):
            line = self._lines[end]
            if line and _indent(line) < indent:
                return False
            if SIMPLE_BORDER.match(line[indent:]) or (line[indent:] and not line[indent:].strip("=") and borders == 0):
                borders += 1
                if borders == 2 or not self._line(end + 1):
                    break
            end += 1
        else:
            return False
        lines = [line[indent:] for line in self._lines[self._at : end + 1]]
        rows, heads = simple_rows(lines, self._at + 1, indent + 1, self._inline)
        if rows:
            self._table(Text(), Spot(self._at + 1, indent + 1), rows, heads)
        self._at = end + 1
        return True

    def _item_here(self, words: str, indent: int) -> re.Match[str] | None:
        """A list's item; a number counts only if the next line does not go on at its indent: `A. Smith`."""
        if found := _BULLET.match(words):
            return found
        found = _NUMBER.match(words)
        after = self._line(self._at + 1)
        goes_on = after and _indent(after) == indent and not _is_item(after[indent:])
        return None if goes_on else found

    def _item(self, found: re.Match[str], indent: int) -> None:
        self._leave(indent)
        spot = Spot(self._at + 1, indent + 1)
        level = len(self._items)
        self._items.append(indent)
        words = [found[2] or ""]
        self._at += 1
        while (line := self._line(self._at)) and (own := _indent(line)) > indent and not _opens(line[own:]):
            words.append(line.strip())
            self._at += 1
        text = "\n".join(words).strip()
        if text:
            self._add("item", text.removesuffix(":") if text.endswith("::") else text, spot, found[1], level)
        if text.endswith("::"):
            self._code("", Spot(self._at + 1, indent + 1), max(indent, found.start(2) + indent))

    def _paragraph(self, indent: int) -> None:
        """Lines at one indent, to a blank line; `::` at the end says that what stands deeper is code."""
        spot = Spot(self._at + 1, indent + 1)
        words: list[str] = []
        while (
            (line := self._line(self._at))
            and _indent(line) == indent
            and not (words and _EXPLICIT.match(line[indent:]))
        ):
            words.append(line.strip())
            self._at += 1
        text = "\n".join(words)
        shown = text[:-1].removesuffix(":").rstrip() if text in ("::", ":") or text.endswith(("\n::", " ::")) else text
        shown = shown.removesuffix(":") if shown.endswith("::") else shown
        if shown:
            self._add("paragraph", shown, spot)
        if text.endswith("::"):
            self._code("", Spot(self._at + 1, indent + 1), indent)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_item(words: str) -> bool:
    return bool(_BULLET.match(words) or _NUMBER.match(words))


def _opens(words: str) -> bool:
    """Whether a line within an item is the begin of something else."""
    return bool(_BULLET.match(words) or _EXPLICIT.match(words))


def _width(text: str) -> int:
    """How many columns a text takes: wide letters take two."""
    return len(text) + sum(east_asian_width(sign) in "WF" for sign in text)
