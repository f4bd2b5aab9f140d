#!/usr/bin/env python3
"""A session on a synthetic corpus: from changed bytes to complete findings, by kind of change; prints JSON.

    python bench/session.py FOLDER --config MANIFEST [--steps 40] [--verify]

`--verify` compares the findings with those of a cold run after each change, which takes long.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import re
import resource
import statistics
import sys
import time
from collections import defaultdict
from datetime import date
from pathlib import Path

from art17.checking.request import Request
from art17.model.report import Report
from art17.run import run
from art17.session.session import QmsSession

DAY = date(2026, 6, 30)


def edited(draw: random.Random, text: str, ids: list[str]) -> tuple[str, str]:
    """The kind of a change, and a text with it."""
    statuses = ["active", "superseded", "draft", "retired"]
    ways = {
        "field": (r"^owner: .*$", f"owner: {draw.choice('abc')}.{draw.randrange(99)}@provider.example"),
        "date": (r"^last_reviewed: .*$", f"last_reviewed: 202{draw.randrange(3, 7)}-0{draw.randrange(1, 7)}-11"),
        "status": (r"^status: .*$", f"status: {draw.choice(statuses)}"),
        "link": (r"    target: .*$", f"    target: {draw.choice(ids)}"),
        "broken link": (r"    target: .*$", "    target: SOP-999999"),
        "supersedes": (r"^links:\n", f"links:\n  - rel: supersedes\n    target: {draw.choice(ids)}\n"),
        "citation": (r"^articles:\n", f'articles:\n  - "{draw.choice(["17(4)", "9", "Annex XIV", "10(2)"])}"\n'),
        "prose": (r"\Z", "\nOne more sentence on Art. 9 of Regulation (EU) 2024/1689.\n"),
    }
    name = draw.choice(list(ways))
    pattern, new = ways[name]
    return name, re.sub(pattern, lambda _: new, text, count=1, flags=re.MULTILINE)


def shown(report: Report) -> list[object]:
    """What two reports are compared by: the numbers of nodes in evidence are each run's own."""
    return [
        (each.id, each.message, each.fix, each.subject, each.related, each.blocks, each.hides)
        for each in report.findings
    ]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--config", type=Path)
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--select", default="*")
    parser.add_argument("--files", action="store_true", help="files come and go too")
    parser.add_argument("--verify", action="store_true")
    options = parser.parse_args()
    request = Request(options.folder, DAY, options.config, (options.select,), remembers=True)
    gc.disable()
    started, busy_before = time.perf_counter(), time.process_time()
    session = QmsSession(request)
    count = len(session.ungrouped())
    opened, opened_cpu = time.perf_counter() - started, time.process_time() - busy_before
    session.prepare()
    prepared = time.process_time() - busy_before - opened_cpu
    gc.freeze()
    draw = random.Random(options.seed)
    files = sorted(options.folder.rglob("*.md"))
    ids = [file.stem for file in files]
    times, how, busy, walls = defaultdict(list), defaultdict(int), list[float](), list[float]()
    for _ in range(options.steps):
        file = draw.choice(files)
        path = file.relative_to(options.folder).as_posix()
        before = session.bytes_of(path) or b""
        kind, text = edited(draw, before.decode(), ids)
        new = path.replace(".md", f"-{draw.randrange(9)}.md")
        changes: dict[str, bytes | None] = {path: text.encode()}
        if options.files and draw.random() < 0.5:
            kind, changes = ("new file", {new: text.encode()}) if draw.random() < 0.5 else ("gone", {path: None})
        at, cpu = time.perf_counter(), time.process_time()
        session.put(changes)
        session.ungrouped()
        times[kind].append(time.process_time() - cpu)
        walls.append(time.perf_counter() - at)
        busy.append(time.process_time() - cpu)
        how[session.how] += 1
        if options.verify and shown(session.report()) != shown(run(session.request).report):
            sys.exit(f"a cold run says something else after {kind} in {path}")
    print(
        json.dumps(
            {
                "findings": count,
                "opened": opened,
                "opened, processor": opened_cpu,
                "prepared, processor": prepared,
                "median": statistics.median(walls),
                "worst": max(walls),
                "processor": statistics.median(busy),
                "by kind": {kind: statistics.median(found) for kind, found in sorted(times.items())},
                "how": dict(how),
                "verified": options.verify,
                "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        )
    )


if __name__ == "__main__":
    main()
