"""Many files read by several processes, each of which hands over records."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from art17.reading.facts.file import FileRead, FileReader, Wanted
from art17.reading.records import file_in, record_of

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

WORTH_IT = 400
"""How many files there must be: starting processes costs as much as reading some dozens."""

_CHUNK = 50
_BETWEEN = "\x1e"


def files_read(wanted: Sequence[Wanted], reader: FileReader) -> Iterator[tuple[FileRead, str]]:
    """What each file holds, in any order, with its record where it was handed over as one.

    One process for each core reads, where that is worth it.
    """
    count = min(cores(), len(wanted) // (WORTH_IT // 2))
    if count < 2:
        yield from ((reader.read(each), "") for each in wanted)
        return
    chunks = [wanted[at : at + _CHUNK] for at in range(0, len(wanted), _CHUNK)]
    missing = dict(enumerate(chunks))
    for number, records in _handed_over(chunks, reader, count):
        del missing[number]
        yield from ((file_in(record), record) for record in records)
    for chunk in missing.values():  # a worker fell: what felled it shows here, or was only about that process
        yield from ((reader.read(each), "") for each in chunk)


def cores() -> int:
    """How many processes can run at once; 1 where processes cannot be forked safely."""
    if not sys.platform.startswith("linux") or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


def _handed_over(
    chunks: Sequence[Sequence[Wanted]], reader: FileReader, count: int
) -> Iterator[tuple[int, Iterable[str]]]:
    """The chunks that workers read, by number, as they come."""
    from multiprocessing import get_context  # noqa: PLC0415  late: small folders do not need it

    context = get_context("fork")
    workers: list[tuple[Connection, BaseProcess]] = []
    try:
        for first in range(count):
            ours, theirs = context.Pipe(duplex=False)
            share = range(first, len(chunks), count)
            others = [each for each, _ in workers]
            worker: BaseProcess = context.Process(
                target=_work, args=(theirs, [*others, ours], share, chunks, reader), daemon=True
            )
            worker.start()
            theirs.close()
            workers.append((ours, worker))
        yield from _received([connection for connection, _ in workers])
    finally:
        for connection, worker in workers:
            connection.close()  # a worker that still writes ends by that
            worker.join()


def _received(connections: list[Connection]) -> Iterator[tuple[int, Iterable[str]]]:
    from multiprocessing.connection import wait  # noqa: PLC0415  late, as above

    while connections:
        ready = wait(connections)
        for connection in [each for each in connections if each in ready]:
            try:
                number, _, text = connection.recv_bytes().decode("ascii").partition(_BETWEEN)
            except (EOFError, OSError):
                connections.remove(connection)
                continue
            yield int(number), text.split(_BETWEEN)


def _work(
    to: Connection, not_ours: Iterable[Connection], share: Iterable[int], chunks: Sequence[Sequence[Wanted]],
    reader: FileReader,
) -> None:  # fmt: skip
    """Read a share of the chunks and hand each over; whatever goes wrong, the reader of the whole reads the rest."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        for each in not_ours:
            each.close()
        for number in share:
            records = (record_of(reader.read(wanted)) for wanted in chunks[number])
            to.send_bytes(_BETWEEN.join((str(number), *records)).encode("ascii"))
        to.close()
    finally:
        os._exit(0)  # nothing of the parent's is to be flushed or closed twice
