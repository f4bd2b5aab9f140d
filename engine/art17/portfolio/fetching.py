"""A repository from elsewhere: its objects alone, nothing is checked out and nothing of it runs."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from art17.errors import UsageError
from art17.portfolio.listing import Repository

_CLOSED = (
    "core.hooksPath=/dev/null", "core.fsmonitor=false", "core.attributesFile=/dev/null", "credential.interactive=never",
    "fetch.recurseSubmodules=false", "submodule.recurse=false", "protocol.ext.allow=never", "transfer.fsckObjects=true",
)  # fmt: skip
_ENVIRONMENT = {"GIT_TERMINAL_PROMPT": "0", "GIT_TEMPLATE_DIR": "", "GIT_LFS_SKIP_SMUDGE": "1", "LC_ALL": "C"}


def fetch(repository: Repository, to: Path, seconds: float) -> str:
    """Put the objects of a bundle, or of the repository under a URL, into a folder; the commit that was asked for.

    Raises:
        UsageError: where it cannot be reached, or has no such commit.
    """
    _git(["init", "--quiet", str(to)], None, seconds)
    wanted = repository.commit or "HEAD"
    try:
        _git(["fetch", "--quiet", "--depth=1", "--no-tags", "--", repository.where, wanted], to, seconds)
    except UsageError:
        if not repository.commit:
            raise
        # a server that gives no commit by its id gives its branches
        _git(["fetch", "--quiet", "--", repository.where, "+refs/heads/*:refs/heads/*"], to, seconds)
    found = repository.commit or _git(["rev-parse", "FETCH_HEAD"], to, seconds)
    _git(["cat-file", "-e", f"{found}^{{commit}}"], to, seconds)
    _git(["update-ref", "--no-deref", "HEAD", found], to, seconds)
    return found


def _git(words: list[str], folder: Path | None, seconds: float) -> str:
    settings = [word for setting in _CLOSED for word in ("-c", setting)]
    try:
        done = subprocess.run(
            ["git", *settings, *words],
            cwd=folder,
            env={**os.environ, **_ENVIRONMENT},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UsageError(f"git did not fetch it: {type(error).__name__}", "look whether it can be reached") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UsageError(f"git did not fetch it: {said[-1] if said else 'no reason given'}", "look at the list")
    return done.stdout.decode("ascii", "replace").strip()
