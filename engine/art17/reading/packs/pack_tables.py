"""Further tables of a pack (`coverage.yaml`, `crosswalk.yaml`), read when a command asks for them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import cast

from art17.errors import PackError
from art17.model.place import Place
from art17.model.rule import Pack
from art17.model.value import Value
from art17.reading.formats.yaml_text import only_document
from art17.reading.io.source import WorkingTree
from art17.reading.io.text import text_of
from art17.reading.io.unreadable import UnreadableError
from art17.reading.packs.pack_places import shown
from art17.reading.packs.schemas import misshapen


def tables_named(name: str, packs: Iterable[Pack]) -> tuple[tuple[Pack, dict[str, Value]], ...]:
    """The table of that name of each pack that has one.

    Raises:
        PackError: where one cannot be read, or is not of the shape of its schema, with everything that is wrong in it.
    """
    found: list[tuple[Pack, dict[str, Value]]] = []
    for pack in packs:
        table = _table(Path(pack.folder), name)
        if table is not None:
            found.append((pack, table))
    return tuple(found)


def _table(folder: Path, name: str) -> dict[str, Value] | None:
    path = f"{shown(folder)}/{name}.yaml"
    try:
        data = WorkingTree(folder).read(f"{name}.yaml")
        if data is None:
            return None
        stated = only_document(text_of(data))
    except UnreadableError as error:
        raise PackError([error.problem(path)]) from None
    if wrong := misshapen(name, stated, data, Place(path, (0,))):
        raise PackError(wrong)
    return cast("dict[str, Value]", stated)
