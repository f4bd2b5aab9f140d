"""From when a provision binds a system: every reading that is held, and the rules that later ones superseded."""

from datetime import date
from functools import lru_cache

from art17.citations.place import place_of
from art17.law.act import Act
from art17.model.law import Application, Binding


def binding(
    act: Act, cite: str, day: date, *, annex_iii_point: str | None = None, annex_i_section: str | None = None
) -> Binding:
    """From when a provision binds a system, by the rules in force on a day.

    A system is high-risk by Annex III, by Annex I, or by both; without either, only rules for any system count.
    Under both, the reading of each stands beside the other.
    """
    cite, day = act.resolve(cite), act.day_of(day)
    if annex_i_section == "B" and annex_iii_point is None and not _reaches_section_b(act, cite, day):
        return Binding(cite, (), (), "Art. 2(2)")
    classes = {name for name, value in (("annex-iii", annex_iii_point), ("annex-i", annex_i_section)) if value}
    fitting = _fitting(act, cite, frozenset(classes))
    in_force = [(rank, rule) for rank, rule in fitting if _in_force(rule, day)]
    past = [rule for _, rule in fitting if rule.rule_until is not None and rule.rule_until <= day]
    return Binding(cite, _readings(in_force), tuple(past), None)


@lru_cache(maxsize=8192)
def _fitting(act: Act, cite: str, classes: frozenset[str]) -> tuple[tuple[int, Application], ...]:
    """The rules that select a provision, and how narrowly; kept, for a forecast asks it of each finding each day."""
    rules = [rule for rule in act.applications if rule.system is None or rule.system in classes]
    through = _carrier(act, cite)
    return tuple((rank, rule) for rule in rules if (rank := _rank(act, rule, through)) is not None)


def _reaches_section_b(act: Act, cite: str, day: date) -> bool:
    """Whether a provision applies to products under Annex I, Section B: only those that Art. 2(2) names do."""
    return any(act.is_beneath(cite, named) for named in act.references_out("Art. 2(2)", day))


def _carrier(act: Act, cite: str) -> str:
    """The article with which an annex applies; any other provision itself."""
    place = place_of(cite)
    if place is None or place.kind != "Annex":
        return cite
    return str(act.section("annexes").get(f"Annex {place.number}", cite))


def _in_force(rule: Application, day: date) -> bool:
    return rule.rule_since <= day and (rule.rule_until is None or day < rule.rule_until)


def _rank(act: Act, rule: Application, cite: str) -> int | None:
    """How narrowly a rule selects a provision (the larger, the narrower); None where it does not."""
    if any(act.is_beneath(cite, excluded) for excluded in rule.excluded):
        return None
    ranks = [rank for selector in rule.select if (rank := _rank_of_selector(act, selector, cite)) is not None]
    return max(ranks, default=None)


def _rank_of_selector(act: Act, selector: str, cite: str) -> int | None:
    if selector == "*":
        return 0
    if selector.startswith("Chapter "):
        chapter = selector.removeprefix("Chapter ").replace(", Section ", " ")
        own = act.chapter_of(cite)
        return 1 if own is not None and (own == chapter or own.startswith(f"{chapter} ")) else None
    return 2 if act.is_beneath(cite, selector) else None


def _readings(rules: list[tuple[int, Application]]) -> tuple[Application, ...]:
    """The rules that prevail: the narrowest, and among these those for the kind of system; disputed ones all stay."""
    if not rules:
        return ()
    narrowest = max(rank for rank, _ in rules)
    kept = [rule for rank, rule in rules if rank == narrowest]
    if not any(rule.reading for rule in kept) and any(rule.system for rule in kept):
        kept = [rule for rule in kept if rule.system]
    return tuple(sorted(kept, key=lambda rule: (rule.applies_from, rule.basis)))
