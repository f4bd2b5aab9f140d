"""A job in a child of its own, with limits of memory and time: whatever a repository does, it does to that child."""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import json
import os
import resource
import select
import signal
import sys
import tempfile
import time
import warnings
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import NoReturn

from art17.portfolio.checked import checked
from art17.portfolio.job import Job, Outcome, failed

_OUT_OF_MEMORY, _BROKEN = 3, 4
_SMALL = {
    "en.md": "# Incidents\n\nOwner: Quality\n\nSerious incidents are reported in 15 days (Article 73(2) AI Act).\n",
    "de.md": "# Verfahren Risikomanagement\n\nVerantwortlich: Qualität\n\nRisiken werden jährlich bewertet.\n",
    "fr.md": "# Procédure d'audit interne\n\nResponsable : Qualité\n\nLes audits sont réalisés chaque année.\n",
}
MOST_ANSWER = 256 * 1024**2


class Running:
    """A child at its job: `fileno` is ready when it has said more, or ended."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._until = time.monotonic() + job.limits.seconds
        self._parts: list[bytes] = []
        self._size = 0
        self._reading, writing = os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # a cluster's worker has threads; the child starts none
            self._child = os.fork()
        if not self._child:
            os.close(self._reading)
            _be_the_child(job, writing)
        os.close(writing)

    def fileno(self) -> int:
        """The end of the pipe that is read."""
        return self._reading

    @property
    def seconds_left(self) -> float:
        return self._until - time.monotonic()

    def has_ended(self) -> bool:
        """Whether all was said; reads what is there."""
        part = os.read(self._reading, 1 << 20)
        self._parts.append(part)
        self._size += len(part)
        return not part or self._size > MOST_ANSWER

    def outcome(self) -> Outcome:
        """What came of it; the child, and whatever it started, is ended if it has not ended itself."""
        is_late = self.seconds_left <= 0
        os.close(self._reading)
        if not is_late:  # it has closed its pipe: it ends by itself in a moment
            for _ in range(100):
                found, status = os.waitpid(self._child, os.WNOHANG)
                if found:
                    _end_group(self._child)
                    return _outcome(self._job, b"".join(self._parts), status, is_late=False)
                time.sleep(0.005)
        _end_group(self._child)
        _, status = os.waitpid(self._child, 0)
        return _outcome(self._job, b"".join(self._parts), status, is_late=is_late)

    def stop(self) -> None:
        """End the child in the middle of its job."""
        os.close(self._reading)
        _end_group(self._child)
        os.waitpid(self._child, 0)


def _end_group(child: int) -> None:
    for end in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            end(child, signal.SIGKILL)


def outcome_of(job: Job) -> Outcome:
    """What comes of a job; the states `memory`, `time` and `died` where its child did not come to an end."""
    running = Running(job)
    while select.select([running], [], [], max(0, running.seconds_left))[0]:
        if running.has_ended():
            break
    return running.outcome()


def _be_the_child(job: Job, writing: int) -> NoReturn:
    code = _BROKEN
    try:
        faulthandler.disable()
        os.setsid()
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _limit(resource.RLIMIT_AS, _held() + job.limits.memory)
        _limit(resource.RLIMIT_CPU, int(job.limits.seconds) + 2)
        gc.disable()
        answer = checked(job)
        with os.fdopen(writing, "wb") as out:
            told = [answer.row, answer.rows, answer.packs]
            out.write(json.dumps(told).encode("utf-8", "backslashreplace"))
        code = 0
    except MemoryError:
        code = _OUT_OF_MEMORY
    except BaseException:  # a bug must not run on in the child; its state says that it died
        code = _BROKEN
    finally:
        os._exit(code)


def _held() -> int:
    """The addresses that the process holds already, in bytes: what is loaded is not the repository's."""
    try:
        with open("/proc/self/statm", encoding="ascii") as told:  # noqa: PTH123  the child keeps out of pathlib's way
            return int(told.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 512 * 1024**2


def _limit(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (wanted, wanted))


def _outcome(job: Job, answer: bytes, status: int, *, is_late: bool) -> Outcome:
    seconds = f"it took more than {job.limits.seconds:g} s"
    if is_late:
        return failed(job, "time", seconds)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0 and answer:
        row, rows, packs = json.loads(answer)
        return Outcome(row, rows, tuple(packs))
    memory = f"it took more than {job.limits.memory // 1024**2} MiB of memory"
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == _OUT_OF_MEMORY:
        return failed(job, "memory", memory)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
        return failed(job, "time", seconds)
    how = (
        f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else f"exit code {os.waitstatus_to_exitcode(status)}"
    )
    return failed(job, "died", f"the check ended with {how}")


@cache
def warm_up() -> None:
    """Load once what each child needs, so that it starts with it: a small folder is checked, in three languages."""
    from art17.checking.request import Request  # noqa: PLC0415  late: a worker calls it, not who imports this
    from art17.run import run  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="art17-") as folder:
        for name, text in _SMALL.items():
            Path(folder, name).write_text(text, encoding="utf-8")
        run(Request(Path(folder), date.max))
    _keep_as_it_is()


@lru_cache(maxsize=3)
def warm_up_for(packs: tuple[str, ...]) -> None:
    """Compile once the packs that a manifest names, so that the next child with the same has them.

    Names of packs of the distribution alone are given: nothing of a repository is read here.
    """
    from art17.checking.rule_base import rule_base_of  # noqa: PLC0415  late, as above
    from art17.model.settings import Settings  # noqa: PLC0415

    rule_base_of(Settings(packs=packs))
    _keep_as_it_is()


def with_packs_learnt(outcome: Outcome) -> Outcome:
    """The outcome as it is, once the next child begins with its packs."""
    if outcome.packs:
        warm_up_for(outcome.packs)
    return outcome


def _keep_as_it_is() -> None:
    """Leave what is loaded out of the collection of garbage, so that a child does not copy its pages."""
    gc.collect()
    gc.freeze()
    sys.stdout.flush()
    sys.stderr.flush()
