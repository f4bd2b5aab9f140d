"""One process and what it cost: time on the clock, time on the processor, memory.

The system counts what the starting process ever held as memory of what it starts, so whoever measures must stay small:
what a command says goes to a file, and is not read but where it is asked for.
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True)
class Run:
    """One run of a command; `peak` is the largest of its processes, in MiB."""

    wall: float
    cpu: float
    peak: float
    code: int
    complained: str
    is_late: bool
    said: str = ""


def once(command: Sequence[str | Path], limit: float = 1800, said: str | Path = os.devnull) -> Run:
    """A run of a command from start to end, killed after so many seconds; what it says goes to a file."""
    with Path(said).open("wb") as out, tempfile.TemporaryFile() as errors:
        late = threading.Event()
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=errors, start_new_session=True)

        def stop() -> None:
            late.set()
            os.killpg(process.pid, signal.SIGKILL)

        timer = threading.Timer(limit, stop)
        timer.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(max(0, errors.seek(0, os.SEEK_END) - 4000))
        complained = errors.read().decode("utf-8", "replace")
    scale = 1024 if os.uname().sysname == "Linux" else 1024 * 1024
    return Run(
        wall, used.ru_utime + used.ru_stime, used.ru_maxrss / scale, process.returncode, complained, late.is_set()
    )


def heard(command: Sequence[str | Path], limit: float = 1800) -> Run:
    """A run of a command that says little, with what it says."""
    with tempfile.NamedTemporaryFile() as file:
        run = once(command, limit, file.name)
        return replace(run, said=file.read().decode("utf-8", "replace"))


def together(command: Sequence[str | Path], every: float = 0.05) -> float | None:
    """The most memory, in MiB, that all processes of a command hold at once, what they share counted once.

    Looked up every so many seconds (PSS of Linux); None where the system does not tell.
    """
    if not Path("/proc/self/smaps_rollup").exists():
        return None
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most = 0
    while process.poll() is None:
        most = max(most, sum(map(_held, _family(process.pid))))
        time.sleep(every)
    return most / 1024


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(each for child in children for each in _family(int(child)))]


def _held(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def median(runs: Sequence[Run], what: str = "wall") -> float:
    """The median over runs of `wall`, `cpu` or `peak`."""
    return statistics.median(getattr(run, what) for run in runs)


def ratio(these: Sequence[Run], those: Sequence[Run]) -> float:
    """The median of the ratios within a round: it holds where a machine is now fast, now slow."""
    return statistics.median(one.wall / other.wall for one, other in zip(these, those, strict=False))
