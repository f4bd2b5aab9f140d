"""The real command in a child of bounded time and memory, on a folder that means harm."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from houses import ROOT

SECONDS, MEGABYTES = 60, 1024
FORMATS = ("text", "json", "sarif", "junit", "github", "github-summary", "gitlab", "markdown", "csv", "xlsx", "html")
DAY = "2026-11-23"


def _script() -> Any:
    """The script that makes the folders: it stands beside the other fixtures, not among the tests."""
    spec = spec_from_file_location("hostile_make", ROOT / "fixtures" / "hostile" / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAKE = _script()


@dataclass(frozen=True)
class Outcome:
    """What a run said, how it ended, and what it cost."""

    code: int
    out: str
    err: str
    seconds: float
    report: dict[str, Any]
    page: str

    @property
    def said(self) -> str:
        return self.out + self.err

    @property
    def problems(self) -> str:
        return "\n".join(f"{each['path']}: {each['message']}" for each in self.report.get("problems", ()))

    def reads(self, name: str) -> bool:
        """Whether an artefact was read: the HTML report draws all of them."""
        return json.dumps(name, ensure_ascii=False) in self.page

    def findings(self, rule: str) -> list[str]:
        """The subjects of the findings of a rule."""
        return [each["subject"]["id"] for each in self.report.get("findings", ()) if each["rule"].endswith(rule)]


def bounded(megabytes: int = MEGABYTES) -> None:
    """In the child: little memory and time, and of root no power to read what nobody may.

    Below what Python's own libraries take of addresses, what a process holds of its own is bounded.
    """
    limit = resource.RLIMIT_AS if megabytes == MEGABYTES else resource.RLIMIT_DATA
    resource.setrlimit(limit, (megabytes * 1024 * 1024,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for power in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            libc.prctl(24, power, 0, 0, 0)  # PR_CAPBSET_DROP


def art17(
    *arguments: str | Path, folder: Path = ROOT, before: Callable[[], None] = bounded
) -> subprocess.CompletedProcess[bytes]:
    """The command in a folder."""
    return subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *map(str, arguments)],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        preexec_fn=before,
        timeout=2 * SECONDS,
        check=False,
    )


def checked(qms: Path, out: Path, *more: str, megabytes: int = MEGABYTES) -> Outcome:
    """`art17 check` on a folder, in every format at once."""
    out.mkdir(exist_ok=True)
    files = [f"--format={name}={out / name}" for name in FORMATS if name != "text"]
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = art17(
        "check", qms, "--as-of", DAY, "--no-cache", "--format=text", *files, *more, before=partial(bounded, megabytes)
    )
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = out / "json"
    return Outcome(
        done.returncode,
        done.stdout.decode(),
        done.stderr.decode(),
        now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime,
        json.loads(told.read_bytes()) if told.exists() else {},
        (out / "html").read_text(encoding="utf-8") if told.exists() else "",
    )


def picture(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Everything beneath a folder, git's own files too, so that a change shows."""
    found: dict[str, tuple[int, int, int]] = {}
    waiting = [str(folder)]
    while waiting:  # `os.walk` calls itself for each level
        where = waiting.pop()
        try:
            names = os.listdir(where)  # noqa: PTH208
        except OSError:  # a path too long to ask for
            continue
        for path in (f"{where}/{name}" for name in names):
            try:
                state = os.lstat(path)
            except OSError:
                continue
            found[path] = (state.st_size, state.st_mtime_ns, state.st_mode)
            waiting += [path] if stat.S_ISDIR(state.st_mode) else []
    return found
