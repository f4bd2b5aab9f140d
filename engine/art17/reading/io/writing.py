"""Every file that is written: whole or not at all, and never through a link that the checked folder holds."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Generator
from pathlib import Path

from art17.errors import UsageError
from art17.reading.io.source import whole_of

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
_STREAMS = ("/dev/", "/proc/")
"""Streams of the process under a name, such as `/dev/stdout`: they are written to, there is nothing to replace."""

_FIXES = {
    errno.ENOENT: "make the folder first, or name a file in one that exists",
    errno.ENOTDIR: "name a file in a folder",
    errno.EISDIR: "name a file in that folder",
    errno.ENAMETOOLONG: "name it shorter",
    errno.ENOSPC: "free some space, or name a file on another disk",
    errno.EDQUOT: "free some space, or name a file on another disk",
    errno.EFBIG: "raise the limit on the size of files (`ulimit -f`), or write less",
}
_MAY_NOT = "name a file that you may write to, in a folder that you may write to"


def write_file(data: bytes, file: Path, root: Path) -> None:
    """Write bytes into a file: a new one takes the place of what is there, a link or a further name of a file too.

    `root` is the folder that is checked; no folder on the way to the file may be a link that is
    part of it, or of the repository that it is in.  What was there stays whole where writing fails.

    Raises:
        UsageError: with the cause, where it cannot be written.
    """
    whole = whole_of(root)
    try:
        if _is_stream(file, whole):
            file.write_bytes(data)
        else:
            with _folder_of(file, whole) as folder:
                _replace(file, data, folder)
    except OSError as error:
        raise _cannot(file, error) from error


def write_new(data: bytes, file: Path) -> None:
    """Write bytes into a file that is not there yet, with the folders that it needs.

    Raises:
        UsageError: where something is there, or it cannot be written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(file):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        _replace(file, data, None)
    except OSError as error:
        raise _cannot(file, error) from error


def _cannot(file: Path, error: OSError) -> UsageError:
    return UsageError(f"cannot write {file.as_posix()}: {error.strerror}", _FIXES.get(error.errno or 0, _MAY_NOT))


@contextlib.contextmanager
def _folder_of(file: Path, whole: Path) -> Generator[int | None, None, None]:
    """The folder of a file, opened, so that nobody can put another in its place; None where the system cannot.

    Raises:
        UsageError: where a folder on the way is a link in what is checked: a stranger may have put it there.
    """
    path = Path(os.path.abspath(file))  # noqa: PTH100  links stay as they are written
    if os.open not in os.supports_dir_fd or os.rename not in os.supports_dir_fd:
        for folder in path.parents:
            if folder.is_symlink() and _is_within(folder.parent, whole):
                raise _is_link(file, folder.name)
        yield None
        return
    opened = os.open(path.anchor, _FOLDER)
    try:
        for folder in (*reversed(path.parents),)[1:]:
            must_be_real = _is_within(folder.parent, whole)
            try:
                inner = os.open(folder.name, _FOLDER | (os.O_NOFOLLOW if must_be_real else 0), dir_fd=opened)
            except OSError as error:
                if must_be_real and folder.is_symlink():
                    raise _is_link(file, folder.name) from error
                raise
            os.close(opened)
            opened = inner
        yield opened
    finally:
        os.close(opened)


def _is_within(folder: Path, whole: Path) -> bool:
    return Path(os.path.realpath(folder)).is_relative_to(whole)


def _is_link(file: Path, name: str) -> UsageError:
    fix = "name the folder that it leads to, if you mean that"
    return UsageError(f"cannot write {file.as_posix()}: the folder {name} is a link", fix)


def _is_stream(file: Path, whole: Path) -> bool:
    """Whether a name is that of a pipe or device of whoever calls, which takes bytes and is not replaced."""
    if os.path.abspath(file).startswith(_STREAMS):  # noqa: PTH100
        return True
    if not os.path.lexists(file) or Path(os.path.realpath(file.parent)).is_relative_to(whole):
        return False
    mode = file.lstat().st_mode
    return not (stat.S_ISREG(mode) or stat.S_ISLNK(mode) or stat.S_ISDIR(mode))


def _replace(file: Path, data: bytes, folder: int | None) -> None:
    """A new file, written beside the name and then put in its place; in a folder that is open, where it is."""
    here = file if folder is None else Path(file.name)
    mode = _mode_of(here, folder)
    new = here.with_name(f".art17-{os.getpid()}-{os.urandom(6).hex()}")
    descriptor = os.open(new, _NEW, 0o666, dir_fd=folder)
    try:
        with os.fdopen(descriptor, "wb") as opened:
            if mode is not None and hasattr(os, "fchmod"):
                os.fchmod(opened.fileno(), mode)
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        os.replace(new, here, src_dir_fd=folder, dst_dir_fd=folder)  # atomic: a reader sees the old file or the new one
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(new, dir_fd=folder)
        raise


def _mode_of(file: Path, folder: int | None) -> int | None:
    """The mode of the regular file that is replaced; None where there is none.

    Raises:
        OSError: where it is a folder, or is protected against writing.
    """
    try:
        found = os.stat(file, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(found.st_mode):
        return None
    if not os.access(file, os.W_OK, dir_fd=folder):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return stat.S_IMODE(found.st_mode)
