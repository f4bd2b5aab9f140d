"""Rules tested by mutation: whether their cases kill each mutant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from art17.commands.cases import PreparedCase, failures
from art17.commands.noticing import noticing_case
from art17.commands.rules import Tested, tested
from art17.evaluation.mutants import Mutant, mutants_of
from art17.evaluation.rule import Rule
from art17.model.place import Place
from art17.reading.packs.accepted_mutants import accepted_mutants_of
from art17.reading.packs.pack_places import located_in_packs


@dataclass(frozen=True, slots=True)
class SurvivingMutant:
    """A mutant that no case kills; `reason` is why it is accepted, where somebody gave one.

    `place` is that of the part of the rule which was changed, `noticed` how a case would notice it.
    """

    rule: str
    change: str
    reason: str = ""
    place: Place | None = None
    noticed: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """What mutation came to."""

    rules: int
    mutants: int
    surviving: tuple[SurvivingMutant, ...]
    accepted: tuple[SurvivingMutant, ...]
    unused: tuple[SurvivingMutant, ...]


def mutate(folder: Path, packs: tuple[str, ...]) -> Score:
    """Change each rule of the packs in every way its constructs allow, and rerun its cases."""
    of = tested(folder, packs)
    accepted = accepted_mutants_of(of.packs)
    count, found = 0, list[SurvivingMutant]()
    for rule in of.rules:
        for mutant, survived in _tried(rule, of.prepared(rule)):
            count += 1
            if survived:
                reason = accepted.get((rule.id, mutant.change), "")
                found.append(_surviving(mutant, reason, rule, of))
    return _score(len(of.rules), count, found, accepted)


def _surviving(mutant: Mutant, reason: str, rule: Rule, of: Tested) -> SurvivingMutant:
    """A surviving mutant with the line of what was changed, and the case that would notice it."""
    part = mutant.change.removeprefix("`").partition("`")[0].split(" ")[0]
    keys = {"where": ("for", "where"), "including": ("for", "including"), "for": ("for",)}.get(part, (part,))
    at = rule.text.at(keys)
    place = located_in_packs((at,), of.packs).get(at, at)
    if reason:
        return SurvivingMutant(rule.id, mutant.change, reason, place)
    noticed = noticing_case(rule, mutant.rule, of.cases.get(rule.id, ()), of.words.vocabulary, of.words.act)
    return SurvivingMutant(rule.id, mutant.change, "", place, noticed)


def _tried(rule: Rule, cases: tuple[PreparedCase, ...]) -> Iterator[tuple[Mutant, bool]]:
    for mutant in mutants_of(rule):
        yield mutant, next(failures(mutant.rule, cases), None) is None


def _score(rules: int, count: int, found: list[SurvivingMutant], accepted: Mapping[tuple[str, str], str]) -> Score:
    alive = {(each.rule, each.change) for each in found}
    return Score(
        rules=rules,
        mutants=count,
        surviving=tuple(each for each in found if not each.reason),
        accepted=tuple(each for each in found if each.reason),
        unused=tuple(SurvivingMutant(*key, reason) for key, reason in accepted.items() if key not in alive),
    )
