"""A folder as one digest, links out of it not followed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator


def digest_of_tree(folder: str, endings: tuple[str, ...] = ("",)) -> str:
    """The SHA-256 over the names and bytes of all files beneath a folder whose names end so.

    Raises:
        OSError: where something of it cannot be read.
    """
    whole = hashlib.sha256()
    for path in sorted(_files_in(folder, endings)):
        with open(f"{folder}/{path}", "rb") as file:  # noqa: PTH123  hundreds of files, and Path is slow
            data = file.read()
        whole.update(f"{path}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    return whole.hexdigest()


def _files_in(folder: str, endings: tuple[str, ...], beneath: str = "") -> Iterator[str]:
    with os.scandir(f"{folder}/{beneath}") as entries:
        for entry in entries:
            path = f"{beneath}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from _files_in(folder, endings, f"{path}/")
            elif entry.is_file(follow_symlinks=False) and entry.name.endswith(endings):
                yield path
