"""A run on what a commit would hold: files and manifest from the index, and nothing judged that is not staged."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from art17.checking.context import RunContext
from art17.checking.request import Request
from art17.checking.verdicts import RunVerdicts, at_levels
from art17.errors import Art17Error
from art17.evaluation.evaluate import judgements
from art17.evaluation.findings import findings_of
from art17.graph.build import graph_of
from art17.graph.node import LOST, UNKNOWN, UNSURE, Link
from art17.graph.resolve import directory_of, paths_meant
from art17.model.place import Place
from art17.model.problem import Problem
from art17.model.report import Finding
from art17.model.rule import Pack
from art17.model.settings import Settings
from art17.reading.io.index import index_of, unstaged_in
from art17.reading.io.source import WorkingTree
from art17.reading.io.unreadable import UnreadableError
from art17.reading.packs.pack_places import is_bundled, is_path
from art17.reading.packs.packs import packs_of
from art17.reading.qms import read_qms
from art17.reading.settings import settings_of, with_artefacts_of

MOST = 10
OWN_PACK = "art17"


def staged(request: Request) -> Request:
    """The request on the staged files, those that it brings or else those of now.

    Packs and an overlay are named by folder and read from there; what they hold must be staged as
    it stands, since else the commit would be judged by what it does not hold.

    Raises:
        Art17Error: where there is no index, or a pack or overlay has unstaged changes.
    """
    source = request.source or index_of(request.root)
    settings = settings_of(request.root, request.config, source)
    packs = packs_of(settings) if any(map(is_path, settings.packs)) else ()
    changed = [f"{name}/{path}" for name, folder in _folders(settings, packs) for path in unstaged_in(folder)]
    if changed:
        fix = "stage these changes with `git add`, or take them back"
        told = "The run reads this file, and it differs from what is staged"
        raise Art17Error([Problem(Place(path), told, fix) for path in changed[:MOST]])
    return replace(request, source=source, is_staged=True)


def reads_outside_index(context: RunContext) -> bool:
    """Whether a run on staged files looks at the folder too: at packs, an overlay, or what links might mean there."""
    return context.request.is_staged and (bool(_folders(context.settings, context.packs)) or bool(_broken(context)))


def with_unstaged_targets(context: RunContext, judged: RunVerdicts) -> RunVerdicts:
    """What was judged, with an error for each link whose target is in the folder and would be missing from the commit.

    Whatever the link is worth elsewhere, what its author sees is not what others will get.
    """
    broken = _broken(context)
    there = dict(_stand_in(context, broken)) if broken else {}
    told: dict[str, Finding] = {}
    for at, path in there.items():
        for finding in _findings_on(broken[at], context):
            told[finding.id] = _refused(finding, broken[at], path)
    known = {finding.id: finding for finding in judged.findings if finding.id in told}
    new = [
        replace(each, blocks=known[name].blocks, hides=known[name].hides) if name in known else each
        for name, each in told.items()
        if name not in known or known[name].status == "active"
    ]
    names = {finding.id for finding in new}
    return replace(judged, findings=(*(each for each in judged.findings if each.id not in names), *new))


def _broken(context: RunContext) -> list[Link]:
    found = [link for link in context.graph.links if link.status in (UNKNOWN, UNSURE, LOST)]
    return [replace(link, status=UNKNOWN) if link.status == LOST else link for link in found]


def _stand_in(context: RunContext, broken: Sequence[Link]) -> Iterator[tuple[int, str]]:
    """For each link that leads to something in the folder its index and the path that it leads to."""
    tree = WorkingTree(context.request.root)
    settings = with_artefacts_of(context.settings, tree)
    reading = read_qms(context.request.root, settings, context.graph.vocabulary, context.act, tree)
    graph = graph_of(reading.artefacts, context.graph.vocabulary, reading.paths, settings.place)
    directory = directory_of(graph.nodes, context.graph.vocabulary, reading.paths)
    for at, link in enumerate(broken):
        meant = directory.meant_by(link.written_target, link.place.path)
        paths = [graph.nodes[index].place.path for index in meant]
        paths += [path for path in paths_meant(link.written_target, link.place.path) if _is_there(tree, path)]
        if paths:
            yield at, paths[0]


def _is_there(tree: WorkingTree, path: str) -> bool:
    try:
        return tree.read(path) is not None
    except UnreadableError:
        return True


def _findings_on(link: Link, context: RunContext) -> Iterator[Finding]:
    """What the engine's own rules say of one link, whatever else is wrong around it."""
    scene = replace(context.scene, facts=replace(context.graph, links=(link,)))
    own = [rule for rule in context.rules if rule.pack == OWN_PACK and rule.subjects.sort == "link"]
    yield from at_levels(context, findings_of(judgements(own, scene, context.settings.place), scene))


def _refused(finding: Finding, link: Link, path: str) -> Finding:
    message = f"{finding.subject.id} points to {link.written_target}, which is in {path}, but is not staged."
    return replace(finding, severity="error", message=message, fix=f"`git add {path}`, or take the link out.")


def _folders(settings: Settings, packs: Iterable[Pack]) -> list[tuple[str, Path]]:
    """The folders of the packs that are no bundled ones, and of the overlay, each with the way to it."""
    home = Path(settings.folder)
    own = [Path(pack.folder) for pack in packs if not is_bundled(Path(pack.folder))]
    named = [*own, home / settings.overlay] if settings.overlay else own
    return [(os.path.relpath(folder.resolve(), home.resolve()), folder) for folder in named if folder.is_dir()]
