"""What a run judges by: the packs, the words they declare, their law, and their rules checked."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from art17.errors import Mistakes, PackError, SettingsError
from art17.evaluation.compile import compiled
from art17.evaluation.parameters import check_set
from art17.evaluation.rule import Rule
from art17.model.settings import Settings
from art17.reading.packs.declared import Declared, declared_by
from art17.reading.packs.pack_places import with_sources
from art17.reading.settings import located_in_manifest


@dataclass(frozen=True, slots=True)
class RuleBase(Declared):
    """The packs in use, their vocabulary, law and rules."""

    rules: tuple[Rule, ...]
    parameters: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    """What the manifest sets of the rules' parameters."""


_KEPT: deque[RuleBase] = deque(maxlen=4)
"""What was compiled last: the same packs and words come to the same rules, in a process that checks often."""


def rule_base_of(settings: Settings) -> RuleBase:
    """The words of the packs that a manifest names.

    Raises:
        PackError: with every mistake of every pack and rule, at its line.
        SettingsError: where the manifest names a type that no pack declares, or sets a parameter that no rule has.
    """
    try:
        return _base_of(settings)
    except SettingsError as error:
        raise SettingsError(located_in_manifest(error.problems, settings)) from error


def _base_of(settings: Settings) -> RuleBase:
    declared = declared_by(settings)
    packs, vocabulary, act = declared.packs, declared.vocabulary, declared.act
    for base in _KEPT:
        if (base.packs, base.vocabulary, base.parameters) == (packs, vocabulary, settings.parameters):
            return base
    try:
        texts = (text for pack in packs for text in pack.rules)
        reliefs = [pack.relief for pack in packs if pack.relief]
        rules = compiled(texts, vocabulary, act, reliefs, settings.parameters)
    except PackError as error:
        raise PackError(with_sources(error.problems, packs)) from error
    with Mistakes().raised_as(SettingsError) as mistakes:
        check_set(settings.parameters, settings.place, {rule.id: rule.parameters for rule in rules}, mistakes)
    _KEPT.append(RuleBase(packs, vocabulary, act, rules, settings.parameters))
    return _KEPT[-1]
