"""The findings of a session: worded and placed once, until a fact that their words rest on is another."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace

from art17.checking.context import RunContext
from art17.checking.places import located, order_of, paths_of
from art17.checking.verdicts import RunVerdicts, at_levels, with_waivers
from art17.evaluation.causes import Failure, Grouped
from art17.evaluation.findings import findings_on, worded
from art17.evaluation.questions import left_open, notes_of, questions_of
from art17.gate.answers import may_be_answered
from art17.graph.changes import Changed
from art17.model.report import Finding
from art17.session.verdicts import Verdicts


@dataclass(frozen=True, slots=True)
class _Worded:
    group: Grouped
    findings: tuple[Finding, ...]
    reads: frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class _Placed:
    before: Finding
    finding: Finding
    paths: frozenset[str]


class Findings:
    """Words and places of findings, each kept as long as it holds."""

    def __init__(self, verdicts: Verdicts) -> None:
        self._verdicts = verdicts
        self._worded: dict[int, _Worded] = {}
        self._placed: dict[int, _Placed] = {}

    def update(self, changed: Changed) -> None:
        """Forget what rests on something that changed."""
        self._worded = {key: each for key, each in self._worded.items() if each.reads.isdisjoint(changed.facts)}
        self._placed = {key: each for key, each in self._placed.items() if each.paths.isdisjoint(changed.paths)}

    def reword(self) -> None:
        """Forget all words: they may name the day."""
        self._worded.clear()

    def gated(self, context: RunContext) -> RunVerdicts:
        """What `evaluate` and the gate say of the run, with findings that have their places."""
        failures = list(self._verdicts.failures())
        open_ones = [failure for failure, is_open in failures if is_open]
        decided = [failure for failure, is_open in failures if not is_open]
        scene = context.scene
        found = (*findings_on(decided, scene, self._word), *notes_of(open_ones, scene))
        placed = tuple(self._located(found, context))
        run = RunVerdicts(
            (),
            tuple(at_levels(context, placed)),
            questions_of(open_ones, scene),
            left_open(open_ones),
            may_answer=tuple(failure for failure, _ in failures if may_be_answered(failure)),
            turn=min((failure.turn for failure, _ in failures if failure.turn), default=None),
        )
        gated = with_waivers(context, run)
        self._forget_others(failures, found)
        shown = (
            each if each.waived is None and each.subject.place.line else located(context, (each,))[0]
            for each in gated.findings
        )
        return replace(gated, findings=tuple(sorted(shown, key=order_of)))

    def _word(self, group: Grouped) -> tuple[Finding, ...]:
        known = self._worded.get(id(group.failure))
        if known is not None and known.group.is_same(group):
            return known.findings
        recorder, scene = self._verdicts.recorder, self._verdicts.scene
        recorder.notes = set()
        found = worded(group, replace(scene, named={}, used={}, turn=None))
        self._worded[id(group.failure)] = _Worded(group, found, frozenset(recorder.notes))
        return found

    def _located(self, findings: tuple[Finding, ...], context: RunContext) -> Iterator[Finding]:
        new = tuple(each for each in findings if not self._is_placed(each))
        by_id = {each.id: each for each in located(context, new)}
        if len(by_id) < len(new):  # two of one name: one after the other
            by_id = {}
        for each in new:
            placed = by_id[each.id] if by_id else located(context, (each,))[0]
            self._placed[id(each)] = _Placed(each, placed, frozenset(paths_of(each)))
        for each in findings:
            yield self._placed[id(each)].finding

    def before_places(self, finding: Finding) -> Finding:
        """A finding as it was before its places were worked out."""
        return next((each.before for each in self._placed.values() if each.finding.id == finding.id), finding)

    def _forget_others(self, failures: list[tuple[Failure, bool]], found: tuple[Finding, ...]) -> None:
        """Let go of what no longer occurs; keys are identities, which hold as long as the values are held."""
        failing, shown = {id(failure) for failure, _ in failures}, {id(each) for each in found}
        self._worded = {key: each for key, each in self._worded.items() if key in failing}
        self._placed = {key: each for key, each in self._placed.items() if key in shown}

    def _is_placed(self, finding: Finding) -> bool:
        known = self._placed.get(id(finding))
        return known is not None and known.before is finding
