"""Where bytes come from: the files of a folder as they are now, none of them outside it."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Protocol, runtime_checkable

from art17.reading.io.endings import PACKED, blocks_format_of
from art17.reading.io.git import GitSilentError, left_out_of, repository_of, unignored
from art17.reading.io.unreadable import SPECIAL, TooLargeError, UnreadableError

_MIB = 1024 * 1024
MAX_BYTES = 8 * _MIB
MAX_PACKED_BYTES = 64 * _MIB
"""The same for Office files and PDFs, most of which are pictures that nobody unpacks."""

_LINKED = "a link to a folder, which is not followed"
MOST_BYTES = 4096 * _MIB
"""So many bytes all files that are opened may have together."""

_MAX_PATH = 4096
_NEVER = frozenset({".git", ".hg", ".svn", ".bzr", "node_modules", "__pycache__", ".venv", ".tox", "lost+found"})
"""Folders that are never walked into where there is no git to say what is ignored."""

_NO_FILE = frozenset(
    {errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EMLINK, errno.ENXIO, errno.ENAMETOOLONG, errno.EISDIR}
)
"""What opening says where there is no file of that name, or one that is a link."""

_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


def digest_of_bytes(data: bytes) -> str:
    """The SHA-256 of a file's bytes."""
    return hashlib.sha256(data).hexdigest()


def most_bytes(path: str) -> int:
    """How many bytes of a file of that name are read."""
    return MAX_PACKED_BYTES if blocks_format_of(path) in PACKED else MAX_BYTES


def too_large(fix: str, most: int = MAX_BYTES) -> TooLargeError:
    """What is wrong with a file that has more bytes than are read."""
    return TooLargeError(f"The file has more than {most // _MIB} MiB, which are not read", fix)


@runtime_checkable
class KnowsLeftOut(Protocol):
    """A source that knows what lies in its folder and is not among its paths."""

    def left_out(self) -> tuple[tuple[str, str], ...]:
        """Each file or folder that is there and was not listed, with the reason; after `paths` was asked."""
        ...


@runtime_checkable
class KnowsSizes(Protocol):
    """A source that knows how large its files are without reading them."""

    def size_of(self, path: str) -> int:
        """How many bytes a file has; 0 where there is none."""
        ...


class Source(Protocol):
    """Something that holds files: the working tree, the index or a revision of git."""

    def paths(self) -> tuple[str, ...]:
        """The paths of all files, relative and with `/`, sorted; one that ends so is a folder that cannot be listed."""
        ...

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None where it is gone, or is no file.

        Raises:
            UnreadableError: where it is there and cannot be read.
        """
        ...

    def is_special(self, path: str) -> bool:
        """Whether something stands at a path that is no regular file."""
        ...


def bytes_named(file: Path, root: Path) -> bytes:
    """The bytes of a file that the call names; one beneath the folder is read like all that stand there.

    Raises:
        UnreadableError: where the file is a link in the folder, or cannot be read there.
        OSError: where it cannot be read.
    """
    inside = _beneath(file, root)
    if inside is None:
        return bytes_outside(file)
    data = WorkingTree(root).read(inside)
    if data is not None:
        return data
    if not os.path.lexists(file):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    raise UnreadableError(SPECIAL, "put a regular file there")


def bytes_outside(file: Path) -> bytes:
    """The bytes of a file that the call names, wherever it stands; a pipe is read where somebody writes into it.

    Raises:
        UnreadableError: where it has more than is read, or is a pipe of which nothing comes.
        OSError: where it cannot be read.
    """
    with open(file, "rb", opener=lambda path, flags: os.open(path, flags | getattr(os, "O_NONBLOCK", 0))) as opened:
        os.set_blocking(opened.fileno(), True)  # only opening must not wait
        data = opened.read(MAX_BYTES + 1)
        is_pipe = stat.S_ISFIFO(os.fstat(opened.fileno()).st_mode)
    if len(data) > MAX_BYTES:
        raise too_large("name a smaller one")
    if is_pipe and not data:
        raise UnreadableError("This is a pipe into which nobody writes", "name a file")
    return data


def leads_out(file: Path, root: Path) -> bool:
    """Whether a path that begins in a folder leads out of it, by a link."""
    return _beneath(file, root) is not None and not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(root))


def whole_of(root: Path) -> Path:
    """The repository that a folder is in, or the folder."""
    return repository_of(root) or Path(os.path.realpath(root))


def _beneath(file: Path, root: Path) -> str | None:
    """The path of a file from a folder in which it stands, as it is written: no link is resolved."""
    whole, folder = (Path(os.path.abspath(each)) for each in (file, root))  # noqa: PTH100  as above
    return whole.relative_to(folder).as_posix() if whole.is_relative_to(folder) else None


class WorkingTree:
    """The files of a folder; links are not followed, devices and pipes not opened."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._real = os.path.realpath(root)
        self._inside: dict[str, bool] = {"": True}
        self._names: dict[str, frozenset[str] | None] = {}
        self._left_out: list[tuple[str, str]] = []

    def paths(self) -> tuple[str, ...]:
        """All files that git does not ignore; without git all files, and the folders that cannot be listed."""
        self._left_out = []
        try:
            listed = unignored(self._root)
        except GitSilentError:
            self._left_out.append((".git", "git could not say what is ignored, so every file was read"))
            return self._walked()
        return self._walked() if listed is None else self._there(listed)

    def left_out(self) -> tuple[tuple[str, str], ...]:
        """Nested repositories, submodules, linked folders, and files that git has and the folder has not."""
        return tuple(self._left_out)

    def read(self, path: str) -> bytes | None:
        """The bytes of a regular file inside the folder."""
        folder, _, _ = path.rpartition("/")
        if len(path) > _MAX_PATH or "\0" in path or not self._is_inside(folder):
            return None
        return _bytes_at(f"{self._real}/{path}", lambda opened: self._is_there(opened, path))

    def mark(self, path: str) -> str:
        """The SHA-256 of a file's bytes; "" where there are none to be had."""
        try:
            data = self.read(path)
        except UnreadableError:
            return ""
        return digest_of_bytes(data) if data is not None else ""

    def size_of(self, path: str) -> int:
        """How many bytes a regular file has."""
        try:
            found = os.lstat(f"{self._real}/{path}")
        except (OSError, ValueError):
            return 0
        return found.st_size if stat.S_ISREG(found.st_mode) else 0

    def is_special(self, path: str) -> bool:
        """Whether a link, a device or the like stands at a path."""
        full = Path(self._real) / path
        return os.path.lexists(full) and (full.is_symlink() or not full.is_file())

    def hidden_folders(self) -> tuple[str, ...]:
        """The hidden folders at the top, whether git lists what is in them or not."""
        entries = _entries_in(self._real) or []
        return tuple(
            sorted(each.name for each in entries if each.name.startswith(".") and each.is_dir(follow_symlinks=False))
        )

    def _is_there(self, descriptor: int, path: str) -> bool:
        """Whether what was opened is in the folder still: one on the way may have been swapped for a link.

        Asked where the system says under which name a file was opened (Linux).
        """
        try:
            opened = os.readlink(f"/proc/self/fd/{descriptor}")  # noqa: PTH115  one call a file
        except OSError:
            return True
        return opened.startswith(f"{self._real}/{path}") or Path(opened).is_relative_to(self._real)

    def _is_inside(self, folder: str) -> bool:
        """Whether no part of a folder's path is a link."""
        known = self._inside.get(folder)
        if known is None:
            real = f"{self._real}/{folder}"
            known = self._inside[folder] = os.path.realpath(real) == os.path.normpath(real)
        return known

    def _there(self, listed: tuple[str, ...]) -> tuple[str, ...]:
        """Those that exist: git also names what was deleted, or stands where its settings point."""
        found: list[str] = []
        gone: list[str] = []
        for folder, group in groupby(listed, key=_folder_of):
            names = self._names_in(folder)
            for path in group:
                if path.endswith("/"):
                    self._left_out.append((path.rstrip("/"), "a repository of its own; check it by itself"))
                elif names is None or path.rpartition("/")[2] in names:
                    found.append(path)
                else:
                    gone.append(path)
        if gone:
            self._left_out.extend(_sparse(gone, left_out_of(self._root)))
        return tuple(path for path in found if not self._is_folder(path))

    def _is_folder(self, path: str) -> bool:
        """Whether what git lists as a file is a folder here: a submodule, or a link to a folder."""
        if "." in path.rpartition("/")[2] or not os.path.isdir(f"{self._real}/{path}"):  # noqa: PTH112  one call a path
            return False
        is_link = os.path.islink(f"{self._real}/{path}")  # noqa: PTH114
        reason = _LINKED if is_link else "a submodule; check it by itself"
        self._left_out.append((path, reason))
        return not is_link  # a link stays among the paths, where it is special

    def _names_in(self, folder: str) -> frozenset[str] | None:
        """What stands in a folder; None where that cannot be told."""
        if folder not in self._names:
            try:
                inside = self._is_inside(folder)
                self._names[folder] = frozenset(os.listdir(f"{self._real}/{folder}") if inside else ())  # noqa: PTH208
            except OSError as error:
                self._names[folder] = frozenset() if error.errno in _NO_FILE else None
        return self._names[folder]

    def _walked(self) -> tuple[str, ...]:
        found: list[str] = []
        waiting = [""]
        while waiting:  # no call for each level: there may be thousands
            beneath = waiting.pop()
            entries = _entries_in(f"{self._real}/{beneath}")
            if entries is None:
                found.append(beneath or "./")
                continue
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting += [] if entry.name in _NEVER else [f"{beneath}{entry.name}/"]
                elif entry.name not in _NEVER or not entry.is_dir():
                    found.append(f"{beneath}{entry.name}")
                    if entry.is_symlink() and _leads_to_a_folder(entry):
                        self._left_out.append((f"{beneath}{entry.name}", _LINKED))
        return tuple(sorted(found))


def _folder_of(path: str) -> str:
    return path.rstrip("/").rpartition("/")[0]


def _leads_to_a_folder(link: os.DirEntry[str]) -> bool:
    """Whether a link leads to a folder; one that leads to itself leads nowhere."""
    try:
        return link.is_dir()
    except OSError:
        return False


def _entries_in(folder: str) -> list[os.DirEntry[str]] | None:
    """What stands in a folder; None where it cannot be listed."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except (FileNotFoundError, NotADirectoryError):  # it is gone since
        return []
    except OSError:
        return None


def _sparse(gone: Iterable[str], left_out: Collection[str]) -> Iterator[tuple[str, str]]:
    """What a sparse checkout leaves out, folder by folder; what somebody has deleted is not meant to be there."""
    counts = Counter(_folder_of(path) for path in gone if path in left_out)
    for folder, count in sorted(counts.items()):
        files = f"{count} files" if count > 1 else "a file"
        yield folder or ".", f"{files} of it left out by a sparse checkout; check the folder where all files are"


def _bytes_at(path: str, is_there: Callable[[int], bool]) -> bytes | None:
    """The bytes of a regular file; None for a link, a pipe or a device, and for what was opened elsewhere."""
    try:
        descriptor = os.open(path, _FLAGS)
    except OSError as error:
        if error.errno in _NO_FILE:
            return None
        raise UnreadableError(f"The file cannot be read: {error.strerror}", "make it readable") from None
    try:
        return _bytes_of(descriptor, most_bytes(path)) if is_there(descriptor) else None
    except OSError as error:
        raise UnreadableError(f"The file cannot be read: {error.strerror}", "make it readable") from None
    finally:
        os.close(descriptor)


def _bytes_of(descriptor: int, most: int) -> bytes | None:
    state = os.fstat(descriptor)
    if not stat.S_ISREG(state.st_mode):
        return None
    if state.st_size > most:
        raise too_large("split or exclude it", most)
    data = os.read(descriptor, state.st_size + 1)
    while len(data) != state.st_size and len(data) <= most and (more := os.read(descriptor, MAX_BYTES)):
        data += more  # it grew, or came in parts
    return data
