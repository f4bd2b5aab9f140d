"""One file as artefacts: what its bytes hold, and what went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from art17.model.artefact import Artefact
from art17.model.place import Place
from art17.model.problem import Problem
from art17.model.waiver import Ignore
from art17.reading.documents.documents import document_of
from art17.reading.documents.inline import ignores_in
from art17.reading.documents.left_out import left_out
from art17.reading.documents.read import document_in
from art17.reading.facts.artefacts import artefacts_of, artefacts_of_blocks, described
from art17.reading.facts.drafts import Drafts, Given, SideCar
from art17.reading.facts.scope import Scope, shown_path, stem
from art17.reading.io.endings import BLOCKS, blocks_format_of
from art17.reading.io.source import Source, digest_of_bytes
from art17.reading.io.text import text_at_first, text_of
from art17.reading.io.unreadable import SPECIAL, UNLISTED, StoppedError, TooLargeError, UnreadableError

_BLOCKS = frozenset(BLOCKS.values())
_SEVERAL, _SHOWN = 2, 4
_MEANT = "did you mean"
_LFS = b"version https://git-lfs.github.com/spec/"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to be read, and what the manifest and side-cars say of it.

    `format` is "" for files that are not read themselves; `is_named` is true where the file was asked for by name,
    so that it need not say itself that it is an artefact; `has_note` where an overlay file or a guess speaks of it.
    """

    path: str
    format: str
    given: Given
    cars: tuple[SideCar, ...] = ()
    is_named: bool = False
    has_note: bool = False

    @property
    def is_opened(self) -> bool:
        """Whether its bytes are looked at: a table that nobody asked for is no register."""
        return bool(self.format) and (self.format != "csv" or self.is_named)

    @property
    def depends_on_bytes_alone(self) -> bool:
        """Whether what it holds depends on its bytes alone: not where side-cars describe it."""
        return bool(self.format) and not (self.cars or self.has_note)


@dataclass(frozen=True, slots=True)
class FileRead:
    """What reading one file gave; `digest` is the SHA-256 of its bytes, "" where there were none to be had.

    `left_out` says what of it was not read, in words.
    """

    path: str
    digest: str = ""
    is_artefact: bool = False
    artefacts: tuple[Artefact, ...] = ()
    problems: tuple[Problem, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    left_out: tuple[str, ...] = ()


def _types_of_others(found: Sequence[Artefact]) -> tuple[str, ...]:
    """The types of data that another tool keeps: several entries, none of a type that is known or nearly is."""
    unknown = [defect for each in found for defect in each.defects if defect.kind == "unknown-type"]
    if len(found) < _SEVERAL or len(unknown) < len(found) or any(_MEANT in each.message for each in unknown):
        return ()
    return tuple(sorted({each.about for each in unknown}))[:_SHOWN]


class FileReader:
    """Reads files by the words and the scope of a run; total over any bytes."""

    def __init__(self, source: Source, scope: Scope, drafts: Drafts) -> None:
        self.source = source
        self._scope = scope
        self._drafts = drafts

    def read(self, wanted: Wanted) -> FileRead:
        """What a file holds."""
        found = self._read(wanted)
        is_told = bool(found.artefacts or found.problems)
        return self._misnamed(wanted) if is_told and shown_path(wanted.path) != wanted.path else found

    def _read(self, wanted: Wanted) -> FileRead:
        path = wanted.path
        if path.endswith("/"):
            nothing_known = Wanted(path, "", Given())
            return self._unreadable(nothing_known, UnreadableError(UNLISTED, "make it readable, or exclude it"))
        if not wanted.is_opened:
            return self._described(wanted)
        try:
            data = self.source.read(path)
        except TooLargeError as error:
            return self._unreadable(wanted, error) if wanted.is_named else FileRead(path)
        except UnreadableError as error:
            return self._unreadable(wanted, error)
        if data is None:
            return self._missing(wanted)
        return self.read_bytes(wanted, data)

    def read_bytes(self, wanted: Wanted, data: bytes) -> FileRead:
        """What the bytes of a file hold."""
        path = wanted.path
        digest = digest_of_bytes(data)
        if data.startswith(_LFS):
            return self._pointer(wanted, digest)
        if not (wanted.is_named or self._may_be(wanted.format, data)):
            return FileRead(path, digest)
        if shown_path(path) != path:
            return self._misnamed(wanted)
        try:
            if wanted.format in _BLOCKS:
                return self._of_blocks(wanted, data, digest)
            document = document_of(wanted.format, text_of(data))
            found = artefacts_of(Place(path, (0,)), document, wanted.given, wanted.cars, self._drafts)
            if wanted.format != "markdown" and (types := _types_of_others(found)):
                return FileRead(path, digest, left_out=(f"its entries, of types of other tools ({', '.join(types)})",))
            return FileRead(path, digest, True, found, ignores=ignores_in(path, document))
        except StoppedError as error:
            return self._unreadable(wanted, error)  # without a digest: nothing of it is kept for a later run
        except UnreadableError as error:
            return self._unreadable(wanted, error, digest)

    def _of_blocks(self, wanted: Wanted, data: bytes, digest: str) -> FileRead:
        """A document that is read as blocks alone: Word, Excel, HTML."""
        document = document_in(wanted.format, data)
        found = artefacts_of_blocks(Place(wanted.path, (0,)), document, wanted.given, self._drafts, wanted.cars)
        return FileRead(wanted.path, digest, True, found, left_out=left_out(document))

    def _pointer(self, wanted: Wanted, digest: str) -> FileRead:
        """A file of which git has only the address of its content: it is not the document, named or not."""
        if not wanted.is_named and wanted.format != "markdown":
            return FileRead(wanted.path, digest)
        return self._unreadable(
            wanted, UnreadableError("This is a Git LFS pointer, not the file", "run `git lfs pull`"), digest
        )

    def _described(self, wanted: Wanted) -> FileRead:
        """A file that is not read itself, but known by its type or its side-cars."""
        if wanted.format or not (wanted.given.type or wanted.cars):
            return FileRead(wanted.path)
        found = described(wanted.path, wanted.given, wanted.cars, self._drafts)
        if not wanted.cars and blocks_format_of(
            wanted.path
        ):  # what it says is not known, which is not that it says nothing
            found = tuple(replace(artefact, unreadable=True) for artefact in found)
        return FileRead(wanted.path, artefacts=tuple(found))

    def _may_be(self, file_format: str, data: bytes) -> bool:
        return self._scope.is_artefact(file_format, text_at_first(data))

    def _misnamed(self, wanted: Wanted) -> FileRead:
        """A file whose name no report could hold; it is in no digest either."""
        return self._unreadable(wanted, UnreadableError("The name of the file is not UTF-8", "rename it"))

    def _unreadable(self, wanted: Wanted, error: UnreadableError, digest: str = "") -> FileRead:
        shown = shown_path(wanted.path)
        artefact = Artefact(stem(shown.rstrip("/")), wanted.given.type, Place(shown), {}, unreadable=True)
        return FileRead(wanted.path, digest, bool(digest), (artefact,), (error.problem(shown),))

    def _missing(self, wanted: Wanted) -> FileRead:
        """A file in scope that is a link or no regular file: nothing is followed, but it is said."""
        if not (wanted.is_named and self.source.is_special(wanted.path)):
            return FileRead(wanted.path)
        fix = "put a regular file there, or exclude it"
        return FileRead(wanted.path, problems=(Problem(Place(wanted.path), SPECIAL, fix),))
