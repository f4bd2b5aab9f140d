"""What is done with rules themselves: list, lint, test, begin a new one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from art17.checking.rule_base import RuleBase, rule_base_of
from art17.commands.cases import CaseFailure, PreparedCase, failures, prepared
from art17.conditions.condition import Condition
from art17.errors import Art17Error, UsageError
from art17.evaluation.rule import Rule
from art17.model.problem import Problem
from art17.model.rule import Pack
from art17.reading.cases import CaseText, cases_of
from art17.reading.io.bundled import bundled
from art17.reading.packs.pack_places import is_bundled
from art17.reading.packs.packs import ALWAYS, rule_files_in
from art17.reading.settings import settings_of
from art17.skeletons.new_rule import write_skeleton

_NAME = re.compile("[a-z0-9]+(-[a-z0-9]+)*")


def words_in(folder: Path, packs: Sequence[str] = ()) -> RuleBase:
    """The words of the packs that the manifest of a folder names, or of those given instead.

    Raises:
        Art17Error: where the manifest, a pack or a rule is wrong.
    """
    settings = settings_of(folder)
    return rule_base_of(replace(settings, packs=tuple(packs)) if packs else settings)


def rules_in(folder: Path) -> tuple[Rule, ...]:
    """The rules of the packs that the manifest of a folder names."""
    return words_in(folder).rules


def lint(folder: Path, packs: Sequence[str]) -> tuple[int, tuple[Problem, ...], tuple[Problem, ...]]:
    """How many rules the packs have, what is wrong with them, and what might be meant otherwise."""
    try:
        words = words_in(folder, packs)
    except Art17Error as error:
        return _rule_files(folder, packs), error.problems, ()
    rules = _rules_of(_named(words, folder, packs), words)
    return len(rules), (), tuple(remark for rule in rules for remark in _remarks(rule))


def _rule_files(folder: Path, packs: Sequence[str]) -> int:
    """How many rules the packs have that are named, or that the manifest names, where not all of them compile."""
    try:
        settings = settings_of(folder)
    except Art17Error:
        return 0
    return sum(rule_files_in(name, folder) for name in packs or (ALWAYS, *settings.packs))


def _named(words: RuleBase, folder: Path, packs: Sequence[str]) -> tuple[Pack, ...]:
    """The packs that were named, without those that they need; where none was, all in use."""
    names = frozenset((folder / pack).resolve().name for pack in packs)
    return tuple(pack for pack in words.packs if not names or pack.name in names)


def _rules_of(packs: Sequence[Pack], words: RuleBase) -> tuple[Rule, ...]:
    names = frozenset(pack.name for pack in packs)
    return tuple(rule for rule in words.rules if rule.pack in names)


def _remarks(rule: Rule) -> Iterator[Problem]:
    """What the conditions of a rule have to say to who writes them."""
    exempting = (exemption.when for exemption in rule.exemptions)
    conditions = (rule.subjects.where, rule.condition, *exempting, rule.require)
    for condition in (part for whole in conditions if whole for part in _all_parts(whole)):
        if condition.remark:
            what, fix = condition.remark
            yield Problem(rule.text.place, f"{rule.id}: {what}", fix)


def _all_parts(condition: Condition) -> Iterator[Condition]:
    yield condition
    for part in condition.parts:
        yield from _all_parts(part)


@dataclass(frozen=True, slots=True)
class Tested:
    """What is tested: packs with their rules, the cases of these, and the words that they speak."""

    packs: tuple[Pack, ...]
    rules: tuple[Rule, ...]
    cases: Mapping[str, tuple[CaseText, ...]]
    words: RuleBase

    def prepared(self, rule: Rule) -> tuple[PreparedCase, ...]:
        """The cases of a rule, made ready."""
        return prepared(self.cases.get(rule.id, ()), self.words.vocabulary, self.words.act)


def tested(folder: Path, packs: Sequence[str]) -> Tested:
    """The packs that are named, without those that they need; where none is, all in use whose cases are here.

    Raises:
        UsageError: where there are no cases, or none of a bundled pack that was named: an installed tool has none.
    """
    alone = frozenset(packs) <= {ALWAYS}  # it is never used alone: its cases speak the words of the packs in use
    words = words_in(folder, () if alone else packs)
    found = _named(words, folder, packs)
    cases = cases_of(found)
    without = {pack.name for pack in found if is_bundled(Path(pack.folder)) and not _has_cases(pack, cases)}
    if not cases or (packs and without):
        these = ", ".join(sorted(without)) or "these packs"
        raise UsageError(f"there are no cases for {these}", "cases of a pack in a folder are in its `cases/`")
    here = tuple(pack for pack in found if pack.name not in without)
    return Tested(here, _rules_of(here, words), cases, words)


def _has_cases(pack: Pack, cases: Mapping[str, tuple[CaseText, ...]]) -> bool:
    return not pack.rules or any(rule.id in cases for rule in pack.rules)


@dataclass(frozen=True, slots=True)
class TestResult:
    """What testing rules came to."""

    __test__ = False  # pytest would take it for a class of tests

    rules: int
    cases: int
    failures: tuple[CaseFailure, ...]
    untested: tuple[str, ...]


def test(folder: Path, packs: Sequence[str]) -> TestResult:
    """Run the cases of every rule of the packs, not of those that they need; each case runs its own rule only."""
    of = tested(folder, packs)
    return TestResult(
        rules=len(of.rules),
        cases=sum(len(of.cases.get(rule.id, ())) for rule in of.rules),
        failures=tuple(failure for rule in of.rules for failure in failures(rule, of.prepared(rule))),
        untested=tuple(rule.id for rule in of.rules if not of.cases.get(rule.id)),
    )


def write_new(folder: Path, rule: str, provision: str) -> tuple[Path, ...]:
    """Write a rule and its cases to be filled in, and say where."""
    pack, group, name = Path(rule).parent.parent, Path(rule).parent.name, Path(rule).name.removesuffix(".yaml")
    is_named = pack.name not in ("", "..") and str(pack).isprintable()
    if not (is_named and _NAME.fullmatch(group) and _NAME.fullmatch(name)):
        fix = "name it PACK/FOLDER/NAME, NAME a statement in kebab-case: ./our-rules/suppliers/supplier-has-contract"
        raise UsageError(f"{rule!r} is not a name for a rule", fix)
    whole = (folder / pack).resolve()
    if not whole.is_relative_to(folder.resolve()):
        raise UsageError(f"the pack {str(pack)!r} is outside of {str(folder)!r}", "name its folder by --in")
    if any(whole.name == each.name for each in bundled("rules").iterdir()) and whole.parent != bundled("rules"):
        raise UsageError(f"the name {whole.name!r} is that of a bundled pack", "choose another name for the pack")
    return write_skeleton(folder / pack, group, name, provision)
