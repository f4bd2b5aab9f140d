"""The files that git does not ignore, asked in a way in which no repository can make git run anything.

`git ls-files` reads the index and the ignore files.  By its configuration a repository can make it
start programs (fsmonitor, hooks, fetching of missing objects); every such way is closed here.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess

_SECONDS = 20
_SECONDS_FOR_NAMES = 3
"""What is ignored is answered at once; a pipe under the name of `.gitignore` never answers."""
MOST_MEMORY = 1024**3
MOST_OUTPUT = 256 * 1024**2
_SETTINGS = (
    "safe.bareRepository=explicit",  # a pull request can hold the files of a bare one, which git would take
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.excludesFile=/dev/null",  # the user's own ignores must not change what is judged
    "core.attributesFile=/dev/null",
    "core.untrackedCache=false",
    "core.commitGraph=false",  # a file beside the commits, which may say otherwise than they do
    "core.multiPackIndex=false",
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
    "GIT_GRAFT_FILE": "/dev/null",
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

    A path that ends in `/` is that of a repository of its own.  None where git is not there, or the
    folder is in no repository.

    Raises:
        GitSilentError: where git is there, and did not answer.
    """
    if repository_of(folder) is None or _program() is None:
        return None
    arguments = ("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate")
    output = answer(folder, *arguments, seconds=_SECONDS_FOR_NAMES)
    if output is None:  # a large tree on a slow disk takes longer than a pipe is given
        output = answer(folder, *arguments) if _has_no_pipes(folder) else None
    if output is None:
        raise GitSilentError("git could not be asked what is ignored here")
    if not output:
        return None
    paths = {os.fsdecode(path) for path in output.split(b"\0") if path}
    return tuple(sorted(path for path in paths if not path.startswith(("../", "/"))))


def left_out_of(folder: Path) -> frozenset[str]:
    """The paths beneath a folder that git tracks and a sparse checkout leaves out."""
    listed = answer(folder, "ls-files", "-z", "-t", "--cached") or b""
    return frozenset(os.fsdecode(each[2:]) for each in listed.split(b"\0") if each.startswith(b"S "))


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


def sizes_of(folder: Path, ids: Sequence[str]) -> dict[str, int]:
    """The sizes of blobs by their ids; those not there are left out."""
    output = answer(folder, "cat-file", "--batch-check", given="".join(f"{name}\n" for name in ids).encode()) or b""
    lines = (line.split() for line in output.splitlines())
    return {words[0].decode(): int(words[2]) for words in lines if len(words) == 3 and words[1] == b"blob"}


class GitSilentError(Exception):
    """A question that git did not answer: it failed, or took more time, memory or output than it is given."""


def answer(
    folder: Path, *arguments: str, given: bytes = b"", index: str = "", seconds: float = _SECONDS
) -> bytes | None:
    """What a git command prints when it is given a text, or None where it fails; `index` is the file to use as such.

    The repository is that of `repository_of`: git does not look for one, since what it finds may be
    part of what is checked.
    """
    program, repository = _program(), repository_of(folder)
    if program is None or repository is None:
        return None
    command = [
        program,
        "--no-pager",
        "--no-optional-locks",
        "--no-replace-objects",
        *(word for setting in _SETTINGS for word in ("-c", setting)),
        f"--git-dir={repository / '.git'}",
        f"--work-tree={repository}",
        "-C",
        os.path.realpath(folder),
        *arguments,
    ]
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    asked = {"GIT_INDEX_FILE": index} if index else {}
    try:
        return _output_of(command, {**kept, **_ENVIRONMENT, **asked}, given, seconds)
    except OSError:
        return None


def _program() -> str | None:
    """Where git is; None where it is not installed, or is named by a path from here."""
    import shutil  # noqa: PLC0415  late: most that is checked outside of git needs it not

    program = shutil.which("git")
    return program if program and Path(program).is_absolute() else None


def _output_of(command: Sequence[str], environment: Mapping[str, str], given: bytes, seconds: float) -> bytes | None:
    """What a program prints; None where it fails, or exceeds its time, memory or output."""
    import subprocess  # noqa: PLC0415  late, as above
    import tempfile  # noqa: PLC0415

    with tempfile.TemporaryFile() as text:
        text.write(given)
        text.seek(0)
        process = subprocess.Popen(
            command, env=environment, stdin=text, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        with process:
            try:
                _limit(process.pid)
                return _read_all(process, time.monotonic() + seconds)
            finally:
                process.kill()


def _read_all(process: subprocess.Popen[bytes], until: float) -> bytes | None:
    import select  # noqa: PLC0415  late, as above

    assert process.stdout is not None
    descriptor, parts, size = process.stdout.fileno(), list[bytes](), 0
    while size <= MOST_OUTPUT:
        left = until - time.monotonic()
        if left <= 0 or not select.select([descriptor], [], [], left)[0]:
            return None
        part = os.read(descriptor, 1 << 20)
        if not part:
            return b"".join(parts) if _ended_well(process, until) else None
        parts.append(part)
        size += len(part)
    return None


def _ended_well(process: subprocess.Popen[bytes], until: float) -> bool:
    import subprocess  # noqa: PLC0415  late, as above

    try:
        return process.wait(max(0.1, until - time.monotonic())) == 0
    except subprocess.TimeoutExpired:
        return False


def _limit(pid: int) -> None:
    """Bound the memory that a child may fill, where the system can; files that it maps do not count."""
    if sys.platform == "linux":
        import resource  # noqa: PLC0415  late, as above

        with contextlib.suppress(OSError, ValueError):
            most = resource.prlimit(pid, resource.RLIMIT_DATA)[1]
            bound = MOST_MEMORY if most == resource.RLIM_INFINITY else min(MOST_MEMORY, most)
            resource.prlimit(pid, resource.RLIMIT_DATA, (bound, bound))


def _has_no_pipes(folder: Path) -> bool:
    """Whether none of the files that git would open first is a pipe or a device."""
    repository = repository_of(folder)
    assert repository is not None
    return not any(
        os.path.lexists(each) and not (each.is_file() or each.is_dir())
        for beneath in (folder, repository)
        for each in (beneath / ".gitignore", beneath / ".git", beneath / ".git/HEAD", beneath / ".git/info/exclude")
    )
