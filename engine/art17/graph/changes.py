"""Which facts of a graph are others than before: numbered for a node, named for the whole."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from art17.graph.graph import Graph
from art17.graph.node import Link, Node

NODE, OUT, INTO, HINDERED, SYSTEMS, CITES = range(6)
KINDS = 6
"""The facts about one node are numbered: `KINDS * index + kind`."""
DEFECTS, INDICES, UNREADABLE = "defects", "indices", "unreadable"
TYPE, TRAIT, NAMED, LINK = "type", "trait", "named", "link"
"""The nodes of a type, with a trait, with an id, and all links of a name: each with that word."""
_Ends = Mapping[int, tuple[Link, ...]]
_NONE: _Ends = {}
K = TypeVar("K")


class NotLocalError(Exception):
    """A change that may reach further than is followed."""


@dataclass(slots=True)
class Changed:
    """Which facts are others than before, and which nodes have to be asked again whatever they read."""

    facts: set[Hashable] = field(default_factory=set[Hashable])
    nodes: set[int] = field(default_factory=set[int])
    paths: set[str] = field(default_factory=set[str])


def changes_between(before: Graph, after: Graph) -> Changed:
    """Everything that differs between two graphs in which the same number means the same place in the same file."""
    changed = Changed()
    _note_nodes(before, after, changed)
    for name in before.outgoing.keys() | after.outgoing.keys():  # those that lead to a node are the same
        _note_links(OUT, name, before.outgoing.get(name, _NONE), after.outgoing.get(name, _NONE), changed)
        _note_links(INTO, name, before.incoming.get(name, _NONE), after.incoming.get(name, _NONE), changed)
    for key in before.hindrances.keys() | after.hindrances.keys():
        _note_links(HINDERED, key[0], before.hindrances.get(key, _NONE), after.hindrances.get(key, _NONE), changed)
    changed.facts.update(KINDS * index + SYSTEMS for index in _differing(before.systems_of, after.systems_of))
    changed.facts.update(KINDS * index + CITES for index in _differing(before.citations_of, after.citations_of))
    changed.facts.update((TYPE, name) for name in _differing(before.by_type, after.by_type))
    changed.facts.update((TRAIT, name) for name in _differing(before.by_trait, after.by_trait))
    changed.facts.update((NAMED, name) for name in _differing(before.by_id, after.by_id))
    changed.facts.update([UNREADABLE] if before.unreadable != after.unreadable else [])
    changed.facts.update([DEFECTS] if before.defects != after.defects else [])
    return changed


def _differing(one: Mapping[K, object], other: Mapping[K, object]) -> Iterator[K]:
    """The keys under which two tables have something else."""
    return (key for key in one.keys() | other.keys() if one.get(key) != other.get(key))


def _note_links(kind: int, name: str, before: _Ends, after: _Ends, changed: Changed) -> None:
    differing = {KINDS * index + kind for index in _differing(before, after)}
    changed.facts |= differing
    if differing:
        changed.facts.add((LINK, name))


def _note_nodes(before: Graph, after: Graph, changed: Changed) -> None:
    old, new = ({node.index: node for node in graph.nodes} for graph in (before, after))
    if old.keys() != new.keys():
        changed.facts.add(INDICES)
    for index in old.keys() | new.keys():
        was, now = old.get(index), new.get(index)
        if was == now:
            continue
        changed.nodes.add(index)
        changed.paths.update(node.place.path for node in (was, now) if node)
        if was is None or now is None or not is_same(was, now):
            changed.facts.add(KINDS * index + NODE)


def is_same(before: Node, after: Node) -> bool:
    """Whether two nodes say the same, wherever references and citations are."""
    if before.artefact is None or after.artefact is None:
        return before == after
    one, other = (replace(each.artefact, references=(), citations=()) for each in (before, after) if each.artefact)
    return one == other and replace(before, artefact=None) == replace(after, artefact=None)
