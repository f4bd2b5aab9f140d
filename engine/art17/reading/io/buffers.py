"""A source with bytes of the caller's own for some files: unsaved buffers of an editor, edits to be tried."""

from __future__ import annotations

from collections.abc import Mapping

from art17.reading.io.source import KnowsLeftOut, Source


class WithBuffers:
    """What another source holds, with some files replaced (bytes), added, or gone (None)."""

    def __init__(self, source: Source, buffers: Mapping[str, bytes | None]) -> None:
        self._source = source
        self._buffers = buffers

    def paths(self) -> tuple[str, ...]:
        """The paths of all files, sorted."""
        there = {path for path, data in self._buffers.items() if data is not None}
        return tuple(sorted({*self._source.paths(), *there} - (self._buffers.keys() - there)))

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None where it is gone.

        Raises:
            UnreadableError: where it is there and cannot be read.
        """
        return self._buffers[path] if path in self._buffers else self._source.read(path)

    def left_out(self) -> tuple[tuple[str, str], ...]:
        """What lies in the folder and is not among its paths."""
        return self._source.left_out() if isinstance(self._source, KnowsLeftOut) else ()

    def is_special(self, path: str) -> bool:
        """Whether something that is not a regular file is at a path."""
        return path not in self._buffers and self._source.is_special(path)
