"""Measure whole processes on synthetic corpora, in turns, and say which targets were reached.

    python bench/run.py [--sizes 1000,10000,100000] [--rounds 5] [--peers [PYTHON]] [--write]

All commands of a size run once in each round (A B C A B C), and a ratio is the median of the ratios within the rounds:
machines are noisy, so quote ratios, and say how many cores there were.  From 50,000 artefacts on everything runs once.
`--peers` adds the same twelve checks in other tools, which may be installed beside another Python; `--write` puts the tables into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import rows
from measure import Run, heard, once, together
from tables import tables_of

PAGE = rows.HERE.parent / "docs" / "benchmarks.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
SLOW = 20.0
"""A peer that takes more seconds than this is run in the first round only."""


@dataclass
class Measured:
    """What was seen on the corpus of one size: runs by row, why a peer has none, and what is no time."""

    size: int
    runs: dict[str, list[Run]] = field(default_factory=lambda: defaultdict(list))
    without: dict[str, str] = field(default_factory=dict)
    memory: float | None = None
    agrees: bool = False
    same: bool | None = None

    def said(self, name: str) -> list[dict]:
        """What each run of a row printed as JSON."""
        return [json.loads(run.said) for run in self.runs[name]]


def measured(corpus: Path, size: int, options: argparse.Namespace) -> Measured:
    """Every row of one size, and whether the findings are right."""
    seen, changes = Measured(size), rows.Changes(corpus)
    is_large = size >= rows.LARGE
    for number in range(1 if is_large else options.rounds):
        for row in rows.rows_of(corpus, size, changes):
            row.before()
            tell(f"{size}, round {number + 1}: {row.name}")
            run = heard(row.command) if row.name in (rows.PHASES, rows.PHASES_ACT) else once(row.command)
            if run.code not in (0, 1) or "Traceback" in run.complained:
                raise SystemExit(f"{row.name}: exit code {run.code}\n{run.complained}")
            seen.runs[row.name].append(run)
        for row in rows.peers_of(corpus, options.peers) if options.peers and not is_large else ():
            with_peer(seen, row, number, options.limit)
    tell(f"{size}: memory and agreement")
    seen.memory = together(rows.art17(corpus, "--no-cache"))
    seen.agrees = once([sys.executable, rows.HERE / "agree.py", corpus]).code == 0
    if not is_large:
        seen.same = says_the_same(corpus, changes)
    return seen


def with_peer(seen: Measured, row: rows.Row, number: int, limit: float) -> None:
    """Run a peer, unless it is known to fail or to be slow."""
    if row.name in seen.without or (number and seen.runs[row.name][0].wall > SLOW):
        return
    tell(f"{seen.size}, round {number + 1}: {row.name}")
    run = heard(row.command, limit)
    if run.is_late:
        seen.without[row.name] = f"stopped after {limit:.0f} s"
    elif run.code:
        seen.without[row.name] = (run.complained.strip().splitlines() or ["it says nothing"])[-1]
    else:
        seen.runs[row.name].append(run)


def says_the_same(corpus: Path, changes: rows.Changes) -> bool:
    """Whether a check that remembers says, byte for byte, what a cold one says, after each kind of change.

    That the owner's going away shows at all is asked for too.
    """
    changes.restore()
    rows.forget()
    told, file = [], corpus / "said.json"
    for change in (lambda: None, changes.field, changes.prose, changes.restore):
        change()
        digests = set()
        for how in ((), ("--no-cache",), ()):
            once(rows.art17(corpus, "--format", "json", *how), said=file)
            with file.open("rb") as said:
                digests.add(hashlib.file_digest(said, "sha256").hexdigest())
        told.append(digests)
    return all(len(digests) == 1 for digests in told) and told[0] == told[-1] != told[1]


def tell(text: str) -> None:
    """Say on stderr what is going on."""
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def machine(options: argparse.Namespace) -> str:
    """The machine, by what matters."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"{cores} cores ({processor()}, {platform.system()} {platform.release().split('-')[0]}), "
        f"{platform.python_implementation()} {platform.python_version()}, art17 {version()}, "
        f"{options.rounds} rounds in turns; load at the start {os.getloadavg()[0]:.1f}."
    )


def processor() -> str:
    """The model of the processor, or its kind where the system does not say."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8", errors="replace").splitlines() if told.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def version() -> str:
    return subprocess.run([rows.ART17, "--version"], capture_output=True, text=True, check=True).stdout.split()[-1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--peers",
        nargs="?",
        const=sys.executable,
        metavar="PYTHON",
        help="the same checks in other tools, as far as this Python has them",
    )
    parser.add_argument("--limit", type=float, default=180, help="seconds after which a peer is stopped")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/benchmarks.md")
    options = parser.parse_args()
    said = machine(options)
    found = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = str(Path(folder) / "cache")
        for size in map(int, options.sizes.split(",")):
            corpus = Path(folder) / str(size)
            tell(f"{size}: writing the corpus")
            generate = [sys.executable, str(rows.HERE / "corpus.py"), "--json", "--n", str(size), "--out", str(corpus)]
            subprocess.run(generate, stdout=subprocess.DEVNULL, check=True)
            rows.written_head(corpus)
            found.append(measured(corpus, size, options))
    text = f"{said}\n\n{tables_of(found)}"
    print(text)
    if options.write:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    if not all(each.agrees and each.same is not False for each in found):
        raise SystemExit("the findings are not those of the corpus, or the cache changed them")


if __name__ == "__main__":
    main()
