"""Links in prose into folders that are not there: one note for a folder, not a finding for each link."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import unquote

from art17.graph.node import LOST, UNKNOWN, Link
from art17.graph.resolve import Directory
from art17.model.artefact import Defect

PROSE = "links_to"
FEWEST = 5
"""So many links into one folder that is not there mean that it was left out, or that a root is not known."""
_MOST_NAMED = 3


def without_lost_folders(links: Sequence[Link], directory: Directory) -> tuple[tuple[Link, ...], tuple[Defect, ...]]:
    """The links, those into folders that are not there as lost, and a defect for each such folder."""
    lost: defaultdict[str, list[Link]] = defaultdict(list)
    for link in links:
        if link.name == PROSE and link.status == UNKNOWN and (folder := missing_folder(link, directory)):
            lost[folder].append(link)
    grouped = {folder: found for folder, found in lost.items() if len(found) >= FEWEST}
    if not grouped:
        return tuple(links), ()
    lost_ones = {id(link) for found in grouped.values() for link in found}
    return (
        tuple(replace(link, status=LOST) if id(link) in lost_ones else link for link in links),
        tuple(_defect(folder, grouped[folder]) for folder in sorted(grouped)),
    )


def missing_folder(link: Link, directory: Directory) -> str:
    """The outermost folder on the way to a target that is not there, "" where all are; with a `/` first from a root."""
    path = unquote(link.written_target.partition("#")[0].partition("?")[0]).strip()
    folder = posixpath.dirname(path)
    if path.startswith("/"):
        roots = directory.site_roots
        ways = (posixpath.normpath(posixpath.join(root, folder.lstrip("/"))) for root in roots)
        first = folder.strip("/").partition("/")[0]
        is_there = any(posixpath.normpath(posixpath.join(root, first)) in directory.folders for root in roots)
        return "" if not first or is_there or any(way in directory.folders for way in ways) else f"/{first}"
    return next(
        _not_there(posixpath.normpath(posixpath.join(posixpath.dirname(link.place.path), folder)), directory), ""
    )


def _not_there(folder: str, directory: Directory) -> Iterator[str]:
    """The folders on the way to a folder, the outer ones first, that are not there."""
    parts = [part for part in folder.split("/") if part != "."]
    for depth in range(1, len(parts) + 1):
        way = "/".join(parts[:depth])
        if way not in directory.folders:
            yield way


def _defect(folder: str, found: Sequence[Link]) -> Defect:
    targets = list(dict.fromkeys(link.written_target for link in found))
    named = ", ".join(targets[:_MOST_NAMED]) + (", ..." if len(targets) > _MOST_NAMED else "")
    message = f"{len(found)} links lead into {folder}, which is not here: {named}"
    fix = "check the folder together with what holds it, put it back, or fix the links"
    return Defect("lost-folder", found[0].place, folder, message, fix)
