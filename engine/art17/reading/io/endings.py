"""Which format the name of a file says it has."""

from __future__ import annotations

import posixpath

FORMATS = {
    ".md": "markdown", ".markdown": "markdown", ".yaml": "yaml", ".yml": "yaml", ".json": "json", ".csv": "csv",
}  # fmt: skip
"""Formats of files that say themselves whether they are artefacts."""

BLOCKS = {
    ".docx": "docx", ".docm": "docx", ".dotx": "docx", ".xlsx": "xlsx", ".xlsm": "xlsx", ".xltx": "xlsx",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".mdx": "mdx", ".rst": "rst", ".rest": "rst", ".txt": "text",
    ".pdf": "pdf",
}  # fmt: skip
"""Formats that are read where the manifest names the file: a folder holds many that are no part of the QMS."""

_FILLED = frozenset({".erb", ".ejs", ".hbs", ".j2", ".jinja", ".jinja2", ".liquid", ".njk", ".tmpl"})
"""What a site generator fills in: `a.md.erb` is Markdown with code in it."""

PACKED = frozenset({"docx", "xlsx", "pdf"})
"""Of these, the ones that are bytes: their places are words, not lines."""


def is_lock(path: str) -> bool:
    """Whether a file only says that somebody has an Office file open."""
    return posixpath.basename(path).startswith("~$") and blocks_format_of(path) in PACKED


def blocks_format_of(path: str) -> str:
    """The format of blocks that the name of a file says, or ""."""
    return BLOCKS.get(posixpath.splitext(path)[1].lower(), "")


def format_of(path: str) -> str:
    """The format that the name of a file says, or ""."""
    stem, ending = posixpath.splitext(path)
    if ending.lower() in _FILLED:
        found = FORMATS.get(posixpath.splitext(stem)[1].lower(), "")
        return found if found == "markdown" else ""  # data with code in it is no data
    return FORMATS.get(ending.lower(), "")
