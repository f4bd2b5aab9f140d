"""A run ends, whatever it reads: the option `--timeout`, and what happens when the time is over."""

from __future__ import annotations

import os
import signal
import sys
import threading

import click

from art17.cli.terminal import UNTRUSTED, fail

SECONDS = 3600
"""How long a run may take unless the call says otherwise: longer than the largest QMS we know takes."""


def set_deadline(seconds: int) -> None:
    """End the process with exit code 2 after so many seconds; a later call replaces an earlier one."""
    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGALRM, lambda _number, _frame: _end(seconds))
        signal.setitimer(signal.ITIMER_REAL, seconds)
        return
    global _timer  # noqa: PLW0603  one for the process, as the signal is
    if _timer:
        _timer.cancel()
    _timer = threading.Timer(seconds, _end, (seconds,))
    _timer.daemon = True
    _timer.start()


_timer: threading.Timer | None = None


def _end(seconds: int) -> None:
    """Nothing may catch this, and no worker may outlive it."""
    if "multiprocessing" in sys.modules:
        from multiprocessing import active_children  # noqa: PLC0415  only where it is loaded already

        for child in active_children():
            child.kill()
    fail(f"the run took more than {seconds} s and was ended", "check fewer files, or give it longer with --timeout")
    os._exit(UNTRUSTED)


def _set(_context: click.Context, _option: click.Parameter, seconds: int | None) -> None:
    if seconds is not None:
        set_deadline(seconds)


TIMEOUT = click.option(
    "--timeout",
    type=click.IntRange(min=1),
    default=None,
    metavar="SECONDS",
    expose_value=False,
    callback=_set,
    help=f"End the run, with exit code 2, after so many seconds (default: {SECONDS}).",
)
