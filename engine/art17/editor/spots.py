"""What a person points at in a file: a link, a citation, an id or a field, with where it begins and ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from art17.checking.context import RunContext
from art17.graph.node import CitationOf, Link, Node
from art17.model.place import Place
from art17.reading.edits.spans import spans_of
from art17.reading.formats.front_matter import front_matter_in
from art17.reading.io.text import text_of
from art17.reading.io.unreadable import UnreadableError


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of one line: line and columns from 1, the last one behind it."""

    path: str
    line: int
    start: int
    end: int

    def holds(self, line: int, column: int) -> bool:
        """Whether a position is in it, or right behind it."""
        return self.line == line and self.start <= column <= self.end


@dataclass(frozen=True, slots=True)
class Spot:
    """A thing in a text; `link`, `citation`, `node` (its id) or `field` of a node says what it is."""

    span: Span
    link: Link | None = None
    citation: CitationOf | None = None
    node: Node | None = None
    field: str = ""


def plain_text(data: bytes | None) -> str:
    """The text of a file with plain line ends; "" where it is none."""
    try:
        return text_of(data) if data is not None else ""
    except UnreadableError:
        return ""


def data_in(path: str, text: str) -> tuple[str, int]:
    """The YAML of a file, and how many lines stand before it; "" where it has none.

    Raises:
        UnreadableError: where its front matter never ends.
    """
    if path.endswith((".yaml", ".yml", ".json")):
        return text, 0
    front = front_matter_in(text) if path.endswith((".md", ".markdown")) else None
    return (front.text, front.line - 1) if front and front.language == "yaml" else ("", 0)


class FileSpots:
    """The things in one file as it was read last."""

    def __init__(self, path: str, text: str, context: RunContext) -> None:
        self._path = path
        self._lines = text.split("\n")
        self._text = text
        self._context = context
        graph = context.graph
        self.nodes = [node for node in graph.nodes if node.place.path == path]
        indices = {node.index for node in self.nodes}
        self.links = [link for link in graph.links if link.writer in indices and link.written_name != "item_of"]
        self.citations = [of for index in sorted(indices) for of in graph.cites(index)]

    def at(self, line: int, column: int) -> Spot | None:
        """What is at a position: of several the shortest, a link before a field."""
        found = [spot for spot in self.all() if spot.span.holds(line, column)]
        return min(found, key=lambda spot: (bool(spot.field), spot.span.end - spot.span.start), default=None)

    def all(self) -> Iterator[Spot]:
        """Everything that can be pointed at."""
        ids = [node.place_of("id") for node in self.nodes]
        places = [*(link.place for link in self.links), *(of.at.place for of in self.citations), *ids]
        known = self._context.reading.located(place for place in places if place.path == self._path)
        for link in self.links:
            if span := self._span(known.get(link.place), link.written_target):
                yield Spot(span, link=link)
        for of in self.citations:
            if span := self._span(known.get(of.at.place), of.at.citation.text):
                yield Spot(span, citation=of)
        for node, place in zip(self.nodes, ids, strict=True):
            if span := self._span(known.get(place), node.name):
                yield Spot(span, node=node)
        yield from self._fields()

    def _span(self, place: Place | None, words: str) -> Span | None:
        """Where words are written at a place, or behind it on the line."""
        if place is None or not 0 < place.line <= len(self._lines) or not words:
            return None
        start = self._lines[place.line - 1].find(words, max(place.column - 1, 0))
        return Span(self._path, place.line, start + 1, start + 1 + len(words)) if start >= 0 else None

    def _fields(self) -> Iterator[Spot]:
        try:
            data, before = data_in(self._path, self._text)
            if not data:
                return
            spans = spans_of(data)
        except UnreadableError:
            return
        for node in self.nodes:
            route = node.place.route
            for at, span in spans.items():
                if len(at) == len(route) + 1 and at[:-1] == route and span.key and span.key[0][0] == span.key[1][0]:
                    (line, start), (_, end) = span.key
                    where = Span(self._path, line + before + 1, start + 1, end + 1)
                    yield Spot(where, node=node, field=str(at[-1]))
