"""Further tables of a pack (`coverage.yaml`, `crosswalk.yaml`), read when a command asks for them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from art17.errors import PackError
from art17.model.place import Place
from art17.model.problem import Problem
from art17.model.rule import Pack
from art17.model.value import Value
from art17.reading.pack_places import shown
from art17.reading.source import WorkingTree
from art17.reading.text import text_of
from art17.reading.unreadable import UnreadableError
from art17.reading.yaml_text import documents_of


def tables_named(name: str, packs: Iterable[Pack]) -> tuple[tuple[Pack, dict[str, Value]], ...]:
    """The table of that name of each pack that has one.

    Raises:
        PackError: where it cannot be read, or is no mapping.
    """
    found: list[tuple[Pack, dict[str, Value]]] = []
    for pack in packs:
        table = _table(Path(pack.folder), f"{name}.yaml")
        if table is not None:
            found.append((pack, table))
    return tuple(found)


def _table(folder: Path, name: str) -> dict[str, Value] | None:
    path = f"{shown(folder)}/{name}"
    try:
        data = WorkingTree(folder).read(name)
        if data is None:
            return None
        documents = documents_of(text_of(data))
    except UnreadableError as error:
        raise PackError([error.problem(path)]) from None
    stated: Value = documents[0] if documents else None
    if not isinstance(stated, dict):
        raise PackError([Problem(Place(path), "The file does not hold one mapping", "write `key: value` lines")])
    return stated
