"""What a test of a field rests on: its truth with the facts that it read, for strength, reading and the editor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from art17.conditions.kinds import MALFORMED, meaning
from art17.conditions.scene import Scene
from art17.graph.node import Node
from art17.model.evidence import Truth
from art17.model.place import Place
from art17.model.value import Value, values_at

DATA, TEXT = "data", "text"
STATED, OPEN, ABSENT = "stated", "open", "absent"


@dataclass(frozen=True, slots=True)
class Fact:
    """The values of one field of one node.

    `state` is `stated`, `open` (a placeholder says that it is still to be filled in) or `absent`.
    `origin` says where the values come from: `data`, or one of `assessor`, `block`, `text`, `name`
    where they were read from something else than a field.
    """

    node: Node
    steps: tuple[str, ...]
    values: tuple[Value, ...]
    state: str
    origin: str
    place: Place

    @property
    def name(self) -> str:
        return ".".join(self.steps)

    def is_malformed(self, scene: Scene) -> bool:
        """Whether a value does not read as the kind of the field."""
        kind = scene.kind_of(self.node.type, self.steps).kind
        return any(meaning(value, kind, scene.as_of) is MALFORMED for value in self.values)


@dataclass(frozen=True, slots=True)
class Tested:
    """The truth of a test, and the facts it used: the tested field first, then those that it compares with."""

    truth: Truth
    facts: tuple[Fact, ...]

    @property
    def origins(self) -> frozenset[str]:
        """Where what was used comes from; empty where nothing is stated."""
        return frozenset(fact.origin for fact in self.facts if fact.state == STATED)


def fact_of(node: Node, steps: tuple[str, ...]) -> Fact:
    """What a node states under a field, and how."""
    values = values_at(node.fields.get(steps[0]), steps[1:])
    is_open = node.artefact is not None and steps[0] in node.artefact.placeholders
    state = STATED if values else OPEN if is_open else ABSENT
    return Fact(node, steps, values, state, origin_of(node, steps[0]), node.place_of(steps[0]))


def origin_of(node: Node, name: str) -> str:
    """Where a field of a node was read; what does not say so is data, and an entry of a list is of the text."""
    found = node.artefact.origins.get(name, DATA) if node.artefact else DATA
    return TEXT if found == "entry" else found


def malformed(facts: tuple[Fact, ...], scene: Scene) -> Iterator[Fact]:
    """The facts that do not read as their kind, of nodes that could be read."""
    yield from (fact for fact in facts if not fact.node.unreadable and fact.is_malformed(scene))
