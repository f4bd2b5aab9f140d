"""The files that git does not ignore, asked in a way in which no repository can make git run anything.

`git ls-files` reads the index and the ignore files.  By its configuration a repository can make it
start programs (fsmonitor, hooks, fetching of missing objects); every such way is closed here.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

_SECONDS = 20
_SETTINGS = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.excludesFile=/dev/null",  # the user's own ignores must not change what is judged
    "core.attributesFile=/dev/null",
    "core.untrackedCache=false",
    "core.sshCommand=false",
    "core.askPass=",
    "credential.helper=",
    "protocol.allow=never",
    "safe.directory=*",  # refuses folders of other users, lest their settings run; ours cannot
)
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")


def repository_of(folder: Path) -> Path | None:
    """The repository that a folder is in, by the names of folders alone, asking no setting; None outside of any."""
    real = Path(os.path.realpath(folder))
    return next((each for each in (real, *real.parents) if os.path.lexists(each / ".git")), None)


def unignored(folder: Path) -> tuple[str, ...] | None:
    """The paths beneath a folder that git tracks or does not ignore, relative to it.

    None where git is not there, the folder is in no repository, or git cannot tell.
    """
    if repository_of(folder) is None:
        return None
    output = answer(folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate")
    if not output:
        return None
    paths = {os.fsdecode(path) for path in output.split(b"\0") if path}
    return tuple(sorted(path for path in paths if not path.startswith(("../", "/"))))


def path_in_repository(folder: Path) -> str | None:
    """The path from the root of a folder's repository to it, "" at the root; None where there is none."""
    told = answer(folder, "rev-parse", "--show-prefix")
    return os.fsdecode(told).strip().rstrip("/") if told is not None else None


def objects_of(folder: Path, ids: Sequence[str]) -> dict[str, bytes]:
    """The bytes of blobs by their ids, as they are stored: no filter, no conversion; those not there are left out."""
    output = answer(folder, "cat-file", "--batch", given="".join(f"{name}\n" for name in ids).encode()) or b""
    found: dict[str, bytes] = {}
    at = 0
    while (end := output.find(b"\n", at)) >= 0:
        words = output[at:end].split()
        at = end + 1
        if len(words) == 3:
            size = int(words[2])
            if words[1] == b"blob":
                found[words[0].decode()] = output[at : at + size]
            at += size + 1
    return found


def answer(folder: Path, *arguments: str, given: bytes = b"", index: str = "") -> bytes | None:
    """What a git command prints when it is given a text, or None where it fails; `index` is the file to use as such."""
    import shutil  # noqa: PLC0415  late: most that is checked outside of git needs neither
    import subprocess  # noqa: PLC0415

    program = shutil.which("git")
    if program is None or not Path(program).is_absolute():
        return None
    settings = [word for setting in _SETTINGS for word in ("-c", setting)]
    command = [
        program,
        "--no-pager",
        "--no-optional-locks",
        "--no-replace-objects",
        *settings,
        "-C",
        str(folder),
        *arguments,
    ]
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    told = {"GIT_INDEX_FILE": index} if index else {}
    try:
        done = subprocess.run(
            command,
            env={**kept, **_ENVIRONMENT, **told},
            input=given,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
