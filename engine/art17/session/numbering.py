"""Numbers of artefacts that stay while files come and go: the place of the file, and that in the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from art17.graph.changes import NotLocalError
from art17.model.artefact import Artefact

ROOM = 1 << 20
"""So many artefacts one file may hold."""
_GAP = 1 << 12
"""So many files may come between two neighbours, at best; fewer where each comes next to the last."""


def file_number(index: int) -> int:
    """The number of the file in which the artefact of a number is."""
    return index // ROOM


class Numbering:
    """Numbers that ascend in the order of paths; a file keeps its number, and the artefact at a place in it too."""

    def __init__(self) -> None:
        self._files: dict[str, int] = {}

    def __call__(self, artefacts: Sequence[Artefact]) -> Sequence[int]:
        """The numbers of all artefacts, which are in the order of their paths.

        Raises:
            NotLocalError: where there is no number left between two files.
        """
        groups = [(path, sum(1 for _ in group)) for path, group in groupby(artefacts, key=lambda each: each.path)]
        self._place([path for path, _ in groups])
        return [self._files[path] * ROOM + at for path, count in groups for at in range(count)]

    def _place(self, paths: Iterable[str]) -> None:
        """Give each file that is new a number between those of its neighbours."""
        before, waiting = 0, list[str]()
        known = {path: self._files[path] for path in paths if path in self._files}
        for path in paths:
            if path not in known:
                waiting.append(path)
                continue
            self._between(before, known[path], waiting, known)
            before, waiting = known[path], []
        self._between(before, before + _GAP * (len(waiting) + 1), waiting, known)
        self._files = known

    def _between(self, low: int, high: int, paths: Sequence[str], known: dict[str, int]) -> None:
        step = (high - low) // (len(paths) + 1)
        if paths and not step:
            raise NotLocalError
        known.update({path: low + step * at for at, path in enumerate(paths, 1)})
