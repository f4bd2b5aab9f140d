"""Where a path leads from a node, and how to say what it met on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from art17.conditions.openness import causes_of_list
from art17.conditions.scene import Scene
from art17.graph.node import AMBIGUOUS, EMPTY, LOST, TEMPLATE, UNKNOWN, UNSURE, WRONG_TYPE, Link, Node
from art17.graph.path import ARTEFACTS, Everything, Path, Walk
from art17.model.evidence import Cause

HINDERED: Mapping[str, tuple[str, str]] = {
    UNKNOWN: ("which does not exist", "which do not exist"),
    AMBIGUOUS: ("an id that occurs more than once", "ids that occur more than once"),
    WRONG_TYPE: ("which is of no type for that", "which are of no type for that"),
    UNSURE: ("of which nothing is known", "of which nothing is known"),
    LOST: ("in a folder that is not here", "in folders that are not here"),
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
    open_lists: tuple[int, ...] = ()


def reached_by(path: Path, wanted: tuple[str, ...], node: Node, scene: Scene, including: frozenset[str]) -> Reached:
    """What the path leads to; over all artefacts only those of the wanted types are looked at."""
    walk = Walk(scene.facts, including)
    start = node.index
    if isinstance(path, Everything) and wanted:
        of_type = (scene.facts.of_type(name) for name in wanted)
        found = walk.among(sorted({index for indices in of_type for index in indices}), start)
        walk.open_lists.update(dict.fromkeys(_open_lists(wanted, scene)))
    else:
        found = walk.along(path, start)
    return Reached(
        _of_types(found, wanted, scene),
        _of_types(walk.unfinished, wanted, scene),
        _of_types(walk.withdrawn, wanted, scene),
        tuple(walk.hindered.values()),
        tuple(walk.perhaps.values()),
        walk.doubt,
        tuple(index for index in walk.open_lists if not wanted or _may_lead(index, wanted, scene)),
    )


def _open_lists(wanted: tuple[str, ...], scene: Scene) -> tuple[int, ...]:
    """The artefacts in force whose text may list more items of these types."""
    return tuple(index for index in _open_registers(scene) if _lists(index, wanted, scene))


def _open_registers(scene: Scene) -> tuple[int, ...]:
    facts = scene.facts

    def is_open(index: int) -> bool:
        node = facts.node(index)
        return node.is_in_force and node.lists_in_text(facts.vocabulary)

    return facts.all_that("open registers", is_open)


def _may_lead(index: int, wanted: tuple[str, ...], scene: Scene) -> bool:
    """Whether the text of a node may list what is of these types, or name what it or an item in it is linked to."""
    node = scene.node(index)
    return node.is_text_item or node.is_unread_text or _lists(index, wanted, scene)


def _lists(index: int, wanted: tuple[str, ...], scene: Scene) -> bool:
    kind = scene.facts.vocabulary.types.get(scene.node(index).type)
    return kind is not None and any(item in wanted for item in kind.items.values())


def _of_types(indices: Iterable[int], wanted: tuple[str, ...], scene: Scene) -> tuple[int, ...]:
    """Those of the wanted types, and those whose type could not be read."""
    if not wanted:
        return tuple(indices)
    node_at = scene.facts.node
    return tuple(i for i in indices if node_at(i).type in wanted or (node_at(i).unreadable and not node_at(i).type))


def causes_of(
    wanted: tuple[str, ...], reached: Reached, node: Node, scene: Scene, sought: tuple[str, ...] = ()
) -> tuple[Cause, ...]:
    """What kept the path from leading to what was wanted, if that is another fault; `sought` are values asked for."""
    causes: list[Cause] = []
    facts = scene.facts
    for link in (*reached.hindered, *reached.perhaps):
        if link.status in (UNKNOWN, AMBIGUOUS):
            causes.append(Cause("broken", f"{link.writer}:{link.written_name}:{link.written_target}"))
        elif link.status == UNSURE:
            causes.append(Cause("no-directory" if not facts.unreadable else "unreadable", ""))
    causes.extend(Cause("draft", str(index)) for index in reached.unfinished)
    for index in reached.open_lists:
        causes.extend(causes_of_list(facts.node(index), wanted, scene, sought))
    if reached.doubt and facts.unreadable:
        causes.append(Cause("unreadable", facts.node(facts.unreadable[0]).place.path))
    if not reached.nodes and not causes and wanted and not _any_of(wanted, node, scene):
        scope = ",".join(facts.node(i).name for i in facts.systems(node.index))
        causes.append(Cause("absent", f"{scope}:{'|'.join(wanted)}"))
    return tuple(causes)


def _any_of(wanted: tuple[str, ...], node: Node, scene: Scene) -> bool:
    """Whether anything of these types is in force for the systems of the node, or for the house."""
    facts = scene.facts
    own = set(facts.systems(node.index))
    there = (i for name in wanted for i in facts.of_type(name) if facts.node(i).is_in_force)
    return any(not own or not facts.systems(i) or own & set(facts.systems(i)) for i in there)


def phrase(written: str, scene: Scene) -> str:
    """How one says that a path leads from here to there: "is mitigated by"."""
    vocabulary = scene.facts.vocabulary
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
    node_at = scene.facts.node
    verb = phrase(written, scene)
    if reached.unfinished:
        exist = "exists" if len(reached.unfinished) == 1 else "exist"
        names, status = _named(node_at, reached.unfinished), _status(node_at, reached.unfinished)
        if status in (EMPTY, TEMPLATE):
            is_one = len(reached.unfinished) == 1
            what = status if status == EMPTY else f"an {status}" if is_one else f"{status}s"
            return f"{verb} {names}, which {'is' if is_one else 'are'} {what}"
        return f"{verb} {names}, which {exist} only as {status}"
    if reached.withdrawn:
        be = "is" if len(reached.withdrawn) == 1 else "are"
        return f"{verb} {_named(node_at, reached.withdrawn)}, which {be} {_status(node_at, reached.withdrawn)}"
    if reached.hindered:
        status = reached.hindered[0].status
        targets = [link.written_target for link in reached.hindered if link.status == status]
        return f"{verb} {_some_of(targets)}, {HINDERED[status][len(targets) > 1]}"
    if reached.perhaps:
        writers = _named(node_at, tuple(dict.fromkeys(link.writer for link in reached.perhaps)))
        return f"{verb} {writers}, if that is meant by {reached.perhaps[0].written_target}, {HINDERED[AMBIGUOUS][0]}"
    what = " or ".join(_title(name, scene) for name in wanted)
    if reached.open_lists:
        names = _named(node_at, reached.open_lists)
        return f"{verb} no {what or 'item'} that was found in the text of {names}"
    if written == ARTEFACTS:
        return f"has no {what or 'artefact of the kind'}"
    return _negated(verb, what)


def _negated(verb: str, what: str) -> str:
    if verb.startswith("is "):
        return f"is not {verb[3:]} any {what}" if what else f"is not {verb[3:]} anything"
    return f"{verb} no {what}" if what else f"{verb} nothing"


def _title(name: str, scene: Scene) -> str:
    kind = scene.facts.vocabulary.types.get(name)
    if kind is None:
        return name
    is_acronym = kind.title[1:2].isupper()
    return kind.title if is_acronym else kind.title[:1].lower() + kind.title[1:]


def _named(node_at: Callable[[int], Node], indices: tuple[int, ...]) -> str:
    return _some_of([node_at(index).name for index in indices])


def _some_of(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _status(node_at: Callable[[int], Node], indices: tuple[int, ...]) -> str:
    return " or ".join(dict.fromkeys(node_at(index).stage for index in indices))
