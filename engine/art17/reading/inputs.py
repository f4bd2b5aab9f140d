"""Everything that a run looked at, so that a later one can tell whether it would see the same."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from art17.reading.source import WorkingTree, whole_of
from art17.reading.trees import digest_of_tree
from art17.reading.unreadable import UnreadableError


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a run on the working tree looked at.

    `listing` is the digest of which files there are, `opened` the paths of those whose bytes were
    asked for and `bytes` the digest over them, `packs` are the folders of packs with their digests,
    `ways` the paths by which they were named, each with the folder that it led to, and `within` is
    the repository in which they had to lie, or "".
    """

    listing: str
    opened: tuple[str, ...]
    bytes: str
    packs: tuple[tuple[str, str], ...]
    ways: tuple[tuple[str, str], ...] = ()
    within: str = ""

    def hold(self, root: Path) -> bool:
        """Whether a run would look at the very same now."""
        if any(os.path.realpath(way) != folder for way, folder in self.ways):
            return False
        if self.within and str(whole_of(root)) != self.within:
            return False
        if any(digest_of_tree(folder) != digest for folder, digest in self.packs):
            return False
        tree = WorkingTree(root)
        return listing_of(tree.paths()) == self.listing and self.bytes == bytes_of(
            (path, _digest_in(tree, path)) for path in self.opened
        )

    def as_data(self) -> Mapping[str, Any]:
        """The inputs as JSON has them."""
        return {
            "listing": self.listing,
            "opened": self.opened,
            "bytes": self.bytes,
            "packs": self.packs,
            "ways": self.ways,
            "within": self.within,
        }


def inputs_from(data: Mapping[str, Any]) -> Inputs:
    """The inputs that `as_data` gave."""
    return Inputs(
        listing=data["listing"],
        opened=tuple(data["opened"]),
        bytes=data["bytes"],
        packs=tuple((path, digest) for path, digest in data["packs"]),
        ways=tuple((way, folder) for way, folder in data["ways"]),
        within=data["within"],
    )


def inputs_of(
    paths: Iterable[str],
    opened: Iterable[tuple[str, str]],
    packs: Iterable[tuple[str, str]],
    ways: Iterable[str] = (),
    within: str = "",
) -> Inputs:
    """What a run looked at, by what it says of itself."""
    known = sorted(opened)
    led = tuple((way, os.path.realpath(way)) for way in ways)
    return Inputs(
        listing_of(sorted(paths)), tuple(path for path, _ in known), bytes_of(known), tuple(packs), led, within
    )


def listing_of(paths: Iterable[str]) -> str:
    """The digest of a list of paths."""
    return hashlib.sha256("\0".join(paths).encode("utf-8", "surrogateescape")).hexdigest()


def bytes_of(files: Iterable[tuple[str, str]]) -> str:
    """The digest over files, each with its own."""
    whole = "\0".join(f"{path}\0{digest}" for path, digest in files)
    return hashlib.sha256(whole.encode("utf-8", "surrogateescape")).hexdigest()


def _digest_in(tree: WorkingTree, path: str) -> str:
    try:
        data = tree.read(path)
    except UnreadableError:
        return ""
    return hashlib.sha256(data).hexdigest() if data is not None else ""


def digest_beside(file: Path) -> str:
    """The digest of what stands where a manifest may; "" where nothing does, and another word for what is refused."""
    return (_digest_in(WorkingTree(file.parent), file.name) or "refused") if os.path.lexists(file) else ""
