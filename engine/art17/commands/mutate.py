"""Rules tested by mutation: whether their cases kill each mutant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from art17.commands.cases import PreparedCase, failures
from art17.commands.rules import tested
from art17.evaluation.mutants import mutants_of
from art17.evaluation.rule import Rule
from art17.reading.packs.accepted_mutants import accepted_mutants_of


@dataclass(frozen=True, slots=True)
class SurvivingMutant:
    """A mutant that no case kills; `reason` is why it is accepted, where somebody gave one."""

    rule: str
    change: str
    reason: str = ""


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
        for change, survived in _tried(rule, of.prepared(rule)):
            count += 1
            if survived:
                found.append(SurvivingMutant(rule.id, change, accepted.get((rule.id, change), "")))
    return _score(len(of.rules), count, found, accepted)


def _tried(rule: Rule, cases: tuple[PreparedCase, ...]) -> Iterator[tuple[str, bool]]:
    for mutant in mutants_of(rule):
        yield mutant.change, next(failures(mutant.rule, cases), None) is None


def _score(rules: int, count: int, found: list[SurvivingMutant], accepted: Mapping[tuple[str, str], str]) -> Score:
    alive = {(each.rule, each.change) for each in found}
    return Score(
        rules=rules,
        mutants=count,
        surviving=tuple(each for each in found if not each.reason),
        accepted=tuple(each for each in found if each.reason),
        unused=tuple(SurvivingMutant(*key, reason) for key, reason in accepted.items() if key not in alive),
    )
