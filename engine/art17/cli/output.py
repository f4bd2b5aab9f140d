"""What a command has to say, into a file or to the terminal."""

from __future__ import annotations

from pathlib import Path

from art17.reading.io.writing import write_file as write_bytes


def write_file(text: str | bytes, file: str, root: Path) -> None:
    """Write what a command has to say into the file that it was given.

    Raises:
        UsageError: where that cannot be; what was there stays as it is.
    """
    write_bytes(text.encode("utf-8", "backslashreplace") if isinstance(text, str) else text, Path(file), root)
