"""The index of a dossier: the points that a reader starts from, and the artefacts that are listed there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from art17.checking.context import RunContext
from art17.errors import UsageError
from art17.graph.node import Node
from art17.model.dossier import Index, Indexed
from art17.model.nearest import did_you_mean
from art17.model.value import leaves
from art17.reading.packs.pack_tables import tables_named


def index_for(reader: str, context: RunContext, system: int, carried: Mapping[str, Sequence[str]]) -> Index:
    """The index for a reader; `carried` are the provisions that each artefact is evidence for.

    Raises:
        UsageError: where no pack in use names such a reader.
        PackError: where the table of a pack is not of its shape.
    """
    known: dict[str, Any] = {}
    for _, table in tables_named("dossiers", context.packs):
        known |= cast("dict[str, Any]", table)
    if reader not in known:
        near = did_you_mean(reader, known)
        raise UsageError(f"no pack makes a dossier for {reader!r}{near}", f"known are {', '.join(known) or 'none'}")
    stated = known[reader]
    points = tuple(_indexed(point, context, system, carried) for point in stated["points"])
    return Index(stated["title"], points)


def _indexed(
    point: Mapping[str, Any], context: RunContext, system: int, carried: Mapping[str, Sequence[str]]
) -> Indexed:
    graph, cite = context.graph, point["provision"]
    found = [node for node in graph.nodes if _is_in(node, point, context, carried) and _is_for(node, context, system)]
    topic = context.act.topic_of(cite) if context.act else ""
    return Indexed(cite, topic, tuple(_said(node, context) for node in found))


def _is_in(node: Node, point: Mapping[str, Any], context: RunContext, carried: Mapping[str, Sequence[str]]) -> bool:
    """Whether an artefact in force belongs to a point, by its type, its traits or what it is evidence for."""
    if not node.is_in_force or not _has(node, point.get("where", {})):
        return False
    if node.type in point.get("types", ()) or not node.traits.isdisjoint(point.get("traits", ())):
        return True
    claimed = str(point.get("claims") or "")
    own = carried.get(context.graph.address(node.index), ()) if claimed and "document" in node.traits else ()
    return any(context.act is not None and context.act.is_beneath(cite, claimed) for cite in own)


def _has(node: Node, where: Mapping[str, str]) -> bool:
    return all(text.lower() in [leaf.lower() for leaf in leaves(node.fields.get(name))] for name, text in where.items())


def _is_for(node: Node, context: RunContext, system: int) -> bool:
    """Whether it is of the system that is asked for, or of the organisation."""
    reached = context.graph.systems_of[node.index]
    return system < 0 or node.index == system or not reached or system in reached


def _said(node: Node, context: RunContext) -> str:
    """An artefact with its title, its file, and where it is a change, whether the notified body knows of it."""
    title = f" {node.title}" if node.title else ""
    told = "".join(
        f"; {name.replace('_', ' ')}: {', '.join(leaves(node.fields[name]))}"
        for name in ("decided_on", "notified_on", "outside_approval_because")
        if node.fields.get(name)
    )
    return f"{context.graph.address(node.index)}{title} ({node.place.path}{told})"
