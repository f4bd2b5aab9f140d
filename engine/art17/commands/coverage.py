"""Which provisions of the law the rules are on, and what replaces one where there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from art17.checking.rule_base import RuleBase
from art17.commands.rules import words_in
from art17.law.act import Act
from art17.model.value import Value
from art17.reading.packs.pack_tables import tables_named

SCOPE = (
    "Art. 4", "Art. 4a", "Art. 6", *(f"Art. {number}" for number in range(9, 23)), "Art. 25", "Art. 26", "Art. 27",
    "Art. 43", "Art. 44", "Art. 47", "Art. 48", "Art. 49", "Art. 72", "Art. 73",
    "Annex IV", "Annex V", "Annex VI", "Annex VII", "Annex VIII, Section A",
)  # fmt: skip
"""The provisions for which nothing may be left blank."""


@dataclass(frozen=True, slots=True)
class Covered:
    """A provision: the rules on it, or why there is none; `through` names the whole or the parts they are on."""

    provision: str
    topic: str
    depth: int
    rules: tuple[str, ...] = ()
    through: str = ""
    instead: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether neither a rule nor a reason is known."""
        return not (self.rules or self.through or self.instead)


def coverage(folder: Path, day: date) -> tuple[Covered, ...]:
    """Every provision in scope that lives on a day, in the order of the law."""
    words = words_in(folder)
    if words.act is None:
        return ()
    stated = {cite: entry for _, table in tables_named("coverage", words.packs) for cite, entry in table.items()}
    by_provision: dict[str, list[str]] = {}
    for rule in words.rules:
        for provision in rule.provisions:
            by_provision.setdefault(provision, []).append(rule.id)
    return tuple(_covered(cite, words.act, by_provision, stated) for cite in _in_scope(words, day))


def _in_scope(words: RuleBase, day: date) -> Iterator[str]:
    act = words.act
    assert act is not None
    for cite in act.cites:
        if act.live_on(cite, day) and any(act.is_beneath(cite, whole) for whole in SCOPE):
            yield cite


def _covered(cite: str, act: Act, rules: Mapping[str, list[str]], stated: Mapping[str, Value]) -> Covered:
    ancestors = act.ancestors(cite)
    own = tuple(rules.get(cite, ()))
    through = instead = ""
    if not own:
        instead = next((_reason(stated[each]) for each in (cite, *ancestors) if each in stated), "")
        above = next((each for each in ancestors if each in rules), "")
        beneath = sum(1 for each in rules if each != cite and act.is_beneath(each, cite))
        parts = f"{beneath} of its parts" if beneath else ""
        through = "" if instead else parts or (f"through {above}" if above else "")
    return Covered(cite, act.topic_of(cite), len(ancestors), own, through, instead)


def _reason(entry: Value) -> str:
    if not isinstance(entry, Mapping):
        return str(entry or "")
    status, stands_in, why = (entry.get(key) for key in ("status", "stands_in", "why"))
    words = str(status or "").replace("-", " ").replace("machine decidable", "machine-decidable")
    by = f"; {stands_in} replaces it" if stands_in else ""
    return f"{words}{by}: {why}"
