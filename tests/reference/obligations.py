"""From verdicts to obligations (section 9 of the page)."""

from __future__ import annotations

from art17.citations.citations import cited
from art17.model.value import Value
from reference.conditions import claims, listed
from reference.rules import Verdict, verdicts
from reference.world import STRENGTHS, World

ORGANISATION = -1


def obligation(provision: str, owner: int, rules: list[dict[str, Value]], world: World) -> tuple[str, str]:
    """The verdict on a provision for the organisation or one system, and how strong its evidence is."""
    of_rules = [(rule, each) for rule in rules for each in about(rule, provision, owner, world)]
    own = [each for rule, each in of_rules if names(rule, provision, world)]
    found = (
        own
        if all(
            as_counted(rule, each, provision, world) == "not-applicable"
            for rule, each in of_rules
            if names(rule, provision, world)
        )
        else [each for _, each in of_rules]
    )
    of_each = {id(each): as_counted(rule, each, provision, world) for rule, each in of_rules}
    words = {of_each[id(each)] for each in found}
    worst = next((word for word in ("unmet", "undecided", "met", "not-applicable") if word in words), "undecided")
    if not found and owner != ORGANISATION:
        whole = obligation(provision, ORGANISATION, rules, world)[0]
        worst = "not-applicable" if whole == "not-applicable" or of_systems(provision, rules, world) else worst
    used = {index for each in found if of_each[id(each)] == "met" for index in each.used}
    return worst, STRENGTHS[world.weakest(used)] if worst == "met" else ""


def as_counted(rule: dict[str, Value], each: Verdict, provision: str, world: World) -> str:
    """The worst of what the verdict is for the provisions of the rule that are the provision or beneath it."""
    if not each.relief:
        return each.verdict
    own = [str(one.provision) for text in listed(rule["provisions"]) for one in cited(text)]
    found = {each.relief.get(cite, each.verdict) for cite in own if world.beneath(cite, provision)}
    return next(word for word in ("unmet", "undecided", "met", "not-applicable") if word in found)


def of_systems(provision: str, rules: list[dict[str, Value]], world: World) -> bool:
    """Whether some rule on the provision had a system as its subject."""
    named = (rule for rule in rules if names(rule, provision, world))
    asked = (each for rule in named for each in verdicts(rule, world) if each.is_node and each.start >= 0)
    return any("system" in world.traits(each.start) for each in asked)


def names(rule: dict[str, Value], provision: str, world: World) -> bool:
    """Whether a rule is of basis law, no mere note, and names the provision or one beneath it."""
    named = [one.provision for text in listed(rule["provisions"]) for one in cited(text)]
    if isinstance(rule["for"], dict) and "provision" in rule["for"]:
        named += [one.provision for text in listed(rule["for"]["provision"]) for one in cited(text)]
    is_law = rule["basis"] == "law" and rule["severity"] in ("error", "warning") and rule.get("effect") != "hint"
    return is_law and any(world.beneath(str(cite), provision) for cite in named)


def about(rule: dict[str, Value], provision: str, owner: int, world: World) -> list[Verdict]:
    """The verdicts of a rule that count for the owner; one on a provision counts for it and those above it.

    One on a linkage counts for what the rule names and, beneath that, where the linkage begins.
    """
    is_named = names(rule, provision, world)
    sort = next(iter(rule["for"])) if isinstance(rule["for"], dict) else ""
    found = [each for each in verdicts(rule, world) if belongs(each, provision, owner, world)]
    if sort == "provision":
        return [each for each in found if is_named and world.beneath(each.subject, provision)]
    if sort == "linkage" and not is_named:
        return [each for each in found if begins_at(each, rule, provision, world)]
    return found if is_named else []


def begins_at(each: Verdict, rule: dict[str, Value], provision: str, world: World) -> bool:
    """Whether the linkage of a verdict begins at a provision or beneath it, and beneath one that its rule names."""
    if rule["basis"] != "law" or rule["severity"] not in ("error", "warning") or rule.get("effect") == "hint":
        return False
    source = next(one.source for one in world.act.linkages if one.id == each.subject) if world.act else ""
    own = [str(one.provision) for text in listed(rule["provisions"]) for one in cited(text)]
    return world.beneath(source, provision) and any(world.beneath(source, cite) for cite in own)


def belongs(each: Verdict, provision: str, owner: int, world: World) -> bool:
    """To the systems that the node reaches, else to the organisation; to that also what claims the provision."""
    known = world.act.provision(provision) if world.act else None
    if known and known.scope == "organisation":
        return True
    if owner in (world.systems_of(each.start) or {ORGANISATION}):
        return True
    if owner != ORGANISATION or not each.is_node:
        return False
    return any(world.beneath(claim, provision) for claim in claims(world.thing(each.start), world)[0])
