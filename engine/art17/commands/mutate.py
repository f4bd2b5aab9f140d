"""Rules tested by mutation: whether their cases notice each small change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from art17.commands.cases import PreparedCase, failures
from art17.commands.rules import tested
from art17.evaluation.mutants import mutants_of
from art17.evaluation.rule import Rule
from art17.reading.packs.survivors import survivors_of


@dataclass(frozen=True, slots=True)
class Survivor:
    """A change that no case noticed; `reason` is the written one, where somebody gave it."""

    rule: str
    change: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """What mutation came to."""

    rules: int
    mutants: int
    survivors: tuple[Survivor, ...]
    excused: tuple[Survivor, ...]
    unused: tuple[Survivor, ...]


def mutate(folder: Path, packs: tuple[str, ...]) -> Score:
    """Change each rule of the packs in every way its constructs allow, and rerun its cases."""
    of = tested(folder, packs)
    excuses = survivors_of(of.packs)
    count, found = 0, list[Survivor]()
    for rule in of.rules:
        for change, survived in _tried(rule, of.prepared(rule)):
            count += 1
            if survived:
                found.append(Survivor(rule.id, change, excuses.get((rule.id, change), "")))
    return _score(len(of.rules), count, found, excuses)


def _tried(rule: Rule, cases: tuple[PreparedCase, ...]) -> Iterator[tuple[str, bool]]:
    for mutant in mutants_of(rule):
        yield mutant.change, next(failures(mutant.rule, cases), None) is None


def _score(rules: int, count: int, found: list[Survivor], excuses: Mapping[tuple[str, str], str]) -> Score:
    alive = {(each.rule, each.change) for each in found}
    return Score(
        rules=rules,
        mutants=count,
        survivors=tuple(each for each in found if not each.reason),
        excused=tuple(each for each in found if each.reason),
        unused=tuple(Survivor(*key, reason) for key, reason in excuses.items() if key not in alive),
    )
