"""From verdicts to obligations: what each provision comes to, for the organisation and each system."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from art17.conditions.claims import claims_of
from art17.conditions.scene import Scene
from art17.conditions.strength import strength_at
from art17.evaluation.aspects import asks_for_records, words_of_records
from art17.evaluation.evaluate import Judgement
from art17.evaluation.findings import name_of
from art17.evaluation.rule import Rule
from art17.graph.facts import Facts, address
from art17.graph.node import Node
from art17.model.answer import OF_PRACTICE, Settled, Settlements
from art17.model.evidence import MET, NOT_APPLICABLE, UNDECIDED, UNMET
from art17.model.report import EvidenceItem, Obligation
from art17.model.vocabulary import STRENGTHS

ORGANISATION = -1
WORST_FIRST = (UNMET, UNDECIDED, MET)
Cell = tuple[str, int]


def obligations_of(
    rules: Iterable[Rule],
    judgements: Iterable[Judgement],
    scene: Scene,
    settled: Settlements = MappingProxyType({}),
    may_settle: frozenset[tuple[str, int]] = frozenset(),
) -> Iterator[Obligation]:
    """Every provision that rules carry, and those above them, for the organisation and for each system.

    `settled` is what answers say of requirements; it counts where a provision is undecided, and nothing
    but verdicts that people `may_settle` (by rule and subject) leaves it so.
    """
    for found in _obligations(rules, judgements, scene):
        provision, system = found.obligation.provision, found.obligation.system
        answer = settled.get((provision, system))
        if answer is None and settled and _is_of_the_house(provision, scene):
            answer = settled.get((provision, ""))
        yield _with_answer(found, answer, may_settle) if answer else found.obligation


@dataclass(frozen=True, slots=True)
class _Weighed:
    """An obligation with the verdicts that leave it open, by rule and subject."""

    obligation: Obligation
    undecided: frozenset[tuple[str, int]] = frozenset()


def _with_answer(found: _Weighed, answer: Settled, may_settle: frozenset[tuple[str, int]]) -> Obligation:
    obligation = found.obligation
    if obligation.verdict != UNDECIDED or not found.undecided <= may_settle:
        return obligation
    is_met = answer.verdict == MET
    return replace(
        obligation,
        verdict=answer.verdict,
        strength=answer.strength if is_met else "",
        answers=(*obligation.answers, answer.answer),
        laid_down=obligation.laid_down if answer.seen in OF_PRACTICE else answer.verdict,
        shown=answer.verdict if answer.seen in OF_PRACTICE else obligation.shown,
    )


def _obligations(rules: Iterable[Rule], judgements: Iterable[Judgement], scene: Scene) -> Iterator[_Weighed]:
    if scene.act is None:
        return
    words = words_of_records(scene.facts.vocabulary)
    carrying = [rule for rule in rules if rule.carries_obligations]
    records = frozenset(rule.id for rule in carrying if asks_for_records(rule, words))
    rules_of = _rules_by_provision(carrying, scene)
    verdicts = _verdicts_by_rule(judgements, scene.facts)
    of_systems = _asked_of_systems(verdicts, scene.facts)
    order = {cite: at for at, cite in enumerate(scene.act.cites)}
    for provision in sorted(rules_of, key=lambda cite: order.get(cite, len(order))):
        for owner, found in _of_owners(provision, rules_of[provision], verdicts, scene, records):
            rules_found = found.obligation.rules
            is_bound = rules_found or _binds(provision, owner, scene)
            if not rules_found and owner != ORGANISATION and any(r.id in of_systems for r in rules_of[provision]):
                yield from (_as(found, verdict=NOT_APPLICABLE),) if is_bound else ()
            elif is_bound:
                yield found


def _as(found: _Weighed, **changes: str) -> _Weighed:
    changed: Any = changes
    return replace(found, obligation=replace(found.obligation, **changed))


def _binds(provision: str, owner: int, scene: Scene) -> bool:
    """Whether a provision is an obligation of that owner also where no rule had anything to judge."""
    entry = scene.act.provision(provision) if scene.act else None
    if entry is None or entry.scope is None:
        return False
    return entry.scope in ("organisation", "both") or owner != ORGANISATION


def _rules_by_provision(rules: Iterable[Rule], scene: Scene) -> dict[str, list[Rule]]:
    found: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        cites = (*rule.provisions, *_subjects_in_law(rule, scene))
        above = {a for p in cites for a in (p, *(scene.act.ancestors(p) if scene.act else ()))}
        for provision in above:
            found[provision].append(rule)
    return found


def _subjects_in_law(rule: Rule, scene: Scene) -> tuple[str, ...]:
    """The provisions that a rule judges one by one: those it names, or the beginnings of linkages beneath its own."""
    if rule.subjects.sort == "provision":
        return rule.subjects.names
    if rule.subjects.sort != "linkage" or scene.act is None:
        return ()
    act = scene.act
    sources = (linkage.source for linkage in act.linkages)
    return tuple(source for source in sources if any(act.is_beneath(source, own) for own in rule.provisions))


def _verdicts_by_rule(judgements: Iterable[Judgement], facts: Facts) -> dict[str, dict[int, list[Judgement]]]:
    found: dict[str, dict[int, list[Judgement]]] = defaultdict(lambda: defaultdict(list))
    for each in judgements:
        systems = facts.systems(each.subject.index)
        for owner in systems or (ORGANISATION,):
            found[each.rule.id][owner].append(each)
    return found


def _of_owners(
    provision: str,
    rules: Sequence[Rule],
    verdicts: dict[str, dict[int, list[Judgement]]],
    scene: Scene,
    records: frozenset[str],
) -> Iterator[tuple[int, _Weighed]]:
    """A provision for the organisation and for each system; what is the organisation's is worked out once."""
    whole = _obligation(provision, ORGANISATION, rules, verdicts, scene, records)
    yield ORGANISATION, whole
    for owner in scene.facts.of_trait("system"):
        if _is_of_the_house(provision, scene):  # every verdict counts there, whatever system it is about
            yield owner, _as(whole, system=scene.node(owner).name)
            continue
        own = _obligation(provision, owner, rules, verdicts, scene, records)
        is_out = whole.obligation.verdict == NOT_APPLICABLE and not own.obligation.rules
        yield owner, _as(own, verdict=NOT_APPLICABLE) if is_out else own


def _is_of_the_house(provision: str, scene: Scene) -> bool:
    entry = scene.act.provision(provision) if scene.act else None
    return entry is not None and entry.scope == "organisation"


def _obligation(
    provision: str,
    owner: int,
    rules: Sequence[Rule],
    verdicts: dict[str, dict[int, list[Judgement]]],
    scene: Scene,
    records: frozenset[str],
) -> _Weighed:
    entry = scene.act.provision(provision) if scene.act else None
    of_the_house = _is_of_the_house(provision, scene)
    found = [
        _counted(each, provision, scene)
        for rule in rules
        for each in _belonging(verdicts.get(rule.id, {}), provision, owner, scene, of_the_house=of_the_house)
        if _is_about(each, provision, scene)
    ]
    ties = frozenset(
        rule.id for rule in rules if rule.subjects.sort == "linkage" and not _names(rule, provision, scene)
    )
    own = [each for each in found if each.rule.id not in ties]
    if all(each.verdict == NOT_APPLICABLE for each in own):
        found = own  # a tie between two obligations makes neither of them apply
    met = [each for each in found if each.verdict == MET]
    used = dict.fromkeys(index for each in met if not each.answer for index in each.used)
    judged = {index: each.strength for each in met if each.answer for index in each.used}
    verdict = _worst({each.verdict for each in found})
    obligation = Obligation(
        provision=provision,
        system=scene.node(owner).name if owner != ORGANISATION else "",
        verdict=verdict,
        strength=_weakest(used, scene, judged.values()) if verdict == MET else "",
        counts={v: n for v in (*WORST_FIRST, NOT_APPLICABLE) if (n := sum(e.verdict == v for e in found))},
        rules=tuple(dict.fromkeys(each.rule.id for each in found)),
        evidence=tuple(_items(used, scene, judged)),
        topic=entry.topic if entry else "",
        findings=tuple(dict.fromkeys(name_of(e, scene) for e in found if e.verdict == verdict in (UNMET, UNDECIDED))),
        laid_down=_aspect(each.verdict for each in found if each.rule.id not in records and not _is_of_practice(each)),
        shown=_aspect(each.verdict for each in found if each.rule.id in records or _is_of_practice(each)),
        answers=tuple(dict.fromkeys(each.answer for each in found if each.answer)),
    )
    undecided = frozenset((each.rule.id, each.subject.index) for each in found if each.verdict == UNDECIDED)
    return _Weighed(obligation, undecided)


def _is_of_practice(judgement: Judgement) -> bool:
    """Whether somebody saw that it is done."""
    return judgement.seen in OF_PRACTICE


def _aspect(verdicts: Iterable[str]) -> str:
    """The worst verdict of what applies, "" where nothing does."""
    held = set(verdicts) - {NOT_APPLICABLE}
    return _worst(held) if held else ""


def _asked_of_systems(verdicts: dict[str, dict[int, list[Judgement]]], facts: Facts) -> frozenset[str]:
    """The rules that were asked of systems: where none was asked of one, it is not of their kind."""
    systems = frozenset(facts.of_trait("system"))
    return frozenset(
        rule
        for rule, by_owner in verdicts.items()
        if any(e.subject.artefact and e.subject.index in systems for found in by_owner.values() for e in found)
    )


def _belonging(
    by_owner: dict[int, list[Judgement]], provision: str, owner: int, scene: Scene, *, of_the_house: bool
) -> Iterator[Judgement]:
    """The verdicts of a rule that count for an owner.

    Under a provision of the house every verdict counts, whatever system its node reaches.  For the
    organisation those on documents that themselves claim the provision count too: a house procedure
    stays one, also where it names the systems that it covers.
    """
    if of_the_house:
        once = {id(each): each for found in by_owner.values() for each in found}
        yield from once.values()
        return
    yield from by_owner.get(owner, ())
    if owner == ORGANISATION:
        others = {id(each): each for at, found in by_owner.items() if at != ORGANISATION for each in found}
        yield from (each for each in others.values() if _claims(each.subject, provision, scene))


def _claims(subject: Node, provision: str, scene: Scene) -> bool:
    artefact = scene.node(subject.index) if subject.artefact else None
    if artefact is None or scene.act is None:
        return False
    return any(scene.act.is_beneath(claim, provision) for claim in claims_of(artefact, scene))


def _is_about(judgement: Judgement, provision: str, scene: Scene) -> bool:
    """A verdict on a provision counts for it and those above, one on a linkage for where that begins, too."""
    subject, act = judgement.subject, scene.act
    match judgement.rule.subjects.sort:
        case "provision" if act:
            return act.is_beneath(subject.name, provision)
        case "linkage" if act:
            return _names(judgement.rule, provision, scene) or act.is_beneath(str(subject.fields["source"]), provision)
        case _:
            return True


def _counted(judgement: Judgement, provision: str, scene: Scene) -> Judgement:
    """The verdict as it counts for a provision: the worst for those beneath it, what is relieved aside."""
    if not judgement.relief or scene.act is None:
        return judgement
    own = [cite for cite in judgement.rule.provisions if scene.act.is_beneath(cite, provision)]
    return replace(judgement, verdict=_worst({dict(judgement.relief).get(cite, judgement.verdict) for cite in own}))


def _names(rule: Rule, provision: str, scene: Scene) -> bool:
    """Whether a rule names a provision, or one beneath it, as what demands it."""
    return scene.act is not None and any(scene.act.is_beneath(own, provision) for own in rule.provisions)


def _worst(verdicts: set[str]) -> str:
    for verdict in WORST_FIRST:
        if verdict in verdicts:
            return verdict
    return NOT_APPLICABLE if NOT_APPLICABLE in verdicts else UNDECIDED


def _weakest(used: Iterable[int], scene: Scene, judged: Iterable[str] = ()) -> str:
    ranks = [STRENGTHS.index(strength_at(index, scene)) for index in used]
    ranks += map(STRENGTHS.index, judged)
    return STRENGTHS[max(ranks, default=0)]


def _items(
    used: Iterable[int], scene: Scene, judged: Mapping[int, str] = MappingProxyType({})
) -> Iterator[EvidenceItem]:
    held = set(used)
    for index in sorted({*(index if index >= 0 else ~index for index in held), *judged}):
        node = scene.node(index)
        if node.is_in_force and not node.traits & {"system", "organisation", "person", "role"}:
            is_own = index in held or ~index in held
            strength = strength_at(~index if ~index in held else index, scene) if is_own else judged[index]
            yield EvidenceItem(address(scene.facts, index), node.place.path, strength)
