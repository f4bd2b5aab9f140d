"""What a rule asks of an artefact that only a person can state, with the choices that there are."""

from __future__ import annotations

from collections.abc import Iterator

from art17.conditions.condition import Condition
from art17.conditions.proposals import Blank, Field, Known, Lead, OneOf, Proposal, Together, usual
from art17.conditions.scene import Scene
from art17.graph.facts import address
from art17.graph.node import Node
from art17.graph.path import StepAlong
from art17.model.repair import ASK, Edit, Repair
from art17.model.value import values_at

NEVER = frozenset({"status", "digest", "last_reviewed", "next_review", "version"})
"""Fields that are the attestation itself: art17 proposes nothing for them."""
_ATTESTING = ("approved_", "signed_", "attested_", "accepted_", "reviewed_", "verified_", "judged_")
_MOST = 12


def of_node(node: Node, require: Condition, scene: Scene) -> Iterator[Repair]:
    """A question for each field or link that a rule asks of a node and that is not there as it should be."""
    if node.artefact is None:
        return
    for part in _parts(require.propose(node, scene)):
        if isinstance(part, Field):
            yield from _of_field(part, node, scene)
        elif isinstance(part, Lead):
            yield from _of_lead(part, node, scene)


def is_attestation(name: str) -> bool:
    """Whether what a field says is somebody's attestation."""
    return name in NEVER or name.startswith(_ATTESTING) or "attest" in name


def _parts(proposal: Proposal) -> Iterator[Proposal]:
    match proposal:
        case Together(parts):
            for part in parts:
                yield from _parts(part)
        case OneOf(parts):
            for part in parts if len(parts) == 1 else ():
                yield from _parts(part)
        case _:
            yield proposal


def _of_field(part: Field, node: Node, scene: Scene) -> Iterator[Repair]:
    name, *more = part.steps
    if more or is_attestation(name):
        return
    kind = scene.kind_of(node.type, part.steps)
    if kind.kind == "group" or part.test.holds(values_at(node.fields.get(name), ()), kind, node, scene):
        return
    wish = part.test.propose(name, kind, Known(scene.as_of, {}, {}))
    if wish.is_gone or (wish.entry is not None and not isinstance(wish.entry, str | Blank)):
        return
    entry = wish.entry if wish.entry is not None else usual(name, kind, scene.as_of)
    asks = entry.asks if isinstance(entry, Blank) else entry
    choices = tuple(asks.split(" | ")) if isinstance(entry, str) or " | " in asks else ()
    edits = (Edit(node.artefact.place, "set", key=name),) if node.artefact and node.artefact.place.route else ()
    yield Repair(f"Set `{name}` of {address(scene.facts, node.index)} ({asks})", ASK, edits, choices)


def _of_lead(part: Lead, node: Node, scene: Scene) -> Iterator[Repair]:
    """A link to one of the artefacts that could be meant: of the types that are asked, in force, of the same system."""
    step = part.path
    if not isinstance(step, StepAlong):
        return
    link = scene.facts.vocabulary.links.get(step.name)
    name = step.name if not step.backwards else link.inverse if link else ""
    wanted = part.wanted or (link.sources if step.backwards else link.targets) if link else ()
    if not name or not wanted or is_attestation(name):
        return
    names = [address(scene.facts, index) for index in _candidates(wanted, node, scene)]
    choices = tuple(each for each in names if names.count(each) == 1)
    edits = (Edit(node.artefact.place, "append", key=name),) if node.artefact and node.artefact.place.route else ()
    title = f"Link {address(scene.facts, node.index)} by `{name}`"
    if choices and len(choices) <= _MOST:
        yield Repair(title, ASK, edits, choices)


def _candidates(wanted: tuple[str, ...], node: Node, scene: Scene) -> Iterator[int]:
    own = set(scene.facts.systems(node.index))
    for index in sorted({i for name in wanted for i in (*scene.facts.of_type(name), *scene.facts.of_trait(name))}):
        other = scene.facts.node(index)
        systems = set(scene.facts.systems(index))
        if index != node.index and other.is_in_force and not (own and systems and own.isdisjoint(systems)):
            yield index
