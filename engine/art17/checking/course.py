"""The verdicts over the commits of a folder: each state is judged once, from git's objects alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from art17.checking.blame import context_at
from art17.checking.context import RunContext
from art17.checking.history import with_history
from art17.checking.request import Progress, quiet
from art17.checking.verdicts import evaluate, with_waivers
from art17.errors import UsageError
from art17.evaluation.obligations import obligations_of
from art17.gate.known import entry_of
from art17.memory.identity import tool
from art17.memory.recalled import Recalled
from art17.memory.steps import Steps, data_of_step, step_in
from art17.memory.store import Store
from art17.model.course import Step
from art17.model.report import Finding, Obligation
from art17.reading.answers_file import ledger_of
from art17.reading.handing import handed_over
from art17.reading.io.revision import SHORT, LineCommit, tree_of
from art17.reading.workers import cores

POINT = "Art. 17(1)("
WORTH_IT = 6
"""So many states for each process: starting one costs as much as judging some."""


def course_of(
    context: RunContext, line: Sequence[LineCommit], *, is_of_then: bool = False, progress: Progress = quiet
) -> Iterator[Step]:
    """The steps at these commits, in their order, by the packs of today.

    The law is that of the as-of date or, with `is_of_then`, that of the day of each commit.  A commit whose files git
    does not have is left out.  Each core judges a part of those that are not known.
    """
    request = context.request
    ground = (tool(), *(f"{pack.name} {pack.digest}" for pack in context.packs), repr(context.settings))
    known = Steps(Store(request.root) if request.remembers else None, "\n".join((*ground, repr(request.select))))
    days = [each.day if is_of_then else request.as_of for each in line]
    empty = [Step(each.day, each.id[:SHORT], each.title) for each in line]
    keys = [_key(context, each.id, day) for each, day in zip(line, days, strict=True)]
    open_ones = [at for at, key in enumerate(keys) if known.get(key, empty[at]) is None]
    first = {keys[at]: at for at in reversed(open_ones)}  # states that are alike are judged once

    def judge(share: Sequence[int]) -> Iterator[tuple[int, Step]]:
        recalled = Recalled()
        for at in share:
            with suppress(UsageError):
                yield at, _judged(context, line[at], days[at], empty[at], recalled)

    for number, (at, step) in enumerate(_by_all_cores(sorted(first.values()), judge), 1):
        progress(f"evaluating commit {number} of {len(first)}")
        known.put(keys[at], step)
    known.save()
    found = (known.get(key, each) for key, each in zip(keys, empty, strict=True))
    yield from (each for each in found if each)


def _key(context: RunContext, commit: str, day: date) -> str:
    """What a state is known by: its files and the day, and with history all that came before."""
    past = commit if context.settings.history else ""
    return f"{tree_of(context.request.root, commit)} {day} {past}"


def _judged(context: RunContext, commit: LineCommit, day: date, step: Step, recalled: Recalled) -> Step:
    request = replace(context.request, as_of=day)
    then = replace(context_at(context, commit.id, recalled), request=request)
    ledger = ledger_of(then.settings, request.root, then.reading.source)
    then = with_history(replace(then, ledger=ledger), commit.id)
    gated = with_waivers(then, evaluate(then))
    return step_of(step, obligations_of(then.rules, gated.verdicts, then.scene), gated.findings)


def _by_all_cores(
    numbers: Sequence[int], judge: Callable[[Sequence[int]], Iterator[tuple[int, Step]]]
) -> Iterator[tuple[int, Step]]:
    """What is judged, by one process for each core where that is worth it; what a process did not do is done here."""
    count = min(cores(), len(numbers) // WORTH_IT)
    if count < 2:
        yield from judge(numbers)
        return
    size = -(-len(numbers) // count)
    shares = [numbers[at : at + size] for at in range(0, len(numbers), size)]
    done: set[int] = set()
    for at, data in handed_over([_made(share, judge) for share in shares]):
        done.add(at)
        yield at, step_in(data)
    yield from judge([at for at in numbers if at not in done])


def _made(
    share: Sequence[int], judge: Callable[[Sequence[int]], Iterator[tuple[int, Step]]]
) -> Callable[[], Iterator[tuple[int, dict[str, Any]]]]:
    return lambda: ((at, data_of_step(step)) for at, step in judge(share))


def step_of(step: Step, obligations: Iterable[Obligation], findings: Iterable[Finding]) -> Step:
    """A step with what a run came to."""
    points = {
        (each.provision, each.system): each.verdict
        for each in obligations
        if each.provision.startswith(POINT) and each.provision.count("(") == 2
    }
    return replace(step, points=points, findings=tuple(map(entry_of, findings)))
