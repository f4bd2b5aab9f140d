"""By what a repository is known again: its commit, and the state of each of its files."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

MOST_FILES = 200_000


def key_of(folder: Path, *more: str) -> str:
    """A digest of the files of a folder, each by name, size and time of its last change, and of what is said besides.

    No file is opened and no git is asked: ten thousand repositories take seconds.  What git keeps for
    itself counts by `HEAD` and `index` alone.  "" where a folder cannot be listed, or has too many files: it has no
    key, and is checked every time.
    """
    told = hashlib.sha256("\0".join(more).encode("utf-8", "surrogateescape"))
    try:
        for number, line in enumerate(_states(str(folder), "")):
            if number > MOST_FILES:
                return ""
            told.update(line.encode("utf-8", "surrogateescape"))
    except OSError:
        return ""
    return told.hexdigest()


def _states(folder: str, path: str) -> Iterator[str]:
    waiting = [(folder, path)]
    while waiting:
        where, under = waiting.pop()
        with os.scandir(where) as entries:
            for each in sorted(entries, key=lambda entry: entry.name):
                name = f"{under}{each.name}"
                if each.is_dir(follow_symlinks=False):
                    if under or each.name != ".git":
                        waiting.append((each.path, f"{name}/"))
                    else:
                        yield from _of_git(each.path)
                else:
                    state = each.stat(follow_symlinks=False)
                    yield f"{name}\0{state.st_size}\0{state.st_mtime_ns}\0{state.st_mode}\n"


def _of_git(folder: str) -> Iterator[str]:
    for name in ("HEAD", "index"):
        try:
            state = os.lstat(f"{folder}/{name}")
        except FileNotFoundError:
            continue
        yield f".git/{name}\0{state.st_size}\0{state.st_mtime_ns}\n"


def commit_in(folder: Path) -> str:
    """The commit that is checked out, read from git's own files; "" where they do not say it in the usual way."""
    try:
        head = (folder / ".git" / "HEAD").read_text("ascii").strip()
        if not head.startswith("ref: "):
            return head if len(head) in (40, 64) else ""
        reference = head.removeprefix("ref: ")
        loose = folder / ".git" / reference
        if ".." in reference.split("/") or not reference.startswith("refs/"):
            return ""
        if loose.is_file():
            return loose.read_text("ascii").strip()[:64]
        packed = (folder / ".git" / "packed-refs").read_text("ascii", "replace").splitlines()
        return next((line.split()[0] for line in packed if line.endswith(f" {reference}")), "")
    except (OSError, UnicodeDecodeError):
        return ""
