"""The files of a revision, from the objects of git alone: nothing is checked out, no filter or hook runs."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from art17.errors import UsageError
from art17.reading.io.git import answer, path_in_repository
from art17.reading.io.stored import Blob, StoredFiles

_ENTRY = re.compile(rb"(?P<mode>\d{6}) (?P<type>\w+) (?P<id>[0-9a-f]{40,64}) +(?P<size>\d+|-)\t(?P<path>.+)", re.DOTALL)
_COMMIT = re.compile(r"[0-9a-f]{40,64}")
_REGULAR = (b"100644", b"100755")
_RENAMES = (
    "-M", "-l1000", "--diff-filter=R", "--name-status", "-z", "--relative", "--no-ext-diff", "--no-textconv",
    "--ignore-submodules=all",
)  # fmt: skip
MOST_COMMITS = 5000
_PART = "\x1f"
SHORT = 10


def files_of(root: Path, commit: str) -> StoredFiles:
    """The files beneath a folder as a commit has them.

    Raises:
        UsageError: where git does not have them all.
    """
    return StoredFiles(root, _blobs_in(root, commit))


def _blobs_in(root: Path, commit: str) -> dict[str, Blob]:
    listed = answer(root, "ls-tree", "-r", "-l", "-z", commit)
    if listed is None:
        raise UsageError(f"git cannot list the files of {commit[:SHORT]}", "fetch the whole history")
    entries = (_ENTRY.fullmatch(entry) for entry in listed.split(b"\0"))
    return {
        os.fsdecode(entry["path"]): Blob(
            entry["id"].decode(),
            int(entry["size"]) if entry["size"] != b"-" else 0,
            entry["mode"] in _REGULAR,
        )
        for entry in entries
        if entry
    }


def commit_of(root: Path, revision: str) -> str:
    """The full id of the commit that a revision names.

    Raises:
        UsageError: where it names none, or there is no repository.
    """
    fix = "name a commit, branch or tag that is here; in CI fetch the history"
    if revision.startswith("-") or not revision.strip():
        raise UsageError(f"{revision!r} is not a revision", fix)
    found = (answer(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}") or b"").decode().strip()
    if not _COMMIT.fullmatch(found):
        raise UsageError(f"git knows no revision {revision!r} here", fix)
    return found


@dataclass(frozen=True, slots=True)
class LineCommit:
    """A commit on the line of first parents that leads to what is checked out."""

    id: str
    day: date
    title: str


def line_since(root: Path, since: str = "") -> tuple[LineCommit, ...]:
    """The commits that changed the folder after a commit, or all of them, oldest first."""
    only = f"{since}..HEAD" if since else "HEAD"
    words = ("log", "--first-parent", f"--max-count={MOST_COMMITS}", "-z", "--no-show-signature", "--no-color")
    listed = answer(root, *words, f"--format=%H{_PART}%ct{_PART}%s", only, "--", ".") or b""
    found = (entry.decode("utf-8", "replace").split(_PART, 2) for entry in listed.split(b"\0") if entry)
    return tuple(LineCommit(name, day_of(seconds), title) for name, seconds, title in found)[::-1]


def tagged(root: Path) -> frozenset[str]:
    """The commits that tags name."""
    listed = answer(root, "for-each-ref", "refs/tags", "--format=%(objectname) %(*objectname)") or b""
    return frozenset(word for line in listed.decode().splitlines() for word in line.split())


def day_of(seconds: str) -> date:
    """The day of a time in UTC; what lies outside of the calendar is at its end."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date()
    except (ValueError, OverflowError, OSError):
        return date.max


def head_of(root: Path) -> str:
    """The id of the commit that is checked out, or "" where there is none."""
    try:
        return commit_of(root, "HEAD")
    except UsageError:
        return ""


def base_of(root: Path, commit: str) -> str:
    """Where what is checked out left the line of a commit; the commit itself where git cannot tell."""
    found = (answer(root, "merge-base", commit, "HEAD") or b"").decode().strip()
    return found if _COMMIT.fullmatch(found) else commit


def renames_since(root: Path, commit: str) -> dict[str, str]:
    """The paths beneath the folder that were renamed since a commit, as far as git was told; new ones by old ones.

    Followed from commit to commit, since a file that was renamed and rewritten in several steps is
    still the same, then to the index; where that chain breaks, what is alike at both ends counts.

    Raises:
        UsageError: where git does not answer, so that nobody knows.
    """
    if not head_of(root):
        return {}

    def asked(*arguments: str, given: bytes = b"") -> bytes:
        found = answer(root, *arguments, given=given)
        if found is None:
            message = f"git did not say which files were renamed since {commit[:SHORT]}: it failed, or took too much"
            raise UsageError(message, "compare with a nearer revision; in CI fetch the history")
        return found

    whole = dict(_renames(asked("diff-index", "--cached", *_RENAMES, commit, "--")))
    commits = asked("rev-list", "--reverse", "--topo-order", f"--max-count={MOST_COMMITS}", f"{commit}..HEAD")
    steps = [*_renames(asked("diff-tree", "--stdin", "-r", "--no-commit-id", *_RENAMES, given=commits))]
    steps += _renames(asked("diff-index", "--cached", *_RENAMES, "HEAD", "--"))
    began: dict[str, str] = {}
    for old, new in steps:
        began[new] = began.pop(old, old)
    return whole | {old: new for new, old in began.items()}


def _renames(listed: bytes) -> Iterator[tuple[str, str]]:
    parts = listed.split(b"\0")
    for old, new in zip(parts[1::3], parts[2::3], strict=False):
        yield os.fsdecode(old), os.fsdecode(new)


def tree_of(root: Path, commit: str) -> str:
    """The id of what a commit holds of a folder, alike for commits that hold the same; "" where it holds nothing."""
    folder = path_in_repository(root) or ""
    return (answer(root, "rev-parse", "--verify", "--quiet", f"{commit}:{folder}") or b"").decode().strip()


def parents_since(root: Path, base: str) -> dict[str, tuple[str, ...]]:
    """The commits after `base`, newest first, each with its parents."""
    listed = answer(root, "rev-list", "--topo-order", "--parents", f"--max-count={MOST_COMMITS}", f"{base}..HEAD")
    lines = (line.split() for line in (listed or b"").decode().splitlines())
    return {commit: tuple(parents) for commit, *parents in lines}


def commits_since(root: Path, base: str, paths: Sequence[str]) -> tuple[str, ...]:
    """The commits after `base` that touched one of the paths, newest first, abbreviated."""
    listed = answer(root, "rev-list", f"{base}..HEAD", "--", *(f":(literal){path}" for path in paths))
    return tuple(line[:SHORT] for line in (listed or b"").decode().split())
