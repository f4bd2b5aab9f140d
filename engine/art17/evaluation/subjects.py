"""Whom a rule is judged on: the nodes, links, citations or provisions that its `for` names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import groupby

from art17.conditions.claims import can_satisfy
from art17.conditions.linked import carriers
from art17.conditions.scene import Scene
from art17.evaluation.rule import Subjects
from art17.graph.node import NOBODY_KNOWS, UNSURE, CitationOf, Link, Node
from art17.law.standing import standings_of
from art17.model.artefact import Defect
from art17.model.days import date_in
from art17.model.law import Linkage, Standing
from art17.model.place import Place
from art17.model.value import Value

RECORD_DATE = "approved_on"
_RIGHT = frozenset({"ok", "other-act", "left-open", "law-defect"})
_MOST_LINES = 12


def subjects_of(subjects: Subjects, scene: Scene, manifest: Place) -> Iterator[Node]:
    """The subjects in node order (others in the order of the law or the file), `where` not yet asked."""
    match subjects.sort:
        case "node":
            yield from _nodes(subjects, scene)
        case "link":
            yield from (
                link_subject(link, scene)
                for link in scene.facts.links
                if (not subjects.names or link.name in subjects.names) and speaks(link.writer, subjects, scene)
            )
        case "citation":
            yield from _citations(subjects, scene)
        case "provision":
            yield from (_provision(cite, scene, manifest) for cite in subjects.names)
        case "linkage":
            yield from _linkages(subjects, scene, manifest)
        case "defect":
            yield from (
                _defect(index, defect, scene)
                for index, defect in scene.facts.defects
                if not subjects.names or defect.kind in subjects.names
            )
        case _:
            yield Node(-1, "(qms)", {}, manifest, "The QMS")


def _nodes(subjects: Subjects, scene: Scene) -> Iterator[Node]:
    facts = scene.facts
    if subjects.names:
        indices = sorted({i for name in subjects.names for i in facts.of_type(name)})
    elif subjects.traits:
        first, *others = (facts.of_trait(trait) for trait in subjects.traits)
        indices = [index for index in first if all(index in other for other in others)]
    else:
        indices = [index for index in facts.indices if facts.node(index).type]
    yield from (facts.node(index) for index in indices if speaks(index, subjects, scene))


def speaks(index: int, subjects: Subjects, scene: Scene) -> bool:
    """Whether a node, or what it writes, is a subject: not where it is withdrawn, unless that status is included."""
    node = scene.node(index)
    return not node.is_withdrawn or node.status in subjects.including


def link_subject(link: Link, scene: Scene) -> Node:
    """A link as something that conditions are judged on; link tests start at the node that wrote it."""
    found = scene.of_links.get(id(link))  # the graph holds the link for as long as there is a scene
    if found is None:
        found = scene.of_links[id(link)] = _link(link, scene)
    return found


def _link(link: Link, scene: Scene) -> Node:
    writer = scene.facts.node(link.writer)
    fields = _link_fields(link.written_name, link.status, link.written_target, link.written_in)
    return Node(link.writer, "(link)", fields, link.place, writer.name, writer.status, writer.traits)


@lru_cache(maxsize=65536)  # many links of one name mean the same
def _link_fields(name: str, status: str, target: str, written_in: str) -> Mapping[str, Value]:
    shown = status if status != UNSURE else NOBODY_KNOWS
    return {"name": name, "status": shown, "target": target or None, "written_in": written_in}


def _citations(subjects: Subjects, scene: Scene) -> Iterator[Node]:
    """The citations; of those in one list at one place the first of each status.

    What is wrong in the same way again and again in one file is one subject with several places.
    """
    seen: set[tuple[int, Place, str | None]] = set()
    found: dict[object, Node] = {}
    others: dict[object, list[Place]] = {}
    for of, standing in _with_standing(scene):
        if not speaks(of.node, subjects, scene):
            continue
        place, status = of.at.place, standing.status if standing else None
        if (of.node, place, status) in seen:
            continue
        seen.add((of.node, place, status))
        key: object = (of.node, place, status)
        if standing and standing.status not in _RIGHT:
            key = (place.path, standing.provision, status, standing.meant, standing.is_certain)
        if key not in found:
            found[key] = _citation(of, standing, scene)
        else:
            others.setdefault(key, []).append(place)
    for key, subject in found.items():
        yield _with_others(subject, others[key]) if key in others else subject


def _with_others(subject: Node, places: list[Place]) -> Node:
    """A subject with the further places of the same; the message counts them."""
    lines = [str(place.line) for place in places[:_MOST_LINES] if place.line]
    more = len(places) - len(lines)
    here = [f"in line{'s' if len(lines) > 1 else ''} {', '.join(lines)}"] if lines else []
    there = [f"at {more} {'more ' if lines else ''}place{'s' if more > 1 else ''}"] if more else []
    fields = {**subject.fields, "message": f"{subject.fields['message']}; so again {' and '.join(here + there)}"}
    return replace(subject, fields=fields, others=tuple(places))


def _with_standing(scene: Scene) -> Iterator[tuple[CitationOf, Standing | None]]:
    """Each citation with its standing: those of one file under the law of one day are judged together."""
    if scene.act is None:
        yield from ((of, None) for of in scene.facts.citations)
        return
    days = [day_of_law(scene.node(of.node), scene) for of in scene.facts.citations]
    together = groupby(zip(scene.facts.citations, days, strict=True), key=lambda each: (each[0].at.place.path, each[1]))
    for (_, day), group in together:
        found = [of for of, _ in group]
        yield from zip(found, standings_of([of.at.citation for of in found], scene.act, day), strict=True)


def _citation(of: CitationOf, standing: Standing | None, scene: Scene) -> Node:
    """A citation with its status under the law of the day; in a record, of the record's day."""
    node = scene.facts.node(of.node)
    fields: dict[str, str | None] = {"text": of.at.citation.text, "act": of.at.citation.act}
    if standing is not None:
        fields |= {
            "status": standing.status,
            "provision": standing.provision,
            "meant": standing.meant,
            "message": standing.message,
            "certainty": "certain" if standing.is_certain else "likely",
            **(_claim(of, node, standing.provision, scene) if standing.status == "ok" else {}),
        }
    return Node(of.node, "(citation)", fields, of.at.place, node.name, node.status, node.traits)


def _claim(of: CitationOf, node: Node, provision: str | None, scene: Scene) -> dict[str, str]:
    """Of a citation in the field `satisfies`, whether the node's type can carry what it claims."""
    artefact = node.artefact
    if artefact is None or provision is None or "satisfies" not in artefact.fields:
        return {}
    claimed_at = artefact.place_of("satisfies")
    route = claimed_at.route
    if of.at.place.path != claimed_at.path or not route or of.at.place.route[: len(route)] != route:
        return {}
    kind = scene.facts.vocabulary.types.get(node.type)
    able = kind.satisfies if kind else ()
    others = scene.facts.vocabulary.types.values() if kind and kind.generic else ()
    is_taken = any(each.kind == "document" and provision in each.satisfies for each in others)
    if not kind or is_taken or can_satisfy(able, provision, scene.act):
        return {"claim": "able"}
    topic = scene.act.topic_of(provision) if scene.act else ""
    meant = f"a {kind.title.lower()} carries {', '.join(able)}" if able else f"a {kind.title.lower()} carries none"
    return {"claim": "unable", "meant": able[0] if able else "", "message": f"{provision} is about {topic}; {meant}"}


def day_of_law(node: Node, scene: Scene) -> date:
    """The day whose law a node's citations are judged under: for records, when they were made.

    That is when a record was approved, else the latest of its dates that is past (`held_on`, `signed_on`, ...).
    """
    register = scene.facts.node(node.register) if node.register >= 0 else node
    for at in (node, register):
        if "record" in at.traits:
            names = (RECORD_DATE,) if at.fields.get(RECORD_DATE) else sorted(n for n in at.fields if n.endswith("_on"))
            past = [day for day in (_date_of(at, name) for name in names) if day and day <= scene.as_of]
            if past:
                return max(past)
    return scene.as_of


def _date_of(node: Node, name: str) -> date | None:
    value = node.fields.get(name)
    return date_in(value) if isinstance(value, str) else None


def _provision(cite: str, scene: Scene, manifest: Place) -> Node:
    provision = scene.act.provision(cite) if scene.act else None
    fields = {
        "cite": cite,
        "topic": provision.topic if provision else None,
        "scope": provision.scope if provision else None,
    }
    return Node(-1, "(provision)", fields, manifest, cite)


def _linkages(subjects: Subjects, scene: Scene, manifest: Place) -> Iterator[Node]:
    """Each linkage for the house, and for each system; how many carry its ends can be asked."""
    for linkage in scene.act.linkages if scene.act else ():
        if subjects.names and linkage.kind not in subjects.names:
            continue
        for system in (-1, *scene.facts.of_trait("system")):
            ends = {end: carriers(cite, system, scene) for end, cite in _ends_of(linkage)}
            own = system < 0 or any(system in scene.facts.systems(i) for found in ends.values() for i in found)
            place = scene.node(next(iter(ends["source"]))).place if ends["source"] else manifest
            fields = {
                "source": linkage.source,
                "target": linkage.target,
                "kind": linkage.kind,
                "reason": linkage.reason,
                "carriers": str(min(len(found) for found in ends.values())) if own else "0",
            }
            name = linkage.id if system < 0 else f"{linkage.id} {scene.node(system).name}"
            yield Node(system, "(linkage)", fields, place, name)


def _ends_of(linkage: Linkage) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("source", linkage.source), ("target", linkage.target)


def _defect(index: int, defect: Defect, scene: Scene) -> Node:
    fields = {"about": defect.about, "message": defect.message, "fix": defect.fix}
    node = scene.facts.node(index) if index >= 0 else None
    name = node.name if node else defect.about
    return Node(index, "(defect)", fields, defect.place, name, traits=node.traits if node else frozenset())
