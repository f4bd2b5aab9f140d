"""Repairs of links that lead nowhere, or to what was withdrawn."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from art17.graph.facts import PREFIXES
from art17.graph.graph import Graph
from art17.graph.node import AMBIGUOUS, UNKNOWN, WITHDRAWN_TARGET, Link, Node
from art17.graph.resolve import is_path
from art17.model.repair import ASK, SAFE, UNSAFE, Category, Edit, How, Repair
from art17.repairs.near import meant_id, same_spelling


def of_link(link: Link, graph: Graph, paths: frozenset[str]) -> Iterator[Repair]:
    """The repairs of one link; `paths` are those of all files."""
    if link.status == UNKNOWN and is_path(link.written_target):
        yield from _moved(link, graph.node(link.writer).place.path, paths)
    elif link.status == UNKNOWN:
        yield from _misspelled(link, graph)
    elif link.status == WITHDRAWN_TARGET:
        yield from _replaced(link, graph)
    elif link.status == AMBIGUOUS:
        choices = tuple(graph.address(index) for index in link.candidates)
        yield Repair(f"Say which {link.written_target} is meant", ASK, (_edit(link, ""),), choices)


def _misspelled(link: Link, graph: Graph) -> Iterator[Repair]:
    prefix, _, rest = link.written_target.partition(":")
    has_prefix = prefix in PREFIXES and bool(rest)
    word = rest if has_prefix else link.written_target
    known = [node.name for node in graph.nodes if _fits(node, link, graph)]
    if has_prefix:
        known = [node.name for node in graph.nodes if PREFIXES[prefix] in node.traits]
    if same := same_spelling(word, known):
        yield _renamed(link, f"{prefix}:{same}" if has_prefix else same, SAFE)
    elif near := meant_id(word, known):
        yield _renamed(link, f"{prefix}:{near}" if has_prefix else near, UNSAFE)


def _fits(node: Node, link: Link, graph: Graph) -> bool:
    """Whether a node may stand at the end of a link that its writer points at."""
    kind = graph.vocabulary.links.get(link.name)
    words = () if kind is None else kind.sources if link.target == link.writer else kind.targets
    return node.index != link.writer and (not words or node.type in words or not node.traits.isdisjoint(words))


def _moved(link: Link, from_path: str, paths: frozenset[str]) -> Iterator[Repair]:
    """A path to the one file of that name, which is in another folder."""
    path, sharp, anchor = link.written_target.partition("#")
    name = posixpath.basename(path)
    found = [each for each in paths if posixpath.basename(each) == name]
    if len(found) == 1 and name:
        beside = posixpath.relpath(found[0], posixpath.dirname(from_path) or ".")
        yield _renamed(link, f"{beside}{sharp}{anchor}", UNSAFE)


def _replaced(link: Link, graph: Graph) -> Iterator[Repair]:
    """What superseded the target, where that is one artefact in force."""
    seen, here = {link.other}, link.other
    while sources := {each.source for each in graph.into(here, "supersedes")} - seen:
        if len(sources) > 1:
            return
        (here,) = sources
        seen.add(here)
        if graph.node(here).is_in_force:
            yield _renamed(link, graph.address(here), UNSAFE)
            return


def _renamed(link: Link, target: str, category: Category) -> Repair:
    return Repair(f"Write {target} instead of {link.written_target}", category, (_edit(link, target),))


def _edit(link: Link, target: str) -> Edit:
    how: How = "text" if link.written_in != "front-matter" or link.place.line else "value"
    return Edit(link.place, how, target, link.written_target)
