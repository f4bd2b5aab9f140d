"""The questions that conditions ask about what was read, and nothing else; `Graph` answers them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Protocol, TypeVar

from art17.graph.node import CitationOf, Link, Node
from art17.model.artefact import Defect
from art17.model.vocabulary import Vocabulary

T = TypeVar("T")
PREFIXES = {"role": "role", "person": "person", "team": "role"}


class Facts(Protocol):
    """Eight questions about one node or kind, and a handful of facts about the whole.

    Whoever notes which of them a verdict asked knows what the verdict rests on: nothing that rules
    are evaluated on is reached in another way.
    """

    def node(self, index: int) -> Node:
        """A node by its number."""
        ...

    def out(self, index: int, link: str) -> Sequence[Link]:
        """The links of a name that lead from a node and are followed."""
        ...

    def into(self, index: int, link: str) -> Sequence[Link]:
        """The links of a name that lead to a node and are followed."""
        ...

    def hindered(self, index: int, link: str, *, backwards: bool) -> Sequence[Link]:
        """The links of a name that lead nowhere from a node, or that may mean it."""
        ...

    def systems(self, index: int) -> tuple[int, ...]:
        """The systems that a node reaches; none for what is not a node (-1)."""
        ...

    def cites(self, index: int) -> Sequence[CitationOf]:
        """The citations anywhere in a node."""
        ...

    def of_type(self, name: str) -> tuple[int, ...]:
        """The nodes of a type, in node order."""
        ...

    def of_trait(self, name: str) -> tuple[int, ...]:
        """The nodes with a trait, in node order."""
        ...

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of the packs."""
        ...

    @property
    def indices(self) -> Sequence[int]:
        """The numbers of all nodes, in node order."""
        ...

    @property
    def links(self) -> tuple[Link, ...]:
        """All links, followed or not."""
        ...

    @property
    def citations(self) -> tuple[CitationOf, ...]:
        """All citations."""
        ...

    @property
    def defects(self) -> tuple[tuple[int, Defect], ...]:
        """What reading found malformed, each with its node."""
        ...

    @property
    def unreadable(self) -> tuple[int, ...]:
        """The files that could not be read."""
        ...

    def names(self, name: str) -> tuple[int, ...]:
        """The nodes that have an id."""
        ...

    def with_defects(self, defects: tuple[tuple[int, Defect], ...]) -> Facts:
        """The same facts with other defects: those that only show once all was evaluated."""
        ...

    def whole(self, key: Hashable, answer: Callable[[], T]) -> T:
        """An answer about the whole that does not depend on who asks (cycles), found once for a key.

        It may depend on links and defects, not on what nodes say: a session does not note that.
        """
        ...

    def all_that(self, key: Hashable, holds: Callable[[int], bool]) -> tuple[int, ...]:
        """The nodes for which something holds that depends on the node alone, found once for a key."""
        ...


def address(facts: Facts, index: int) -> str:
    """The id by which a node can be told from all others: its own, else `register#id`."""
    node = facts.node(index)
    if node.register >= 0 and len(facts.names(node.name)) > 1:
        return f"{facts.node(node.register).name}#{node.name}"
    return node.name


def items_of(facts: Facts, index: int) -> tuple[int, ...]:
    """The items that a register lists."""
    return tuple(link.source for link in facts.into(index, "item_of"))


def meant(facts: Facts, text: str) -> int:
    """The one node that a text names, by its id, `role:id` or `register#id`; -1 for none or several."""
    found = facts.names(text)
    prefix, _, rest = text.partition(":")
    if not found and prefix in PREFIXES:
        found = tuple(index for index in facts.names(rest) if PREFIXES[prefix] in facts.node(index).traits)
    register, _, item = text.partition("#")
    if not found and item:
        found = tuple(index for index in facts.names(item) if _is_in(facts, index, register))
    return found[0] if len(found) == 1 else -1


def _is_in(facts: Facts, index: int, register: str) -> bool:
    at = facts.node(index).register
    return at >= 0 and facts.node(at).name == register
