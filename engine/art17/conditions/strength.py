"""How good an evidence a node is, and which of several nodes that pass a verdict rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from art17.conditions.scene import Scene
from art17.graph.node import Node
from art17.model.evidence import Truth
from art17.model.vocabulary import STRENGTHS


def witness(indices: Iterable[int], asked: Callable[[int], Truth], scene: Scene, truth: Truth) -> Truth:
    """Whether one passes, else `truth`; the verdict rests on the strongest that does, then the first."""
    best: tuple[int, dict[int, None]] | None = None
    before = scene.used
    for index in indices:
        scene.used = {}
        answer = asked(index)
        if answer is None and best is None:
            truth = None
        if answer:
            weakness = max(_weakness(each, scene) for each in (index, *scene.used))
            if best is None or weakness < best[0]:
                best = (weakness, {index: None, **scene.used})
            if weakness == 0:
                break
    scene.used = {**before, **(best[1] if best else {})}
    return True if best else truth


def _weakness(index: int, scene: Scene) -> int:
    return STRENGTHS.index(strength_at(index, scene))


def strength_at(index: int, scene: Scene) -> str:
    """How good an evidence the node at an index is; `~index` says that only its text decides."""
    return "found" if index < 0 else strength_of(scene.node(index), scene)


def strength_of(node: Node, scene: Scene) -> str:
    """How good an evidence a node is: its type says so, or it stands for something outside."""
    kind = scene.facts.vocabulary.types.get(node.type)
    if kind and kind.strength != "evidenced":
        return kind.strength
    if node.index in scene.facts.whole("hollow", lambda: _with_defect(("hollow", "skeleton-text"), scene)):
        return "stated"
    if is_guessed(node, scene) or (node.artefact and "entry" in node.artefact.origins.values()):
        return "found"
    is_declared = node.fields.get("external") or _is_asserted(node, scene) or _points_elsewhere(node, scene)
    return "declared" if is_declared else "evidenced"


def is_guessed(node: Node, scene: Scene) -> bool:
    """Whether the type of a node, or of the register that it is in, is a guess that nobody has confirmed."""
    while True:
        if node.artefact and node.artefact.origins.get("type") == "name":
            return True
        if node.register < 0:
            return False
        node = scene.node(node.register)


def _is_asserted(node: Node, scene: Scene) -> bool:
    """Whether some of its content is only the word of whoever assesses, in an overlay."""
    common = scene.facts.vocabulary.fields
    origins = node.artefact.origins.items() if node.artefact else ()
    return any(origin == "assessor" and name not in common for name, origin in origins)


def _points_elsewhere(node: Node, scene: Scene) -> bool:
    """Whether a text of it says no more than in which system outside it can be seen."""
    return node.index in scene.facts.whole("pointer", lambda: _with_defect(("pointer",), scene))


def _with_defect(kinds: tuple[str, ...], scene: Scene) -> frozenset[int]:
    return frozenset(index for index, defect in scene.facts.defects if defect.kind in kinds)
