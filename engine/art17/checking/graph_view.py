"""What a report shows of the graph that was judged: artefacts, links, and rules that ask for a person's word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from art17.evaluation.aspects import words_in
from art17.evaluation.evaluate import Judgement
from art17.evaluation.rule import Rule
from art17.graph.graph import Graph
from art17.graph.node import Link, Node
from art17.model.evidence import MET, UNDECIDED, UNMET
from art17.model.shown import LinkShown, NodeShown, PersonalRule
from art17.model.value import leaves
from art17.model.vocabulary import STRENGTHS, Vocabulary

PEOPLE = frozenset({"person", "role"})
_TOLD_ELSEWHERE = frozenset(
    {"id", "type", "title", "sections", "version", "status", "links", "covers", "review_due_on", "past", "heartbeat"}
)
_MOST_FACTS = 12
_WIKI_LINK = re.compile(r"\[\[([^\[\]|]{1,200})(?:\|[^\[\]]{0,200})?\]\]")
_LONGEST_FACT = 600


def nodes_shown(graph: Graph) -> Iterator[NodeShown]:
    """Every artefact of the graph, in its order."""
    place_of = _places_in(graph)
    return (_node_shown(node, graph, place_of) for node in graph.nodes)


def _places_in(graph: Graph) -> Mapping[int, int]:
    """From the numbers of nodes to their places among those that are shown."""
    return {-1: -1, **{index: at for at, index in enumerate(graph.indices)}}


def _node_shown(node: Node, graph: Graph, place_of: Mapping[int, int]) -> NodeShown:
    kind = graph.vocabulary.types.get(node.type)
    strength = kind.strength if kind and kind.strength != STRENGTHS[0] else ""
    strength = strength or ("declared" if node.fields.get("external") else STRENGTHS[0])
    return NodeShown(
        id=graph.address(node.index),
        type=node.type,
        kind=kind.title if kind else node.type,
        title=node.title,
        path=node.place.path,
        state=_state(node),
        owner=owner_of(node, graph),
        strength=strength,
        register=place_of[node.register],
        is_of_people=bool(node.traits & PEOPLE),
        is_system="system" in node.traits,
        is_provider="organisation" in node.traits,
        systems=tuple(graph.nodes[index].name for index in graph.systems_of[node.index]),
        facts=() if strength == STRENGTHS[0] else tuple(islice(_facts(node), _MOST_FACTS)),
    )


def _state(node: Node) -> str:
    if node.unreadable:
        return "unreadable"
    return node.status or ("" if node.is_in_force else "unfinished")


def owner_of(node: Node, graph: Graph) -> str:
    """Who answers for an artefact: its own owner, else that of the register that it stands in."""
    for index in (node.index, node.register):
        if index >= 0 and (found := _named_owner(graph.nodes[index], graph)):
            return found
    return ""


def _named_owner(node: Node, graph: Graph) -> str:
    links = graph.outgoing.get("owner", {}).get(node.index, ())
    known = [graph.nodes[link.target] for link in links]
    if known:
        return ", ".join(f"{each.title} ({each.name})" if each.title else each.name for each in known)
    return ", ".join(_WIKI_LINK.sub(r"\1", name) for name in leaves(node.fields.get("owner")))


def _facts(node: Node) -> Iterator[tuple[str, str]]:
    for name, value in node.fields.items():
        told = ", ".join(leaves(value)) if name not in _TOLD_ELSEWHERE else ""
        if told:
            yield name, told[:_LONGEST_FACT]


def links_shown(graph: Graph) -> Iterator[LinkShown]:
    """Every link of the graph, with those that lead nowhere."""
    place_of = _places_in(graph)
    return (_link_shown(link, graph, place_of) for link in graph.links)


def _link_shown(link: Link, graph: Graph, place_of: Mapping[int, int]) -> LinkShown:
    known = graph.vocabulary.links.get(link.name)
    title = known.title if known else link.name
    inverse = (known.inverse_title if known else "") or f"{title} (from)"
    written, looks_back = link.written_target, graph.looks_back(link)
    source, target, writer = place_of[link.source], place_of[link.target], place_of[link.writer]
    return LinkShown(source, target, title, inverse, link.status, written, writer, looks_back)


def personal_rules(
    rules: Iterable[Rule], verdicts: Iterable[Judgement], vocabulary: Vocabulary
) -> Iterator[PersonalRule]:
    """The rules that ask for a type of evidence that a person's word makes, and what they came to."""
    words = _words_of_people(vocabulary)
    counted = Counter((each.rule.id, each.verdict) for each in verdicts)
    for rule in rules:
        asked = (rule.text.data.get(part) for part in ("for", "if", "require"))
        if words.isdisjoint(word for part in asked for word in words_in(part)):
            continue
        counts = [counted[rule.id, verdict] for verdict in (MET, UNMET, UNDECIDED)]
        yield PersonalRule(rule.id, rule.title, rule.rationale, rule.provisions or rule.serves, *counts)


def _words_of_people(vocabulary: Vocabulary) -> frozenset[str]:
    """The types of strength `attested`, and the links that only they have, both ways."""
    types = {name for name, kind in vocabulary.types.items() if kind.strength == "attested"}
    links = [link for link in vocabulary.links.values() if link.sources and types.issuperset(link.sources)]
    return frozenset({*types, *(link.name for link in links), *(link.inverse for link in links if link.inverse)})
