"""The graph and the questions it answers without walking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from art17.graph.node import CitationOf, Link, Node
from art17.model.artefact import Defect
from art17.model.vocabulary import Vocabulary

Edges = Mapping[str, Mapping[int, tuple[Link, ...]]]


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes in node order, the links between them, and indexes over both.

    `outgoing` and `incoming` hold followed links only, by name, then by node; `hindered` the
    links that a node writes but that lead nowhere, or that may mean it, by name and direction, then by node.
    """

    vocabulary: Vocabulary
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    citations: tuple[CitationOf, ...]
    defects: tuple[tuple[int, Defect], ...]
    outgoing: Edges
    incoming: Edges
    hindered: Mapping[tuple[str, bool], Mapping[int, tuple[Link, ...]]]
    by_type: Mapping[str, tuple[int, ...]]
    by_trait: Mapping[str, tuple[int, ...]]
    by_id: Mapping[str, tuple[int, ...]]
    systems_of: tuple[tuple[int, ...], ...]
    unreadable: tuple[int, ...]
    citations_of: Mapping[int, tuple[CitationOf, ...]]

    @property
    def systems(self) -> tuple[int, ...]:
        return self.by_trait.get("system", ())

    def items_of(self, index: int) -> tuple[int, ...]:
        """The items that stand in a register."""
        links = self.incoming.get("item_of", {}).get(index, ())
        return tuple(link.source for link in links)

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
        node = self.nodes[index]
        if node.register >= 0 and len(self.by_id.get(node.name, ())) > 1:
            return f"{self.nodes[node.register].name}#{node.name}"
        return node.name
