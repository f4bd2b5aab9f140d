"""Who does the jobs: this machine, or a cluster of Dask.  Both take jobs and give outcomes, each once."""

from __future__ import annotations

import contextlib
import os
import selectors
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from art17.errors import UsageError
from art17.portfolio.child import Running, outcome_of, warm_up, with_packs_learnt
from art17.portfolio.job import Job, Outcome, failed

Runner = Callable[[Sequence[Job]], Iterator[Outcome]]
AT_ONCE = 50
"""How many repositories a task of a cluster holds."""


def local(jobs: Sequence[Job], workers: int = 0) -> Iterator[Outcome]:
    """Do the jobs on this machine, as many at once as it has cores, each in a forked child; in the order they end."""
    warm_up()
    most = workers or len(os.sched_getaffinity(0))
    waiting = iter(jobs)
    with selectors.DefaultSelector() as selector:
        running: set[Running] = set()
        try:
            while True:
                while len(running) < most and (job := next(waiting, None)) is not None:
                    started = Running(job)
                    running.add(started)
                    selector.register(started, selectors.EVENT_READ)
                if not running:
                    return
                wait = max(0.0, min(each.seconds_left for each in running))
                ready = {key.fileobj for key, _ in selector.select(wait)}
                ended = [each for each in running if (each in ready and each.has_ended()) or each.seconds_left <= 0]
                for each in ended:
                    running.discard(each)
                    selector.unregister(each)
                    yield with_packs_learnt(each.outcome())
        finally:
            for each in running:  # the run was broken off: no child outlives it
                selector.unregister(each)
                each.stop()


def on_cluster(jobs: Sequence[Job], address: str) -> Iterator[Outcome]:
    """Do the jobs on a Dask cluster, in tasks of fifty; a task whose worker died is done again by another.

    `address` is that of a scheduler, `tcp://HOST:PORT`.

    Raises:
        UsageError: where Dask is not installed, or nobody answers.
    """
    try:
        from distributed import Client, as_completed  # noqa: PLC0415  late: an extra
    except ImportError as error:
        raise UsageError("a scheduler needs Dask, which is not installed", "pip install 'art17[portfolio]'") from error
    try:
        client: Any = Client(address, timeout="10s", set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError) as error:
        raise UsageError(f"no scheduler answers at {address}", "start one, or leave --scheduler out") from error
    with contextlib.closing(client):
        tasks = [jobs[at : at + AT_ONCE] for at in range(0, len(jobs), AT_ONCE)]
        given = {client.submit(_batch, task, pure=False, retries=2): task for task in tasks}
        done: Any = as_completed(given, loop=client.loop)  # type: ignore[no-untyped-call]
        for future in done:
            wrong = future.exception()
            if wrong is None:
                yield from future.result()
            else:  # its workers died again and again
                yield from (failed(job, "died", f"its worker: {type(wrong).__name__}") for job in given[future])


def _batch(jobs: Sequence[Job]) -> list[Outcome]:
    warm_up()
    return [with_packs_learnt(outcome_of(job)) for job in jobs]
