"""Places in the files of packs, named the same wherever the packs lie."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from art17.model.place import Place, Route
from art17.model.rule import Pack
from art17.reading.bundled import bundled
from art17.reading.places import located, located_in


def shown(folder: Path) -> str:
    """How places name the folder of a pack: a bundled one by its name under `rules`, others by theirs."""
    inside = is_bundled(folder)
    return f"rules/{folder.relative_to(bundled('rules').resolve()).as_posix()}" if inside else folder.name


def is_bundled(folder: Path) -> bool:
    """Whether a pack came with the tool."""
    return folder.is_relative_to(bundled("rules").resolve())


def place_in(folder: Path, file: str, route: Route = ()) -> Place:
    """A place in a file of a pack, with its line where the file is there."""
    place = Place(f"{shown(folder)}/{file}", route)
    path = folder / file
    return located_in(path.read_bytes(), [place])[place] if path.is_file() else place


def located_in_packs(places: Iterable[Place], packs: Iterable[Pack]) -> dict[Place, Place]:
    """Places in files of packs, with line and column."""
    folders = {f"{shown(Path(pack.folder))}/": Path(pack.folder) for pack in packs}

    def bytes_of(path: str) -> bytes | None:
        found = next(
            (folder / path.removeprefix(start) for start, folder in folders.items() if path.startswith(start)), None
        )
        return found.read_bytes() if found and found.is_file() else None

    return located(places, bytes_of)
