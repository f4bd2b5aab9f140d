"""A folder as one digest, links out of it not followed; total over whatever stands in it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator

from art17.reading.io.source import MAX_BYTES


def digest_of_tree(folder: str, endings: tuple[str, ...] = ("",)) -> str:
    """The SHA-256 over the names and bytes of all files beneath a folder whose names end so.

    Of a file that is too large to be read, no more than the beginning counts; that something
    cannot be opened counts too.
    """
    whole = hashlib.sha256()
    for path in sorted(files_beneath(folder)):
        if path.endswith(("/", *endings)):
            try:
                data = b"" if path.endswith("/") else beginning_of(f"{folder}/{path}")
                size = len(data)
            except OSError:
                data, size = b"", -1
            whole.update(f"{path}\0{size}\0".encode("utf-8", "surrogateescape") + data)
    return whole.hexdigest()


def files_beneath(folder: str) -> Iterator[str]:
    """The paths of all regular files beneath a folder, and with a `/` those of folders that cannot be listed."""
    waiting = [""]
    while waiting:  # no call for each level: there may be thousands
        beneath = waiting.pop()
        try:
            with os.scandir(f"{folder}/{beneath}") as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(f"{beneath}{entry.name}/")
                    elif entry.is_file(follow_symlinks=False):
                        yield f"{beneath}{entry.name}"
        except OSError:
            yield beneath or "/"


def beginning_of(path: str) -> bytes:
    """The bytes of a file, of one that is too large no more than show that it is.

    Raises:
        OSError: where it cannot be read.
    """
    with open(path, "rb") as file:  # noqa: PTH123  hundreds of files, and Path is slow
        return file.read(MAX_BYTES + 1)
