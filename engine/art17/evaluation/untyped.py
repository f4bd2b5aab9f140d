"""A document without a type, or a section of one of another type, may be what is missing: its text treats it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from art17.conditions.scene import Scene
from art17.evaluation.causes import Failure, causes_in
from art17.evaluation.evaluate import Judgement
from art17.evaluation.findings import fingerprint, id_of
from art17.evaluation.wording import called
from art17.graph.node import Node
from art17.model.evidence import UNDECIDED, UNMET
from art17.model.question import NOT_RECOGNISED, TREATED, PassageAt, Question

_Key = tuple[str, int, str]
_MOST_NAMED = 3
"""How many documents a question names in its sentence; its passages show the others."""


@dataclass(frozen=True, slots=True)
class Untyped:
    """The documents in force whose text treats what other types lay down, with these and their provisions."""

    nodes: tuple[Node, ...]
    types: frozenset[str]
    provisions: frozenset[str]


def untyped_in(scene: Scene) -> Untyped | None:
    """The documents that may be of a type, or hold it in a section, by their text alone; None where there is none."""
    found = scene.facts.all_that(
        "documents that may be of another type", lambda index: _may_be_typed(scene.node(index))
    )
    if not found:
        return None
    nodes = tuple(map(scene.node, found))
    types = frozenset(name for node in nodes for name in _perhaps(node))
    return Untyped(nodes, types, frozenset(cite for name in types for cite in _provisions(name, scene)))


def _may_be_typed(node: Node) -> bool:
    return bool(_perhaps(node)) and node.is_in_force


def _perhaps(node: Node) -> tuple[str, ...]:
    return tuple(each.matter for each in node.reading.perhaps) if node.reading else ()


def _provisions(name: str, scene: Scene) -> Iterator[str]:
    """The provisions that a type can satisfy, with those above them."""
    kind, act = scene.facts.vocabulary.types.get(name), scene.act
    for claim in kind.satisfies if kind and act else ():
        if act and (found := act.resolve(claim)):
            yield from (found, *act.ancestors(found))


def without_untyped(
    verdicts: Iterable[Judgement], failures: Sequence[Failure], untyped: Untyped
) -> tuple[tuple[Judgement, ...], list[Failure], list[Failure]]:
    """The verdicts, undecided where one of these documents may be what is missing; the failures that stay, that go."""
    gone = [failure for failure in failures if _may_be_there(failure, untyped)]
    keys = {_key(failure.judgement) for failure in gone}
    left = [failure for failure in failures if _key(failure.judgement) not in keys]
    told = tuple(
        replace(each, verdict=UNDECIDED, is_guess=True) if each.verdict == UNMET and _key(each) in keys else each
        for each in verdicts
    )
    return told, left, gone


def _key(judgement: Judgement) -> _Key:
    return judgement.rule.id, judgement.subject.index, judgement.subject.name


def _may_be_there(failure: Failure, untyped: Untyped) -> bool:
    """Whether nothing but the want of a type is the matter, and one of the documents may be of it."""
    judgement = failure.judgement
    if judgement.verdict != UNMET:
        return False
    causes = causes_in(failure.evidence)
    if judgement.rule.subjects.sort == "provision":
        return not causes and judgement.subject.name in untyped.provisions
    if not causes or any(cause.kind != "absent" for cause in causes):
        return False
    return all(untyped.types.intersection(cause.about.rpartition(":")[2].split("|")) for cause in causes)


def asked_of_untyped(gone: Iterable[Failure], untyped: Untyped, scene: Scene) -> Iterator[Question]:
    """A question for each provision, and each other requirement, that one of these documents may meet."""
    gone = sorted(gone, key=lambda each: each.judgement.rule.subjects.sort != "provision")
    asked: set[str] = set()
    for failure in gone:
        judgement = failure.judgement
        subject = judgement.subject
        is_of_provision = judgement.rule.subjects.sort == "provision"
        if not is_of_provision and not asked.isdisjoint(judgement.provisions):
            continue
        asked |= {*judgement.provisions, subject.name} if is_of_provision else set()
        types = frozenset() if is_of_provision else _absent_in(failure)
        likely = [
            (node, each)
            for node in untyped.nodes
            for each in (node.reading.perhaps if node.reading else ())
            if (subject.name in _provisions(each.matter, scene) if is_of_provision else each.matter in types)
        ]
        named = likely[:_MOST_NAMED]
        names = ", ".join(dict.fromkeys(called(node, scene.facts, scene.act) for node, _ in named))
        sections = "; ".join(dict.fromkeys(f'"{each.section}"' for node, each in named if node.type and each.section))
        said = scene.facts.vocabulary.said
        asks, fix = _OF_SECTION if sections else _OF_TEXT
        asks = asks if is_of_provision else _OF_RULE
        yield Question(
            id=fingerprint(judgement.rule.id, id_of(subject, scene), "not-recognised", 1),
            kind=NOT_RECOGNISED if is_of_provision else TREATED,
            rule=judgement.rule.id,
            text=said(asks).format(
                subject=called(subject, scene.facts, scene.act),
                names=names,
                sections=sections,
                title=judgement.rule.title,
            ),
            fix=said(fix),
            provisions=judgement.provisions,
            subjects=(id_of(subject, scene),),
            passages=tuple(PassageAt(node.name, "perhaps", each.place, each.section) for node, each in likely),
        )


def _absent_in(failure: Failure) -> frozenset[str]:
    """The types of which a failure says that nothing is there."""
    causes = causes_in(failure.evidence) or ()
    return frozenset(name for each in causes for name in each.about.rpartition(":")[2].split("|"))


_OF_RULE = 'Does what {names} says there come to this: "{title}"?'
_OF_TEXT = (
    "Is {subject} addressed by {names}? No type is stated there, and the text treats what such a document lays down.",
    "Give the document its type, in its front matter or under `types:` in art17.yaml.",
)
_OF_SECTION = (
    "Is {subject} addressed by {names}? No document of its own does, and what is said under {sections} treats it.",
    "Declare the section that is about it under `sections:` in art17.yaml, or answer the question.",
)
