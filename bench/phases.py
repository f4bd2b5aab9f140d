"""Say how long each phase of one cold check takes, as a line of JSON.

    python bench/phases.py FOLDER [--config FILE] [--select GLOB]

It is the main line itself that runs; the functions that it calls for each phase are given a clock.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

START = time.perf_counter()
gc.disable()  # as the command does

import art17.cli.check  # noqa: F401  what the command loads is part of `import`
from art17.cli.formats import outputs_of
from art17.reporting import text  # noqa: F401
from art17.checking import context, report as reports, verdicts
from art17.checking.request import Request

SECONDS: dict[str, float] = defaultdict(float, {"import": time.perf_counter() - START})


def clocked(phase: str, function: Callable) -> Callable:
    """The function, its time told under a phase; what it would yield one by one it gives at once."""

    def run(*args, **kwargs):
        start = time.perf_counter()
        found = function(*args, **kwargs)
        found = list(found) if isinstance(found, Iterator) else found
        SECONDS[phase] += time.perf_counter() - start
        return found

    return run


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--config", type=Path)
    parser.add_argument("--select", default="*")
    options = parser.parse_args()
    for module, name, phase in (
        (context, "settings_of", "packs"),
        (context, "rule_base_of", "packs"),
        (context, "read_qms", "read"),
        (context, "graph_of", "graph"),
        (verdicts, "judgements", "judge"),
        (verdicts, "failures_of", "explain"),
        (reports, "located", "locate"),
    ):
        setattr(module, name, clocked(phase, getattr(module, name)))
    loaded = context.load(Request(options.folder, date(2026, 6, 30), options.config, (options.select,)))
    evaluated = clocked("all", lambda: verdicts.with_waivers(loaded, verdicts.evaluate(loaded)))()
    SECONDS["waive"] = SECONDS.pop("all") - SECONDS["judge"] - SECONDS["explain"]
    report = clocked("made", reports.report_of)(loaded, evaluated)
    SECONDS["report"] = SECONDS.pop("made") - SECONDS["locate"]
    clocked("word", outputs_of)(report, [("text", "")], options.folder)
    SECONDS["whole"] = time.perf_counter() - START
    counts = {"rules": len(loaded.rules), "verdicts": len(evaluated.verdicts), "findings": len(report.findings)}
    print(json.dumps({**SECONDS, **counts}))


if __name__ == "__main__":
    main()
