"""The mutants of rules that are accepted though no case kills them, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from art17.errors import PackError
from art17.model.place import Place
from art17.model.problem import Problem
from art17.model.rule import Pack
from art17.model.value import Value
from art17.reading.formats.yaml_text import only_document
from art17.reading.io.bundled import bundled
from art17.reading.io.source import WorkingTree
from art17.reading.io.text import text_of
from art17.reading.io.unreadable import UnreadableError

NAME = "accepted-mutants.yaml"


def accepted_mutants_of(packs: Iterable[Pack]) -> dict[tuple[str, str], str]:
    """The reason for each rule and change: `accepted-mutants.yaml` next to the cases, rule to change to reason."""
    found: dict[tuple[str, str], str] = {}
    for pack in packs:
        for folder in (Path(pack.folder) / "cases", bundled("rules").parent / "fixtures" / "cases" / pack.name):
            found |= _read(folder / NAME)
    return found


def _read(file: Path) -> dict[tuple[str, str], str]:
    try:
        data = WorkingTree(file.parent).read(NAME)
        stated = only_document(text_of(data)) if data is not None else None
    except UnreadableError as error:
        raise PackError([error.problem(str(file))]) from None
    found: dict[tuple[str, str], str] = {}
    for rule, changes in _entries(stated):
        for change, reason in _entries(changes):
            if not isinstance(reason, str):
                message = f"{rule}: the change {change!r} has no reason"
                raise PackError([Problem(Place(str(file)), message, "say why it is accepted")])
            found[rule, change] = reason
    return found


def _entries(value: Value) -> Iterable[tuple[str, Value]]:
    return value.items() if isinstance(value, Mapping) else ()
