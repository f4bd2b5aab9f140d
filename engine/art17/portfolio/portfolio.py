"""A run over a portfolio: what has changed is checked, the rest is taken over, all of it is in the lake afterwards."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from art17.memory.identity import tool
from art17.model.days import days_after
from art17.portfolio.job import Job, Limits, Outcome
from art17.portfolio.keys import key_of, key_of_file
from art17.portfolio.lake import PER_PART, Lake
from art17.portfolio.listing import Repository
from art17.portfolio.runners import Runner

YEAR = 365
"""So many days a result is taken over at most: a forecast looks two years ahead, and at least one is left."""
SECONDS_A_PART = 20
"""A run that is broken off loses so much at most."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run is asked to do besides naming repositories."""

    as_of: date
    limits: Limits = field(default_factory=Limits)
    with_messages: bool = False
    with_pages: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What a run did: how many repositories are in each state, and how many of these were taken over or done before."""

    run: str
    states: Counter[str]
    carried: int = 0
    resumed: int = 0


def portfolio(
    repositories: Sequence[Repository],
    lake: Lake,
    asked: Asked,
    runner: Runner,
    run: str,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Done:
    """Check a portfolio into a lake, in a new run `run`, or in the last one where that was broken off.

    What an earlier run found of a repository is taken over while its key is the same (its files, the tool, the
    settings of the run) and the day of the run lies before the next day on which its report changes.

    Raises:
        UsageError: where the lake cannot be written.
    """
    key, ground = lake.key(), _ground(asked)
    keys = {each.name: own_key(each, ground) for each in repositories}
    earlier = lake.runs()
    last = earlier[-1] if earlier else ""
    if last and not lake.is_done(last) and {entry[1] for entry in lake.known(last).values()} == {asked.as_of}:
        run, earlier = last, earlier[:-1]
    part = lake.begin(run)
    done = {name: entry for name, entry in lake.known(run).items() if name in keys}
    before = next((each for each in reversed(earlier) if lake.is_done(each)), "")
    known = lake.known(before) if before else {}
    carried = [name for name in keys if name not in done and _holds(known.get(name), keys[name], asked.as_of)]
    if carried:
        lake.carry(run, part, carried, before)
        part += 1
    states = Counter(entry[3] for entry in done.values()) + Counter(known[name][3] for name in carried)
    settled = {*done, *carried}
    engine = tool()[:16]
    pages = lake.folder / "pages" if asked.with_pages else None
    if pages:
        pages.mkdir(parents=True, exist_ok=True)
    jobs = [
        Job(each, asked.as_of, asked.limits, key, asked.with_messages, str(pages or ""), keys[each.name], engine)
        for each in _longest_first(repositories)
        if each.name not in settled
    ]
    waiting: list[Outcome] = []
    written = time.monotonic()
    for number, outcome in enumerate(runner(jobs), 1):
        waiting.append(outcome)
        states[outcome.state] += 1
        progress(number, len(jobs))
        if len(waiting) >= PER_PART or time.monotonic() > written + SECONDS_A_PART:
            lake.write(run, part, waiting)
            part, waiting, written = part + 1, [], time.monotonic()
    if waiting:
        lake.write(run, part, waiting)
    lake.finish(run)
    return Done(run, states, len(carried), len(done))


def _ground(asked: Asked) -> str:
    """What besides its files decides what is said of a repository; the day does not."""
    return f"{tool()} {asked.with_messages} {asked.with_pages}"


def own_key(repository: Repository, ground: str) -> str:
    """By what a repository is known again; "" for one that has to be checked every time."""
    told = (ground, repository.where, repository.manifest, repository.owner, repository.report, *repository.tags)
    if repository.manifest:
        try:
            told = (*told, hashlib.sha256(Path(repository.manifest).read_bytes()).hexdigest())
        except OSError:
            return ""
    if not (repository.is_remote or repository.is_collected):
        return key_of(Path(repository.where), *told) if Path(repository.where).is_dir() else ""
    if repository.commit:
        return hashlib.sha256("\0".join((*told, repository.commit)).encode("utf-8", "surrogateescape")).hexdigest()
    file = Path(repository.where)
    return key_of_file(file, *told) if file.is_file() else ""


def _holds(entry: tuple[str, date, date | None, str] | None, key: str, day: date) -> bool:
    if entry is None or not key:
        return False
    known, since, until, _ = entry
    return known == key and since <= day < min(until or date.max, days_after(since, YEAR) or date.max)


def _longest_first(repositories: Sequence[Repository]) -> list[Repository]:
    """The large ones first, lest one of them is all that is left at the end."""
    return sorted(repositories, key=lambda each: -_size(each))


def _size(repository: Repository) -> int:
    if repository.is_remote:
        return 0
    try:
        return (Path(repository.where) / ".git" / "index").stat().st_size
    except OSError:
        return 0
