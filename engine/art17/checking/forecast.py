"""What will be found on later days if nobody acts: only what time can change is decided again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from art17.checking.context import RunContext, with_texts_confirmed
from art17.checking.history import with_history
from art17.checking.owners import with_owners
from art17.checking.places import at_known, known_places
from art17.checking.turns import gate_days, law_days, text_days
from art17.checking.verdicts import Decided, composed, decide, unguessed, with_waivers
from art17.evaluation.causes import Failure, causes_in
from art17.evaluation.evaluate import Judgement, judged
from art17.evaluation.findings import FAILING, WordedOnce, failure_of
from art17.model.days import days_after
from art17.model.forecast import Coming
from art17.model.report import Finding
from art17.model.rule import SEVERITIES


@dataclass(frozen=True, slots=True)
class FindingsOn:
    """The findings of a day, which are those of every day until the next of them."""

    day: date
    findings: tuple[Finding, ...]


def forecast_of(context: RunContext, days: int, decided: Decided | None = None) -> Iterator[Coming]:
    """What becomes a finding, or a graver one, within so many days after the as-of date, day by day.

    `decided` is what `decide` says of the as-of date, where that is known already.
    """
    until = days_after(context.request.as_of, days) or date.max
    before: dict[str, str] | None = None
    ahead: list[tuple[date, tuple[Finding, ...]]] = []
    for state in findings_ahead(context, until, decided):
        active = [finding for finding in state.findings if finding.status == "active"]
        if before is not None:
            earlier = before
            ahead.append((state.day, tuple(each for each in active if _is_new(each, earlier))))
        before = {finding.id: finding.severity for finding in active}
    known = known_places(context, (finding for _, coming in ahead for finding in coming))
    for day, coming in ahead:
        yield from (Coming(day, finding) for finding in with_owners(at_known(coming, known), context.graph))


def _is_new(finding: Finding, before: dict[str, str]) -> bool:
    """Whether a finding was not there the day before, or was less grave."""
    was = before.get(finding.id)
    return was is None or SEVERITIES.index(finding.severity) < SEVERITIES.index(was)


def findings_ahead(context: RunContext, until: date, decided: Decided | None = None) -> Iterator[FindingsOn]:
    """The findings of the as-of date, and of each later day up to `until` on which they may differ."""
    if not context.graph.nodes:
        return
    course = _Course(context, until, decided)
    day: date | None = context.request.as_of
    while day is not None and day <= until:
        if (findings := course.on(day)) is not None:
            yield FindingsOn(day, findings)
        day = course.next_after(day)


@dataclass(slots=True)
class _Course:
    """The verdicts as they go from day to day; the one thing here that is written to."""

    context: RunContext
    until: date
    decided: Decided | None = None
    _verdicts: list[Judgement] = field(default_factory=list[Judgement])
    _failures: dict[int, Failure] = field(default_factory=dict[int, Failure])
    _turning: dict[int, date] = field(default_factory=dict[int, date])
    _whole_days: frozenset[date] = frozenset()
    _gate_days: frozenset[date] = frozenset()
    _graph_day: date | None = None
    _words: WordedOnce = field(default_factory=WordedOnce)

    def on(self, day: date) -> tuple[Finding, ...] | None:
        """The findings of a day; None where they are those of the day before."""
        context = replace(self.context, request=replace(self.context.request, as_of=day))
        if not self._verdicts:
            self._whole_days = law_days(context) | text_days(context)
        if self._graph_day and day in self._whole_days and context.unconfirmed:
            read = replace(context, graph=context.unconfirmed)
            self.context = with_history(with_texts_confirmed(read))
            context = replace(self.context, request=context.request)
        self._graph_day = day
        is_whole = not self._verdicts or day in self._whole_days
        differs = self._decide_all(context) if is_whole else self._decide_some(context)
        if not (differs or day in self._gate_days):
            return None
        failures = [self._failures[at] for at in sorted(self._failures)]
        if day in self._gate_days:
            self._words = WordedOnce()  # words may name the day, and what gets graver on it is told anew
        self._words.keep(failures)
        word = partial(self._words, scene=context.scene)
        gated = with_waivers(context, composed(context, tuple(self._verdicts), failures, word))
        self._gate_days = frozenset(gate_days(context, gated.findings))
        return gated.findings

    def next_after(self, day: date) -> date | None:
        """The next day on which anything may differ."""
        own = (*self._turning.values(), *(each.turn for each in self._failures.values() if each.turn))
        return min((each for each in (*own, *self._whole_days, *self._gate_days) if each > day), default=None)

    def _decide_all(self, context: RunContext) -> bool:
        verdicts, failures = self.decided or decide(context)
        self.decided = None  # of the first day alone
        self._verdicts = list(verdicts)
        failing = (at for at, each in enumerate(verdicts) if _is_failing(each))
        self._failures = dict(zip(failing, failures, strict=True))
        self._turning = {at: each.turn for at, each in enumerate(verdicts) if each.turn}
        return True

    def _decide_some(self, context: RunContext) -> bool:
        """Decide again what this day may change; whether anything that findings rest on is other than before."""
        day, scene = context.request.as_of, replace(context.scene, named={})
        differs = False
        due = {at for at, turn in self._turning.items() if turn <= day}
        for at in due:
            old = self._verdicts[at]
            (new,) = unguessed(context, (judged(old.rule, old.subject, scene),))
            self._verdicts[at] = new
            differs |= new.verdict != old.verdict or new.relief != old.relief
            self._turning.pop(at)
            if new.turn:
                self._turning[at] = new.turn
        due |= {at for at, each in self._failures.items() if each.turn and each.turn <= day}
        for at in due:
            was = self._failures.pop(at, None)
            if _is_failing(self._verdicts[at]):
                found = self._failures[at] = failure_of(self._verdicts[at], scene)
                differs |= was is None or causes_in(was.evidence) != causes_in(found.evidence)
        return differs


def _is_failing(judgement: Judgement) -> bool:
    """Whether a verdict is a failure: what rests on a guess is none."""
    return judgement.verdict in FAILING and not judgement.is_guess
