"""What `init` writes besides on demand: a git hook, a workflow and settings of an editor."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from art17.commands.schema import all_schemas
from art17.errors import UsageError
from art17.model.nearest import did_you_mean
from art17.reading.io.git import repository_of
from art17.reading.io.writing import write_new
from art17.reading.packs.schemas import schema_named
from art17.skeletons.scaffold import MODELINE

EXTRAS = ("hook", "ci", "editor")
SCHEMAS = ".vscode/art17"
"""Where the schemas for editors are, in the folder of the QMS."""
_HOOK = """\
#!/bin/sh
# Written by `art17 init --with hook`: what is staged is checked, and only what is new or worse stops a commit.
cd "$(git rev-parse --show-toplevel)" || exit 2
if git rev-parse --verify --quiet HEAD >/dev/null; then
  exec art17 check --staged --new-since HEAD --quiet FOLDER
fi
exec art17 check --staged --fail-on never --quiet FOLDER
"""
_WORKFLOW = """\
# Written by `art17 init --with ci`. The variable ART17 of the repository says where pip finds art17.
name: art17
on: [push, pull_request]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: python3 -m venv .art17 && .art17/bin/pip install "$ART17"
        env:
          ART17: ${{ vars.ART17 }}
      - run: .art17/bin/art17 check --no-cache --format github --format github-summary="$GITHUB_STEP_SUMMARY" FOLDER
"""


def wanted_extras(names: Sequence[str], folder: Path) -> tuple[str, ...]:
    """The extras of these names, before anything is written.

    Raises:
        UsageError: where there is no such extra, or no repository for a hook.
    """
    for name in names:
        if name not in EXTRAS:
            raise UsageError(
                f"there is no extra {name!r}{did_you_mean(name, EXTRAS)}", f"known are {', '.join(EXTRAS)}"
            )
    if "hook" in names:
        _hooks_of(repository_of(_nearest(folder)))
    return tuple(dict.fromkeys(names))


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest above that is there."""
    return next(each for each in (folder.absolute(), *folder.absolute().parents) if each.is_dir())


def _hooks_of(repository: Path | None) -> Path:
    if repository is None or not (repository / ".git").is_dir():
        raise UsageError("there is no repository for a hook", "run `git init` first")
    return repository


def write_extras(folder: Path, names: Sequence[str], paths: Iterable[str] = ()) -> Iterator[str]:
    """Write extras for a folder, each where its tool looks for it; what is there already stays as it is.

    `paths` are the files that `init` wrote just now: editors get the schemas that those name.

    Raises:
        UsageError: where there is no repository for a hook, or a file cannot be written.
    """
    repository = repository_of(folder)
    top = repository or folder
    inside = Path(os.path.realpath(folder)).relative_to(os.path.realpath(top)).as_posix()
    for name in names:
        if name == "hook":
            yield from _hook(repository, inside)
        elif name == "ci":
            yield from _written(top, ".github/workflows/art17.yml", _WORKFLOW.replace("FOLDER", _quoted(inside)))
        else:
            yield from _editor(folder, paths)


def _hook(repository: Path | None, inside: str) -> Iterator[str]:
    top = _hooks_of(repository)
    for path in _written(top, ".git/hooks/pre-commit", _HOOK.replace("FOLDER", _quoted(inside))):
        (top / path).chmod(0o755)
        yield path


def _editor(folder: Path, paths: Iterable[str]) -> Iterator[str]:
    schema = f"{SCHEMAS}/manifest.schema.json"
    settings = {"yaml.schemas": {f"./{schema}": "art17.yaml"}}
    yield from _written(folder, schema, json.dumps(schema_named("manifest"), indent=2) + "\n")
    yield from _written(folder, ".vscode/settings.json", json.dumps(settings, indent=2) + "\n")
    known = all_schemas(folder)
    for name in sorted({name for path in paths if (name := _schema_named_in(folder / path)) in known}):
        text = json.dumps(known[name], indent=2, ensure_ascii=False)
        yield from _written(folder, f"{SCHEMAS}/{name}", f"{text}\n")


def _schema_named_in(file: Path) -> str:
    """The schema that the first line of a file names, as `types/role.schema.json`; "" where it names none."""
    with file.open(encoding="utf-8") as text:
        first = text.readline()
    return first.rpartition(f"{SCHEMAS}/")[2].strip() if first.startswith(MODELINE) else ""


def _written(top: Path, path: str, text: str) -> Iterator[str]:
    """The path, where a file was written there."""
    file = top / path
    if file.exists() or file.is_symlink():
        return
    if not Path(os.path.realpath(file.parent)).is_relative_to(os.path.realpath(top)):
        raise UsageError(f"{path} would be outside of the folder, through a link", "remove the link")
    write_new(text.encode(), file)
    yield path


def _quoted(path: str) -> str:
    """A path as a word of the shell."""
    return "'" + path.replace("'", "'\\''") + "'" if set(path) - _PLAIN else path


_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./")
