"""The dossier of a QMS: the master document list, and the evidence for each provision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from art17.checking.context import RunContext, load
from art17.checking.master_list import called, master_list
from art17.checking.report import report_of
from art17.checking.request import Progress, Request
from art17.checking.verdicts import evaluate
from art17.commands.dossier_index import index_for
from art17.errors import UsageError
from art17.model.dossier import Dossier, Shown
from art17.model.evidence import MET
from art17.model.nearest import did_you_mean
from art17.model.problem import Problem
from art17.model.report import Obligation, Report
from art17.reporting.judged_words import judged_for


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
        made = replace(
            made, index=index_for(reader, context, index, {each.id: each.provisions for each in made.documents})
        )
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
    of_provider = context.graph.by_trait.get("organisation", ())
    own = context.graph.nodes[system] if system >= 0 else None
    return Dossier(
        as_of=report.as_of,
        law=report.law,
        packs=tuple(f"{pack.name} {pack.version} ({pack.digest})" for pack in report.packs),
        input=report.digest,
        provider=", ".join(called(context.graph.nodes[index]) for index in of_provider),
        system=own.name if own else "",
        system_title=own.title if own else "",
        documents=tuple(master_list(context, held, system)),
        shown=tuple(_shown(each, context, report) for each in held),
        unread=len(context.graph.unreadable),
    )


def _shown(each: Obligation, context: RunContext, report: Report) -> Shown:
    """An obligation with what carries it: where no other artefact does, what the system says of itself."""
    evidence = tuple(f"{item.id} ({item.path})" for item in each.evidence)
    if each.verdict == MET and not evidence:
        own = (context.graph.node(index) for index in context.graph.of_trait("system"))
        evidence = tuple(f"{node.name} ({node.place.path})" for node in own if node.name == each.system)
    evidence += tuple(f"judged: {said}" for said in judged_for(each, report))
    return Shown(each.provision, each.topic, each.system, each.verdict, each.strength, evidence)
