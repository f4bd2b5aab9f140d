"""What a folder is as a whole: a site, a vault or an export of some tool, by the files that such a tool leaves."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection

_MARKS = (
    ("Obsidian vault", re.compile(r"(?:^|/)\.obsidian(?:/|$)")),
    ("Logseq graph", re.compile(r"(?:^|/)logseq/config\.edn$")),
    ("VitePress site", re.compile(r"(?:^|/)\.vitepress(?:/|$)")),
    ("Docusaurus site", re.compile(r"(?:^|/)docusaurus\.config\.\w+$")),
    ("MkDocs site", re.compile(r"(?:^|/)mkdocs\.ya?ml$")),
    ("Hugo site", re.compile(r"(?:^|/)hugo\.(?:toml|yaml|json)$")),
    ("Jekyll site", re.compile(r"(?:^|/)_config\.ya?ml$")),
    ("Sphinx documentation", re.compile(r"(?:^|/)conf\.py$")),
    ("GitBook", re.compile(r"(?:^|/)(?:\.gitbook\.ya?ml|SUMMARY\.md)$")),
    ("StrictDoc project", re.compile(r"(?:^|/)strictdoc\.toml$")),
    ("Doorstop documents", re.compile(r"(?:^|/)\.doorstop\.yml$")),
)
_NOTION = re.compile(r" [0-9a-f]{32}(?:_all)?\.(?:md|html|csv)$")
_CONFLUENCE = re.compile(r"(?:^|/)[\w.%-]+_\d{5,}\.html$")
_FEW = 3


def site_of(paths: Collection[str], folders: Collection[str] = ()) -> str:
    """The kind of site, vault or export that a folder is; "" where nothing shows one.

    `folders` are the names of hidden folders at its top, of which no path may be listed.

    >>> site_of(["a.md", ".obsidian/app.json"]), site_of(["a.md"])
    ('Obsidian vault', '')
    """
    every = (*paths, *(f"{name}/" for name in folders))
    for name, mark in _MARKS:
        if any(mark.search(path) for path in every):
            return name
    if sum(_NOTION.search(path) is not None for path in paths) >= _FEW:
        return "Notion export"
    is_space = any(posixpath.basename(path) == "index.html" for path in paths)
    if is_space and sum(_CONFLUENCE.search(path) is not None for path in paths) >= 1:
        return "Confluence export"
    return ""
