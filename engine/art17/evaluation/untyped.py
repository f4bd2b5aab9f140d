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
from art17.model.evidence import UNDECIDED, UNMET, Cause
from art17.model.question import NOT_RECOGNISED, TREATED, PassageAt, Question
from art17.model.text_reading import Mention
from art17.texts.headings import CLOSE, fit

_Key = tuple[str, int, str]
_Likely = tuple[Node, Mention]
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
    return tuple(each.matter for each in _read(node))


def _read(node: Node) -> tuple[Mention, ...]:
    return node.reading.perhaps if node.reading else ()


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
    return not any(untyped.types.isdisjoint(_types_in(cause)) for cause in causes)


def asked_of_untyped(gone: Iterable[Failure], untyped: Untyped, scene: Scene) -> Iterator[Question]:
    """A question for each provision, and each other requirement, that one of these documents may meet."""
    gone = sorted(gone, key=lambda each: not _is_of_provision(each.judgement))
    asked: set[str] = set()
    for failure in gone:
        judgement = failure.judgement
        if _is_of_provision(judgement):
            asked |= {*judgement.provisions, judgement.subject.name}
            yield _on_provision(judgement, _likely_for(judgement.subject.name, untyped, scene), scene)
        elif asked.isdisjoint(judgement.provisions):
            yield _on_rule(judgement, _likely_of(_absent_in(failure), untyped, scene), scene)


def asked_of_guessed(judgements: Iterable[Judgement], untyped: Untyped, scene: Scene) -> Iterator[Question]:
    """A question for each provision for which no document was recognised, and that one of these may address."""
    for judgement in judgements:
        if judgement.is_guess and _is_of_provision(judgement):
            likely = _likely_for(judgement.subject.name, untyped, scene)
            if likely:
                yield _on_provision(judgement, likely, scene)


def _is_of_provision(judgement: Judgement) -> bool:
    return judgement.rule.subjects.sort == "provision"


def _likely_for(cite: str, untyped: Untyped, scene: Scene) -> list[_Likely]:
    """The documents that may address a provision, each with what it may be of."""
    found = [(node, each) for node in untyped.nodes for each in _read(node) if cite in _provisions(each.matter, scene)]
    return _best_first(found, scene)


def _likely_of(types: frozenset[str], untyped: Untyped, scene: Scene) -> list[_Likely]:
    found = [(node, each) for node in untyped.nodes for each in _read(node) if each.matter in types]
    return _best_first(found, scene)


def _best_first(likely: Sequence[_Likely], scene: Scene) -> list[_Likely]:
    """The documents, then sections, by how well headings name the matter; such as hardly do only where none does."""
    fits = [_fit(each, scene) for _, each in likely]
    order = sorted(range(len(likely)), key=lambda at: -fits[at])
    is_close = any(each.section and of_it >= CLOSE for (_, each), of_it in zip(likely, fits, strict=True))
    return [likely[at] for at in order if not is_close or fits[at] >= CLOSE / 2]


def _fit(mention: Mention, scene: Scene) -> float:
    kind = scene.facts.vocabulary.types.get(mention.matter)
    if not mention.section or kind is None:
        return 1.0
    return fit(mention.section, kind.names, kind.satisfies)


def _on_provision(judgement: Judgement, likely: Sequence[_Likely], scene: Scene) -> Question:
    named = likely[:_MOST_NAMED]
    sections = ", ".join(dict.fromkeys(f'"{each.section}"' for node, each in named if node.type and each.section))
    subject = called(judgement.subject, scene.facts, scene.act)
    return _question(judgement, NOT_RECOGNISED, _OF_SECTION if sections else _OF_TEXT, likely, scene, subject, sections)


def _on_rule(judgement: Judgement, likely: Sequence[_Likely], scene: Scene) -> Question:
    return _question(judgement, TREATED, (_OF_RULE, _OF_SECTION[1]), likely, scene)


def _question(
    judgement: Judgement,
    kind: str,
    words: tuple[str, str],
    likely: Sequence[_Likely],
    scene: Scene,
    subject: str = "",
    sections: str = "",
) -> Question:
    said, about = scene.facts.vocabulary.said, id_of(judgement.subject, scene)
    names = ", ".join(dict.fromkeys(called(node, scene.facts, scene.act) for node, _ in likely[:_MOST_NAMED]))
    asks, fix = map(said, words)
    return Question(
        id=fingerprint(judgement.rule.id, about, "not-recognised", 1),
        kind=kind,
        rule=judgement.rule.id,
        text=asks.format(subject=subject, names=names, sections=sections, title=judgement.rule.title),
        fix=fix,
        provisions=judgement.provisions or ((about,) if kind == NOT_RECOGNISED else ()),
        subjects=(about,),
        passages=tuple(PassageAt(node.name, "perhaps", each.place, each.section) for node, each in likely),
    )


def _absent_in(failure: Failure) -> frozenset[str]:
    """The types of which a failure says that nothing is there."""
    causes = causes_in(failure.evidence) or ()
    return frozenset(name for each in causes for name in _types_in(each))


def _types_in(absent: Cause) -> list[str]:
    """The types of which one says that nothing is there."""
    return absent.about.rpartition(":")[2].split("|")


_OF_RULE = 'Does what {names} says there come to this: "{title}"?'
_OF_TEXT = (
    "Is {subject} addressed by {names}? No type is stated there, and the text treats what such a document lays down.",
    "Say of which type the document is (`type` in it, or `types:` in art17.yaml).",
)
_OF_SECTION = (
    "Is {subject} addressed by {names}? No document of its own does, and what is written under {sections} treats it.",
    "Say that the section is about it (`sections:` in art17.yaml), or answer the question.",
)
