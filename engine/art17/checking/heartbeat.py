"""How often something takes place that a document lays down: read from its words, for rules to compare with records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from art17.graph.graph import Graph
from art17.graph.node import HEARTBEAT, Node
from art17.model.days import duration_in
from art17.model.value import Value

_RELEASES = re.compile(
    r"\b(?:each|every|per|(?:bei|vor|nach|mit|zu) jede[rmn]?|jede[rs]?|chaque)\s+(?:[\w-]+\s+)?"
    r"(?:release|freigabe|version|livraison|mise en production)\b",
    re.IGNORECASE,
)
_BEFORE_USE = ("before", "during")


def with_heartbeats(graph: Graph) -> Graph:
    """The graph with the group of fields `heartbeat` on each document that says how often something takes place."""
    nodes = [with_heartbeat(node) for node in graph.nodes]
    is_same = all(new is old for new, old in zip(nodes, graph.nodes, strict=True))
    return graph if is_same else graph.with_nodes(nodes)


def with_heartbeat(node: Node) -> Node:
    """The node, with how often what it lays down takes place, where it says so."""
    found = _heartbeat(node.fields) if "document" in node.traits else {}
    if not found and HEARTBEAT not in node.fields:
        return node
    fields = {name: value for name, value in node.fields.items() if name != HEARTBEAT}  # nobody states it
    return replace(node, fields={**fields, HEARTBEAT: found} if found else fields)


def _heartbeat(fields: Mapping[str, Value]) -> dict[str, Value]:
    """The shortest interval that the words name, with these; and whether they name releases.

    What takes place before and during development has no interval while nothing is developed, and so counts for
    releases alone.
    """
    every = [(value, words) for words, is_always in _frequencies(fields) if is_always for value in _rhythm(words)]
    found: dict[str, Value] = {}
    if every:
        found["every"], found["words"] = min(every, key=lambda each: _length(each[0]))
    if any(_RELEASES.search(words) for words, _ in _frequencies(fields)):
        found["at_releases"] = "true"
    return found


def _frequencies(fields: Mapping[str, Value]) -> Iterator[tuple[str, bool]]:
    """The words that say how often, and whether they are meant as long as the document is in force."""
    stated = fields.get("carried_out")
    if isinstance(stated, str):
        yield stated, True
    activities = fields.get("activities")
    for each in activities if isinstance(activities, list | tuple) else ():
        if isinstance(each, Mapping) and isinstance(words := each.get("frequency"), str):
            yield words, each.get("phase") not in _BEFORE_USE


def _rhythm(words: str) -> Iterator[str]:
    """The first interval that the words name, in the first language that has one."""
    stated = duration_in(words)
    if stated:
        yield stated.text
        return
    from art17.texts.folding import folded, words_of  # noqa: PLC0415  late: few documents state a frequency
    from art17.texts.periods import rhythms_in  # noqa: PLC0415
    from art17.texts.speech import SPEECHES  # noqa: PLC0415

    spoken = words_of(folded(words))
    for speech in SPEECHES.values():
        for rhythm in rhythms_in(spoken, speech.counting):
            yield rhythm.value
            return


def _length(value: str) -> date:
    duration = duration_in(value)
    return duration.after(date(2026, 1, 1)) if duration else date.max
