"""What a QMS came to on one day of its history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from art17.model.known import Entry
from art17.model.rule import SEVERITIES


@dataclass(frozen=True, slots=True)
class Step:
    """The verdicts at a commit or in a snapshot; `name` says which, `points` are verdicts by provision and system."""

    day: date
    name: str
    title: str
    points: Mapping[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    findings: tuple[Entry, ...] = ()

    @property
    def severities(self) -> Mapping[str, int]:
        """How many findings count, by severity."""
        counted = Counter(entry.severity for entry in self.findings if entry.status == "active")
        return {severity: counted[severity] for severity in SEVERITIES}


@dataclass(frozen=True, slots=True)
class Change:
    """What came and went between two steps, `brought` and `removed` at the later one."""

    step: Step
    brought: tuple[Entry, ...]
    removed: tuple[Entry, ...]


def changes_in(steps: Sequence[Step]) -> tuple[Change, ...]:
    """What each step brought and removed, beside the one before it; steps that did neither are left out."""
    found: list[Change] = []
    for before, step in pairwise(steps):
        old, new = ({entry.id: entry for entry in each.findings if entry.status == "active"} for each in (before, step))
        brought = tuple(entry for name, entry in new.items() if name not in old)
        removed = tuple(entry for name, entry in old.items() if name not in new)
        if brought or removed:
            found.append(Change(step, brought, removed))
    return tuple(found)
