"""The files of the index: what a commit would hold, whatever stands in the working tree."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from art17.errors import UsageError
from art17.reading.io.git import answer
from art17.reading.io.source import WorkingTree
from art17.reading.io.stored import Blob, StoredFiles

_REGULAR = (b"100644", b"100755")
_INDEX = "GIT_INDEX_FILE"


def index_of(root: Path) -> StoredFiles:
    """The files beneath a folder as they are staged; those that are only announced (`git add -N`) are not.

    Raises:
        UsageError: where there is no git, or the folder is in no repository.
    """
    listed = _listed(root)
    if listed is None:
        raise UsageError(
            f"git knows no staged files of {str(root)!r}", "run --staged in a repository of git, or leave it out"
        )
    entries = tuple(_entries(listed))
    sizes = _sizes(root, sorted({name for _, _, name in entries if name}))
    return StoredFiles(root, {path: Blob(name, sizes.get(name, 0), mode in _REGULAR) for path, mode, name in entries})


def unstaged_in(folder: Path) -> tuple[str, ...]:
    """The paths beneath a folder that are not as they are staged; none where the folder is in no repository."""
    if _listed(folder) is None:
        return ()
    index, tree = index_of(folder), WorkingTree(folder)
    paths = sorted({*index.paths(), *tree.paths()})
    return tuple(path for path in paths if _lines(index.read(path)) != _lines(tree.read(path)))


def _lines(data: bytes | None) -> bytes | None:
    """Bytes with plain line ends: git may store others than it checks out."""
    return data.replace(b"\r\n", b"\n") if data is not None else None


def _listed(root: Path) -> bytes | None:
    """All entries of the index beneath a folder, as additions to nothing.

    Other than `ls-files`, this leaves out what is only announced.  A hook is told by the
    environment which index is being committed (`git commit -a` makes one of its own).
    """
    stated = os.environ.get(_INDEX, "")
    index = str(Path(stated).absolute()) if stated else ""
    nothing = answer(root, "hash-object", "-t", "tree", "--stdin")
    if not nothing:
        return None
    return answer(
        root, "diff-index", "--cached", "--ita-invisible-in-index", "--relative", "--no-renames", "--no-ext-diff",
        "--no-textconv", "--ignore-submodules=none", "-r", "-z", nothing.decode().strip(), "--", index=index,
    )  # fmt: skip


def _entries(listed: bytes) -> Iterator[tuple[str, bytes, str]]:
    """Path, mode and id of each entry; a path in conflict has no id."""
    parts = listed.split(b"\0")
    for head, path in zip(parts[::2], parts[1::2], strict=False):
        words = head.split()
        if len(words) != 5:
            continue
        in_conflict = words[4] == b"U"
        yield os.fsdecode(path), _REGULAR[0] if in_conflict else words[1], "" if in_conflict else words[3].decode()


def _sizes(root: Path, names: Sequence[str]) -> dict[str, int]:
    """The sizes of blobs by their ids, so that no huge one is asked for."""
    given = "".join(f"{name}\n" for name in names).encode()
    told = answer(root, "cat-file", "--batch-check", given=given) if names else b""
    lines = (line.split() for line in (told or b"").splitlines())
    return {words[0].decode(): int(words[2]) for words in lines if len(words) == 3}
