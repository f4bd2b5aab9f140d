"""Which format the name of a file says it has."""

from __future__ import annotations

import posixpath

FORMATS = {
    ".md": "markdown", ".markdown": "markdown", ".yaml": "yaml", ".yml": "yaml", ".json": "json", ".csv": "csv",
}  # fmt: skip


def format_of(path: str) -> str:
    """The format that the name of a file says, or ""."""
    return FORMATS.get(posixpath.splitext(path)[1].lower(), "")
