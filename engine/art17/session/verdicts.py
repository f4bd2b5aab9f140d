"""The verdicts of a session: each is kept until a fact that it read is another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from art17.checking.context import RunContext
from art17.conditions.scene import Scene
from art17.evaluation.causes import Failure
from art17.evaluation.evaluate import Judgement, judged
from art17.evaluation.findings import failure_of
from art17.evaluation.questions import is_left_open
from art17.graph.changes import Changed
from art17.graph.live import LiveGraph
from art17.graph.node import Node
from art17.model.evidence import UNDECIDED, UNMET
from art17.session.numbering import file_number
from art17.session.recorder import Recorder
from art17.session.units import Unit, Units

_NONE: frozenset[Hashable] = frozenset()


@dataclass(frozen=True, slots=True)
class Traced:
    """The failures of a unit, whether each is only left open by a text, and what their traces read."""

    failures: tuple[tuple[Failure, bool], ...]
    reads: frozenset[Hashable]


class Verdicts:
    """Every rule on every subject, with notes on what each verdict rests on."""

    def __init__(self, context: RunContext, live: LiveGraph) -> None:
        self.context = context
        self.recorder = Recorder(live.graph)
        self._units = Units(context, live)
        self._found: dict[Unit, tuple[Judgement, ...]] = {}
        self._reads: dict[Unit, frozenset[Hashable]] = {}
        self._readers: defaultdict[Hashable, set[Unit]] = defaultdict(set)
        self._failing: dict[Unit, tuple[Judgement, ...]] = {}
        self._traced: dict[Unit, Traced] = {}
        self.scene = Scene(self.recorder, context.request.as_of, context.act, digests=self._digest_of)
        for unit in self._units.all():
            self._evaluate(unit)

    def _digest_of(self, node: Node) -> str:
        self.recorder.notes.add(("text", node.place.path))
        return self.context.digest_of(node).whole

    def _evaluate(self, unit: Unit) -> None:
        recorder, scene, rule = self.recorder, self.scene, self.context.rules[unit[0]]
        recorder.notes = set()
        scene.named = {}
        found = tuple(judged(rule, subject, scene) for subject in self._units.subjects(unit, scene, recorder))
        reads = frozenset(recorder.notes)
        before = self._reads.get(unit, _NONE)
        for key in before - reads:
            self._readers[key].discard(unit)
        for key in reads - before:
            self._readers[key].add(unit)
        self._reads[unit] = reads
        self._found[unit] = found
        self._traced.pop(unit, None)
        failing = tuple(each for each in found if each.verdict in (UNMET, UNDECIDED))
        if failing:
            self._failing[unit] = failing
        else:
            self._failing.pop(unit, None)

    def update(self, context: RunContext, changed: Changed, live: LiveGraph) -> None:
        """Evaluate again what read a fact that changed, or what changed itself."""
        self.context, self.recorder.graph = context, live.graph
        self._again(changed)

    def renew(self, context: RunContext, changed: Changed, live: LiveGraph) -> None:
        """The same where nodes came or went, or are other ones.

        Raises:
            NotLocalError: where verdicts can no longer be told apart as before.
        """
        self._units.renew(live)
        self.context, self.recorder.graph = context, live.graph
        numbers = changed.nodes | {file_number(index) for index in changed.nodes}
        for unit in [unit for unit in self._found if unit[1] in numbers and not self._units.are(unit)]:
            self._drop(unit)
        self._again(changed)

    def turn_to(self, context: RunContext) -> None:
        """Evaluate again what a later day may change; no law may have come into force since the day before."""
        self.context = context
        self.scene = replace(self.scene, as_of=context.request.as_of, named={}, used={}, turn=None)
        self._traced.clear()
        for unit, found in list(self._found.items()):
            if any(each.turn and each.turn <= context.request.as_of for each in found):
                self._evaluate(unit)

    def _drop(self, unit: Unit) -> None:
        for key in self._reads.pop(unit, _NONE):
            self._readers[key].discard(unit)
        del self._found[unit]
        self._failing.pop(unit, None)
        self._traced.pop(unit, None)

    def _again(self, changed: Changed) -> None:
        self.scene.of_links.clear()
        for index in changed.nodes:
            self.scene.claims.pop(index, None)
        self.recorder.refresh(changed.facts, changed.nodes)
        units = {unit for key in changed.facts for unit in self._readers.get(key, ())}
        units.update(self._units.touched(changed.nodes, changed.paths))
        for unit in sorted(units):
            self._evaluate(unit)
        for unit, each in tuple(self._traced.items()):
            if not each.reads.isdisjoint(changed.facts):
                del self._traced[unit]

    def failures(self) -> Iterator[tuple[Failure, bool]]:
        """The verdicts that are not met with their traces, in the order of rules and subjects."""
        for unit in sorted(self._failing):
            if unit not in self._traced:
                self._traced[unit] = self._trace(unit)
            yield from self._traced[unit].failures

    def _trace(self, unit: Unit) -> Traced:
        self.recorder.notes = set()
        failures = [failure_of(each, self.scene) for each in self._failing[unit]]
        reads = frozenset(self.recorder.notes) | self._reads[unit]
        return Traced(tuple((each, is_left_open(each)) for each in failures), reads)

    def failing(self) -> Iterable[Judgement]:
        """The verdicts that are not met, in the order of rules and subjects."""
        for unit in sorted(self._failing):
            yield from self._failing[unit]

    def each(self) -> Iterator[Judgement]:
        """Every verdict, in no order."""
        return chain.from_iterable(self._found.values())

    def all(self) -> tuple[Judgement, ...]:
        """Every verdict, in the order of rules and subjects."""
        return tuple(chain.from_iterable(self._found[unit] for unit in sorted(self._found)))
