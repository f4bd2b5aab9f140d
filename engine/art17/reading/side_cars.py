"""Side-cars: YAML files that speak for another file, beside it or mirrored in the overlay folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from art17.model.artefact import Problem
from art17.model.place import Place
from art17.model.settings import Settings
from art17.model.value import Value
from art17.reading.drafts import SideCar
from art17.reading.source import Source, WorkingTree
from art17.reading.text import text_of
from art17.reading.unreadable import UnreadableError
from art17.reading.yaml_text import documents_of

_ENDINGS = (".yaml", ".yml")


class SideCars:
    """The side-cars of a run; those of the overlay are asked last, so that they count most.

    A side-car beside a file that is read itself adds to that artefact.  One beside a PDF or the like
    is the artefact: what it says stands there, with line and column.
    """

    def __init__(self, root: Path, settings: Settings, source: Source, paths: frozenset[str]) -> None:
        self._root = root
        self._paths = paths
        self._inner = source
        self.problems: list[Problem] = []
        self.files: list[tuple[str, str]] = []
        self._overlay = Path(settings.folder) / settings.overlay if settings.overlay else None
        self._prefix = f"{Path(os.path.relpath(self._overlay, root)).as_posix()}/" if self._overlay else ""
        self._outer = self._outer_tree()
        self._by_file: dict[str, list[str]] = {}
        self._find()

    @property
    def source(self) -> Source:
        """The source of the run, which also holds an overlay that lies outside of the folder."""
        return self

    def paths(self) -> tuple[str, ...]:
        return tuple(sorted({*self._paths, *(path for paths in self._by_file.values() for path in paths)}))

    def read(self, path: str) -> bytes | None:
        if self._outer and path.startswith(self._prefix):
            return self._outer.read(path.removeprefix(self._prefix))
        return self._inner.read(path)

    def is_side_car(self, path: str) -> bool:
        """Whether a file only speaks for another."""
        return bool(self._prefix and path.startswith(self._prefix)) or _described(path) in self._paths

    def of(self, path: str) -> tuple[SideCar, ...]:
        """What the side-cars of a file say; one that cannot be read is a problem."""
        found: list[SideCar] = []
        for car in self._by_file.get(path, ()):
            stated = self._stated(car)
            if stated is not None:
                found.append(SideCar(car, stated))
        return tuple(found)

    def is_special(self, path: str) -> bool:
        """Whether something stands at a path that is no regular file."""
        full = self._root / path
        return os.path.lexists(full) and (full.is_symlink() or not full.is_file())

    def _outer_tree(self) -> WorkingTree | None:
        """The overlay as a tree of its own, where it lies outside of the folder."""
        if self._overlay is None:
            return None
        if not self._overlay.is_dir():
            mend = "make the folder, or mend `overlay` in the manifest"
            self.problems.append(Problem(Place(self._prefix.rstrip("/")), "The overlay folder does not exist", mend))
            return None
        return WorkingTree(self._overlay)

    def _find(self) -> None:
        for path in sorted(self._paths):
            if _described(path) in self._paths and not (self._prefix and path.startswith(self._prefix)):
                self._by_file.setdefault(_described(path), []).append(path)
        for path in self._outer.paths() if self._outer else ():
            described = _described(path)
            if described in self._paths:
                self._by_file.setdefault(described, []).append(self._prefix + path)
            elif path.endswith(_ENDINGS):
                message = f"This side-car speaks for {described!r}, which does not exist"
                self.problems.append(Problem(Place(self._prefix + path), message, "rename or remove it"))

    def _stated(self, path: str) -> Mapping[str, Value] | None:
        try:
            data = self.read(path)
            if data is None:
                return None
            self.files.append((path, hashlib.sha256(data).hexdigest()))
            documents = documents_of(text_of(data))
        except UnreadableError as error:
            self.problems.append(error.problem(path))
            return None
        if len(documents) == 1 and isinstance(documents[0], Mapping):
            return documents[0]
        self.problems.append(Problem(Place(path), "The side-car holds no single mapping", "write `key: value` lines"))
        return None


def _described(path: str) -> str:
    """The path for which a side-car would speak: `a.pdf` for `a.pdf.yaml`; "" for other names."""
    for ending in _ENDINGS:
        if path.endswith(ending):
            described = path.removesuffix(ending)
            return described if "." in described.rpartition("/")[2].strip(".") else ""
    return ""
