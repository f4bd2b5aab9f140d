"""The history of all files in one pass over the commits: days, authors, versions; renames are followed.

Only the first parents are gone through: what a branch did counts when it was merged, as one change.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from art17.model.history import Commit, History, Person, Version
from art17.reading.io.git import answer, repository_of
from art17.reading.io.revision import day_of

MOST_COMMITS = 50_000
SECONDS = 60
_BEGIN, _PART, _LINE = "\x01", "\x02", "\x1f"
_FIELDS = ("%H", "%P", "%at", "%ct", "%aN", "%aE", "%cN", "%cE", f"%(trailers:only=yes,unfold=yes,separator={_LINE})")
_LOG = (
    "log", "--first-parent", "-m", "--raw", "-z", "--no-abbrev", "-M", "-l1000", "--relative", "--no-ext-diff",
    "--no-textconv", "--ignore-submodules=all", "--no-show-signature", "--no-color", "--no-notes",
    f"--max-count={MOST_COMMITS}", f"--format={_BEGIN}{_PART.join(_FIELDS)}",
)  # fmt: skip
NO_GIT = "there is no git repository here, so nothing is known of earlier versions"
NO_COMMIT = "nothing is committed yet, so nothing is known of earlier versions"
SILENT = "git did not say what changed: it failed, or took too long"
SHALLOW = "the clone is shallow, so what is older than its first commit is not known; fetch the whole history"
CUT = f"only the last {MOST_COMMITS} commits were looked at"


def history_of(root: Path, commit: str = "HEAD") -> History:
    """The history of the files under a folder that a commit has, as far as git has it."""
    if repository_of(root) is None:
        return History(missing=NO_GIT)
    told = answer(root, "rev-parse", "--is-shallow-repository", "--verify", "--quiet", f"{commit}^{{commit}}")
    if told is None:
        return History(missing=NO_COMMIT)
    is_shallow = told.startswith(b"true")
    output = answer(root, *_LOG, commit, "--", ".", seconds=SECONDS)
    if output is None:
        return History(missing=SILENT)
    commits = 0
    versions = _Versions()
    for made, changes in _commits(output):
        commits += 1
        versions.add(made, changes)
    missing = SHALLOW if is_shallow else CUT if commits >= MOST_COMMITS else ""
    return History(versions.found(is_whole=not missing), missing)


class _Versions:
    """The versions of each file, gathered from the newest commit to the oldest."""

    def __init__(self) -> None:
        self._now: dict[str, str] = {}  # what a path of that time is called now; "" where it is another file
        self._versions: dict[str, list[Version]] = {}
        self._begun: set[str] = set()

    def add(self, commit: Commit, changes: Sequence[tuple[str, str, str, str]]) -> None:
        """Note what one commit did; all that it says of names is meant of the time after it."""
        renamed: dict[str, str] = {}
        for kind, old, path, blob in changes:
            now = self._now.get(path, path)
            if kind == "D":
                renamed[path] = ""
            elif now:
                self._versions.setdefault(now, []).append(Version(commit, blob, path))
                if kind == "A":
                    self._begun.add(now)
                    renamed.setdefault(path, "")
                elif kind == "R":
                    renamed[old] = now
                    renamed.setdefault(path, "")
        self._now |= renamed

    def found(self, *, is_whole: bool) -> dict[str, tuple[Version, ...]]:
        """The versions by the path of now; without those whose beginning is not known, where some are missing."""
        return {
            path: tuple(versions) if is_whole or path in self._begun else tuple(versions[:-1])
            for path, versions in self._versions.items()
        }


def _commits(output: bytes) -> Iterator[tuple[Commit, list[tuple[str, str, str, str]]]]:
    """Each commit with its changes: kind, old path, path and blob."""
    parts = output.split(b"\0")
    at, made = 0, None
    changes: list[tuple[str, str, str, str]] = []
    while at < len(parts):
        part = parts[at].lstrip(b"\n")
        at += 1
        if part.startswith(_BEGIN.encode()):
            if made:
                yield made, changes
            made, changes = _commit(part[1:]), []
        elif part.startswith(b":"):
            kind = part.rsplit(b" ", 1)[1][:1].decode()
            names = 2 if kind in "RC" else 1
            old, path = parts[at], parts[at + names - 1]
            at += names
            words = part.split(b" ")
            is_file = words[1].startswith(b"100") or kind == "D"
            if is_file:
                changes.append(("A" if kind == "C" else kind, os.fsdecode(old), os.fsdecode(path), words[3].decode()))
    if made:
        yield made, changes


def _commit(head: bytes) -> Commit:
    """A commit from its line; what a stranger wrote into a name cannot pass for another part of it."""
    text = head.decode("utf-8", "replace")
    words = text.split(_PART)
    name, parents, authored, committed = words[:4]
    rest = words[4:] if len(words) == len(_FIELDS) else [""] * 5
    trailers = tuple(
        (key.strip().lower(), value.strip()) for line in rest[4].split(_LINE) for key, _, value in [line.partition(":")]
    )
    day = min(day_of(authored), day_of(committed))
    author, committer = Person(rest[0], rest[1]), Person(rest[2], rest[3])
    return Commit(name, day, author, committer, len(parents.split()), tuple(each for each in trailers if each[1]))
