"""Which QMS the paths of a call belong to."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from art17.checking.request import Request
from art17.errors import UsageError
from art17.reading.manifests import MANIFEST, MISNAMED, PYPROJECT

MOST_LOOKED_AT = 1_000_000


def request_on(path: str | Path, as_of: date, config: str | None = None) -> Request:
    """The request to look at a folder, or at the one that the manifest in it is about.

    Raises:
        UsageError, SettingsError: where the manifest leads nowhere, or elsewhere.
    """
    root, manifest = about(Path(path), Path(config) if config else None)
    return Request(root, as_of, manifest)


def about(root: Path, config: Path | None = None) -> tuple[Path, Path | None]:
    """The folder that is checked and the manifest that is used, where one says under `root:` what it is about.

    Manifests are read by `settings.anchored`; here is only seen, for the sake of calls that are answered from
    memory, whether there is such a word in one.

    Raises:
        UsageError, SettingsError: where `anchored` does.
    """
    file = config or root / MANIFEST
    is_regular = file.is_file() and not file.is_symlink()
    if not config and not os.path.lexists(file):
        return root, config
    if is_regular and file.stat().st_size < MOST_LOOKED_AT and b"root" not in file.read_bytes():
        return root, config
    from art17.reading.settings import anchored  # noqa: PLC0415  late: most manifests are of the folder they are in

    return anchored(root, config)


def root_and_only(paths: tuple[str, ...]) -> tuple[Path, tuple[str, ...]]:
    """The folder that is checked, and the files and folders in it whose findings are shown (none: all).

    A folder without a manifest beneath one that has it, a file, and several paths are parts of a
    QMS: the whole is checked, since a part alone would be accused of lacking the rest.

    Raises:
        UsageError: where a path is not there, or the paths do not belong to one QMS.
    """
    if not paths:
        return Path(), ()
    if "" in paths:
        raise UsageError("a path is empty", "name the folder, or leave it out for the working directory")
    if len(paths) == 1 and not Path(paths[0]).is_file():
        above = _manifest_above(_absolute(paths[0]))
        return (_shown(above), _only(paths, above)) if above else (Path(paths[0]), ())
    missing = [path for path in paths if not os.path.lexists(path)]
    if missing:
        raise UsageError(f"there is no file or folder {', '.join(missing)}", "name files and folders that exist")
    roots = {_root_of(_absolute(path)) for path in paths}
    if len(roots) > 1:
        listed = ", ".join(sorted(map(str, roots)))
        raise UsageError(f"these paths belong to several QMS: {listed}", "check one at a time")
    (root,) = roots
    return _shown(root), _only(paths, root)


def _absolute(path: str) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100  links stay as they are written


def _only(paths: tuple[str, ...], root: Path) -> tuple[str, ...]:
    """The paths from the root; the root itself stands for all."""
    inside = {_absolute(path).relative_to(root).as_posix() for path in paths}
    return () if "." in inside else tuple(sorted(inside))


def _shown(folder: Path) -> Path:
    """A folder as a path from the working directory, where it is in it."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def _root_of(path: Path) -> Path:
    """The QMS that a path belongs to: the nearest folder with a manifest, else the working directory or the folder."""
    folder = path if path.is_dir() else path.parent
    if above := folder if (folder / MANIFEST).is_file() else _manifest_above(folder):
        return above
    here = Path.cwd()
    return here if path.is_relative_to(here) else folder


def _manifest_above(folder: Path) -> Path | None:
    """The nearest folder above with a manifest, within the same repository; None where the folder has its own."""
    if not folder.is_dir() or any((folder / name).is_file() for name in (MANIFEST, *MISNAMED, PYPROJECT)):
        return None
    while not (folder / ".git").exists() and folder != folder.parent:
        folder = folder.parent
        if (folder / MANIFEST).is_file():
            return folder
    return None
