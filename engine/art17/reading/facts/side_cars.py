"""Side-cars: YAML files that speak for another file, beside it or mirrored in the overlay folder."""

from __future__ import annotations

from collections.abc import Mapping

from art17.model.place import Place
from art17.model.problem import Problem
from art17.model.value import Value
from art17.reading.facts.drafts import SideCar
from art17.reading.facts.scope import shown_path
from art17.reading.formats.yaml_text import documents_of
from art17.reading.io.overlay import WithOverlay
from art17.reading.io.source import digest_of_bytes
from art17.reading.io.text import text_of
from art17.reading.io.unreadable import SPECIAL, UNLISTED, UnreadableError

_ENDINGS = (".yaml", ".yml")


class SideCars:
    """The side-cars of a run; those of the overlay are asked last, so that they count most.

    A side-car beside a file that is read itself adds to that artefact.  One beside a PDF or the like
    is the artefact: what it says stands there, with line and column.
    """

    def __init__(self, source: WithOverlay, paths: frozenset[str]) -> None:
        self._source = source
        self._paths = paths
        self._by_file: dict[str, list[str]] = {}
        self.problems: list[Problem] = []
        self.files: list[tuple[str, str]] = []
        self.nothing: list[tuple[str, str]] = []
        if source.is_missing:
            fix = "make the folder, or fix `overlay` in the manifest"
            self._tell(source.prefix.rstrip("/"), "The overlay folder does not exist", fix)
        self._find()

    def is_side_car(self, path: str) -> bool:
        """Whether a file only speaks for another."""
        return self._is_overlaid(path) or _described(path) in self._paths

    def of(self, path: str) -> tuple[SideCar, ...]:
        """What the side-cars of a file say; one that cannot be read is a problem."""
        found: list[SideCar] = []
        for car in self._by_file.get(path, ()):
            stated = self._stated(car)
            if stated is not None:
                found.append(SideCar(car, stated, self._is_overlaid(car)))
        return tuple(found)

    def _is_overlaid(self, path: str) -> bool:
        return bool(self._source.prefix) and path.startswith(self._source.prefix)

    def _find(self) -> None:
        for path in sorted(self._paths):
            described = _described(path)
            if described in self._paths and not self._is_overlaid(path):
                self._by_file.setdefault(described, []).append(path)
        for path in self._source.overlaid():
            described = _described(path.removeprefix(self._source.prefix))
            if path.endswith("/"):
                self._tell(path, UNLISTED, "make it readable")
            elif described in self._paths:
                self._by_file.setdefault(described, []).append(path)
            elif path.endswith(_ENDINGS):
                message = f"This side-car speaks for {shown_path(described)!r}, which does not exist"
                self._tell(path, message, "rename or remove it")

    def _stated(self, path: str) -> Mapping[str, Value] | None:
        if shown_path(path) != path:
            self._tell(path, "The name of the side-car is not UTF-8", "rename it")
            return None
        try:
            data = self._source.read(path)
            if data is None:
                self.nothing.append((path, ""))
                if self._source.is_special(path):
                    self._tell(path, SPECIAL, "put a regular file there")
                return None
            self.files.append((path, digest_of_bytes(data)))
            documents = documents_of(text_of(data))
        except UnreadableError as error:
            self.problems.append(error.problem(path))
            return None
        if len(documents) == 1 and isinstance(documents[0], Mapping):
            return documents[0]
        self._tell(path, "The side-car holds no single mapping", "write `key: value` lines")
        return None

    def _tell(self, path: str, message: str, fix: str) -> None:
        self.problems.append(Problem(Place(shown_path(path)), message, fix))


def _described(path: str) -> str:
    """The path for which a side-car would speak: `a.pdf` for `a.pdf.yaml`; "" for other names."""
    for ending in _ENDINGS:
        if path.endswith(ending):
            described = path.removesuffix(ending)
            return described if "." in described.rpartition("/")[2].strip(".") else ""
    return ""
