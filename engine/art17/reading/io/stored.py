"""Files as git stores them: bytes of blobs, asked for in batches; nothing is checked out, no filter runs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from art17.reading.io.endings import format_of
from art17.reading.io.git import objects_of
from art17.reading.io.source import Source, most_bytes, too_large
from art17.reading.io.unreadable import UnreadableError

AT_ONCE = 256
_SHA1 = 40
AT_ONCE_BYTES = 64 * 1024 * 1024


def is_stored_as(source: Source | None, path: str, blob: str) -> bool:
    """Whether git would store what a source has under a path as the blob of that id."""
    if isinstance(source, StoredFiles):
        return source.mark(path) == blob
    try:
        data = source.read(path) if source else None
    except UnreadableError:
        return False
    if data is None:
        return False
    whole = b"blob %d\0" % len(data) + data
    digest = hashlib.sha1(whole, usedforsecurity=False) if len(blob) == _SHA1 else hashlib.sha256(whole)
    return digest.hexdigest() == blob


@dataclass(frozen=True, slots=True)
class Blob:
    """A stored file; without an id nothing is stored, because it is in conflict."""

    id: str
    size: int
    is_regular: bool


class StoredFiles:
    """Files by their paths, read from the objects of the repository that a folder is in."""

    def __init__(self, root: Path, blobs: Mapping[str, Blob]) -> None:
        self._root = root
        self._blobs = blobs
        self._paths = tuple(sorted(blobs))
        self._numbers = {path: at for at, path in enumerate(self._paths)}
        self._held: dict[str, bytes] = {}

    def paths(self) -> tuple[str, ...]:
        """The paths of all stored files, links too."""
        return self._paths

    def size_of(self, path: str) -> int:
        """How many bytes are stored under a path."""
        blob = self._blobs.get(path)
        return blob.size if blob and blob.is_regular else 0

    def is_special(self, path: str) -> bool:
        """Whether a link or a submodule is stored under a path."""
        blob = self._blobs.get(path)
        return blob is not None and not blob.is_regular

    def mark(self, path: str) -> str:
        """The id of what is stored as a regular file; "" where nothing is, and words for a link or a conflict."""
        blob = self._blobs.get(path)
        if blob is None:
            return ""
        return blob.id or "in conflict" if blob.is_regular else "no regular file"

    def read(self, path: str) -> bytes | None:
        """The bytes of a regular file as they are stored; of a link or a submodule none."""
        blob = self._blobs.get(path)
        if blob is None or not blob.is_regular:
            return None
        if not blob.id:
            raise UnreadableError("The file is in conflict", "resolve the conflict, and `git add` the file")
        if blob.size > most_bytes(path):
            raise too_large("split or exclude it", most_bytes(path))
        if blob.id not in self._held:
            self._held = objects_of(self._root, self._next(path))
        if blob.id not in self._held:
            raise UnreadableError("git does not have what is stored here", "fetch the whole history")
        return self._held[blob.id]

    def _next(self, path: str) -> Sequence[str]:
        """The ids of a file and of those that will probably be asked for after it."""
        wanted, size = [self._blobs[path].id], self._blobs[path].size
        for other in self._paths[self._numbers[path] + 1 :]:
            blob = self._blobs[other]
            if blob.is_regular and blob.id and blob.size <= most_bytes(other) and format_of(other):
                size += blob.size
                if len(wanted) >= AT_ONCE or size > AT_ONCE_BYTES:
                    break
                wanted.append(blob.id)
        return wanted
