"""Places in the files of packs, named the same wherever the packs lie."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from art17.model.place import Place, Route
from art17.model.problem import Problem
from art17.model.rule import Pack
from art17.reading.documents.places import line_at, located, located_in
from art17.reading.io.bundled import bundled
from art17.reading.io.source import WorkingTree
from art17.reading.io.unreadable import UnreadableError


def shown(folder: Path) -> str:
    """How places name the folder of a pack: a bundled one by its name under `rules`, others by theirs."""
    inside = is_bundled(folder)
    return f"rules/{folder.relative_to(bundled('rules').resolve()).as_posix()}" if inside else folder.name


def is_path(name: str) -> bool:
    """Whether a pack is named by its folder; a bare name is that of a bundled one."""
    return "/" in name or os.sep in name or name.startswith(".")


def is_bundled(folder: Path) -> bool:
    """Whether a pack came with the tool."""
    return folder.is_relative_to(bundled("rules").resolve())


def place_in(folder: Path, file: str, route: Route = ()) -> Place:
    """A place in a file of a pack, with its line where the file is there."""
    place = Place(f"{shown(folder)}/{file}", route)
    data = _bytes_in(folder, file)
    return located_in(data, [place])[place] if data is not None else place


def located_in_packs(places: Iterable[Place], packs: Iterable[Pack]) -> dict[Place, Place]:
    """Places in files of packs, with line and column."""
    return located(places, partial(_bytes_of, packs=tuple(packs)))


def with_sources(problems: Iterable[Problem], packs: Iterable[Pack]) -> list[Problem]:
    """Problems in files of packs, with line and column, and the line itself."""
    held, wrong = tuple(packs), list(problems)
    known = located_in_packs({problem.place for problem in wrong}, held)
    found: list[Problem] = []
    for problem in wrong:
        place = known.get(problem.place, problem.place)
        data = _bytes_of(place.path, held)
        found.append(replace(problem, place=place, source=line_at(data, place) if data is not None else ""))
    return found


def _bytes_of(path: str, packs: Iterable[Pack]) -> bytes | None:
    """What a file of a pack holds, by the path as places name it."""
    folders = {f"{shown(Path(pack.folder))}/": Path(pack.folder) for pack in packs}
    start = next((start for start in folders if path.startswith(start)), None)
    return _bytes_in(folders[start], path.removeprefix(start)) if start else None


def _bytes_in(folder: Path, path: str) -> bytes | None:
    try:
        return WorkingTree(folder).read(path)
    except UnreadableError:
        return None
