"""From failures to findings: worded, placed, fingerprinted."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from art17.conditions.left_out import transition_of
from art17.conditions.scene import Scene
from art17.evaluation.causes import Failure, Grouped, causes_in, grouped
from art17.evaluation.evaluate import Judgement, traced_until
from art17.evaluation.rule import Rule, names_in
from art17.evaluation.wording import at_fault, called, filled, fix_of_open, message_of, message_of_open, named_in
from art17.graph.facts import address, items_of
from art17.graph.node import Node
from art17.law.act import Act
from art17.law.application import binding
from art17.model.evidence import UNDECIDED, UNMET, Cause, Evidence
from art17.model.law import Application
from art17.model.report import BindingDate, Finding, Related, Subject

FAILING = (UNMET, UNDECIDED)
EXCLUDED = ("not-high-risk", "exempt")
Annexes = tuple[str | None, str | None]
"""The point of Annex III and the section of Annex I under which a system falls."""
Word = Callable[[Grouped], tuple[Finding, ...]]
"""What words the findings on a failure that speaks for its cause."""


def findings_of(judgements: Iterable[Judgement], scene: Scene) -> Iterator[Finding]:
    """The findings of a run: one for each cause, in the order of rules and subjects."""
    yield from findings_on(failures_of(judgements, scene), scene)


def failures_of(judgements: Iterable[Judgement], scene: Scene) -> list[Failure]:
    """The verdicts that are not met, each with the whole tree behind it."""
    return [failure_of(each, scene) for each in judgements if each.verdict in FAILING]


def failure_of(judgement: Judgement, scene: Scene) -> Failure:
    """A verdict that is not met, with the whole tree behind it."""
    return Failure(judgement, *traced_until(judgement.rule, judgement.subject, scene))


def findings_on(failures: Sequence[Failure], scene: Scene, word: Word | None = None) -> Iterator[Finding]:
    """A finding for each cause of the failures, in the words of `word`; what else would have one name is numbered."""
    counted: Counter[tuple[str, str, str]] = Counter()
    for group in grouped(failures, scene.facts, scene.act):
        for made in word(group) if word else worded(group, scene):
            key = (made.rule, made.subject.id or made.subject.place.path, made.discriminator)
            counted[key] += 1
            name = fingerprint(*key, counted[key])
            hides = tuple(each for each in made.hides if each != name)
            yield made if name == made.id and hides == made.hides else replace(made, id=name, hides=hides)


def worded(group: Grouped, scene: Scene) -> tuple[Finding, ...]:
    """The findings on the failure of a group: one for each pair, the first of which speaks for what is hidden."""
    failure = group.failure
    hidden = {name for each in group.hidden for name in hidden_by(each, scene)}
    found: list[Finding] = []
    for pair in pairs_of(failure):
        whole = {name_of(failure.judgement, scene)} if pair else set[str]()
        found.append(replace(finding_of(failure, pair, group.blocks, scene), hides=tuple(sorted(hidden | whole))))
        hidden = set[str]()  # told once
    return tuple(found)


class WordedOnce:
    """The words of findings on the failures of one run, kept as long as these are the very same."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Grouped, tuple[Finding, ...]]] = {}

    def __call__(self, group: Grouped, scene: Scene) -> tuple[Finding, ...]:
        """The findings on a group."""
        known = self._known.get(id(group.failure))  # an identity that holds: the failure is held with it
        if known is None or not known[0].is_same(group):
            known = self._known[id(group.failure)] = (group, worded(group, scene))
        return known[1]

    def keep(self, failures: Iterable[Failure]) -> None:
        """Let go of the words of other failures than these."""
        held = {id(failure) for failure in failures}
        self._known = {key: each for key, each in self._known.items() if key in held}


def pairs_of(failure: Failure) -> Iterable[Evidence | None]:
    """The parts of a failure that are findings of their own, by the nodes that the rule names so; else the whole."""
    each = failure.judgement.rule.each
    found = {part.node: part for part in at_fault(failure.evidence) if part.named == each} if each else {}
    return tuple(found.values()) or (None,)


def name_of(judgement: Judgement, scene: Scene) -> str:
    """The fingerprint that a verdict has as a finding, or would have if another did not speak for it."""
    rule, node = judgement.rule, judgement.subject
    return fingerprint(rule.id, id_of(node, scene) or node.place.path, discriminator_of(rule, node), 1)


def hidden_by(failure: Failure, scene: Scene) -> Iterator[str]:
    """The fingerprints that a failure would have if another did not speak for it."""
    rule, node = failure.judgement.rule, failure.judgement.subject
    subject = id_of(node, scene) or node.place.path
    for pair in pairs_of(failure):
        yield fingerprint(rule.id, subject, discriminator_of(rule, node, pair, scene), 1)


def finding_of(failure: Failure, pair: Evidence | None, blocks: tuple[str, ...], scene: Scene) -> Finding:
    """The finding on a failure, or on one pair of it, named as if it were the only one of its name."""
    rule, node = failure.judgement.rule, failure.judgement.subject
    named: dict[str, list[Node]] = named_in(failure.evidence, scene.facts)
    if pair is not None:
        verdict = UNDECIDED if pair.truth is None else failure.judgement.verdict
        failure = Failure(replace(failure.judgement, verdict=verdict), pair)
        named |= {**named_in(pair, scene.facts), rule.each: [scene.node(pair.node)]}
    named = {**{name: [] for name, _ in names_in(rule.require)}, **named}
    subject = subject_of(node, scene)
    fix = filled(rule.fix, node, scene.facts, scene.act, named)
    drafts = _drafts_behind(failure, scene)
    if drafts:
        fix = _finish(drafts, scene)
        subject = replace(subject, place=drafts[0].place)
    elif blanks := [name for name in _blanks_behind(failure) if f"`{name}`" not in fix]:
        fix = f"{scene.facts.vocabulary.said('Fill in {fields}.').format(fields=_quoted(blanks))} {fix}"
    elif unfinished := _unfinished_around(node, scene):
        fix = f"{fix} {_finish((unfinished,), scene)}"
    is_open = failure.judgement.verdict == UNDECIDED
    if is_open and not drafts:
        fix = fix_of_open(fix, failure.evidence, scene.facts)
    discriminator = discriminator_of(rule, node, pair, scene)
    cause = "draft" if drafts else _cause(rule, node)
    systems = scene.facts.systems(node.index)
    return Finding(
        id=fingerprint(rule.id, subject.id or subject.place.path, discriminator, 1),
        rule=rule.id,
        category=rule.category,
        basis=rule.basis,
        severity=rule.severity,
        verdict=failure.judgement.verdict,
        provisions=_provisions(failure.judgement),
        serves=rule.serves,
        subject=subject,
        message=(message_of_open if is_open else message_of)(rule, node, scene.facts, scene.act, named, scene.as_of),
        fix=fix,
        because=failure.evidence,
        related=(*(Related(place, "the same again") for place in node.others), *_related(failure.evidence, subject)),
        blocks=blocks,
        binding=tuple(_bindings(rule, systems, scene)),
        systems=tuple(scene.node(index).name for index in systems),
        discriminator=discriminator,
        cause=cause,
    )


def _drafts_behind(failure: Failure, scene: Scene) -> tuple[Node, ...]:
    """The drafts that would carry what is lacking, where nothing else is wrong."""
    causes = causes_in(failure.evidence) or frozenset()
    if {cause.kind for cause in causes} != {"draft"}:
        return ()
    found = sorted({_file_of(scene.node(int(cause.about)), scene) for cause in causes})
    return tuple(scene.node(index) for index in found)


def _blanks_behind(failure: Failure) -> tuple[str, ...]:
    """All placeholders of a subject without a status, where some of them are what is wrong and nothing else is."""
    node = failure.judgement.subject
    is_open = causes_in(failure.evidence) == frozenset({Cause("blank", str(node.index))})
    return node.artefact.placeholders if is_open and node.artefact else ()


def _unfinished_around(node: Node, scene: Scene) -> Node | None:
    """The draft in which something else is wrong, where placeholders are left in it."""
    if node.index < 0:
        return None
    file = scene.node(_file_of(scene.node(node.index), scene))
    whole = (file.index, *items_of(scene.facts, file.index))
    is_open = any(artefact.placeholders for at in whole if (artefact := scene.node(at).artefact))
    return file if file.is_unfinished and is_open else None


def _file_of(node: Node, scene: Scene) -> int:
    """The file that somebody has to finish: the node's own, or that of the unfinished register that it stands in."""
    while node.register >= 0 and scene.node(node.register).is_unfinished:
        node = scene.node(node.register)
    return node.index


def _finish(drafts: tuple[Node, ...], scene: Scene) -> str:
    """What it takes to put drafts into force; the fields that hold only placeholders, each once."""
    names = ", ".join(f"{draft.name} ({draft.stage})" for draft in drafts)
    whole = [each for draft in drafts for each in (draft.index, *items_of(scene.facts, draft.index))]
    artefacts = [artefact for index in whole if (artefact := scene.node(index).artefact)]
    empty = dict.fromkeys(name for artefact in artefacts for name in artefact.placeholders)
    said = scene.facts.vocabulary.said
    fields = said(" (fill in {fields})").format(fields=_quoted(empty)) if empty else ""
    return said("Finish {names}{fields}, have it approved, and set `status: effective`.").format(
        names=names, fields=fields
    )


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _provisions(judgement: Judgement) -> tuple[str, ...]:
    """The provisions that a finding is under and that remain; those of a subject that is about provisions."""
    node = judgement.subject
    match judgement.rule.subjects.sort:
        case "provision":
            return (node.name,)
        case "linkage":
            return (str(node.fields["source"]), str(node.fields["target"]))
        case _:
            return judgement.provisions


def fingerprint(rule: str, subject: str, discriminator: str, count: int) -> str:
    """A name for a finding that survives moves, new dates and new words: sha256, 16 hex digits."""
    text = "\n".join((rule, subject, discriminator, str(count)))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def id_of(node: Node, scene: Scene) -> str:
    """The id of what a finding is about, which takes no words."""
    if node.index < 0 or node.type == "(linkage)":
        return node.name if node.type != "(qms)" else "qms"
    return address(scene.facts, node.index)


def subject_of(node: Node, scene: Scene) -> Subject:
    """What a finding is about, with the place of the fault where the subject is none itself."""
    name = id_of(node, scene)
    if node.index < 0 or node.type == "(linkage)":
        return Subject(name, node.type.strip("()"), node.place)
    artefact = scene.node(node.index)
    return Subject(name, artefact.type, node.place, artefact.title, called(node, scene.facts, scene.act))


def discriminator_of(rule: Rule, node: Node, pair: Evidence | None = None, scene: Scene | None = None) -> str:
    """What tells findings of one rule and subject apart, however its lines are wrapped."""
    if pair is not None and scene is not None:
        return f"{discriminator_of(rule, node)} {rule.each} {address(scene.facts, pair.node)}".strip()
    match rule.subjects.sort:
        case "link":
            found = f"{node.fields['name']} {node.fields['target']}"
        case "citation":
            found = str(node.fields["text"])
        case "defect":
            found = str(node.fields["about"])
        case _:
            found = ""
    return " ".join(found.split())


def _cause(rule: Rule, node: Node) -> str:
    """What is wrong, where findings of one rule have different causes; "" where the rule itself says it."""
    match rule.subjects.sort:
        case "link":
            found = str(node.fields["target"])
        case "citation":
            found = " ".join(str(node.fields.get(name) or "") for name in ("provision", "status", "meant"))
            found = found if node.fields.get("provision") else str(node.fields["text"])
        case "defect":
            found = str(node.fields["about"])
        case "provision" | "linkage":
            found = node.name
        case _:
            found = ""
    return " ".join(found.split())


def _related(evidence: Evidence, subject: Subject) -> Iterator[Related]:
    """The places that a reader needs besides that of the subject, each once."""
    seen = {subject.place}
    for child in _failing(evidence):
        if child.place and child.place not in seen and child.node >= 0 and len(seen) <= 10:
            seen.add(child.place)
            yield Related(child.place, f"{child.of}: {child.seen or child.asked}")


def _failing(evidence: Evidence) -> Iterator[Evidence]:
    yield evidence
    for child in evidence.children:
        if child.truth is not True or evidence.shape in ("not", "none"):
            yield from _failing(child)


def _bindings(rule: Rule, systems: tuple[int, ...], scene: Scene) -> Iterator[BindingDate]:
    """From when the rule applies to each system; where it is about none, when it does for the first of them.

    To a system that a transitional provision leaves out it applies from no day: that provision is the basis.
    """
    if scene.act is None or not rule.provisions or rule.basis != "law":
        return
    if systems:
        for index in systems:
            node = scene.node(index)
            readings = _readings(rule, _annexes(node), scene.act, scene.as_of)
            yield from _binding_dates(node.name, readings, _left_out(node, readings, scene))
        return
    found = [(node, _readings(rule, _annexes(node), scene.act, scene.as_of)) for node in _own(scene)]
    if not found or not all(readings for _, readings in found):
        return  # of one that states no annex nobody knows whether it comes first
    reached = [readings for node, readings in found if not _left_out(node, readings, scene)]
    if reached:
        yield from _binding_dates("", min(reached, key=lambda each: each[0].applies_from), "")
    else:
        node, readings = found[0]
        yield from _binding_dates("", readings, _left_out(node, readings, scene))


def _annexes(node: Node) -> Annexes:
    return _text(node, "annex_iii_point"), _text(node, "annex_i_section")


def _left_out(node: Node, readings: tuple[Application, ...], scene: Scene) -> str:
    """The transitional provision that leaves a system out of what applies to high-risk systems only, or ""."""
    return transition_of(node, scene) if any(each.system for each in readings) else ""


def _own(scene: Scene) -> Iterator[Node]:
    """The systems for which the house has obligations of a provider, as far as it is known: none that only it uses."""
    for node in (scene.node(index) for index in scene.facts.of_trait("system")):
        is_out = _text(node, "classification") in EXCLUDED or _text(node, "lifecycle") == "withdrawn"
        kind = scene.facts.vocabulary.types.get(node.type)
        if kind and "classification" in kind.fields and not (is_out or node.is_withdrawn):
            yield node


def _readings(rule: Rule, annexes: Annexes, act: Act, day: date) -> tuple[Application, ...]:
    """The readings of the rule's first provision that is read in two ways, else of its first, earliest first."""
    point, section = annexes
    if not (point or section):
        return ()
    known = [binding(act, cite, day, annex_iii_point=point, annex_i_section=section) for cite in rule.provisions]
    return next((each for each in known if each.disputed), known[0]).readings


def _binding_dates(system: str, readings: tuple[Application, ...], left_out_by: str) -> Iterator[BindingDate]:
    if left_out_by:
        yield BindingDate(system, None, left_out_by, "confirmed")
        return
    yield from (BindingDate(system, each.applies_from, each.basis, each.confidence) for each in readings)


def _text(node: Node, name: str) -> str | None:
    value = node.fields.get(name)
    return value if isinstance(value, str) else None
