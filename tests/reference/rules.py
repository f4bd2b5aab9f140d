"""Rules (sections 2 to 4 of the page): the verdict on each subject, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from art17.citations.citations import cited
from art17.law.standing import standings_of
from art17.model.value import Value
from reference.conditions import carriers, judge, listed
from reference.fields import values_of
from reference.kinds import MalformedError, read
from reference.kleene import Answer, any_of, both, opposite
from reference.world import WITHDRAWN, Thing, World


@dataclass(frozen=True)
class Verdict:
    """What a rule says of one subject."""

    subject: str
    verdict: str
    used: frozenset[int] = frozenset()
    start: int = -1
    is_node: bool = False
    relief: dict[str, str] = field(default_factory=dict)
    """What the verdict is instead for provisions that are relieved, or may be."""


def verdicts(rule: dict[str, Value], world: World) -> list[Verdict]:
    """The verdict on each subject, in order."""
    rule = with_values(rule, {name: about["default"] for name, about in (rule.get("parameters") or {}).items()})
    return [verdict(rule, name, thing, replace(world, subject=thing)) for name, thing in subjects(rule["for"], world)]


def with_values(part: Value, values: dict[str, Value]) -> Value:
    """A part of a rule with the values of parameters in their places."""
    if isinstance(part, dict):
        if part.keys() == {"parameter"}:
            return values[part["parameter"]]
        return {key: with_values(one, values) for key, one in part.items() if key != "parameters"}
    return [with_values(one, values) for one in part] if isinstance(part, list) else part


def verdict(rule: dict[str, Value], name: str, thing: Thing, world: World) -> Verdict:
    """A false: not applicable; A undecided: undecided; else the verdict of `require`."""
    asked: list[Answer] = []
    if isinstance(rule["for"], dict) and "where" in rule["for"]:
        asked.append(judge(rule["for"]["where"], thing, world))
    if "if" in rule:
        asked.append(judge(rule["if"], thing, world))
    whole = [each for each in rule.get("unless", []) if "relieves" not in each]
    asked += [opposite(judge(each["when"], thing, world)) for each in whole]
    applies = both(asked)[0]
    parts = relieved(rule, thing, world)
    if applies is not False and parts:
        if all(parts.values()):
            applies = False
        elif False not in parts.values():
            applies = None
    relief = {cite: "not-applicable" if gone else "undecided" for cite, gone in parts.items() if gone is not False}
    if applies is not True:
        return Verdict(
            name,
            "undecided" if applies is None else "not-applicable",
            start=thing.start,
            is_node=thing.is_node,
            relief={} if applies is False else relief,
        )
    if "require" not in rule:
        return Verdict(name, "unmet", start=thing.start, is_node=thing.is_node)
    truth, used = judge(rule["require"], thing, world)
    own = {thing.start} if thing.is_node else set()
    no = "undecided" if rule.get("effect") == "question" else "unmet"
    word = {True: "met", False: no, None: "undecided"}[truth]
    return Verdict(name, word, frozenset({*used, *own} if truth else ()), thing.start, thing.is_node, relief)


def relieved(rule: dict[str, Value], thing: Thing, world: World) -> dict[str, bool | None]:
    """Of each provision that a verdict is about, whether an exemption relieves of it or of one above it."""
    own = [str(one.provision) for text in listed(rule.get("provisions")) for one in cited(text)]
    if thing.type == "(provision)":
        own = [str(thing.fields["cite"])]
    if thing.type == "(linkage)":
        own = [str(thing.fields["source"])]
    partial = [each for each in rule.get("unless", []) if "relieves" in each]
    found: dict[str, bool | None] = {}
    for cite in own:
        answers = [
            judge(each["when"], thing, world)[0]
            for each in partial
            if any(world.beneath(cite, str(one.provision)) for text in listed(each["relieves"]) for one in cited(text))
        ]
        found[cite] = any_of(answers)
    return found


def subjects(asked: Value, world: World) -> Iterator[tuple[str, Thing]]:
    """The subjects by the name of their sort, `where` not yet asked."""
    if asked == "qms":
        return iter([("qms", Thing(-1, "(qms)", {}, is_node=False))])
    if asked == "system":
        return nodes({"trait": "system"}, world)
    sorts = {"link": links, "citation": citations, "provision": provisions, "linkage": linkages, "defect": defects}
    return next((found for sort, found in sorts.items() if sort in asked), nodes)(asked, world)


def provisions(asked: dict[str, Value], world: World) -> Iterator[tuple[str, Thing]]:
    """The provisions named, ranges opened."""
    for text in listed(asked["provision"]):
        for one in cited(text):
            found = world.act.provision(one.provision) if world.act and one.provision else None
            topic, scope = (found.topic, found.scope) if found else (None, None)
            fields: dict[str, Value] = {"cite": one.provision, "topic": topic, "scope": scope}
            yield str(one.provision), Thing(-1, "(provision)", fields, is_node=False)


def linkages(asked: dict[str, Value], world: World) -> Iterator[tuple[str, Thing]]:
    """Each linkage for the house, and for each system."""
    for one in world.act.linkages if world.act else ():
        if asked["linkage"] in ("any", one.kind):
            for system in (-1, *(index for index in world.all() if "system" in world.traits(index))):
                fields: dict[str, Value] = {"source": one.source, "target": one.target, "kind": one.kind}
                fields |= {"reason": one.reason, "carriers": carried(one.source, one.target, system, world)}
                yield one.id, Thing(system, "(linkage)", fields, is_node=False)


def carried(source: str, target: str, system: int, world: World) -> str:
    """The smaller number of carriers of the two ends; 0 for a system that none of them reaches."""
    ends = [carriers(cite, system, world) for cite in (source, target)]
    own = system < 0 or any(system in world.systems_of(index) for found in ends for index in found)
    return str(min(map(len, ends))) if own else "0"


def defects(asked: dict[str, Value], world: World) -> Iterator[tuple[str, Thing]]:
    for index, defect in world.graph.defects:
        if asked["defect"] == "any" or defect.kind in listed(asked["defect"]):
            fields: dict[str, Value] = {"about": defect.about, "message": defect.message, "fix": defect.fix}
            yield defect.about, Thing(index, "(defect)", fields, is_node=False)


def speaks(index: int, asked: dict[str, Value], world: World) -> bool:
    """Withdrawn nodes and what they write are no subjects, unless `including` names their status."""
    return world.status(index) not in WITHDRAWN or world.status(index) in listed(asked.get("including"))


def nodes(asked: dict[str, Value], world: World) -> Iterator[tuple[str, Thing]]:
    for index in world.all():
        if "type" in asked:
            chosen = (
                bool(world.node(index).type)
                if asked["type"] == "any"
                else world.node(index).type in listed(asked["type"])
            )
        else:
            chosen = set(listed(asked["trait"])) <= world.traits(index)
        if chosen and speaks(index, asked, world):
            yield str(index), world.thing(index)


def links(asked: dict[str, Value], world: World) -> Iterator[tuple[str, Thing]]:
    inverses = world.vocabulary.inverses
    wanted = None if asked["link"] == "any" else [inverses.get(name, name) for name in listed(asked["link"])]
    for at, link in enumerate(world.graph.links):
        if (wanted is None or link.name in wanted) and speaks(link.writer, asked, world):
            fields: dict[str, Value] = {
                "name": link.written_name,
                "status": {"nobody": "knows"} if link.status == "unsure" else link.status,
                "target": link.written_target,
                "written_in": link.written_in,
            }
            yield f"link {at}", Thing(link.writer, "(link)", fields, is_node=False)


def day_of_law(index: int, world: World) -> date:
    """The day of whose law the citations of a node are judged: of a record, when it was made."""
    node = world.node(index)
    if "record" not in world.traits(index):
        return world.as_of
    own = [name for name in node.fields if name.endswith("_on")]
    for names in (["approved_on"], own):
        days = [day for name in names for day in past_days(node.fields.get(name), world)]
        if days:
            return max(days)
    return world.as_of


def past_days(value: Value, world: World) -> list[date]:
    found: list[date] = []
    for one in values_of(value, []):
        try:
            found.append(read(one, "date", world.act))
        except MalformedError:
            continue
    return [day for day in found if day <= world.as_of]


def citations(asked: dict[str, Value], world: World) -> Iterator[tuple[str, Thing]]:
    for at, (of, standing) in enumerate(first_of_each(asked, world)):
        fields: dict[str, Value] = {"text": of.at.citation.text, "act": of.at.citation.act}
        if standing is not None:
            certainty = "certain" if standing.is_certain else "likely"
            fields |= {"status": standing.status, "provision": standing.provision, "meant": standing.meant}
            fields["certainty"] = certainty
        yield f"citation {at}", Thing(of.node, "(citation)", fields, is_node=False)


def first_of_each(asked: dict[str, Value], world: World):
    """One for each list at a place and status; of what is wrong in the same way in one file the first."""
    seen: set[object] = set()
    for of, standing in standings(world):
        status = standing.status if standing else None
        keys = {(of.node, of.at.place, status)}
        if standing and status not in ("ok", "other-act", "left-open", "law-defect"):
            keys.add((of.at.place.path, standing.provision, status, standing.meant, standing.is_certain))
        if speaks(of.node, asked, world):
            if not keys & seen:
                yield of, standing
            seen |= keys


def standings(world: World):
    """Each citation with what it is: those of one file, under the law of one day, are judged together."""
    citations = world.graph.citations
    if world.act is None:
        return [(of, None) for of in citations]
    found = []
    for _, group in groupby(citations, key=lambda of: (of.at.place.path, day_of_law(of.node, world))):
        together = list(group)
        day = day_of_law(together[0].node, world)
        judged = standings_of([of.at.citation for of in together], world.act, day)
        found += zip(together, judged, strict=True)
    return found
