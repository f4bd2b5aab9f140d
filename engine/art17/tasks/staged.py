"""A run on what a commit would hold: files and manifest from the index, and nothing judged that is not staged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from art17.errors import Art17Error
from art17.model.place import Place
from art17.model.problem import Problem
from art17.model.settings import Settings
from art17.reading.index import index_of, unstaged_in
from art17.reading.settings import settings_of
from art17.tasks.check import Order

MOST = 10


def staged(order: Order) -> Order:
    """The order on the staged files.

    Packs and an overlay are named by folder and read from there; what they hold must be staged as
    it stands, since else the commit would be judged by what it does not hold.

    Raises:
        Art17Error: where there is no index, or a pack or overlay has unstaged changes.
    """
    source = index_of(order.root)
    settings = settings_of(order.root, order.config, source)
    changed = [f"{name}/{path}" for name, folder in _folders(settings) for path in unstaged_in(folder)]
    if changed:
        mend = "stage these changes with `git add`, or take them back"
        told = "This is judged by, or read besides, and differs from what is staged"
        raise Art17Error([Problem(Place(path), told, mend) for path in changed[:MOST]])
    return replace(order, source=source)


def _folders(settings: Settings) -> list[tuple[str, Path]]:
    """The folders of packs and of the overlay that the manifest names."""
    named = [name for name in (*settings.packs, settings.overlay) if "/" in name or name.startswith(".")]
    if settings.overlay and settings.overlay not in named:
        named.append(settings.overlay)
    folders = [(name.rstrip("/"), Path(settings.folder) / name) for name in dict.fromkeys(named)]
    return [(name, folder) for name, folder in folders if folder.is_dir()]
