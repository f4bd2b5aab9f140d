"""The CODEOWNERS file of the repository that a folder is in, where GitHub, GitLab and Gitea look for it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from art17.reading.io.git import repository_of
from art17.reading.io.source import WorkingTree
from art17.reading.io.text import text_of
from art17.reading.io.unreadable import UnreadableError

PLACES = (".github/CODEOWNERS", ".gitlab/CODEOWNERS", ".gitea/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")


@dataclass(frozen=True, slots=True)
class CodeOwnersFile:
    """The lines of a file; `path` is where it is in the repository, `folder` where the checked folder is there."""

    path: str
    folder: str
    lines: tuple[str, ...]


def code_owners_file_of(root: Path) -> CodeOwnersFile | None:
    """The first such file; outside a repository one of the folder itself."""
    top = repository_of(root) or root
    tree = WorkingTree(top)
    folder = os.path.relpath(os.path.realpath(root), os.path.realpath(top)).replace(os.sep, "/")
    for path in PLACES:
        try:
            data = tree.read(path)
            if data is not None:
                return CodeOwnersFile(path, "" if folder == "." else f"{folder}/", tuple(text_of(data).splitlines()))
        except UnreadableError:
            continue
    return None
