"""Asks the process in which PDFs are parsed; a file that fells it costs the run no more than that file.

No native parser runs in the run's own process, nor in a worker: what fells a worker is read again
by the parent, which it would fell too.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, cast

from art17.reading.io.unreadable import StoppedError, UnreadableError

EXTRA = "art17[pdf]"
_CHILD = Path(__file__).with_name("pdf_child.py")
_LONGEST = 20
"""After how many seconds on the clock a child is ended that does not limit its own time."""

_MOST_OF_A_REPLY = 48 * 1024 * 1024
_FOR_STOPPED = "print it to PDF again, or exclude it and give what it says in a side-car"


@cache
def can_read_pdf() -> bool:
    """Whether the extra that reads PDF is installed; it is not loaded by that."""
    return find_spec("pypdfium2") is not None


class _Child:
    """One process that parses, started for the first file and again after one that felled it."""

    def __init__(self) -> None:
        self._owner = 0
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, data: bytes) -> dict[str, Any]:
        """What the parser says of a file.

        Raises:
            StoppedError: where it was felled, or took more than it may.
        """
        process = self._started()
        is_late = threading.Event()

        def stop() -> None:
            is_late.set()
            process.kill()

        timer = threading.Timer(_LONGEST, stop)
        timer.daemon = True
        timer.start()
        try:
            reply = _exchange(cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout), data)
        except (OSError, ValueError):
            reply = None
        finally:
            timer.cancel()
        if reply is None:
            self._end()
            raise StoppedError("The PDF takes more memory or time to parse than a document needs", _FOR_STOPPED)
        return reply

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._owner != os.getpid() or self._process.poll() is not None:
            self._owner = os.getpid()  # a forked worker must not share what its parent started
            self._process = subprocess.Popen(
                [sys.executable, "-P", str(_CHILD)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    cast("IO[bytes]", pipe).close()
            process.wait()


_child = _Child()


def parsed(data: bytes) -> dict[str, Any]:
    """The pages of a PDF as `pdf_child.py` gives them.

    Raises:
        UnreadableError: where it is no PDF, is damaged or encrypted, or nothing is installed that reads PDF.
        StoppedError: where the parser was felled by it.
    """
    if not can_read_pdf():
        raise UnreadableError("PDF is not read here", f"install {EXTRA}")
    if b"%PDF-" not in data[:1024]:
        raise UnreadableError("This is not a PDF, whatever its name says", "save it again, or rename it")
    reply = _child.ask(data)
    if reply.get("error") == "password":
        raise UnreadableError("The PDF is encrypted", "save it without a password")
    if "error" in reply:
        raise UnreadableError("The PDF is damaged", "print it to PDF again")
    return reply


def _exchange(to: IO[bytes], back: IO[bytes], data: bytes) -> dict[str, Any] | None:
    """What is answered; None where the other side is gone, or says what it never says."""
    to.write(b"%d\n" % len(data))
    to.write(data)
    to.flush()
    size = int(back.readline(32) or b"0")
    if not 0 < size <= _MOST_OF_A_REPLY:
        return None
    reply = back.read(size)
    found: object = json.loads(reply) if len(reply) == size else None
    return cast("dict[str, Any]", found) if isinstance(found, dict) else None
