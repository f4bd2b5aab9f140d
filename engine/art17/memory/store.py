"""What is kept between runs: in the user's cache folder, one folder for each QMS, JSON lines and nothing that runs.

Whatever stands there counts only if it is whole and where it was put: every file ends in a digest
of the rest and of its own name.  What cannot be read, or not be written, is as if it were not
there; no run fails for it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

FOLDERS = 40
"""How many QMS are remembered; the one not used for longest is forgotten first."""

CALLS = 8
"""How many files of one kind are kept for a QMS."""

_FEWER = {"snapshot": 3}
"""How many of those that are large."""

_ABANDONED = 3600
"""After how many seconds a file that is still being written was left by a run that died."""

_WRITING = ".writing-"
_LENGTH = len("\nsha256:") + 64


class Store:
    """What is kept of one folder."""

    def __init__(self, root: Path) -> None:
        base, real = cache_folder(), os.path.realpath(root)
        name = hashlib.sha256(os.fsencode(real)).hexdigest()[:32]
        is_outside = base is not None and not Path(os.path.realpath(base)).is_relative_to(real)
        self._folder = base / name if base and is_outside else None  # checking writes nothing into what it checks

    def load(self, name: str) -> bytes | None:
        """What was kept under a name; None where nothing was, or it is not whole."""
        if self._folder is None:
            return None
        try:
            data = b"" if _is_link(self._folder) else (self._folder / name).read_bytes()
        except OSError:
            return None
        kept, end = data[:-_LENGTH], data[-_LENGTH:]
        return kept if end == _end_of(self._folder, name, (kept,)) else None

    def save(self, name: str, parts: Iterable[bytes]) -> None:
        """Keep parts under a name: wholly or, where that cannot be done, not at all."""
        if self._folder is None:
            return
        with contextlib.suppress(OSError):
            if _is_link(self._folder):
                return
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._write(self._folder, name, parts)
            _forget(self._folder, name)

    def forget(self) -> int:
        """Remove everything that is kept of the folder; the number of files."""
        return 0 if self._folder is None or _is_link(self._folder) else _removed(self._folder)

    @staticmethod
    def forget_all() -> int:
        """Remove everything that is kept of any folder; the number of files."""
        base = cache_folder()
        if base is None or not base.is_dir():
            return 0
        return sum(_removed(Path(entry)) for entry in _entries(base) if entry.is_dir(follow_symlinks=False))

    @staticmethod
    def _write(folder: Path, name: str, parts: Iterable[bytes]) -> None:
        import tempfile  # noqa: PLC0415  late: a run that only asks what is kept does not need it

        descriptor, path = tempfile.mkstemp(prefix=_WRITING, dir=folder)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(_end_of(folder, name, _written(parts, file)))
            os.replace(path, folder / name)  # noqa: PTH105  atomic: a reader sees the old file or the new one
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(path)  # noqa: PTH108
            raise


def _is_link(folder: Path) -> bool:
    """Whether somebody put a link where the folder of a QMS, or that of the cache, belongs."""
    return folder.is_symlink() or folder.parent.is_symlink()


def _written(parts: Iterable[bytes], file: BinaryIO) -> Iterator[bytes]:
    for part in parts:
        file.write(part)
        yield part


def _end_of(folder: Path, name: str, parts: Iterable[bytes]) -> bytes:
    """The last line of a file: what was kept under a name is nothing under another."""
    whole = hashlib.sha256(f"{folder.name}/{name}\0".encode())
    for part in parts:
        whole.update(part)
    return f"\nsha256:{whole.hexdigest()}".encode()


def cache_folder() -> Path | None:
    """The user's cache folder for art17; None where there is none that is an own, real folder."""
    from platformdirs import user_cache_path  # noqa: PLC0415  late: a run without cache does not need it

    try:
        folder = user_cache_path("art17", appauthor=False)
        return None if folder.is_symlink() else folder
    except (OSError, RuntimeError):
        return None


def _forget(folder: Path, name: str) -> None:
    """Take away what runs left that died, and what is kept beyond measure."""
    kind = name.partition("-")[0]
    oldest_first = sorted(_entries(folder), key=lambda entry: entry.stat().st_mtime)
    for entry in oldest_first:
        if entry.name.startswith(_WRITING) and time.time() - entry.stat().st_mtime > _ABANDONED:
            os.unlink(entry)  # noqa: PTH108
    of_kind = [entry for entry in oldest_first if entry.name.startswith(f"{kind}-")]
    for entry in of_kind[: -_FEWER.get(kind, CALLS)]:
        os.unlink(entry)  # noqa: PTH108
    folders = sorted(_entries(folder.parent), key=lambda entry: entry.stat().st_mtime)
    for entry in folders[:-FOLDERS]:
        for kept in _entries(Path(entry)):
            os.unlink(kept)  # noqa: PTH108
        os.rmdir(entry)  # noqa: PTH106


def _removed(folder: Path) -> int:
    """Take away a folder and the files in it; how many there were."""
    if not folder.is_dir():
        return 0
    files = list(_entries(folder))
    for entry in files:
        os.unlink(entry)  # noqa: PTH108
    with contextlib.suppress(OSError):  # a link that somebody put there stays
        folder.rmdir()
    return len(files)


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        yield from [entry for entry in entries if not entry.is_symlink()]
