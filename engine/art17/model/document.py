"""What a document holds, whatever its format: blocks in reading order, each with its place; no format is known here.

Every reader in `reading/formats` gives a `Document`; sections, control blocks, tables, cues,
citations and links are written once, on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "table", "quote", "code", "toc", "header", "footer", "box", "note"]
MarkKind = Literal[
    "link", "anchor", "inserted", "deleted", "hidden", "placeholder", "comment", "note", "field", "choice", "strong"
]
State = Literal["read", "partly", "unread"]


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place within a file.

    Text formats know `line` and `column`, both from 1, in characters; the others the `part` (a sheet,
    "page 7", "header", "footnote 2"; "" for the body) and the reference that people use in it ("C14",
    "table 2 row 3 col 2", "par 41").
    """

    line: int = 0
    column: int = 0
    part: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What hangs on the characters from `start` to `end` of a text; a deletion, a comment or a note has no width.

    `text` is the target of a link, deleted or hidden words, a comment, the name of a field or of a
    control; `who` and `when` (ISO 8601) belong to tracked changes and comments.
    """

    kind: MarkKind
    start: int
    end: int
    text: str = ""
    who: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they are valid now: insertions in, deletions and hidden words out (both are marks)."""

    text: str = ""
    marks: tuple[Mark, ...] = ()

    def marked(self, kind: MarkKind) -> tuple[Mark, ...]:
        """The marks of one kind."""
        return tuple(mark for mark in self.marks if mark.kind == kind)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    A merged cell is repeated over what it covers: `is_covered` is true of the repetitions.  `value`
    is a date or number in ISO or decimal form where the format has typed values, else "".
    """

    text: Text
    spot: Spot
    columns: int = 1
    rows: int = 1
    is_covered: bool = False
    value: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    cells: tuple[Cell, ...]
    spot: Spot
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document.

    `level` is that of a heading (0: the title) or item; `label` what is shown before it ("5.2", "a)",
    "[x]"), or the name of a table, directive or programming language; `heads` counts the rows that
    are column titles; `under` is the index of the heading above, -1 where there is none.  A heading
    `is_guessed` where no style or markup makes it one.
    """

    kind: BlockKind
    text: Text
    spot: Spot
    level: int = 0
    label: str = ""
    rows: tuple[Row, ...] = ()
    heads: int = 0
    under: int = -1
    is_guessed: bool = False
    options: Mapping[str, Text] = field(default_factory=dict[str, Text])


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that was not read.

    `what` is image, page-without-text, formula, embedded, macro, external, too-large, too-deep, ...
    """

    what: str
    spot: Spot
    count: int = 1


@dataclass(frozen=True, slots=True)
class Document:
    """A document as its blocks.

    `properties` are what the format keeps beside the text: title, creator, revision, contentStatus,
    and custom ones under `custom:NAME`.  `anchors` are what links may lead to in it and no block has;
    `links` are those with a place of their own: pictures, included files, contents, all links of a page in HTML.
    """

    format: str
    blocks: tuple[Block, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict[str, str])
    unread: tuple[Unread, ...] = ()
    anchors: frozenset[str] = frozenset()
    links: tuple[tuple[str, Spot], ...] = ()

    @property
    def state(self) -> State:
        """Whether all of it was read."""
        if not self.unread:
            return "read"
        return "partly" if self.blocks else "unread"

    def above(self, index: int) -> tuple[int, ...]:
        """The indices of the headings above a block, the nearest first."""
        found: list[int] = []
        at = self.blocks[index].under
        while at >= 0:
            found.append(at)
            at = self.blocks[at].under
        return tuple(found)


def under_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, each under the nearest heading above it; a heading under the nearest of a higher rank."""
    done: list[Block] = []
    open_: list[int] = []
    for index, block in enumerate(blocks):
        if block.spot.part in ("header", "footer"):
            done.append(block)
            continue
        if block.kind == "heading":
            while open_ and blocks[open_[-1]].level >= block.level:
                open_.pop()
        done.append(replace(block, under=open_[-1] if open_ else -1))
        if block.kind == "heading":
            open_.append(index)
    return tuple(done)


def where(document: Document, index: int, spot: Spot | None = None) -> str:
    """A place in words for people, in one line: `12:5`, `Risks!C14`, `page 7`, `5.2 Roles › table 2 row 3 col 2`.

    >>> heading = Block("heading", Text("Roles"), Spot(part="", ref="par 3"), 1, "5.2")
    >>> where(Document("docx", (heading, Block("paragraph", Text("x"), Spot(ref="par 4"), under=0))), 1)
    '5.2 Roles › par 4'
    """
    block = document.blocks[index]
    at = spot or block.spot
    if at.line:
        return f"{at.line}:{at.column or 1}"
    if at.ref and at.part and not at.ref.startswith(("par", "table")):
        return f"{at.part}!{at.ref}"
    ways = [
        f"{up.label} {up.text.text}".strip() for up in (document.blocks[i] for i in reversed(document.above(index)))
    ]
    return " › ".join(part for part in (at.part, *ways, at.ref) if part)
