"""A rule with one small thing wrong, in every way that its constructs allow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from art17.conditions.condition import Condition
from art17.conditions.logic import All
from art17.evaluation.rule import Rule


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed rule, and what was changed."""

    rule: Rule
    change: str


def mutants_of(rule: Rule) -> Iterator[Mutant]:
    """The mutants of a rule, each change once; of changes that read alike the later ones are numbered."""
    seen: set[object] = set()
    told: Counter[str] = Counter()
    for mutant in (*_of_subjects(rule), *_of_applicability(rule), *_of_require(rule)):
        now = mutant.rule
        asked = (now.subjects, now.condition, now.exemptions, now.require)
        if asked in seen:
            continue
        seen.add(asked)
        told[mutant.change] += 1
        times = told[mutant.change]
        yield mutant if times == 1 else replace(mutant, change=f"{mutant.change} ({times})")


def _of_subjects(rule: Rule) -> Iterator[Mutant]:
    subjects = rule.subjects
    if subjects.including:
        also = ", ".join(sorted(subjects.including))
        yield Mutant(replace(rule, subjects=replace(subjects, including=frozenset())), f"`including` dropped: {also}")
    for name in subjects.names if len(subjects.names) > 1 else ():
        fewer = tuple(other for other in subjects.names if other != name)
        yield Mutant(replace(rule, subjects=replace(subjects, names=fewer)), f"`for` without {name}")
    where = subjects.where
    if where is None:
        return
    yield Mutant(replace(rule, subjects=replace(subjects, where=None)), f"`where` dropped: {where.said()}")
    for other in where.mutants():
        yield Mutant(replace(rule, subjects=replace(subjects, where=other)), _instead("where", where, other))


def _of_applicability(rule: Rule) -> Iterator[Mutant]:
    if rule.condition:
        yield Mutant(replace(rule, condition=None), f"`if` dropped: {rule.condition.said()}")
        for other in rule.condition.mutants():
            yield Mutant(replace(rule, condition=other), _instead("if", rule.condition, other))
    for at, exemption in enumerate(rule.exemptions):
        before, after = rule.exemptions[:at], rule.exemptions[at + 1 :]
        where = f"unless {at + 1}" if len(rule.exemptions) > 1 else "unless"
        yield Mutant(replace(rule, exemptions=before + after), f"`{where}` dropped: {exemption.when.said()}")
        for other in exemption.when.mutants():
            changed = replace(rule, exemptions=(*before, replace(exemption, when=other), *after))
            yield Mutant(changed, _instead(where, exemption.when, other))
        for cite in exemption.relieves if len(exemption.relieves) > 1 else ():
            fewer = tuple(each for each in exemption.relieves if each != cite)
            changed = replace(rule, exemptions=(*before, replace(exemption, relieves=fewer), *after))
            yield Mutant(changed, f"`{where}` no longer relieves of {cite}")


def _of_require(rule: Rule) -> Iterator[Mutant]:
    if rule.require is None:
        return
    yield Mutant(replace(rule, require=All(())), f"`require` dropped: {rule.require.said()}")
    for other in rule.require.mutants():
        yield Mutant(replace(rule, require=other), _instead("require", rule.require, other))


def _instead(where: str, was: Condition, now: Condition) -> str:
    """What differs between two conditions, without the words that they share at both ends."""
    old, new = was.said().split(" "), now.said().split(" ")
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    was_said = " ".join(old[start : len(old) - end]) or "nothing"
    now_said = " ".join(new[start : len(new) - end]) or "nothing"
    return f"`{where}` at {start}: {was_said} -> {now_said}"


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words two sentences have in common at their beginnings."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
