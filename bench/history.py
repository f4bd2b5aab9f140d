"""Measures what history costs: 10,000 files and 5,000 commits, old versions, and 200 states of a QMS.

    python bench/history.py [--files N] [--commits N] [--states N]

Everything is made here, in a folder of its own; the cache too, so that the first time is one.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "engine"), str(ROOT / "fixtures" / "histories")]

from make import Commits, markdown  # noqa: E402

START = date(2016, 1, 1)
MANIFEST = "read: ['docs/**']\npacks: [eu-ai-act, qms-practice]\nhistory: true\n"


def large(folder: Path, files: int, commits: int) -> Path:
    """A repository of documents, each of which was reviewed once; every commit changes two of them."""
    chance, made = random.Random(1), Commits()

    def one(number: int, words: str, day: date) -> dict[str, str | bytes]:
        stated = markdown(f"P-{number}", f"We do what {words} asks.", last_reviewed=str(day), review_in="P5Y")
        return {f"docs/{number % 97}/{name}": text for name, text in stated.items()}

    first = {path: text for number in range(files) for path, text in one(number, "the first", START).items()}
    made.add(str(START), {"art17.yaml": MANIFEST, **first})
    for count in range(1, commits):
        day = START + timedelta(count % 3800)
        changed = chance.sample(range(files), 2)
        made.add(str(day), {p: t for each in changed for p, t in one(each, f"change {count}", START).items()})
    return made.write(folder)


def many_states(folder: Path, states: int) -> Path:
    """Northlight over so many commits, each of which changes what one document says: text, review, owner or a title."""
    shutil.copytree(ROOT / "fixtures" / "specimens" / "northlight", folder)
    documents = sorted([*folder.rglob("*.md"), *folder.rglob("*.yaml")])
    git(folder, "init", "-q", "-b", "main")
    for count in range(states):
        change = CHANGES[count % len(CHANGES)]
        at = 7 * count
        while (changed := change((before := documents[at % len(documents)].read_text("utf-8")), count)) == before:
            at += 1
        documents[at % len(documents)].write_text(changed, "utf-8")
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", f"state {count}", day=START + timedelta(count))
    return folder


CHANGES: tuple[Callable[[str, int], str], ...] = (
    lambda text, count: f"{text}\nNote {count}.\n" if text.startswith("---") else text,
    lambda text, count: re.sub(
        r"last_reviewed: \S+", f"last_reviewed: {START + timedelta(3400 + count)}", text, count=1
    ),
    lambda text, count: re.sub(r"(- id: [\w-]+\n +title: )[^\n]*", rf"\1Named again in state {count}", text, count=1),
    lambda text, count: re.sub(r"owner: role:\S+", f"owner: role:{ROLES[count // 4 % len(ROLES)]}", text, count=1),
)
"""What a commit does to a file; it leaves a file as it is in which there is nothing to do."""
ROLES = ("quality-manager", "risk-manager", "nobody")


def git(folder: Path, *arguments: str, day: date = START) -> None:
    stamp = f"{day}T12:00:00+00:00"
    dated = {**os.environ, "GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp, "GIT_CONFIG_GLOBAL": "/dev/null"}
    subprocess.run(
        ("git", "-C", str(folder), "-c", "user.name=X", "-c", "user.email=x@x.example", *arguments),
        check=True,
        env=dated,
    )


def measured(what: str, run: Callable[[], object]) -> None:
    """Run something and print what it took, on the clock and on the processor (of its children too)."""
    clock, spent = time.perf_counter(), os.times()
    said = run()
    wall, now = time.perf_counter() - clock, os.times()
    cpu = sum(now[:4]) - sum(spent[:4])
    print(f"{what:<60} {wall:7.2f} s  {cpu:7.2f} s of processor  {said}", flush=True)


def main() -> None:
    """Make the repositories and measure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--files", type=int, default=10_000)
    options.add_argument("--commits", type=int, default=5_000)
    options.add_argument("--states", type=int, default=200)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as held:
        base = Path(held)
        os.environ["XDG_CACHE_HOME"] = str(base / "cache")
        from art17.checking.context import load  # noqa: PLC0415  after the cache has its place
        from art17.checking.history import with_history  # noqa: PLC0415
        from art17.checking.request import Request  # noqa: PLC0415
        from art17.commands.history import history  # noqa: PLC0415
        from art17.reading.io.history import history_of  # noqa: PLC0415

        qms = large(base / "large", asked.files, asked.commits)
        title = f"{asked.files:,} files, {asked.commits:,} commits"
        measured(f"{title}: days, authors, paths", lambda: f"{len(history_of(qms).versions)} files")
        context = load(Request(qms, date(2026, 11, 23), remembers=True))
        for when in ("first", "again"):
            measured(f"{title}: old versions, {when}", lambda: _changed(with_history(context)))
        house = many_states(base / "northlight", asked.states)
        request = Request(house, date(2026, 11, 23), remembers=True)
        for when in ("first", "again"):
            measured(
                f"{asked.states} states of northlight, {when}", lambda: f"{len(history(request, '', 'commit'))} states"
            )


def _changed(context: object) -> str:
    nodes = context.graph.nodes  # type: ignore[attr-defined]
    return f"{sum('changed_since_review_on' in node.fields.get('past', {}) for node in nodes)} changed since"


if __name__ == "__main__":
    main()
