"""Where a path leads from a node, and how to say what it met on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from art17.conditions.scene import Scene
from art17.graph.node import AMBIGUOUS, UNKNOWN, UNSURE, WRONG_TYPE, Link, Node
from art17.graph.path import ARTEFACTS, Everything, Path, Walk
from art17.model.evidence import Cause

HINDERED: Mapping[str, tuple[str, str]] = {
    UNKNOWN: ("which does not exist", "which do not exist"),
    AMBIGUOUS: ("an id that stands more than once", "ids that stand more than once"),
    WRONG_TYPE: ("which is of no type for that", "which are of no type for that"),
    UNSURE: ("of which nothing is known", "of which nothing is known"),
}
"""What to say of a link that leads nowhere, and of several."""


@dataclass(frozen=True, slots=True)
class Reached:
    """The nodes a path led to, those that did not count, and how many more there may be."""

    nodes: tuple[int, ...]
    unfinished: tuple[int, ...]
    withdrawn: tuple[int, ...]
    hindered: tuple[Link, ...]
    perhaps: tuple[Link, ...]
    doubt: int


def reached_by(path: Path, wanted: tuple[str, ...], node: Node, scene: Scene, including: frozenset[str]) -> Reached:
    """What the path leads to; over all artefacts only those of the wanted types are looked at."""
    walk = Walk(scene.graph, including)
    start = node.index
    if isinstance(path, Everything) and wanted:
        of_type = (scene.graph.by_type.get(name, ()) for name in wanted)
        found = walk.among(sorted({index for indices in of_type for index in indices}), start)
    else:
        found = walk.along(path, start)
    return Reached(
        _of_types(found, wanted, scene),
        _of_types(walk.unfinished, wanted, scene),
        _of_types(walk.withdrawn, wanted, scene),
        tuple(walk.hindered.values()),
        tuple(walk.perhaps.values()),
        walk.doubt,
    )


def _of_types(indices: Iterable[int], wanted: tuple[str, ...], scene: Scene) -> tuple[int, ...]:
    """Those of the wanted types, and those whose type could not be read."""
    if not wanted:
        return tuple(indices)
    nodes = scene.graph.nodes
    return tuple(i for i in indices if nodes[i].type in wanted or (nodes[i].unreadable and not nodes[i].type))


def causes_of(wanted: tuple[str, ...], reached: Reached, node: Node, scene: Scene) -> tuple[Cause, ...]:
    """What kept the path from leading to what was wanted, if that is somebody else's fault."""
    causes: list[Cause] = []
    graph = scene.graph
    for link in (*reached.hindered, *reached.perhaps):
        if link.status in (UNKNOWN, AMBIGUOUS):
            causes.append(Cause("broken", f"{link.writer}:{link.written_name}:{link.written_target}"))
        elif link.status == UNSURE:
            causes.append(Cause("no-directory" if not graph.unreadable else "unreadable", ""))
    causes.extend(Cause("draft", str(index)) for index in reached.unfinished)
    if reached.doubt and graph.unreadable:
        causes.append(Cause("unreadable", graph.nodes[graph.unreadable[0]].place.path))
    if not reached.nodes and not causes and wanted and not _any_of(wanted, node, scene):
        scope = ",".join(graph.nodes[i].name for i in graph.systems_of[node.index]) if node.index >= 0 else ""
        causes.append(Cause("absent", f"{scope}:{'|'.join(wanted)}"))
    return tuple(causes)


def _any_of(wanted: tuple[str, ...], node: Node, scene: Scene) -> bool:
    """Whether anything of these types is in force for the systems of the node, or for the house."""
    graph = scene.graph
    own = set(graph.systems_of[node.index]) if node.index >= 0 else set[int]()
    there = (i for name in wanted for i in graph.by_type.get(name, ()) if graph.nodes[i].is_in_force)
    return any(not own or not graph.systems_of[i] or own & set(graph.systems_of[i]) for i in there)


def phrase(written: str, scene: Scene) -> str:
    """How one says that a path leads from here to there: "is mitigated by"."""
    vocabulary = scene.graph.vocabulary
    if written == ARTEFACTS:
        return "has"
    backwards = written.startswith("^")
    found = vocabulary.link_of(written.removeprefix("^"))
    if found is None:
        return f"leads by `{written}` to"
    link, inverted = found
    title = link.inverse_title if backwards != inverted else link.title
    return title or f"leads by `{written}` to"


def hindrance_said(written: str, wanted: tuple[str, ...], reached: Reached, node: Node, scene: Scene) -> str:
    """What to say where a path led to nothing that counts."""
    if node.unreadable:
        return "could not be read"
    nodes = scene.graph.nodes
    verb = phrase(written, scene)
    if reached.unfinished:
        exist = "exists" if len(reached.unfinished) == 1 else "exist"
        return f"{verb} {_named(nodes, reached.unfinished)}, which {exist} only as {_status(nodes, reached.unfinished)}"
    if reached.withdrawn:
        be = "is" if len(reached.withdrawn) == 1 else "are"
        return f"{verb} {_named(nodes, reached.withdrawn)}, which {be} {_status(nodes, reached.withdrawn)}"
    if reached.hindered:
        status = reached.hindered[0].status
        targets = [link.written_target for link in reached.hindered if link.status == status]
        return f"{verb} {_some_of(targets)}, {HINDERED[status][len(targets) > 1]}"
    if reached.perhaps:
        writers = _named(nodes, tuple(dict.fromkeys(link.writer for link in reached.perhaps)))
        return f"{verb} {writers}, if that is meant by {reached.perhaps[0].written_target}, {HINDERED[AMBIGUOUS][0]}"
    what = " or ".join(_title(name, scene) for name in wanted)
    if written == ARTEFACTS:
        return f"has no {what or 'artefact of the kind'}"
    return _negated(verb, what)


def _negated(verb: str, what: str) -> str:
    if verb.startswith("is "):
        return f"is not {verb[3:]} any {what}" if what else f"is not {verb[3:]} anything"
    return f"{verb} no {what}" if what else f"{verb} nothing"


def _title(name: str, scene: Scene) -> str:
    kind = scene.graph.vocabulary.types.get(name)
    if kind is None:
        return name
    is_acronym = kind.title[1:2].isupper()
    return kind.title if is_acronym else kind.title[:1].lower() + kind.title[1:]


def _named(nodes: tuple[Node, ...], indices: tuple[int, ...]) -> str:
    return _some_of([nodes[index].name for index in indices])


def _some_of(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _status(nodes: tuple[Node, ...], indices: tuple[int, ...]) -> str:
    return " or ".join(dict.fromkeys(nodes[index].status for index in indices))
