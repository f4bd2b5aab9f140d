"""The folder together with what a run also reads: an overlay and a manifest that may lie outside of it."""

from __future__ import annotations

import os
from pathlib import Path

from art17.model.settings import Settings
from art17.reading.io.source import KnowsLeftOut, KnowsSizes, Source, WorkingTree


class WithOverlay:
    """A source that also holds the overlay, under paths that lead there from the folder, and the manifest."""

    def __init__(self, root: Path, settings: Settings, source: Source) -> None:
        self._root = root
        self._inner = source
        self._sizes = source if isinstance(source, KnowsSizes) else None
        folder = Path(settings.folder)
        self.file = ""
        """The path of an overlay that is a file; "" where it is a folder, or there is none."""
        if settings.has_overlay_file:
            self.file = Path(os.path.relpath(folder / settings.overlay, root)).as_posix()
        overlay = folder / settings.overlay if settings.overlay and not self.file else None
        self.prefix = f"{Path(os.path.relpath(overlay, root)).as_posix()}/" if overlay else ""
        self.is_missing = overlay is not None and not os.path.isdir(overlay)  # noqa: PTH112  no name is too long for it
        self._outer = WorkingTree(overlay) if overlay and not self.is_missing else None
        self._manifest = (settings.place.path, folder) if not settings.is_default else ("", folder)

    def paths(self) -> tuple[str, ...]:
        """The paths of the folder and of the overlay."""
        return tuple(sorted({*self._inner.paths(), *self.overlaid()}))

    def overlaid(self) -> tuple[str, ...]:
        """The paths of the overlay."""
        return tuple(self.prefix + path for path in (self._outer.paths() if self._outer else ()))

    def read(self, path: str) -> bytes | None:
        """The bytes of a file of either, or of the manifest."""
        if self._outer and path.startswith(self.prefix):
            return self._outer.read(path.removeprefix(self.prefix))
        manifest, folder = self._manifest
        if path == self.file and path.startswith("../"):
            return WorkingTree((self._root / path).parent).read(path.rpartition("/")[2])
        if path == manifest and folder != self._root:
            return WorkingTree(folder).read(path.rpartition("/")[2])
        return self._inner.read(path)

    def left_out(self) -> tuple[tuple[str, str], ...]:
        """What lies in the folder and is not among its paths."""
        return self._inner.left_out() if isinstance(self._inner, KnowsLeftOut) else ()

    def size_of(self, path: str) -> int:
        """How many bytes a file of either has, as far as that is known."""
        if self._outer and path.startswith(self.prefix):
            return self._outer.size_of(path.removeprefix(self.prefix))
        return self._sizes.size_of(path) if self._sizes else 0

    def is_special(self, path: str) -> bool:
        """Whether something stands at a path that is no regular file."""
        return self._inner.is_special(path)
