"""Which format the name of a file says it has."""

from __future__ import annotations

import posixpath

FORMATS = {
    ".md": "markdown", ".markdown": "markdown", ".yaml": "yaml", ".yml": "yaml", ".json": "json", ".csv": "csv",
}  # fmt: skip


BLOCKS = {
    ".docx": "docx", ".docm": "docx", ".dotx": "docx", ".xlsx": "xlsx", ".xlsm": "xlsx", ".html": "html",
    ".htm": "html", ".mdx": "mdx", ".rst": "rst", ".txt": "text",
}  # fmt: skip
"""Formats that are read where the manifest names the file: a folder holds many that are no part of the QMS."""


def blocks_format_of(path: str) -> str:
    """The format of blocks that the name of a file says, or ""."""
    return BLOCKS.get(posixpath.splitext(path)[1].lower(), "")


def format_of(path: str) -> str:
    """The format that the name of a file says, or ""."""
    return FORMATS.get(posixpath.splitext(path)[1].lower(), "")
