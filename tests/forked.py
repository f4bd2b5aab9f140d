"""The command in a child that begins where the tests are: to load everything anew is most of what a start costs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, NoReturn

from art17.cli import main

SECONDS = 120


def art17(
    *arguments: str | Path,
    folder: Path,
    environment: Mapping[str, str] | None = None,
    before: Callable[[], None] = lambda: None,
) -> subprocess.CompletedProcess[bytes]:
    """The command in a folder, with an environment or that of the tests; it has a process, but no start, of its own.

    What depends on the start (an encoding, a seed of hashes, a stream that is closed) needs a real one.
    """
    words = [str(each) for each in arguments]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        sys.stdout.flush()
        sys.stderr.flush()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # that a thread of the runner is not in the child
            child = os.fork()
        if not child:
            _be_the_command(words, folder, environment, before, out, err)
        _, status = os.waitpid(child, 0)
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(words, os.waitstatus_to_exitcode(status), out.read(), err.read())


def _be_the_command(
    words: list[str],
    folder: Path,
    environment: Mapping[str, str] | None,
    before: Callable[[], None],
    out: IO[bytes],
    err: IO[bytes],
) -> NoReturn:
    """What happens in the child: it ends here, whatever happens, and nothing of the tests runs on in it."""
    code = 1
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
        os.chdir(folder)
        if environment is not None:
            os.environ.clear()
            os.environ.update(environment)
        sys.argv = ["art17", *words]
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.alarm(SECONDS)
        before()
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1 if end.code else 0
    except BaseException:  # a bug of the command is what a test looks for
        traceback.print_exc()
    finally:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)
