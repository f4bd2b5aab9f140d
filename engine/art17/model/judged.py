"""What a report says of the rules that were judged, for formats that explain a finding by its rule."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleJudged:
    """A rule in its author's words; `severity` is the rule's own, before manifest and stage of the system."""

    id: str
    title: str
    basis: str
    category: str
    severity: str
    rationale: str
    fix: str
    provisions: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
