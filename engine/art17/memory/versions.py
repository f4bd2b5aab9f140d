"""What earlier versions of files stated, kept by path and blob: neither can change."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple

from art17.memory.store import Store
from art17.model.then import Then

NAME = "versions"
Stated = Mapping[str, Then]
"""By id of the artefact."""


class Versions:
    """The versions that were read under the same tool, packs and manifest (`ground`); under another there are none."""

    def __init__(self, store: Store | None, ground: str) -> None:
        self._store, self._ground = store, ground
        self._known: dict[str, list[list[object]]] = {}
        self._used: set[str] = set()
        self._is_new = False
        data = store.load(NAME) if store else None
        if data:
            with suppress(ValueError, TypeError, KeyError, AttributeError):
                kept = json.loads(data)
                self._known = kept["versions"] if kept["ground"] == ground else {}

    def get(self, path: str, blob: str) -> Stated | None:
        """What a version stated; None where it is not known."""
        key = _key(path, blob)
        rows = self._known.get(key)
        self._used.add(key)
        if rows is None:
            return None
        with suppress(ValueError, TypeError, IndexError):
            return {str(row[0]): then_in(row[1:]) for row in rows}
        return None

    def put(self, path: str, blob: str, stated: Stated) -> None:
        """Keep what a version stated."""
        self._used.add(_key(path, blob))
        self._known[_key(path, blob)] = [[name, *astuple(then)] for name, then in stated.items()]
        self._is_new = True

    def save(self) -> None:
        """Keep what this run asked for, if anything of it is new."""
        if self._store and self._is_new:
            used = {key: rows for key, rows in self._known.items() if key in self._used}
            data = json.dumps({"ground": self._ground, "versions": used}, separators=(",", ":"))
            self._store.save(NAME, [data.encode()])


def then_in(row: Sequence[object]) -> Then:
    """What an artefact stated, from a row of data."""
    last_reviewed, approved_on, approved_by, status, digest, content = row
    names = tuple(map(str, approved_by)) if isinstance(approved_by, list | tuple) else ()  # pyright: ignore
    return Then(str(last_reviewed), str(approved_on), names, str(status), str(digest), str(content))


def _key(path: str, blob: str) -> str:
    return f"{blob} {path}"
