"""What was read of files within one run over many versions of a folder: found again by bytes."""

from __future__ import annotations

from art17.reading.facts.file import FileRead, Wanted


class Recalled:
    """Files that were read, by path and digest, as `read_qms` recalls them; nothing is kept for another run."""

    def __init__(self) -> None:
        self.digests: dict[str, str] = {}
        self._known: dict[tuple[str, str], FileRead] = {}

    def get(self, wanted: Wanted, digest: str, /) -> FileRead | None:
        """What the file was read as when it had these bytes."""
        return self._known.get((wanted.path, digest)) if wanted.depends_on_bytes_alone else None

    def put(self, wanted: Wanted, read: FileRead, record: str, /) -> None:
        """Keep what it was read as."""
        del record
        if wanted.depends_on_bytes_alone and read.digest:
            self._known[wanted.path, read.digest] = read

    def save(self) -> None:
        """Nothing: it is for one run."""
