"""The verdicts over the commits of a folder: each state is judged once, from git's objects alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

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
from art17.memory.steps import Steps
from art17.memory.store import Store
from art17.model.course import Step
from art17.model.report import Finding, Obligation
from art17.reading.answers_file import ledger_of
from art17.reading.io.revision import SHORT, LineCommit, tree_of

POINT = "Art. 17(1)("


def course_of(
    context: RunContext, line: Sequence[LineCommit], *, is_of_then: bool = False, progress: Progress = quiet
) -> Iterator[Step]:
    """The steps at these commits, in their order, by the packs of today.

    The law is that of the as-of date or, with `is_of_then`, that of the day of each commit.  A commit whose files git
    does not have is left out.
    """
    request = context.request
    ground = (tool(), *(f"{pack.name} {pack.digest}" for pack in context.packs), repr(context.settings))
    known = Steps(Store(request.root) if request.remembers else None, "\n".join((*ground, repr(request.select))))
    recalled = Recalled()
    for number, each in enumerate(line, 1):
        day = each.day if is_of_then else request.as_of
        empty = Step(each.day, each.id[:SHORT], each.title)
        key = f"{tree_of(request.root, each.id)} {day} {each.id if context.settings.history else ''}"
        step = known.get(key, empty)
        if step is None:
            progress(f"evaluating commit {number} of {len(line)}")
            try:
                then = context_at(context, each.id, recalled)
            except UsageError:
                continue
            ledger = ledger_of(then.settings, request.root, then.reading.source)
            then = with_history(replace(then, request=replace(request, as_of=day), ledger=ledger), each.id)
            gated = with_waivers(then, evaluate(then))
            step = step_of(empty, obligations_of(then.rules, gated.verdicts, then.scene), gated.findings)
            known.put(key, step)
        yield step
    known.save()


def step_of(step: Step, obligations: Iterable[Obligation], findings: Iterable[Finding]) -> Step:
    """A step with what a run came to."""
    points = {
        (each.provision, each.system): each.verdict
        for each in obligations
        if each.provision.startswith(POINT) and each.provision.count("(") == 2
    }
    return replace(step, points=points, findings=tuple(map(entry_of, findings)))
