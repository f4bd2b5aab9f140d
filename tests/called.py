"""The command within the process of the tests, with its two streams apart."""

from __future__ import annotations

import inspect
from typing import Any

from click.testing import CliRunner


def runner() -> CliRunner:
    """A runner whose results have `stdout` and `stderr`; click before 8.2 mixes them unless it is told not to."""
    options: dict[str, Any] = {"mix_stderr": False} if "mix_stderr" in inspect.signature(CliRunner).parameters else {}
    return CliRunner(**options)
