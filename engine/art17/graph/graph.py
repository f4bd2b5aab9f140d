"""The graph and the questions it answers without walking."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar, cast

from art17.graph import facts
from art17.graph.node import CitationOf, Link, Node
from art17.model.artefact import Defect
from art17.model.vocabulary import Vocabulary

Edges = Mapping[str, Mapping[int, tuple[Link, ...]]]
T = TypeVar("T")
_NONE: Mapping[int, tuple[Link, ...]] = {}


class Nodes(Protocol):
    """Nodes by their numbers, in node order: a tuple, or numbers with gaps between them."""

    def __getitem__(self, index: int, /) -> Node: ...

    def __iter__(self) -> Iterator[Node]: ...

    def __len__(self) -> int: ...


class Spaced:
    """Nodes whose numbers leave gaps, so that others can come between them and all keep theirs."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._nodes = {node.index: node for node in nodes}
        self.indices = tuple(self._nodes)

    def __getitem__(self, index: int, /) -> Node:
        return self._nodes[index]

    def __iter__(self) -> Iterator[Node]:
        return iter(self._nodes.values())

    def __len__(self) -> int:
        return len(self._nodes)

    def __contains__(self, index: int) -> bool:
        return index in self._nodes


class Moving(Spaced):
    """The same for whoever takes other nodes in place of some."""

    def put(self, node: Node) -> None:
        """Take a node in place of the one that has its number."""
        self._nodes[node.index] = node


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes in node order, the links between them, and indexes over both; it answers `Facts`.

    `outgoing` and `incoming` hold followed links only, by name, then by node; `hindrances` the
    links that a node writes but that lead nowhere, or that may mean it, by name and direction, then by node.
    `derived` is the one thing here that is written to: answers about the whole, each found once.
    """

    vocabulary: Vocabulary
    nodes: Nodes
    links: tuple[Link, ...]
    citations: tuple[CitationOf, ...]
    defects: tuple[tuple[int, Defect], ...]
    outgoing: Edges
    incoming: Edges
    hindrances: Mapping[tuple[str, bool], Mapping[int, tuple[Link, ...]]]
    by_type: Mapping[str, tuple[int, ...]]
    by_trait: Mapping[str, tuple[int, ...]]
    by_id: Mapping[str, tuple[int, ...]]
    systems_of: Mapping[int, tuple[int, ...]]
    unreadable: tuple[int, ...]
    citations_of: Mapping[int, tuple[CitationOf, ...]]
    derived: dict[Hashable, object] = field(
        default_factory=dict[Hashable, object], init=False, compare=False, repr=False
    )

    def node(self, index: int) -> Node:
        return self.nodes[index]

    def out(self, index: int, link: str) -> tuple[Link, ...]:
        return self.outgoing.get(link, _NONE).get(index, ())

    def into(self, index: int, link: str) -> tuple[Link, ...]:
        return self.incoming.get(link, _NONE).get(index, ())

    def hindered(self, index: int, link: str, *, backwards: bool) -> tuple[Link, ...]:
        return self.hindrances.get((link, backwards), _NONE).get(index, ())

    def systems(self, index: int) -> tuple[int, ...]:
        return self.systems_of[index] if index >= 0 else ()

    def cites(self, index: int) -> tuple[CitationOf, ...]:
        return self.citations_of.get(index, ())

    def of_type(self, name: str) -> tuple[int, ...]:
        return self.by_type.get(name, ())

    def of_trait(self, name: str) -> tuple[int, ...]:
        return self.by_trait.get(name, ())

    def names(self, name: str) -> tuple[int, ...]:
        return self.by_id.get(name, ())

    @property
    def indices(self) -> Sequence[int]:
        return self.nodes.indices if isinstance(self.nodes, Spaced) else range(len(self.nodes))

    def with_nodes(self, nodes: Iterable[Node]) -> Graph:
        """The same graph with other nodes of the same numbers."""
        return replace(self, nodes=Spaced(nodes) if isinstance(self.nodes, Spaced) else tuple(nodes))

    def with_defects(self, defects: tuple[tuple[int, Defect], ...]) -> Graph:
        return replace(self, defects=defects)

    def whole(self, key: Hashable, answer: Callable[[], T]) -> T:
        if key not in self.derived:
            self.derived[key] = answer()
        return cast("T", self.derived[key])

    def all_that(self, key: Hashable, holds: Callable[[int], bool]) -> tuple[int, ...]:
        return self.whole(key, lambda: tuple(index for index in self.indices if holds(index)))

    def items_of(self, index: int) -> tuple[int, ...]:
        """The items that a register lists."""
        return facts.items_of(self, index)

    def looks_back(self, link: Link) -> bool:
        """Whether a link may lead to what was withdrawn: a record's that stays as it was, and `supersedes`."""
        return link.name == "supersedes" or "record" in self.nodes[link.writer].traits

    def named(self, name: str) -> tuple[int, ...]:
        """The nodes that a person means by `ID` or `register#item`, where the register is named by id or file."""
        register, _, item = name.rpartition("#")
        exact = tuple(i for i in self.by_id.get(item, ()) if register in self._names_of_register(i)) if register else ()
        return exact or self.by_id.get(name, ())

    def _names_of_register(self, index: int) -> tuple[str, ...]:
        node = self.nodes[index]
        if node.register < 0:
            return ()
        register = self.nodes[node.register]
        return (register.name, register.place.path)

    def address(self, index: int) -> str:
        """The id by which a node can be told from all others: its own, else `register#id`."""
        return facts.address(self, index)
