"""One QMS, evaluated again and again while its files change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from art17.checking.context import RunContext, load
from art17.checking.heartbeat import with_heartbeat
from art17.checking.history import with_history
from art17.checking.owners import with_owners
from art17.checking.places import located
from art17.checking.report import report_of
from art17.checking.request import Request
from art17.checking.verdicts import RunVerdicts, composed
from art17.evaluation.evaluate import Judgement
from art17.evaluation.findings import discriminator_of
from art17.gate.groups import grouped
from art17.graph.facts import address
from art17.graph.live import LiveGraph, NotLocalError
from art17.model.artefact import Artefact
from art17.model.days import duration_in
from art17.model.evidence import MET
from art17.model.repair import Repair
from art17.model.report import Finding, Report
from art17.reading.facts.file import FileRead
from art17.reading.io.buffers import WithBuffers
from art17.reading.io.source import Source, WorkingTree
from art17.reading.io.unreadable import UnreadableError
from art17.reading.qms import Recall
from art17.repairs.repairs import Repairs
from art17.run import gate
from art17.session.files import Files, Kept
from art17.session.findings import Findings
from art17.session.verdicts import Verdicts

MOST_LOCAL = 50
"""So many files at once are followed one by one; more are a checkout, and everything is read again."""
VerdictKey = tuple[str, str, str]
"""A rule, the address of its subject, and what tells subjects of one address apart."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What edits would change: findings that go and come, by id, and verdicts that turn met."""

    gone: frozenset[str]
    came: frozenset[str]
    met: frozenset[VerdictKey]


@dataclass(slots=True)
class _State:
    """Everything that is known of the files as they are."""

    context: RunContext
    live: LiveGraph
    files: Files
    nodes_at: dict[str, list[int]]
    digests: dict[str, str]
    verdicts: Verdicts
    findings: Findings
    unplaced: dict[str, Finding] = field(default_factory=dict[str, Finding])


class QmsSession:
    """The findings of a folder, kept up to date while files change; `how` says how the last change was dealt with."""

    def __init__(self, request: Request) -> None:
        self._source: Source = request.source or WorkingTree(request.root)
        self.buffers: dict[str, bytes | None] = {}
        self._request = replace(request, source=WithBuffers(self._source, self.buffers))
        self._reads: dict[str, FileRead] = {}
        self._state: _State | None = None
        self._gated: RunVerdicts | None = None
        self._shown: tuple[RunVerdicts, tuple[Finding, ...]] | None = None
        self._repairs: tuple[RunVerdicts, Repairs] | None = None
        self._marks: dict[str, tuple[int, int, int]] = {}
        self.how = "opened"

    @property
    def request(self) -> Request:
        """The request with the bytes that were put as its source."""
        return self._request

    @property
    def root(self) -> Path:
        return self._request.root

    def on(self, day: date) -> None:
        """Evaluate on another day."""
        if day != self._request.as_of:
            self._request = replace(self._request, as_of=day)
            self._close()

    def put(self, changes: Mapping[str, bytes | None]) -> None:
        """Take bytes for files in place of those on disk; None: the file is gone."""
        changed = [path for path, data in changes.items() if path not in self.buffers or self.buffers[path] != data]
        self.buffers.update(changes)
        self.changed(changed)

    def discard(self, paths: Iterable[str]) -> None:
        """Forget bytes that were put: what is on disk counts again."""
        changed = [path for path in paths if path in self.buffers]
        for path in changed:
            del self.buffers[path]
        self.changed(changed)

    def changed(self, paths: Iterable[str]) -> None:
        """Read files again that may be others now."""
        named = list(dict.fromkeys(paths))
        if not named or self._state is None:
            return
        self._gated = None
        try:
            if len(named) > MOST_LOCAL:
                raise NotLocalError  # noqa: TRY301  the same answer as for one that reaches far
            self._follow(self._state, named)
            self.how = "followed"
        except NotLocalError:
            self._close()

    def refresh(self) -> tuple[str, ...]:
        """The files on disk that are others than at the last look, and are read again."""
        before, self._marks = self._marks, self._looked()
        paths = sorted({*before, *self._marks})
        changed = tuple(
            path for path in paths if before.get(path) != self._marks.get(path) and path not in self.buffers
        )
        self.changed(changed)
        return changed

    def _looked(self) -> dict[str, tuple[int, int, int]]:
        """Size, time and number of each file that there is."""
        found: dict[str, tuple[int, int, int]] = {}
        for path in self._source.paths():
            with suppress(OSError):
                stat = (self.root / path).stat(follow_symlinks=False)
                found[path] = stat.st_size, stat.st_mtime_ns, stat.st_ino
        return found

    def _close(self) -> None:
        self._state, self._gated, self.how = None, None, "opened"

    def _follow(self, state: _State, paths: Iterable[str]) -> None:
        if not _is_plain(state.context):
            raise NotLocalError
        artefacts: dict[int, Artefact] = {}
        reads: dict[str, FileRead] = {}
        for path in paths:
            read = state.files.read(path)
            if read.digest != self._reads[path].digest:
                nodes = [state.live.graph.nodes[index] for index in state.nodes_at.get(path, ())]
                artefacts |= state.files.artefacts(path, read, nodes)
                reads[path] = read
        if not reads:
            return
        changed = state.live.put(artefacts)
        changed.paths |= reads.keys() & state.nodes_at.keys()
        changed.facts.update(("text", path) for path in reads)
        changed.facts.update(("links", "citations"))
        self._reads.update(reads)
        for path in reads.keys() & state.digests.keys():
            state.digests[path] = reads[path].digest
        reading = replace(state.context.reading, files=tuple(state.digests.items()))
        state.context = replace(state.context, graph=state.live.graph, reading=reading)
        state.verdicts.update(state.context, changed, state.live)
        state.findings.update(changed)

    def _opened(self) -> _State:
        if self._state is None:
            self._marks = self._looked()

            def remembering(inner: Recall | None) -> Recall:
                return Kept(self._reads, inner)

            context = with_history(load(self._request, remembering=remembering))
            at_most = duration_in(context.settings.reviews_at_most)
            paths = context.reading.paths
            live = LiveGraph(context.graph, paths, context.settings.place, at_most, with_heartbeat)
            nodes_at: dict[str, list[int]] = {}
            for node in context.graph.nodes:
                nodes_at.setdefault(node.place.path, []).append(node.index)
            verdicts = Verdicts(context, live)
            files = Files(context, self._reads)
            digests = dict(context.reading.files)
            self._state = _State(context, live, files, nodes_at, digests, verdicts, Findings(verdicts))
        return self._state

    @property
    def context(self) -> RunContext:
        """What was read, as it is now.

        Raises:
            Art17Error: where the manifest, a pack or a rule is wrong.
        """
        return self._opened().context

    def _run(self) -> tuple[_State, RunVerdicts]:
        state = self._opened()
        if self._gated is None:
            self._gated = self._gate(state)
        return state, self._gated

    def _gate(self, state: _State) -> RunVerdicts:
        context = state.context
        if not context.graph.nodes:
            return RunVerdicts((), ())
        if _is_plain(context):
            return state.findings.gated(context)
        gated = gate(context, composed(context, state.verdicts.all(), [each for each, _ in state.verdicts.failures()]))
        state.unplaced = {each.id: each for each in gated.findings}
        return replace(gated, findings=located(context, gated.findings))

    def ungrouped(self) -> tuple[Finding, ...]:
        """The findings in their order, with line and column, without owner and group: as fast as there is.

        Raises:
            Art17Error: where the manifest, a pack or a rule is wrong.
        """
        return self._run()[1].findings

    def findings(self) -> tuple[Finding, ...]:
        """The findings as the report has them.

        Raises:
            Art17Error: where the manifest, a pack or a rule is wrong.
        """
        state, gated = self._run()
        if self._shown is None or self._shown[0] is not gated:
            graph, paths = state.context.graph, state.context.reading.paths
            shown, _ = grouped(with_owners(gated.findings, graph), paths, graph.vocabulary.words)
            self._shown = gated, tuple(shown)
        return self._shown[1]

    def report(self) -> Report:
        """The whole report.

        Raises:
            Art17Error: where `findings` does.
        """
        state, gated = self._run()
        verdicts = self.verdicts() if state.context.graph.nodes else ()
        turns = [day for day in (gated.turn, *(each.turn for each in verdicts)) if day]
        return report_of(state.context, replace(gated, verdicts=verdicts, turn=min(turns, default=None)))

    def verdicts(self) -> tuple[Judgement, ...]:
        """Every verdict, in the order of rules and subjects.

        Raises:
            Art17Error: where `findings` does.
        """
        state, gated = self._run()
        return (*state.verdicts.all(), *gated.verdicts) if _is_plain(state.context) else gated.verdicts

    def repairs(self, finding: Finding) -> tuple[Repair, ...]:
        """What would take a finding away.

        Raises:
            Art17Error: where `findings` does.
        """
        state, gated = self._run()
        if self._repairs is None or self._repairs[0] is not gated:
            graph, paths = state.context.graph, state.context.reading.paths
            verdicts = (*state.verdicts.failing(), *gated.verdicts)
            self._repairs = gated, Repairs(verdicts, state.context.scene, graph, paths)
        before = state.unplaced.get(finding.id) or state.findings.before_places(finding)
        return self._repairs[1].of(before)

    def bytes_of(self, path: str) -> bytes | None:
        """The bytes of a file, those that were put first; None where there are none."""
        try:
            return self._request.source.read(path) if self._request.source else None
        except UnreadableError:
            return None

    def what_if(self, edits: Mapping[str, bytes | None]) -> Difference:
        """What edits would change; afterwards everything is as it was.

        Raises:
            Art17Error: where with them the manifest, a pack or a rule would be wrong.
        """
        before, held = self._ids(), {path: self.buffers[path] for path in edits if path in self.buffers}
        whole = {key_of(each, self.context): each.verdict for each in self.verdicts()}
        self.put(edits)
        try:
            after = self._ids()
            turned = {key_of(each, self.context) for each in self.verdicts() if each.verdict == MET}
            met = frozenset(key for key in turned if whole.get(key, MET) != MET)
        finally:
            self.discard([path for path in edits if path not in held])
            self.put(held)
        return Difference(before - after, after - before, met)

    def _ids(self) -> frozenset[str]:
        return frozenset(each.id for each in self.ungrouped() if each.status == "active")


def _is_plain(context: RunContext) -> bool:
    """Whether files alone decide: no answers of people, no history, nothing that findings are compared with."""
    request, ledger = context.request, context.ledger
    compared = request.baseline or request.new_since or request.is_staged or request.snapshots
    return not (ledger.entries or ledger.malformed or context.settings.history or compared)


def key_of(judgement: Judgement, context: RunContext) -> VerdictKey:
    """What a verdict is known by before and after a change."""
    subject = judgement.subject
    name = address(context.graph, subject.index) if subject.artefact else subject.name
    return judgement.rule.id, name, discriminator_of(judgement.rule, subject)
