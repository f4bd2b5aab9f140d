"""Where documents are only guessed at, nothing is unmet by a guess: what rests on one is undecided.

What a document says of itself (its owner, its version, its review) stays what it is, whatever its type;
so does a document that is recognised for a point and is empty or a draft.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from art17.conditions.condition import Condition
from art17.conditions.fields import FieldTest
from art17.conditions.scene import Scene
from art17.conditions.strength import is_guessed
from art17.evaluation.causes import causes_in
from art17.evaluation.evaluate import Judgement, traced
from art17.evaluation.findings import fingerprint
from art17.evaluation.wording import called
from art17.graph.node import Node
from art17.model.evidence import MET, UNDECIDED, UNMET
from art17.model.guessed import Guessed
from art17.model.place import Place
from art17.model.question import NOT_RECOGNISED, PassageAt, Question
from art17.model.report import Finding

_OF_THE_TEXT = frozenset({"defect", "link", "citation"})
_MOST_PASSAGES = 8
_QMS = "Art. 17"
_AS_FAR = "As far as documents were recognised, {message}"
_ASKS_WHICH = "Which document addresses {cite}? Not recognised among the {read} documents read."
_FIX = "Say of which type the document is (in the overlay that `art17 adopt` writes, or `types:` in art17.yaml)."


def without_guesses(judgements: Iterable[Judgement], scene: Scene) -> Iterator[Judgement]:
    """The verdicts, with undecided for every unmet one that rests on what was only guessed, or not recognised.

    So is a met one on what binds each system, as long as nobody has named one: some log that is kept
    for a year is not yet the log of a high-risk AI system.
    """
    has_systems = bool(scene.facts.of_trait("system"))
    for judgement in judgements:
        is_without_system = judgement.verdict == MET and not has_systems and _binds_systems(judgement, scene)
        if is_without_system or (judgement.verdict == UNMET and _rests_on_guess(judgement, scene)):
            yield replace(judgement, verdict=UNDECIDED, is_guess=True)
        else:
            yield judgement


def _binds_systems(judgement: Judgement, scene: Scene) -> bool:
    """Whether a verdict on a document whose type is guessed speaks of a duty for each system, not of the QMS itself."""
    if scene.act is None or not is_guessed(judgement.subject, scene):
        return False
    provisions = judgement.rule.provisions
    entries = [entry for each in provisions if (entry := scene.act.provision(each))]
    is_of_qms = any(scene.act.is_beneath(each, _QMS) for each in provisions)
    return not is_of_qms and any(entry.scope == "system" for entry in entries)


def _rests_on_guess(judgement: Judgement, scene: Scene) -> bool:
    sort, subject = judgement.rule.subjects.sort, judgement.subject
    if sort in _OF_THE_TEXT:
        return False
    if sort == "provision":
        return not _is_unfinished(judgement, scene)
    if sort != "node":
        return True
    fields = own_fields(judgement.rule.require)
    if fields is None:
        return True
    return is_guessed(subject, scene) and not fields <= scene.facts.vocabulary.fields.keys()


def _is_unfinished(judgement: Judgement, scene: Scene) -> bool:
    """Whether something is recognised for a provision, and is only empty, a template or a draft."""
    causes = causes_in(traced(judgement.rule, judgement.subject, scene))
    return bool(causes) and {cause.kind for cause in causes or ()} == {"draft"}


def own_fields(condition: Condition | None) -> frozenset[str] | None:
    """The fields of its subject that a condition reads; None where it looks at anything else."""
    if condition is None:
        return frozenset()
    if isinstance(condition, FieldTest):
        return frozenset({condition.steps[0]})
    if not condition.parts:
        return None
    found = [own_fields(part) for part in condition.parts]
    known = [each for each in found if each is not None]
    return frozenset[str]().union(*known) if len(known) == len(found) else None


def at_most_warnings(findings: Iterable[Finding], scene: Scene) -> Iterator[Finding]:
    """The findings, none of them an error that is about what was not recognised, or about a guess."""
    guessed = {node.place.path for node in map(scene.node, scene.facts.indices) if is_guessed(node, scene)}
    for finding in findings:
        is_of_guess = finding.subject.type in ("provision", "qms") or finding.subject.place.path in guessed
        if finding.subject.type == "provision":
            message = _as_far_as_recognised(finding.message, scene)
            finding = replace(finding, message=message)  # noqa: PLW2901  the same finding, said more carefully
        yield replace(finding, severity="warning") if finding.severity == "error" and is_of_guess else finding


def _as_far_as_recognised(message: str, scene: Scene) -> str:
    """A message on what is absent, said of what was recognised; in English it goes on in one sentence."""
    said = scene.facts.vocabulary.said(_AS_FAR)
    rest = f"{message[:1].lower()}{message[1:]}" if said == _AS_FAR else message
    return said.format(message=rest)


def unrecognised(
    judgements: Iterable[Judgement], guesses: Sequence[Guessed], read: int, scene: Scene
) -> Iterator[Question]:
    """A question for each provision for which no document was recognised, with those that may be meant."""
    for judgement in judgements:
        if not judgement.is_guess or judgement.rule.subjects.sort != "provision":
            continue
        subject = judgement.subject
        said = scene.facts.vocabulary.said
        letter = subject.name.rpartition("(")[2].rstrip(")")
        likely = [each for each in guesses if letter in each.points and not each.aside]
        yield Question(
            id=fingerprint(judgement.rule.id, subject.name, "not-recognised", 1),
            kind=NOT_RECOGNISED,
            rule=judgement.rule.id,
            text=said(_ASKS_WHICH).format(cite=called(subject, scene.facts, scene.act), read=read),
            fix=said(_FIX),
            provisions=(subject.name,),
            subjects=(subject.name,),
            passages=tuple(PassageAt(each.path, "perhaps", Place(each.path)) for each in likely[:_MOST_PASSAGES]),
        )


def documents_read(guesses: Iterable[Guessed], nodes: Iterable[Node]) -> int:
    """How many documents were read: those that are guessed at, and those that say what they are."""
    read = {each.path for each in guesses if not each.aside}
    return len(read | {node.place.path for node in nodes if "document" in node.traits or "record" in node.traits})
