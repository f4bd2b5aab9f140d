"""Measure a portfolio of generated repositories: whole, stopped and resumed, changed in part, unchanged.

    python bench/portfolio.py [--number 10000] [--sample 500] [--seconds 60] [--page FILE]

Repositories are copies of small specimens, each with one difference of its own.  Of a sample, findings are compared
with those of single checks, by a hash over all, and the time with `xargs -P2 art17 check` and with a plain pool of
two processes, in which nothing is limited.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "engine"))
SPECIMENS = ROOT / "fixtures" / "specimens"
NAMES = ("guide-literal", "small-company")
DAY = "2026-11-23"
COMMAND = [sys.executable, str(ROOT / "cli.py")]


def made(folder: Path, number: int) -> None:
    """So many repositories, every one with an owner of its own in one document."""
    for at in range(number):
        to = folder / f"r{at:05}"
        shutil.copytree(SPECIMENS / NAMES[at % len(NAMES)], to)
        pages = sorted(to.rglob("*.md"))
        page = pages[at % len(pages)]
        page.write_text(f"{page.read_text('utf-8')}\nKept by person {at}.\n", "utf-8")


def ran(folder: Path, lake: Path, *, stop_after: float = 0.0) -> tuple[float, str]:
    """The seconds of a run, and what it prints; ended after so many seconds, if that is given.

    A repository may take ten minutes, so that a busy machine leaves none of them unchecked.
    """
    words = [*COMMAND, "portfolio", "run", str(folder), "--to", str(lake), "--as-of", DAY, "--seconds", "600"]
    began = time.monotonic()
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as started:
        if stop_after:
            time.sleep(stop_after)
            started.send_signal(signal.SIGKILL)
        said = started.communicate()[0]
    return time.monotonic() - began, said.replace("\n", "; ").strip("; ")


def singles(folder: Path, names: list[str]) -> tuple[float, str]:
    """The seconds that single checks of some repositories take, two at once, and a hash over their findings."""
    listed = "".join(f"{folder / name}\n" for name in names)
    call = f"{' '.join(COMMAND)} check {{}} --as-of {DAY} --no-cache --quiet --format json={{}}.json"
    began = time.monotonic()
    subprocess.run(["xargs", "-P2", "-I{}", "sh", "-c", f"{call} || true"], input=listed, text=True, check=True)
    took = time.monotonic() - began
    found = sorted(
        (name, each["id"])
        for name in names
        for each in json.loads(Path(f"{folder / name}.json").read_text())["findings"]
    )
    return took, hashlib.sha256(json.dumps(found).encode()).hexdigest()


def in_pool(folder: Path, names: list[str]) -> tuple[float, str]:
    """The same by a pool of two processes of this one."""
    began = time.monotonic()
    with ProcessPoolExecutor(2) as pool:
        found = sorted(pair for pairs in pool.map(partial(_found, folder), names, chunksize=10) for pair in pairs)
    return time.monotonic() - began, hashlib.sha256(json.dumps(found).encode()).hexdigest()


def _found(folder: Path, name: str) -> list[tuple[str, str]]:
    from art17.checking.request import Request  # noqa: PLC0415  after the path is set
    from art17.run import check  # noqa: PLC0415

    return [(name, each.id) for each in check(Request(folder / name, date.fromisoformat(DAY))).findings]


def of_lake(lake: Path, names: list[str]) -> str:
    """The same hash over what a lake holds of these repositories."""
    from art17.portfolio.lake import Lake  # noqa: PLC0415  after the path is set
    from art17.portfolio.questions import tables_of, told_by  # noqa: PLC0415

    wanted = set(names)
    with tables_of(Lake(lake)) as connection:
        sql = "SELECT repository, id FROM findings WHERE run = (SELECT max(run) FROM runs)"
        found = sorted(row for row in told_by(connection, sql).rows if row[0] in wanted)
    return hashlib.sha256(json.dumps(found).encode()).hexdigest()


def main() -> None:
    """Print each step with its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=10000)
    parser.add_argument("--sample", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=60, help="after which the first run is killed")
    parser.add_argument("--page", type=Path, help="where to write the page of all repositories")
    options = parser.parse_args()
    dice = random.Random(17)
    with tempfile.TemporaryDirectory() as scratch:
        folder, lake = Path(scratch) / "repositories", Path(scratch) / "lake"
        made(folder, options.number)
        ran(folder, lake, stop_after=options.seconds)
        seconds, said = ran(folder, lake)
        print(f"stopped after {options.seconds:g} s, then resumed: {seconds:.1f} s more; {said}", flush=True)
        for name in dice.sample(sorted(os.listdir(folder)), options.number // 50):  # noqa: PTH208
            page = sorted((folder / name).rglob("*.md"))[0]
            page.write_text(f"{page.read_text('utf-8')}\nChanged.\n", "utf-8")
        seconds, said = ran(folder, lake)
        print(f"2 % changed: {seconds:.1f} s; {said}", flush=True)
        seconds, said = ran(folder, lake)
        print(f"nothing changed: {seconds:.1f} s; {said}", flush=True)
        if options.page:
            began = time.monotonic()
            subprocess.run([*COMMAND, "portfolio", "report", str(lake), "--to", str(options.page)], check=True)
            took = time.monotonic() - began
            print(f"the page has {options.page.stat().st_size / 1e6:.1f} MB, made in {took:.1f} s", flush=True)
        size = sum(file.stat().st_size for file in lake.rglob("*.parquet")) / 3
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        print(f"the lake has {size / 1e6:.1f} MB a run; the largest process held {peak} MiB", flush=True)
        names = sorted(dice.sample(sorted(os.listdir(folder)), min(options.sample, options.number)))  # noqa: PTH208
        chosen = Path(scratch) / "chosen"
        for name in names:
            shutil.copytree(folder / name, chosen / name)
        fresh = Path(scratch) / "fresh"
        by_portfolio, _ = ran(chosen, fresh)
        by_pool, pooled = in_pool(chosen, names)
        by_xargs, single = singles(chosen, names)
        is_same = of_lake(fresh, names) == single == pooled
        print(
            f"of {len(names)}, a second: portfolio {len(names) / by_portfolio:.1f}, plain pool "
            f"{len(names) / by_pool:.1f}, xargs {len(names) / by_xargs:.1f}"
        )
        print(f"findings are {'those' if is_same else 'NOT those'} of single checks")


if __name__ == "__main__":
    main()
