"""Rules as people read them: a list, and a page for each."""

from __future__ import annotations

from collections.abc import Sequence

from art17.conditions.condition import THAT, Condition
from art17.conditions.logic import All
from art17.evaluation.rule import Exemption, Rule
from art17.model.english import listed
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
        f"  Finding   {rule.category}, {rule.severity}{f', a {rule.effect}' if rule.effect else ''}",
        f"  Basis     {rule.basis}: {', '.join(rule.provisions or rule.serves)}",
        f"  For       {subjects_of(rule)}",
        *([f"  If        {rule.condition.described()}"] if rule.condition else []),
        *(f"  Unless    {exemption_of(each)}" for each in (*rule.exemptions, *rule.reliefs)),
        *([f"  Requires  {requirement_of(rule.require)}"] if rule.require else []),
        *(f"  May set   {each.said()}" for each in rule.parameters),
        "",
        f"  Why       {rule.rationale}",
        f"  Fix       {in_general(rule.fix)}",
        f"  Source    {rule.text.place.path}",
    ]
    return "\n".join(lines) + "\n"


def requirement_of(condition: Condition) -> str:
    """What a rule requires, to follow "Requires": "at least one `a`", or "that its `b` is `c`"."""
    clauses = condition.clauses() if isinstance(condition, All) else [condition.described()]
    only = clauses[0] if len(clauses) == 1 else ""
    return only.removeprefix("it has ") if only.startswith("it has ") else f"that {condition.described()}"


def exemption_of(exemption: Exemption) -> str:
    """When a rule does not apply, by which provision, and of what it relieves."""
    relieved = f", of {', '.join(exemption.relieves)}" if exemption.relieves else ""
    return f"{exemption.when.described()} (by {exemption.by}{relieved})"


def subjects_of(rule: Rule) -> str:
    """What a rule is about: "every `risk` whose `initial_risk` is not `acceptable`"."""
    subjects = rule.subjects
    names = listed([f"`{name}`" for name in subjects.names], "or")
    if subjects.sort == "qms":
        every = "the QMS as a whole"
    elif subjects.sort == "provision":
        every = f"each of {listed(subjects.names)}" if subjects.names else "every provision"
    elif subjects.sort == "node":
        traits = listed(subjects.traits, "or")
        every = f"every {names or f'{traits} artefact'.strip()}"
    else:
        every = f"every {names} {subjects.sort}" if names else f"every {subjects.sort}"
    also = f" (including {listed(sorted(subjects.including))})" if subjects.including else ""
    return f"{every}{also} {subjects.where.described(THAT)}" if subjects.where else f"{every}{also}"
