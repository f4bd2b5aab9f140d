"""What git knows of files: commits, and the versions that each file had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Person:
    """Who git names: as a name and an address, which are nobody's proof."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit on the line that leads to what is checked out.

    `day` is the earlier of the two days that it states, since later ones come of rebasing; `trailers` are the lines
    at the end of its message, such as `Reviewed-by`, each with its word in lower case.
    """

    id: str
    day: date
    author: Person
    committer: Person
    parents: int = 1
    trailers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """A file as one commit left it; `path` is what the file was called then."""

    commit: Commit
    blob: str
    path: str


@dataclass(frozen=True, slots=True)
class History:
    """The versions of the files that are there now, newest first; `missing` says in words what git cannot tell.

    `versions` go back to the first commit of the file, through renames.  What is not among them has no history here.
    """

    versions: Mapping[str, tuple[Version, ...]] = field(default_factory=dict[str, tuple[Version, ...]])
    missing: str = ""
