"""What is done with rules themselves: list, lint, test, begin a new one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from art17.conditions.condition import Condition
from art17.conditions.links import LinkTest
from art17.errors import Art17Error, UsageError
from art17.judging.rule import Rule
from art17.model.problem import Problem
from art17.reading.cases import cases_of
from art17.reading.settings import settings_of
from art17.reading.skeletons import write_skeleton
from art17.tasks.cases import Miss, misses, trials_of
from art17.tasks.words import Words, words_of

_NAME = re.compile("[a-z0-9]+(-[a-z0-9]+)*")


def words_in(folder: Path, packs: Sequence[str] = ()) -> Words:
    """The words of the packs that the manifest of a folder names, or of those given instead.

    Raises:
        Art17Error: where the manifest, a pack or a rule is wrong.
    """
    settings = settings_of(folder)
    return words_of(replace(settings, packs=tuple(packs)) if packs else settings)


def rules_in(folder: Path) -> tuple[Rule, ...]:
    """The rules of the packs that the manifest of a folder names."""
    return words_in(folder).rules


def lint(folder: Path, packs: Sequence[str]) -> tuple[int, tuple[Problem, ...], tuple[Problem, ...]]:
    """How many rules there are, what is wrong with them, and what might be meant otherwise."""
    try:
        words = words_in(folder, packs)
    except Art17Error as error:
        return 0, error.problems, ()
    return len(words.rules), (), tuple(remark for rule in words.rules for remark in _remarks(rule))


def _remarks(rule: Rule) -> Iterator[Problem]:
    """`every` over a path that may lead nowhere holds in silence; say that this is meant."""
    conditions = (rule.subjects.where, rule.condition, rule.require)
    for condition in (part for whole in conditions if whole for part in _all_parts(whole)):
        if isinstance(condition, LinkTest) and condition.how == "every" and not condition.may_be_none:
            yield Problem(
                rule.text.place,
                f"{rule.id}: `every: {condition.written}` also holds where it leads to nothing",
                "add `count:` or `some:`, or say `may_be_none: true`",
            )


def _all_parts(condition: Condition) -> Iterator[Condition]:
    yield condition
    for part in condition.parts:
        yield from _all_parts(part)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What testing rules came to."""

    rules: int
    cases: int
    misses: tuple[Miss, ...]
    untested: tuple[str, ...]


def test(folder: Path, packs: Sequence[str]) -> Outcome:
    """Run the cases of every rule of the packs, not of those that they need; each case runs its own rule only."""
    words = words_in(folder, packs)
    named = frozenset((folder / pack).resolve().name for pack in packs)
    rules = tuple(rule for rule in words.rules if not named or rule.pack in named)
    count, wrong, untested = 0, list[Miss](), list[str]()
    cases = cases_of(words.packs)
    if not cases:
        raise UsageError("there are no cases for these packs", "cases of a pack in a folder are in its `cases/`")
    for rule in rules:
        own = cases.get(rule.id, ())
        if not own:
            untested.append(rule.id)
        count += len(own)
        wrong.extend(misses(rule, trials_of(own, words.vocabulary, words.act)))
    return Outcome(len(rules), count, tuple(wrong), tuple(untested))


def write_new(folder: Path, rule: str, provision: str) -> tuple[Path, ...]:
    """Write a rule and its cases to be filled in, and say where."""
    pack, group, name = Path(rule).parent.parent, Path(rule).parent.name, Path(rule).name.removesuffix(".yaml")
    is_named = pack.name not in ("", "..") and str(pack).isprintable()
    if not (is_named and _NAME.fullmatch(group) and _NAME.fullmatch(name)):
        mend = "name it PACK/FOLDER/NAME, NAME a statement in kebab-case: ./our-rules/suppliers/supplier-has-contract"
        raise UsageError(f"{rule!r} is no name for a rule", mend)
    return write_skeleton(folder / pack, group, name, provision)
