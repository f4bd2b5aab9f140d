"""Everything that a run looked at, so that a later one can tell whether it would see the same."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from art17.reading.io.source import WorkingTree, whole_of
from art17.reading.io.trees import digest_of_tree

_WIDTH = 64


class Marked(Protocol):
    """A source that tells files apart by less than their bytes."""

    def paths(self) -> tuple[str, ...]:
        """The paths of all files, sorted."""
        ...

    def mark(self, path: str) -> str:
        """What is the same only while a file's bytes are, of at most 64 signs; "" where there are none."""
        ...


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a run looked at.

    `listing` is the digest of which files there are, `opened` the paths of those whose bytes were
    asked for; `marks` are those of their bytes and `records` the digests of what each was read as,
    64 signs each, end to end; `packs` are the folders of packs with their digests, `ways` the paths
    by which they were named, each with the folder that it led to, and `within` is the repository in
    which they had to lie, or "".
    """

    listing: str
    opened: tuple[str, ...]
    marks: str
    records: str
    packs: tuple[tuple[str, str], ...]
    ways: tuple[tuple[str, str], ...]
    within: str

    def changed_in(self, root: Path, source: Marked) -> Mapping[str, str] | None:
        """The marks of files whose bytes differ now, by path; None where a run would look at other files or packs."""
        if any(os.path.realpath(way) != folder for way, folder in self.ways):
            return None
        if self.within and str(whole_of(root)) != self.within:
            return None
        if any(digest_of_tree(folder) != digest for folder, digest in self.packs):
            return None
        if _digest_of(source.paths()) != self.listing:
            return None
        marks = _end_to_end(source.mark, self.opened)
        if marks == self.marks:
            return {}
        now = ((path, _part(marks, at), _part(self.marks, at)) for at, path in enumerate(self.opened))
        return {path: mark for path, mark, was in now if mark != was}

    def records_of(self, paths: Iterable[str]) -> tuple[str, ...]:
        """The digests of what files were read as; "" where it is their bytes that count."""
        return tuple(_part(self.records, self.opened.index(path)) for path in paths)

    def with_marks(self, marks: Mapping[str, str]) -> Inputs:
        """The inputs with other bytes for some files, by path."""
        known = {path: marks.get(path, _part(self.marks, at)) for at, path in enumerate(self.opened)}
        return replace(self, marks=_end_to_end(known.__getitem__, self.opened))


def inputs_from(data: Mapping[str, Any]) -> Inputs:
    """The inputs from what JSON made of them."""
    return Inputs(
        listing=data["listing"],
        opened=tuple(data["opened"]),
        marks=data["marks"],
        records=data["records"],
        packs=tuple((path, digest) for path, digest in data["packs"]),
        ways=tuple((way, folder) for way, folder in data["ways"]),
        within=data["within"],
    )


def inputs_of(
    paths: Iterable[str],
    marks: Mapping[str, str],
    records: Mapping[str, str],
    packs: Iterable[tuple[str, str]],
    ways: Iterable[str],
    within: str,
) -> Inputs:
    """What a run looked at, by what it says of itself.

    `marks` are those of all files that it opened; `records` are the digests of what files were read
    as, where nothing more was asked of them.
    """
    opened = tuple(sorted(marks))
    return Inputs(
        listing=_digest_of(sorted(paths)),
        opened=opened,
        marks=_end_to_end(marks.__getitem__, opened),
        records=_end_to_end(lambda path: records.get(path, ""), opened),
        packs=tuple(packs),
        ways=tuple((way, os.path.realpath(way)) for way in ways),
        within=within,
    )


def _digest_of(paths: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(paths).encode("utf-8", "surrogateescape")).hexdigest()


def _end_to_end(mark_of: Callable[[str], str], paths: Iterable[str]) -> str:
    return "".join(mark_of(path).ljust(_WIDTH) for path in paths)


def _part(marks: str, at: int) -> str:
    return marks[at * _WIDTH : (at + 1) * _WIDTH].rstrip()


def digest_beside(file: Path) -> str:
    """The digest of what stands where a manifest may; "" where nothing does, and another word for what is refused."""
    return (WorkingTree(file.parent).mark(file.name) or "refused") if os.path.lexists(file) else ""
