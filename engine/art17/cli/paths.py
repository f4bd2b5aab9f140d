"""Which QMS the paths of a call belong to."""

from __future__ import annotations

import os
from pathlib import Path

from art17.errors import UsageError
from art17.reading.manifests import MANIFEST


def root_and_only(paths: tuple[str, ...]) -> tuple[Path, tuple[str, ...]]:
    """The folder that is checked, and the files and folders in it whose findings are shown (none: all).

    One folder is checked itself.  Several paths, or a file, are checked within the QMS that they
    belong to: the nearest folder above with a manifest, else the working directory.

    Raises:
        UsageError: where a path is not there, or the paths do not belong to one QMS.
    """
    if not paths:
        return Path(), ()
    if "" in paths:
        raise UsageError("a path is empty", "name the folder, or leave it out for the working directory")
    if len(paths) == 1 and not Path(paths[0]).is_file():
        return Path(paths[0]), ()
    missing = [path for path in paths if not os.path.lexists(path)]
    if missing:
        raise UsageError(f"there is no file or folder {', '.join(missing)}", "name files and folders that exist")
    roots = {_root_of(Path(path)) for path in paths}
    if len(roots) > 1:
        shown = ", ".join(sorted(map(str, roots)))
        raise UsageError(f"these paths belong to several QMS: {shown}", "check one at a time")
    (root,) = roots
    only = (Path(os.path.abspath(path)).relative_to(os.path.abspath(root)).as_posix() for path in paths)  # noqa: PTH100
    return root, tuple(sorted({"" if each == "." else each for each in only} - {""}))


def _root_of(path: Path) -> Path:
    """The nearest folder from a path upwards with a manifest; else the working directory, if the path is in it."""
    there = Path(os.path.abspath(path))  # noqa: PTH100  links stay as they are written
    here = Path.cwd()
    folders = [there, *there.parents] if there.is_dir() else [*there.parents]
    for folder in folders:
        if (folder / MANIFEST).is_file():
            return Path(os.path.relpath(folder, here)) if folder.is_relative_to(here) else folder
    return Path() if there.is_relative_to(here) else there.parent
