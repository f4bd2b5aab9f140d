"""Another id for an artefact: where it is stated, and wherever it is named."""

from __future__ import annotations

from collections.abc import Iterator

from art17.checking.context import RunContext
from art17.errors import UsageError
from art17.graph.node import Link, Node
from art17.model.place import Place
from art17.model.repair import Edit
from art17.model.value import Value

_WAIVER = "waiver"


def renamed(node: Node, name: str, context: RunContext) -> tuple[Edit, ...]:
    """The edits that give an artefact another id; findings of a baseline are known by the old one.

    Raises:
        UsageError: where the old or the new id means several, or none is stated.
    """
    graph = context.graph
    wanted = name.strip()
    if not wanted or "\n" in wanted:
        raise UsageError("an id is one line", "name one")
    if graph.names(wanted):
        raise UsageError(f"{wanted} is already the id of another artefact", "name another id")
    if len(graph.names(node.name)) > 1:
        raise UsageError(f"{node.name} is the id of several artefacts", "give one of them another id by hand first")
    if node.artefact is None or node.artefact.fields.get("id") is None:
        raise UsageError(f"{node.name} states no id; its name is that of its file", "set `id` first")
    links = (link for link in graph.links if link.other == node.index and link.writer != node.index)
    own = Edit(node.place_of("id"), "value", wanted, node.name)
    return tuple(dict.fromkeys((own, *_of_links(links, node, wanted), *_of_waivers(node, wanted, context))))


def _of_links(links: Iterator[Link], node: Node, name: str) -> Iterator[Edit]:
    """The links that name it by its id, with what stands before or behind it kept: `role:id`, `register#id`."""
    for link in links:
        target = link.written_target
        whole = target if target == node.name else ""
        for sign in (":", "#"):
            head, found, rest = target.partition(sign)
            if found and rest == node.name:
                whole = f"{head}{sign}{node.name}"
        if whole:
            new = whole.removesuffix(node.name) + name
            is_word = link.written_in != "front-matter" or link.place.line
            yield Edit(link.place, "text" if is_word else "value", new, target)


def _of_waivers(node: Node, name: str, context: RunContext) -> Iterator[Edit]:
    for index in context.graph.of_type(_WAIVER):
        waiver = context.graph.node(index)
        for steps, text in _texts(waiver.fields.get("subject"), ()):
            if text == node.name:
                yield Edit(Place(*_at(waiver, steps)), "value", name, text)


def _at(waiver: Node, steps: tuple[int, ...]) -> tuple[str, tuple[str | int, ...]]:
    place = waiver.place_of("subject", *steps)
    return place.path, place.route


def _texts(value: Value, steps: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], str]]:
    if isinstance(value, str):
        yield steps, value
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from _texts(part, (*steps, at))
