"""A rule with one small thing wrong, in every way that its constructs allow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from art17.conditions.condition import Condition
from art17.judging.rule import Exemption, Rule


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed rule, and what was changed."""

    rule: Rule
    change: str


def mutants_of(rule: Rule) -> Iterator[Mutant]:
    """The mutants of a rule, each change once."""
    seen: set[str] = set()
    for mutant in (*_of_subjects(rule), *_of_applicability(rule), *_of_require(rule)):
        if mutant.change not in seen:
            seen.add(mutant.change)
            yield mutant


def _of_subjects(rule: Rule) -> Iterator[Mutant]:
    where = rule.subjects.where
    if where is None:
        return
    yield Mutant(replace(rule, subjects=replace(rule.subjects, where=None)), f"`where` dropped: {where.said()}")
    for other in where.mutants():
        changed = replace(rule, subjects=replace(rule.subjects, where=other))
        yield Mutant(changed, _instead("where", where, other))


def _of_applicability(rule: Rule) -> Iterator[Mutant]:
    if rule.condition:
        yield Mutant(replace(rule, condition=None), f"`if` dropped: {rule.condition.said()}")
        for other in rule.condition.mutants():
            yield Mutant(replace(rule, condition=other), _instead("if", rule.condition, other))
    for at, exemption in enumerate(rule.exemptions):
        before, after = rule.exemptions[:at], rule.exemptions[at + 1 :]
        yield Mutant(replace(rule, exemptions=before + after), f"`unless` dropped: {exemption.when.said()}")
        for other in exemption.when.mutants():
            changed = replace(rule, exemptions=(*before, Exemption(other, exemption.by), *after))
            yield Mutant(changed, _instead("unless", exemption.when, other))


def _of_require(rule: Rule) -> Iterator[Mutant]:
    if rule.require is None:
        return
    for other in rule.require.mutants():
        yield Mutant(replace(rule, require=other), _instead("require", rule.require, other))


def _instead(where: str, was: Condition, now: Condition) -> str:
    """What differs between two conditions, without what they share at both ends."""
    old, new = was.said(), now.said()
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    start = old.rfind(" ", 0, start) + 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    was_said = old[start : len(old) - end].strip() or "nothing"
    now_said = new[start : len(new) - end].strip() or "nothing"
    return f"`{where}` at {len(old[:start].split())}: {was_said} -> {now_said}"
