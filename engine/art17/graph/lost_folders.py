"""Links in prose into folders that are not there: one note for a folder, not a finding for each link."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import unquote

from art17.graph.node import FILE, LOST, RESOLVED, UNKNOWN, Link
from art17.graph.resolve import Directory
from art17.model.artefact import Defect

PROSE = "links_to"
FEWEST = 5
"""So many links into one folder that is not there mean that it was left out, or that a root is not known."""
_SEVERAL = 2
"""So many links to pages without a source show that they are made, where no more lead to pages with one."""
_MOST_NAMED = 3
_ROOT = "/"
_FILE = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}$")
_OF_DATA = "pages of data"
_REDIRECTS = "_redirects"
"""How several hosts of sites call the table of where addresses lead on."""


def without_lost_folders(links: Sequence[Link], directory: Directory) -> tuple[tuple[Link, ...], tuple[Defect, ...]]:
    """The links, those into folders that are not there as lost, and a defect for each such folder."""
    prose = [link for link in links if link.name == PROSE]
    broken = [(link, _path_of(link)) for link in prose if link.status == UNKNOWN]
    grouped = {**_without_root(prose, broken), **_led_on(broken, directory)}
    known = {id(link) for found in grouped.values() for link in found}
    rest = [each for each in broken if id(each[0]) not in known]
    made = _made_of_data(prose, rest, directory)
    without_source = {id(link) for link in made}
    grouped |= {_OF_DATA: made} if made else {}
    grouped |= _by_folder([each for each in rest if id(each[0]) not in without_source], directory)
    if not grouped:
        return tuple(links), ()
    lost = {id(link) for found in grouped.values() for link in found}
    return (
        tuple(replace(link, status=LOST) if id(link) in lost else link for link in links),
        tuple(_defect(folder, grouped[folder]) for folder in sorted(grouped)),
    )


def without_loss(link: Link) -> Link:
    """A link as it is by itself, whatever others lead to."""
    return replace(link, status=UNKNOWN) if link.status == LOST else link


def may_be_lost(link: Link) -> bool:
    """Whether a link may count for a folder that is not there, or against it."""
    return link.name == PROSE and (link.status in (UNKNOWN, LOST) or link.written_target.startswith(_ROOT))


def _path_of(link: Link) -> str:
    """The path that a link means, without query, anchor and a last stroke."""
    return unquote(link.written_target.partition("#")[0].partition("?")[0]).strip().rstrip("/")


def _without_root(prose: Sequence[Link], broken: Sequence[tuple[Link, str]]) -> dict[str, list[Link]]:
    """All broken links that begin with a stroke, where most of these are: the root of their site is not here."""
    found = [link for link, path in broken if path.startswith(_ROOT)]
    whole = sum(link.written_target.startswith(_ROOT) for link in prose if link.status in (RESOLVED, FILE))
    return {_ROOT: found} if len(found) >= FEWEST and len(found) > whole else {}


def _led_on(broken: Sequence[tuple[Link, str]], directory: Directory) -> dict[str, list[Link]]:
    """The broken links to pages on sites that have a table of where addresses lead on, by that table."""
    tables = sorted(file for file in directory.files if posixpath.basename(file) == _REDIRECTS)
    found: defaultdict[str, list[Link]] = defaultdict(list)
    for link, path in broken:
        table = next((each for each in reversed(tables) if link.place.path.startswith(posixpath.dirname(each))), "")
        if table and not path.startswith(_ROOT) and not _FILE.search(path):
            found[table].append(link)
    return found


def _made_of_data(prose: Sequence[Link], broken: Sequence[tuple[Link, str]], directory: Directory) -> list[Link]:
    """The broken links to pages that the generator of the site may make of data and templates.

    Such pages are in a folder without sources, in one into which most links lead to no source, or beside a page for
    any name.
    """
    if not directory.makes_pages:
        return []
    pages = [(link, path) for link, path in broken if _is_page(path)]
    without = Counter(_top_of(path) for _, path in pages)
    whole = Counter(_top_of(_path_of(link)) for link in prose if link.status in (RESOLVED, FILE))
    return [
        link
        for link, path in pages
        if (_top_of(path) and without[_top_of(path)] >= max(_SEVERAL, whole[_top_of(path)] + 1))
        or len(tuple(_missing(link, path, directory))) > 1
        or directory.is_made(path)
    ]


def _is_page(path: str) -> bool:
    return path.endswith(".html") or (path.startswith(_ROOT) and not _FILE.search(path))


def _top_of(path: str) -> str:
    """The outermost folder of a path from the root of a site; "" where it has none."""
    first, more, _ = path.removeprefix(_ROOT).partition("/") if path.startswith(_ROOT) else ("", "", "")
    return first if more else ""


def _by_folder(broken: Sequence[tuple[Link, str]], directory: Directory) -> dict[str, list[Link]]:
    """The broken links by the outermost folder that is not there, where there are enough; the folder itself too."""
    ways = [(link, tuple(_missing(link, path, directory))) for link, path in broken]
    into: defaultdict[str, list[Link]] = defaultdict(list)
    for link, missing in ways:
        if len(missing) > 1:
            into[missing[0]].append(link)
    lost = {folder for folder, found in into.items() if len(found) >= FEWEST}
    grouped: defaultdict[str, list[Link]] = defaultdict(list)
    for link, missing in ways:
        if missing and missing[0] in lost:
            grouped[missing[0]].append(link)
    return grouped


def _missing(link: Link, path: str, directory: Directory) -> Iterator[str]:
    """The folders on the way to a target, and the target, that are not there, the outer ones first."""
    if path.startswith(_ROOT):
        ways = [list(_not_there(posixpath.normpath(f"{root}{path}"), directory)) for root in directory.site_roots]
        steps = path.strip("/").split("/")
        depth = len(steps) - min(map(len, ways))
        yield from (f"/{'/'.join(steps[: at + 1])}" for at in range(max(depth, 0), len(steps)))
    else:
        yield from _not_there(posixpath.normpath(posixpath.join(posixpath.dirname(link.place.path), path)), directory)


def _not_there(path: str, directory: Directory) -> Iterator[str]:
    parts = [part for part in path.split("/") if part != "."]
    for depth in range(1, len(parts) + 1):
        way = "/".join(parts[:depth])
        if way not in directory.folders:
            yield way


def _defect(folder: str, found: Sequence[Link]) -> Defect:
    targets = list(dict.fromkeys(link.written_target for link in found))
    named = ", ".join(targets[:_MOST_NAMED]) + (", and more" if len(targets) > _MOST_NAMED else "")
    where = "begin with / and lead nowhere" if folder == _ROOT else f"lead into {folder}, which is not"
    if folder == _OF_DATA:
        where = "are to pages that the site may make of data, and that have no source"
    elif posixpath.basename(folder) == _REDIRECTS:
        where = f"are to pages that only {folder} may know, which are not"
    fix = "check the folder together with what holds it, put it back, or fix the links"
    return Defect("lost-folder", found[0].place, folder, f"{len(found)} links {where} here: {named}", fix)
