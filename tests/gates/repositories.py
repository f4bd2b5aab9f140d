"""Second repositories for the tests of hooks and CI: a house under git, and the engine as others would fetch it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from houses import NORTHLIGHT, ROOT

DOCUMENT = "procedures/SOP-03-design-control.md"
OWNER = "owner: role:engineering-head\n"
WHO = {
    f"GIT_{who}_{what}": f"someone{at}"
    for who in ("AUTHOR", "COMMITTER")
    for what, at in (("NAME", ""), ("EMAIL", "@example.org"))
}
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))}
ENV = {
    **CLEAN,
    **WHO,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "NO_COLOR": "1",
    "PIP_NO_COMPILE": "1",
}
PACKAGE = ("engine", "rules", "schemas", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")


def run(folder: Path, *command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command in a folder, with both streams as text."""
    return subprocess.run(
        list(map(str, command)),
        cwd=folder,
        env={**ENV, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def git(folder: Path, *arguments: str | Path) -> str:
    """What a git command that must succeed prints."""
    done = run(folder, "git", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def a_repository(folder: Path) -> Path:
    """A folder under git, with everything in it committed."""
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=Begin")
    return folder


def northlight(to: Path) -> Path:
    """The complete house as a repository of its own."""
    return a_repository(Path(shutil.copytree(NORTHLIGHT, to / "northlight")))


def the_engine(to: Path) -> Path:
    """The engine as a repository that pre-commit can clone."""
    folder = to / "engine-repository"
    folder.mkdir()
    for name in PACKAGE:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return a_repository(folder)


def a_command(to: Path) -> Path:
    """A folder for PATH in which `art17` is the engine of this checkout."""
    folder = to / "bin"
    folder.mkdir()
    command = folder / "art17"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT / "cli.py"}" "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return folder


def without_owner(house: Path) -> None:
    """Take the owner out of a document."""
    file = house / DOCUMENT
    text = file.read_text("utf-8")
    assert OWNER in text
    file.write_text(text.replace(OWNER, ""), encoding="utf-8")


def with_owner(house: Path) -> None:
    """Give the document its owner back."""
    file = house / DOCUMENT
    file.write_text(file.read_text("utf-8").replace("---\n", f"---\n{OWNER}", 1), encoding="utf-8")
