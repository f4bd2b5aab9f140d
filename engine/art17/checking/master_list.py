"""The master list of documents and records: version, owner, approval, review, digest, and what each is evidence for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from art17.checking.context import RunContext
from art17.graph.build import MAINTAINED
from art17.graph.node import Node
from art17.model.days import date_in, duration_in
from art17.model.dossier import Listed
from art17.model.report import Obligation
from art17.model.value import leaves

RANK = {"document": 0, "record": 1}


def master_list(context: RunContext, obligations: Iterable[Obligation], system: int = -1) -> Iterator[Listed]:
    """Every document and record that is a file: for a system those that cover it and the organisation's, else all."""
    carried = _carried(obligations)
    nodes = [node for node in context.graph.nodes if _is_listed(node, context, system)]
    nodes.sort(key=lambda node: (RANK.get(_kind(node), 2), node.type, node.name, node.place.path))
    return (_listed(node, context, carried.get(context.graph.address(node.index), ())) for node in nodes)


def _is_listed(node: Node, context: RunContext, system: int) -> bool:
    """Documents and records that are files, for the system that is asked for or for the whole house."""
    if node.register >= 0 or not (node.traits & MAINTAINED or node.unreadable):
        return False
    reached = context.graph.systems_of[node.index]
    return system < 0 or not reached or system in reached


def _carried(obligations: Iterable[Obligation]) -> Mapping[str, tuple[str, ...]]:
    """The provisions that each artefact is evidence for."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for each in obligations:
        for item in each.evidence:
            found[item.id][each.provision] = None
    return {name: tuple(cites) for name, cites in found.items()}


def _listed(node: Node, context: RunContext, provisions: tuple[str, ...]) -> Listed:
    graph = context.graph
    return Listed(
        id=graph.address(node.index),
        title=node.title,
        type=node.type,
        kind=_kind(node),
        version=_text(node, "version"),
        status=node.status,
        owner=_people(node, "owner", context),
        approved_by=_people(node, "approved_by", context),
        approved_on=_text(node, "approved_on"),
        last_reviewed=_text(node, "last_reviewed"),
        next_review=_next_review(node),
        systems=", ".join(graph.nodes[index].name for index in graph.systems_of[node.index]),
        path=_where(node),
        digest=context.digest_of(node).whole if not node.unreadable else "could not be read",
        provisions=provisions,
    )


def _kind(node: Node) -> str:
    return next((kind for kind in RANK if kind in node.traits), "")


def _text(node: Node, name: str) -> str:
    return ", ".join(leaves(node.fields.get(name)))


def called(node: Node) -> str:
    """An artefact by title and id."""
    return f"{node.title} ({node.name})" if node.title else node.name


def _people(node: Node, name: str, context: RunContext) -> str:
    """Who is named, with the name that the directory has; as written where it has none."""
    links = context.graph.outgoing.get(name, {}).get(node.index, ())
    known = {link.written_target: called(context.graph.nodes[link.target]) for link in links}
    return ", ".join(known.get(text, text) for text in leaves(node.fields.get(name)))


def _next_review(node: Node) -> str:
    """The day on which a review is due, as stated or as the interval says; "" where neither can be told."""
    if stated := _text(node, "next_review"):
        return stated
    last = date_in(_text(node, "last_reviewed")) or date_in(_text(node, "approved_on"))
    interval = duration_in(_text(node, "review_in"))
    if last is None or interval is None:
        return ""
    try:
        return interval.after(last).isoformat()
    except OverflowError:
        return ""


def _where(node: Node) -> str:
    """The file; of what is kept elsewhere also where."""
    path = node.artefact.describes if node.artefact and node.artefact.describes else node.place.path
    external = ", ".join(leaves(node.fields.get("external")))
    return f"{path} (kept elsewhere: {external})" if external else path
