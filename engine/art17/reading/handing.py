"""Values made by several processes at once, handed over as JSON."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Made = Iterator[tuple[int, dict[str, Any]]]


def handed_over(makers: Sequence[Callable[[], Made]]) -> Made:
    """What the makers make, as it comes, each in a process of its own; of one that falls, what it had made."""
    from multiprocessing import get_context  # noqa: PLC0415  late: few runs need it
    from multiprocessing.connection import wait  # noqa: PLC0415

    context = get_context("fork")
    workers: list[tuple[Connection, BaseProcess]] = []
    try:
        for make in makers:
            ours, theirs = context.Pipe(duplex=False)
            worker: BaseProcess = context.Process(target=_work, args=(theirs, make), daemon=True)
            worker.start()
            theirs.close()
            workers.append((ours, worker))
        waiting = [connection for connection, _ in workers]
        while waiting:
            ready = wait(waiting)
            for connection in [each for each in waiting if each in ready]:
                try:
                    number, data = json.loads(connection.recv_bytes())
                except (EOFError, OSError, ValueError):
                    waiting.remove(connection)
                    continue
                yield number, data
    finally:
        for connection, worker in workers:
            connection.close()
            worker.join()


def _work(to: Connection, make: Callable[[], Made]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        for made in make():
            to.send_bytes(json.dumps(made).encode())
        to.close()
    finally:
        os._exit(0)  # nothing of the parent's is to be flushed or closed twice
