"""Rules as people read them: a list, and a page for each."""

from __future__ import annotations

from collections.abc import Sequence

from art17.evaluation.rule import Exemption, Rule
from art17.reporting.told import in_general


def listing(rules: Sequence[Rule]) -> str:
    """One line a rule, by id."""
    return "".join(_line(rule) for rule in sorted(rules, key=lambda rule: rule.id))


def _line(rule: Rule) -> str:
    return f"{rule.id:<58} {rule.severity:<8} {rule.category:<15} {rule.title}\n"


def page(rule: Rule) -> str:
    """What a rule asks of whom, in English, with its source text's own words for why and fix."""
    lines = [
        rule.title,
        "",
        f"  Rule      {rule.id}",
        f"  Finding   {rule.category}, {rule.severity}{', a hint' if rule.effect else ''}",
        f"  Basis     {rule.basis}: {', '.join(rule.provisions or rule.serves)}",
        f"  Of        {_subjects(rule)}",
        *([f"  If it     {rule.condition.said()}"] if rule.condition else []),
        *(f"  Unless it {each.when.said()} (by {each.by}{_of(each)})" for each in (*rule.exemptions, *rule.reliefs)),
        *([f"  Asks that it {rule.require.said()}"] if rule.require else []),
        "",
        f"  Why       {rule.rationale}",
        f"  Fix       {in_general(rule.fix)}",
        f"  Source    {rule.text.place.path}",
    ]
    return "\n".join(lines) + "\n"


def _of(exemption: Exemption) -> str:
    return f", of {', '.join(exemption.relieves)}" if exemption.relieves else ""


def _subjects(rule: Rule) -> str:
    subjects = rule.subjects
    names = ", ".join((*subjects.names, *subjects.traits)) or "any"
    whom = {"node": f"every artefact ({names})", "qms": "the QMS as a whole"}.get(
        subjects.sort, f"every {subjects.sort} ({names})"
    )
    return f"{whom} that {subjects.where.said()}" if subjects.where else whom
