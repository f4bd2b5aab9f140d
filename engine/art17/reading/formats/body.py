"""What the body of a Markdown file is made of; offsets are in characters of the whole file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Section:
    """A heading from `offset`, and whether there is text beneath it, from `text_at`, that is no placeholder."""

    title: str
    level: int
    offset: int
    text_at: int
    has_text: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    text: str
    offset: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, from offset `start` to `end`."""

    cells: tuple[Cell, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `under` are the headings above it, the nearest first."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    under: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkIn:
    """A link to a file or document, or to an address; `is_wiki` where it is written `[[...]]`."""

    target: str
    offset: int
    is_wiki: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """An HTML comment, without its marks."""

    text: str
    offset: int


@dataclass(frozen=True, slots=True)
class Markdown:
    """What a body holds, in order."""

    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    links: tuple[LinkIn, ...] = ()
    comments: tuple[Comment, ...] = ()
    anchors: frozenset[str] = frozenset()
