"""The dossier of a QMS: the master document list, and the evidence for each provision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from art17.checking.context import RunContext, load
from art17.checking.report import report_of
from art17.checking.request import Progress, Request
from art17.checking.verdicts import evaluate
from art17.commands.dossier_index import index_for
from art17.errors import UsageError
from art17.graph.build import MAINTAINED
from art17.graph.node import Node
from art17.model.days import date_in, duration_in
from art17.model.dossier import Dossier, Listed, Shown
from art17.model.evidence import MET
from art17.model.nearest import did_you_mean
from art17.model.problem import Problem
from art17.model.report import Obligation, Report
from art17.model.value import leaves

RANK = {"document": 0, "record": 1}


@dataclass(frozen=True, slots=True)
class Compiled:
    """A dossier, and what could not be read for it."""

    dossier: Dossier
    problems: tuple[Problem, ...]


def dossier(request: Request, system: str = "", progress: Progress = lambda _: None, reader: str = "") -> Compiled:
    """The dossier of a folder; for one system what covers it, and what belongs to the house.

    `reader` is who it is for, as a pack names it in `dossiers.yaml`: with an index by the points that they start from.

    Raises:
        Art17Error: where the run cannot begin, or there is no system of that id, or no reader of that name.
    """
    context = load(request, progress)
    index = _system(system, context)
    report = report_of(context, evaluate(context))
    obligations = [each for each in report.obligations if not system or each.system in ("", system)]
    made = _dossier(context, report, obligations, index)
    if reader:
        made = replace(made, index=index_for(reader, context, index, _carried(obligations)))
    return Compiled(made, report.problems)


def _system(name: str, context: RunContext) -> int:
    known = {context.graph.node(index).name: index for index in context.graph.of_trait("system")}
    if name and name not in known:
        if Path(name).is_dir():
            raise UsageError(f"{name!r} is a folder, no AI system", f"write `art17 dossier --directory {name}`")
        near = did_you_mean(name, known)
        raise UsageError(f"there is no AI system {name!r}{near}", f"known are {', '.join(known) or 'none'}")
    return known[name] if name else -1


def _dossier(context: RunContext, report: Report, obligations: Iterable[Obligation], system: int) -> Dossier:
    held = tuple(obligations)
    carried = _carried(held)
    nodes = [node for node in context.graph.nodes if _is_listed(node, context, system)]
    nodes.sort(key=lambda node: (RANK.get(_kind(node), 2), node.type, node.name, node.place.path))
    of_provider = context.graph.by_trait.get("organisation", ())
    own = context.graph.nodes[system] if system >= 0 else None
    return Dossier(
        as_of=report.as_of,
        law=report.law,
        packs=tuple(f"{pack.name} {pack.version} ({pack.digest})" for pack in report.packs),
        input=report.digest,
        provider=", ".join(_called(context.graph.nodes[index]) for index in of_provider),
        system=own.name if own else "",
        system_title=own.title if own else "",
        documents=tuple(_listed(node, context, carried.get(context.graph.address(node.index), ())) for node in nodes),
        shown=tuple(_shown(each, context) for each in held),
        unread=len(context.graph.unreadable),
    )


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


def _called(node: Node) -> str:
    return f"{node.title} ({node.name})" if node.title else node.name


def _people(node: Node, name: str, context: RunContext) -> str:
    """Who is named, with the name that the directory has; as written where it has none."""
    links = context.graph.outgoing.get(name, {}).get(node.index, ())
    known = {link.written_target: _called(context.graph.nodes[link.target]) for link in links}
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


def _shown(each: Obligation, context: RunContext) -> Shown:
    """An obligation with what carries it: where no other artefact does, what the system says of itself."""
    evidence = tuple(f"{item.id} ({item.path})" for item in each.evidence)
    if each.verdict == MET and not evidence:
        own = (context.graph.node(index) for index in context.graph.of_trait("system"))
        evidence = tuple(f"{node.name} ({node.place.path})" for node in own if node.name == each.system)
    return Shown(each.provision, each.topic, each.system, each.verdict, each.strength, evidence)
