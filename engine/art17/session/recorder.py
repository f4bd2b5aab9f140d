"""Facts that note who asked which of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar, cast

from art17.graph.changes import (
    CITES,
    DEFECTS,
    HINDERED,
    INDICES,
    INTO,
    KINDS,
    LINK,
    NAMED,
    NODE,
    OUT,
    SYSTEMS,
    TRAIT,
    TYPE,
    UNREADABLE,
)
from art17.graph.graph import Graph
from art17.graph.node import CitationOf, Link, Node
from art17.model.artefact import Defect
from art17.model.vocabulary import Vocabulary

T = TypeVar("T")
LINKS, CITATIONS = "links", "citations"


class Recorder:
    """The facts of a graph; `notes` are the numbers and names of those that were asked for since it was emptied.

    Answers about the whole are kept with what they rest on; `refresh` finds those that are others now.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.notes: set[Hashable] = set()
        self.only_citations: tuple[CitationOf, ...] | None = None
        self._wholes: dict[Hashable, tuple[object, Callable[[], object], frozenset[Hashable]]] = {}
        self._alls: dict[Hashable, tuple[tuple[int, ...], Callable[[int], bool]]] = {}
        self._in_whole = False

    def node(self, index: int) -> Node:
        if not self._in_whole:
            self.notes.add(KINDS * index + NODE)
        return self.graph.nodes[index]

    def out(self, index: int, link: str) -> Sequence[Link]:
        self.notes.add((LINK, link) if self._in_whole else KINDS * index + OUT)
        return self.graph.out(index, link)

    def into(self, index: int, link: str) -> Sequence[Link]:
        self.notes.add((LINK, link) if self._in_whole else KINDS * index + INTO)
        return self.graph.into(index, link)

    def hindered(self, index: int, link: str, *, backwards: bool) -> Sequence[Link]:
        self.notes.add((LINK, link) if self._in_whole else KINDS * index + HINDERED)
        return self.graph.hindered(index, link, backwards=backwards)

    def systems(self, index: int) -> tuple[int, ...]:
        self.notes.add(KINDS * index + SYSTEMS)
        return self.graph.systems(index)

    def cites(self, index: int) -> Sequence[CitationOf]:
        self.notes.add(KINDS * index + CITES)
        return self.graph.cites(index)

    def of_type(self, name: str) -> tuple[int, ...]:
        self.notes.add((TYPE, name))
        return self.graph.of_type(name)

    def of_trait(self, name: str) -> tuple[int, ...]:
        self.notes.add((TRAIT, name))
        return self.graph.of_trait(name)

    @property
    def vocabulary(self) -> Vocabulary:
        return self.graph.vocabulary

    @property
    def indices(self) -> Sequence[int]:
        self.notes.add(INDICES)
        return self.graph.indices

    @property
    def links(self) -> tuple[Link, ...]:
        self.notes.add(LINKS)
        return self.graph.links

    @property
    def citations(self) -> tuple[CitationOf, ...]:
        if self.only_citations is not None:
            return self.only_citations
        self.notes.add(CITATIONS)
        return self.graph.citations

    @property
    def defects(self) -> tuple[tuple[int, Defect], ...]:
        self.notes.add(DEFECTS)
        return self.graph.defects

    @property
    def unreadable(self) -> tuple[int, ...]:
        self.notes.add(UNREADABLE)
        return self.graph.unreadable

    def names(self, name: str) -> tuple[int, ...]:
        self.notes.add((NAMED, name))
        return self.graph.names(name)

    def with_defects(self, defects: tuple[tuple[int, Defect], ...]) -> Graph:
        return self.graph.with_defects(defects)

    def whole(self, key: Hashable, answer: Callable[[], T]) -> T:
        self.notes.add(("whole", key))
        if key not in self._wholes:
            self._wholes[key] = self._answered(answer)
        return cast("T", self._wholes[key][0])

    def all_that(self, key: Hashable, holds: Callable[[int], bool]) -> tuple[int, ...]:
        self.notes.add(("whole", key))
        if key not in self._alls:
            notes, self.notes = self.notes, set()
            self._alls[key] = tuple(index for index in self.indices if holds(index)), holds
            self.notes = notes
        return self._alls[key][0]

    def _answered(self, answer: Callable[[], object]) -> tuple[object, Callable[[], object], frozenset[Hashable]]:
        notes, self.notes, outer, self._in_whole = self.notes, set(), self._in_whole, True
        try:
            found = answer()
            return found, answer, frozenset(self.notes)
        finally:
            self.notes, self._in_whole = notes, outer

    def refresh(self, changed: set[Hashable], nodes: Iterable[int]) -> None:
        """Add to what changed the answers about the whole that are others now."""
        touched, there = set(nodes), set(self.graph.indices)
        for key, (found, holds) in tuple(self._alls.items()):
            notes, self.notes = self.notes, set()
            passing = {index for index in touched & there if holds(index)}
            self.notes = notes
            after = tuple(sorted({*(set(found) - touched), *passing}))
            if after != found:
                self._alls[key] = after, holds
                changed.add(("whole", key))
        for key, (known, answer, reads) in tuple(self._wholes.items()):
            if reads.isdisjoint(changed):
                continue
            self._wholes[key] = self._answered(answer)
            if self._wholes[key][0] != known:
                changed.add(("whole", key))
