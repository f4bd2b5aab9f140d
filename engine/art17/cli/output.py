"""Files that a command was asked to write; never through a link out of the folder that it reads."""

from __future__ import annotations

from pathlib import Path

from art17.errors import UsageError
from art17.reading.io.source import leads_out


def write_file(told: str | bytes, file: str, root: Path) -> None:
    """Write what a command has to say into the file that it was given.

    Raises:
        UsageError: where that cannot be, or the folder holds a link there that leads out of it.
    """
    path = Path(file)
    if leads_out(path, root):  # a stranger's folder must not choose which of our files is overwritten
        raise UsageError(f"cannot write {file}: it is a link out of the folder", "name a file that is no link")
    try:
        path.write_bytes(told.encode("utf-8", "backslashreplace") if isinstance(told, str) else told)
    except OSError as error:
        raise UsageError(f"cannot write {file}: {error.strerror}", "name a file in a folder that exists") from error
