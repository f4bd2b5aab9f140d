"""What a run judges by: the packs, the words they declare, their law, and their rules checked."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace

from art17.errors import PackError
from art17.evaluation.compile import compiled
from art17.evaluation.rule import Rule
from art17.model.settings import Settings
from art17.reading.packs.declared import Declared, declared_by
from art17.reading.packs.pack_places import located_in_packs


@dataclass(frozen=True, slots=True)
class RuleBase(Declared):
    """The packs in use, their vocabulary, law and rules."""

    rules: tuple[Rule, ...]


_KEPT: deque[RuleBase] = deque(maxlen=4)
"""What was compiled last: the same packs and words come to the same rules, in a process that checks often."""


def rule_base_of(settings: Settings) -> RuleBase:
    """The words of the packs that a manifest names.

    Raises:
        PackError: with every mistake of every pack and rule, at its line.
        SettingsError: where the manifest names a type that no pack declares.
    """
    declared = declared_by(settings)
    for base in _KEPT:
        if base.packs == declared.packs and base.vocabulary == declared.vocabulary:
            return base
    packs, vocabulary, act = declared.packs, declared.vocabulary, declared.act
    try:
        texts = (text for pack in packs for text in pack.rules)
        rules = compiled(texts, vocabulary, act, [pack.relief for pack in packs if pack.relief])
    except PackError as error:
        known = located_in_packs({problem.place for problem in error.problems}, packs)
        placed = [replace(problem, place=known.get(problem.place, problem.place)) for problem in error.problems]
        raise PackError(placed) from error
    _KEPT.append(RuleBase(packs, vocabulary, act, rules))
    return _KEPT[-1]
