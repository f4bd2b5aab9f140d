"""The graph of a QMS as a drawing: whole, or what lies around one artefact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from art17.checking.context import load
from art17.checking.request import Progress, Request
from art17.errors import UsageError
from art17.graph.graph import Graph
from art17.graph.node import EXTERNAL, FILE, RESOLVED, UNSURE, WITHDRAWN_TARGET, Link
from art17.model.drawing import BROKEN, LOOSE, SOUND, Dot, Drawing, Line
from art17.model.nearest import did_you_mean
from art17.model.problem import Problem

_SORTS = {RESOLVED: SOUND, EXTERNAL: LOOSE, FILE: LOOSE, UNSURE: LOOSE}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing, and what could not be read for it."""

    drawing: Drawing
    problems: tuple[Problem, ...]


def draw(
    request: Request,
    focus: str = "",
    depth: int = 1,
    progress: Progress = lambda _: None,
    *,
    with_fields: bool = False,
) -> Drawn:
    """The drawing of a folder; with a focus, of what lies at most `depth` links from it, either way.

    With `with_fields` each artefact has the fields that were read, under their canonical names.

    Raises:
        Art17Error: where the manifest or a pack is wrong, or no artefact, or several, have the id.
    """
    context = load(request, progress)
    whole = drawing_of(context.graph)
    drawing = around(whole, _key_of(focus, context.graph), depth) if focus else whole
    if with_fields:
        drawing = drawing.with_fields({_key(node.index): node.fields for node in context.graph.nodes})
    return Drawn(drawing, context.reading.problems)


def drawing_of(graph: Graph) -> Drawing:
    """Every artefact and every link; what a link names and is not there is a dot without a type."""
    dots = [
        Dot(
            _key(node.index),
            graph.address(node.index),
            node.type,
            node.title,
            node.status,
            node.place.path,
            _key(node.register) if node.register >= 0 else "",
        )
        for node in graph.nodes
    ]
    ghosts: dict[str, Dot] = {}
    lines = [_line(link, graph, ghosts) for link in graph.links]
    return Drawing((*dots, *ghosts.values()), tuple(lines))


def _key(index: int) -> str:
    return f"n{index}"


def _line(link: Link, graph: Graph, ghosts: dict[str, Dot]) -> Line:
    ends = [_key(end) if end >= 0 else _ghost(link.written_target, ghosts) for end in (link.source, link.target)]
    kind = graph.vocabulary.links.get(link.name)
    said = kind.title if kind and kind.title else link.name
    return Line(ends[0], ends[1], link.name, said, link.status, _sort(link, graph), link.place.path)


def _sort(link: Link, graph: Graph) -> str:
    if link.status == WITHDRAWN_TARGET and graph.looks_back(link):
        return SOUND
    return _SORTS.get(link.status, BROKEN)


def _ghost(target: str, ghosts: dict[str, Dot]) -> str:
    """The key of the dot that stands for a target which is no artefact."""
    return ghosts.setdefault(target, Dot(f"x{len(ghosts)}", target)).key


def _key_of(focus: str, graph: Graph) -> str:
    found = graph.named(focus)
    if not found:
        near = did_you_mean(focus, graph.by_id)
        raise UsageError(f"there is no artefact {focus!r}{near}", "name one by its id, or as `register#item`")
    if len(found) > 1:
        raise UsageError(f"{focus!r} is the id of {len(found)} artefacts", "name it as `register#item`")
    only = next(iter(found))
    return _key(only)


def around(drawing: Drawing, focus: str, depth: int) -> Drawing:
    """The part of a drawing that lies at most so many links from a dot, with all links inside it."""
    near: dict[str, list[str]] = defaultdict(list)
    for line in drawing.lines:
        near[line.source].append(line.target)
        near[line.target].append(line.source)
    kept = set(_within(near, focus, depth))
    return Drawing(
        tuple(dot for dot in drawing.dots if dot.key in kept),
        tuple(line for line in drawing.lines if line.source in kept and line.target in kept),
        focus,
        depth,
    )


def _within(near: dict[str, list[str]], start: str, depth: int) -> Iterator[str]:
    seen, front = {start}, [start]
    yield start
    for _ in range(depth):
        front = [other for other in dict.fromkeys(o for key in front for o in near[key]) if other not in seen]
        seen.update(front)
        yield from front
