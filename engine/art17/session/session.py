"""One QMS, evaluated again and again while its files change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from pathlib import Path

from art17.checking.context import RunContext, load
from art17.checking.heartbeat import with_heartbeat
from art17.checking.history import with_history, without_past
from art17.checking.owners import with_owners
from art17.checking.places import located
from art17.checking.report import problems_in, report_of
from art17.checking.request import Request
from art17.checking.turns import law_days
from art17.checking.verdicts import RunVerdicts, composed, evaluate
from art17.errors import Art17Error
from art17.evaluation.evaluate import Judgement
from art17.evaluation.findings import discriminator_of
from art17.evaluation.untyped import untyped_in
from art17.gate.groups import grouped
from art17.graph.changes import NotLocalError, changes_between
from art17.graph.facts import address
from art17.graph.live import LiveGraph
from art17.graph.node import Node
from art17.model.artefact import Artefact
from art17.model.days import duration_in
from art17.model.evidence import MET, UNMET
from art17.model.problem import Problem
from art17.model.repair import Repair
from art17.model.report import Finding, Report
from art17.reading.facts.file import FileRead
from art17.reading.io.buffers import WithBuffers
from art17.reading.io.source import Source, WorkingTree
from art17.reading.io.unreadable import UnreadableError
from art17.reading.qms import Recall, without_collection
from art17.repairs.repairs import Repairs
from art17.run import gate
from art17.session.files import Files, Kept
from art17.session.findings import Findings
from art17.session.numbering import Numbering
from art17.session.recorder import CITATIONS, LINKS
from art17.session.verdicts import Verdicts

MOST_LOCAL = 50
"""So many files at once are followed one by one; of more, the graph is built again."""
VerdictKey = tuple[str, str, str]
"""A rule, the address of its subject, and what tells subjects of one address apart."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What edits would change: findings that go and come, by id, and verdicts that turn met."""

    gone: frozenset[str]
    came: frozenset[str]
    met: frozenset[VerdictKey]


@dataclass(slots=True)
class _Parts:
    """What is needed to follow a change: it takes longer to make than the first findings."""

    live: LiveGraph
    files: Files
    nodes_at: dict[str, list[int]]
    digests: dict[str, str]
    verdicts: Verdicts
    findings: Findings


@dataclass(slots=True)
class _State:
    """Everything that is known of the files as they are; `parts` once something has to be followed."""

    context: RunContext
    parts: _Parts | None = None
    unplaced: dict[str, Finding] = field(default_factory=dict[str, Finding])


class QmsSession:
    """The findings of a folder, kept up to date while files change; `how` says how the last change was dealt with.

    `followed`: within the artefacts of its files; `rebuilt`: the graph was built again, and verdicts were kept;
    `opened`: everything is evaluated again.
    """

    def __init__(self, request: Request) -> None:
        self._source: Source = request.source or WorkingTree(request.root)
        self.buffers: dict[str, bytes | None] = {}
        self._request = replace(request, source=WithBuffers(self._source, self.buffers))
        self._reads: dict[str, FileRead] = {}
        self._described: set[str] = set()
        self._state: _State | None = None
        self._gated: RunVerdicts | None = None
        self._by_parts: RunVerdicts | None = None
        self._shown: tuple[RunVerdicts, tuple[Finding, ...]] | None = None
        self._repairs: tuple[RunVerdicts, Repairs] | None = None
        self._marks: dict[str, tuple[int, int, int]] = {}
        self._numbering = Numbering()
        self.how = "opened"

    @property
    def request(self) -> Request:
        """The request with the bytes that were put as its source."""
        return self._request

    @property
    def root(self) -> Path:
        return self._request.root

    def on(self, day: date) -> None:
        """Evaluate on another day: on a later one only what may change until then, and all where the law does."""
        before, state = self._request.as_of, self._state
        if day == before:
            return
        self._request = replace(self._request, as_of=day)
        self._gated = None
        is_later = state is not None and day > before and _can_follow(state.context)
        if state is None or not is_later or any(before < each <= day for each in law_days(state.context)):
            self._close()
            return
        state.context = replace(state.context, request=self._request)
        if state.parts:
            state.parts.verdicts.turn_to(state.context)
            state.parts.findings.reword()
        self.how = "followed"

    def put(self, changes: Mapping[str, bytes | None]) -> None:
        """Take bytes for files in place of those on disk; None: the file is gone."""
        changed = [path for path, data in changes.items() if path not in self.buffers or self.buffers[path] != data]
        self.buffers.update(changes)
        self.changed(changed)

    @property
    def is_of_disk(self) -> bool:
        """Whether no change was followed yet, and what was put is what is on disk."""
        return self.how == "opened" and all(
            _bytes_in(self._source, path) == data for path, data in self.buffers.items()
        )

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
            self._rebuild(self._state, named)

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
        """Size, time and number of each file that there is, the baseline and what is beside the manifest among them."""
        found: dict[str, tuple[int, int, int]] = {}
        outside = [each.absolute() for each in (self._request.baseline, self._request.config) if each]
        if self._request.config and not outside[-1].is_relative_to(self.root.absolute()):
            with suppress(OSError):
                outside += outside[-1].parent.iterdir()
        for path in (*self._source.paths(), *map(str, outside)):
            with suppress(OSError):
                stat = (self.root / path).stat(follow_symlinks=False)
                found[path] = stat.st_size, stat.st_mtime_ns, stat.st_ino
        return found

    def _rebuild(self, state: _State, paths: Iterable[str]) -> None:
        """Read what changed, and build the graph again; verdicts that read nothing else now are kept."""
        parts = state.parts
        if parts is None or not _can_follow(state.context):
            self._close()
            return
        digests = {path: read.digest for path, read in self._reads.items()}
        before = state.context
        try:
            context = self._loaded(replace(self._request, remembers=False))
            if not (_can_follow(context) and _is_judged_alike(before, context)):
                raise NotLocalError  # noqa: TRY301  as where numbers run out
            changed = changes_between(before.graph, context.graph)
            live = self._live(context)
            others = {path for path, read in self._reads.items() if read.digest != digests.get(path)}
            others |= digests.keys() - self._reads.keys() | set(paths)
            changed.paths |= others
            changed.facts.update(("text", path) for path in others)
            changed.facts.update((LINKS, CITATIONS))
            parts.verdicts.renew(context, changed, live)
        except (NotLocalError, Art17Error):  # what is wrong is said where findings are asked for
            self._close()
            return
        parts.findings.update(changed)
        context = replace(context, request=self._request)
        self._state = _State(context, self._parts_of(context, live, parts.verdicts, parts.findings))
        self.how = "rebuilt"

    def _close(self) -> None:
        self._state, self._gated, self.how = None, None, "opened"

    def _follow(self, state: _State, paths: Iterable[str]) -> None:
        parts = self._followed(state)
        artefacts: dict[int, Artefact] = {}
        reads: dict[str, FileRead] = {}
        for path in paths:
            read = parts.files.read(path)
            if read.digest != self._reads[path].digest:
                nodes = [parts.live.graph.nodes[index] for index in parts.nodes_at.get(path, ())]
                artefacts |= parts.files.artefacts(path, read, nodes)
                reads[path] = read
        if not reads:
            return
        changed = parts.live.put(artefacts)
        changed.paths |= reads.keys() & parts.nodes_at.keys()
        changed.facts.update(("text", path) for path in reads)
        changed.facts.update((LINKS, CITATIONS))
        self._reads.update(reads)
        for path in reads.keys() & parts.digests.keys():
            parts.digests[path] = reads[path].digest
        ignores = tuple(ignore for path in sorted(self._reads) for ignore in self._reads[path].ignores)
        reading = replace(state.context.reading, files=tuple(parts.digests.items()), ignores=ignores)
        state.context = replace(state.context, graph=parts.live.graph, reading=reading)
        parts.verdicts.update(state.context, changed, parts.live)
        parts.findings.update(changed)

    def _opened(self) -> _State:
        if self._state is None:
            self._marks = self._looked()
            self._numbering = Numbering()
            with without_collection():
                self._state = _State(self._loaded(self._request))
        return self._state

    def prepare(self) -> None:
        """Note now what each verdict and finding rests on, for which the first change would have to wait.

        Raises:
            Art17Error: where the manifest, a pack or a rule is wrong.
        """
        state = self._opened()
        if state.parts is None and _can_follow(state.context):
            with without_collection():
                self._followed(state)
                self._gated = self._gate(state)

    def _followed(self, state: _State) -> _Parts:
        """What is needed to follow a change.

        Raises:
            NotLocalError: where none can be followed.
        """
        if not _can_follow(state.context):
            raise NotLocalError
        if state.parts is None:
            live = self._live(state.context)
            verdicts = Verdicts(state.context, live)
            state.parts = self._parts_of(state.context, live, verdicts, Findings(verdicts))
        return state.parts

    def _loaded(self, request: Request) -> RunContext:
        """What the folder holds now; files with the bytes of before are not read again."""

        def remembering(inner: Recall | None) -> Recall:
            return Kept(self._reads, self._described, inner)

        return with_history(load(request, remembering=remembering, numbering=self._numbering))

    def _live(self, context: RunContext) -> LiveGraph:
        at_most = duration_in(context.settings.reviews_at_most)
        return LiveGraph(context.graph, context.reading.paths, context.settings.place, at_most, _finished)

    def _parts_of(self, context: RunContext, live: LiveGraph, verdicts: Verdicts, findings: Findings) -> _Parts:
        nodes_at: dict[str, list[int]] = {}
        for node in context.graph.nodes:
            nodes_at.setdefault(node.place.path, []).append(node.index)
        files, digests = Files(context, self._reads), dict(context.reading.files)
        return _Parts(live, files, nodes_at, digests, verdicts, findings)

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
            with without_collection():
                self._gated = self._gate(state)
        return state, self._gated

    def _gate(self, state: _State) -> RunVerdicts:
        context = state.context
        if not context.graph.nodes:
            return RunVerdicts((), ())
        if state.parts is None:
            gated = gate(context, evaluate(context))
        elif _is_plain(context) and untyped_in(state.parts.verdicts.scene) is None:
            self._by_parts = state.parts.findings.gated(context)
            return self._by_parts
        else:
            failures = [each for each, _ in state.parts.verdicts.failures()]
            gated = gate(context, composed(context, state.parts.verdicts.all(), failures))
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

    def problems(self) -> tuple[Problem, ...]:
        """Why the run cannot be relied on as a whole.

        Raises:
            Art17Error: where `findings` does.
        """
        state, gated = self._run()
        some: Judgement | None = None
        own = state.parts.verdicts.each() if state.parts and gated is self._by_parts else ()
        for some in chain(own, gated.verdicts):
            if some.verdict in (MET, UNMET):
                break
        return problems_in(state.context, (some,) if some else ())  # one that was decided shows that something was

    def verdicts(self) -> tuple[Judgement, ...]:
        """Every verdict, in the order of rules and subjects.

        Raises:
            Art17Error: where `findings` does.
        """
        state, gated = self._run()
        own = state.parts.verdicts.all() if state.parts and gated is self._by_parts else ()
        return (*own, *gated.verdicts)

    def repairs(self, finding: Finding) -> tuple[Repair, ...]:
        """What would take a finding away.

        Raises:
            Art17Error: where `findings` does.
        """
        state, gated = self._run()
        if self._repairs is None or self._repairs[0] is not gated:
            graph, paths = state.context.graph, state.context.reading.paths
            failing = state.parts.verdicts.failing() if state.parts and gated is self._by_parts else ()
            verdicts = (*failing, *gated.verdicts)
            self._repairs = gated, Repairs(verdicts, state.context.scene, graph, paths)
        before = state.unplaced.get(finding.id) or finding
        if state.parts and gated is self._by_parts:
            before = state.parts.findings.before_places(finding)
        return self._repairs[1].of(before)

    def bytes_of(self, path: str) -> bytes | None:
        """The bytes of a file, those that were put first; None where there are none."""
        return _bytes_in(self._request.source, path) if self._request.source else None

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


def _bytes_in(source: Source, path: str) -> bytes | None:
    """The bytes of a file; None where there are none to be had."""
    try:
        return source.read(path)
    except UnreadableError:
        return None


def _finished(node: Node) -> Node:
    return without_past(with_heartbeat(node))


def _can_follow(context: RunContext) -> bool:
    """Whether files alone decide what facts there are: no history, no guesses, no texts that people confirmed."""
    request = context.request
    is_of_git = context.settings.history or request.new_since or request.is_staged or request.snapshots
    return not (is_of_git or context.reading.guesses or context.unconfirmed)


def _is_plain(context: RunContext) -> bool:
    """Whether verdicts alone decide what findings there are, but for waivers: no answers of people, no baseline."""
    ledger = context.ledger
    return _can_follow(context) and not (ledger.entries or ledger.malformed or context.request.baseline)


def _is_judged_alike(before: RunContext, after: RunContext) -> bool:
    """Whether verdicts on the same facts are the same: by the same packs and manifest."""
    return before.packs == after.packs and before.settings == after.settings and before.rules == after.rules


def key_of(judgement: Judgement, context: RunContext) -> VerdictKey:
    """What a verdict is known by before and after a change."""
    subject = judgement.subject
    name = address(context.graph, subject.index) if subject.artefact else subject.name
    return judgement.rule.id, name, discriminator_of(judgement.rule, subject)
