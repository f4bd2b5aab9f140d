"""By what a repository is known again: its commit, and the state of each of its files."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from art17.reading.io.git import repository_of

MOST_FILES = 200_000
TICK = 20_000_000
"""So many nanoseconds a clock of files may take to show a change."""
_OF_GIT = ("HEAD", "index", "packed-refs", "shallow", "config", "info/exclude")
"""What git says of a folder besides its commit: what is there, how far back, and what is ignored."""


def key_of(folder: Path, *more: str) -> str:
    """A digest of the state of each file of a folder, of the commit that is checked out, and of what is said besides.

    The state of a file is its name, kind, size, inode, and the times of its last change and of its last change of
    any kind, which nobody can set back.  No file is opened and no git is asked: ten thousand repositories take
    seconds.  "" where there is no key, so that the repository is checked every time: it cannot be listed, has too many
    files, one of them changed this very moment, it lies in the repository of another folder (whose files may say what
    is ignored), or git keeps its commit in a way that is not read here.
    """
    git = git_of(folder)
    commit = commit_of(folder)
    if git and (not commit or git.parent != folder.resolve()):
        return ""
    for wait in (0, 2 * TICK):
        time.sleep(wait / 1e9)
        told = hashlib.sha256("\0".join((*more, commit)).encode("utf-8", "surrogateescape"))
        began, latest = time.time_ns(), 0
        try:
            for number, (line, changed) in enumerate(_states(folder, git)):
                if number > MOST_FILES:
                    return ""
                told.update(line.encode("utf-8", "surrogateescape"))
                latest = max(latest, changed)
        except OSError:
            return ""
        if latest < began - TICK:
            return told.hexdigest()
    return ""


def key_of_file(file: Path, *more: str) -> str:
    """A digest of the state of one file; "" where it has none, or changed this very moment."""
    try:
        state, changed = _state("", file.stat())
    except OSError:
        return ""
    told = "\0".join((*more, state)).encode("utf-8", "surrogateescape")
    return hashlib.sha256(told).hexdigest() if changed < time.time_ns() - TICK else ""


def _states(folder: Path, git: Path | None) -> Iterator[tuple[str, int]]:
    waiting = [(str(folder), "")]
    while waiting:
        where, under = waiting.pop()
        with os.scandir(where) as entries:
            for each in sorted(entries, key=lambda entry: entry.name):
                name = f"{under}{each.name}"
                if not each.is_dir(follow_symlinks=False):
                    yield _state(name, each.stat(follow_symlinks=False))
                elif under or each.name != ".git":
                    waiting.append((each.path, f"{name}/"))
    for name in _OF_GIT if git else ():
        try:
            yield _state(f".git/{name}", Path(git or folder, name).lstat())
        except FileNotFoundError:
            continue


def _state(name: str, state: os.stat_result) -> tuple[str, int]:
    told = (state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino, state.st_mode)
    return "\0".join((name, *map(str, told))) + "\n", state.st_ctime_ns


def git_of(folder: Path) -> Path | None:
    """Where git keeps what it knows of a folder, or of one that it lies in."""
    whole = repository_of(folder)
    return whole / ".git" if whole else None


def commit_of(folder: Path) -> str:
    """The commit that is checked out in a folder; "" for none."""
    git = git_of(folder)
    return commit_in(git) if git else ""


def commit_in(git: Path) -> str:
    """The commit that is checked out, read from git's own files; "" where they do not say it in the usual way."""
    try:
        head = (git / "HEAD").read_text("ascii").strip()
        if not head.startswith("ref: "):
            return head if len(head) in (40, 64) else ""
        reference = head.removeprefix("ref: ")
        loose = git / reference
        if ".." in reference.split("/") or not reference.startswith("refs/"):
            return ""
        if loose.is_file():
            return loose.read_text("ascii").strip()[:64]
        packed = (git / "packed-refs").read_text("ascii", "replace").splitlines()
        return next((line.split()[0] for line in packed if line.endswith(f" {reference}")), "")
    except (OSError, UnicodeDecodeError):
        return ""
