"""The verdicts of a session: each is kept until a fact that it read is another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from art17.checking.context import RunContext
from art17.conditions.scene import Scene
from art17.evaluation.causes import Failure
from art17.evaluation.evaluate import Judgement, judged
from art17.evaluation.findings import failure_of
from art17.evaluation.questions import is_left_open
from art17.graph.live import Changed, LiveGraph
from art17.graph.node import Node
from art17.model.evidence import UNDECIDED, UNMET
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
        self.differing: dict[Unit, tuple[tuple[Judgement, ...], tuple[Judgement, ...]]] = {}
        for unit in self._units.all():
            self._evaluate(unit)
        self.differing = {}

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
        self.differing.setdefault(unit, (self._found.get(unit, ()), found))
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
        self.scene.of_links.clear()
        for index in changed.nodes:
            self.scene.claims.pop(index, None)
        self.differing = {}
        self.recorder.refresh(changed.facts, changed.nodes)
        units = set(self._units.touched(changed.nodes, changed.paths))
        for key in changed.facts:
            units |= self._readers.get(key, set())
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

    def all(self) -> tuple[Judgement, ...]:
        """Every verdict, in the order of rules and subjects."""
        return tuple(chain.from_iterable(self._found[unit] for unit in sorted(self._found)))
