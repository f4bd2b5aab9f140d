"""What was read before: the record of each file, found again by the bytes of the file.

A snapshot belongs to one tool, one set of packs and one manifest (`ground`), and is called by
them, so that the command and an editor, or two manifests, do not take each other's place.
A file's record counts only while the file has the very bytes that it was made from.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace

from art17.memory.store import Store
from art17.model.rule import Pack
from art17.model.settings import Settings
from art17.reading.facts.file import FileRead, Wanted
from art17.reading.records import digest_of_record, file_in, record_of

_BETWEEN = b"\x1e\n"
_WORTH_KEEPING = 200
"""Of how many records one may be new without being kept: all are written at once, which costs as much as reading it."""


class Snapshot:
    """The records of one QMS; `get` what is known of it, `put` what is read now, `save` for the next run.

    `ground` is the digest of what they were read by, and `name` what they are kept under; `digests` are those of the
    records of this run, by path.
    """

    def __init__(self, store: Store, tool: str, packs: Iterable[Pack], settings: Settings) -> None:
        where = replace(settings, folder=os.path.realpath(settings.folder))  # however the call names it
        told = (tool, *(f"{pack.name} {pack.digest}" for pack in packs), repr(where))
        ground = hashlib.sha256("\0".join(told).encode("utf-8", "surrogateescape")).hexdigest()
        self.ground = ground.encode()
        self.name = f"snapshot-{ground[:32]}"
        self._store = store
        self._before = dict(self._loaded())
        self._now: list[bytes] = []
        self._new = 0
        self.digests: dict[str, str] = {}

    def _loaded(self) -> Iterator[tuple[bytes, bytes]]:
        """The records by the digest of path and bytes."""
        data = self._store.load(self.name)
        if data is None:
            return
        ground, *records = data.split(_BETWEEN)
        if ground == self.ground:
            for record in records:
                key, _, text = record.partition(b"\n")
                yield key, text

    def get(self, wanted: Wanted, digest: str) -> FileRead | None:
        """What the file holds, if it was read before with these bytes."""
        key = _key(wanted.path, digest)
        text = self._before.get(key) if wanted.depends_on_bytes_alone and digest else None
        if text is None:
            return None
        try:
            read = file_in(text.decode("ascii"))
        except (ValueError, TypeError, KeyError, AttributeError):
            return None
        self._note(key, read.path, text)
        return read

    def put(self, wanted: Wanted, read: FileRead, record: str = "") -> None:
        """Keep what was read of a file, whose record may be known already."""
        if wanted.depends_on_bytes_alone and read.digest:
            self._new += 1
            self._note(_key(read.path, read.digest), read.path, (record or record_of(read)).encode("ascii"))

    def _note(self, key: bytes, path: str, record: bytes) -> None:
        self._now.append(key + b"\n" + record)
        self.digests[path] = digest_of_record(record)

    def save(self) -> None:
        """Keep the records of all files of this run, and only these, once enough of them are new."""
        if self._new > len(self._before) // _WORTH_KEEPING:
            self._store.save(self.name, _between((self.ground, *self._now)))
        self._before, self._now = {}, []


def _between(parts: Iterable[bytes]) -> Iterator[bytes]:
    for at, part in enumerate(parts):
        yield _BETWEEN + part if at else part


def _key(path: str, digest: str) -> bytes:
    return hashlib.sha256(f"{path}\0{digest}".encode("utf-8", "surrogateescape")).hexdigest().encode()
