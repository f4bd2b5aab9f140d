"""Places in the files of packs, named the same wherever the packs lie."""

from __future__ import annotations

from pathlib import Path

from art17.model.place import Place, Route
from art17.reading.bundled import bundled
from art17.reading.places import located_in


def shown(folder: Path) -> str:
    """How places name the folder of a pack: a bundled one by its name under `rules`, others by theirs."""
    rules = bundled("rules").resolve()
    inside = folder.is_relative_to(rules)
    return f"rules/{folder.relative_to(rules).as_posix()}" if inside else folder.name


def place_in(folder: Path, file: str, route: Route = ()) -> Place:
    """A place in a file of a pack, with its line where the file is there."""
    place = Place(f"{shown(folder)}/{file}", route)
    path = folder / file
    return located_in(path.read_bytes(), [place])[place] if path.is_file() else place
