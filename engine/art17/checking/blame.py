"""Which commit brought a finding: the states between then and now are judged, as few as it takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from art17.checking.code_owners import with_code_owners
from art17.checking.context import RunContext, graph_read
from art17.checking.history import with_history
from art17.checking.request import Progress
from art17.checking.verdicts import evaluate, with_waivers
from art17.errors import UsageError
from art17.gate.known import compared, entry_of
from art17.model.known import Entry
from art17.model.report import Finding
from art17.reading.io.revision import SHORT, commits_since, files_of, head_of, parents_since, renames_since, tree_of
from art17.reading.qms import Recall, read_qms
from art17.reading.settings import with_artefacts_of

UNCOMMITTED = "not committed"
UNTOLD = "cannot be determined"
MOST_JUDGED = 40
"""So many states are judged in one run; a line of a thousand commits takes some twenty-five for a finding."""

ONE_BY_ONE = 8


def context_at(context: RunContext, commit: str, recall: Recall | None = None) -> RunContext:
    """The case as its files were at a commit, under the rules and settings of today: one yardstick for both."""
    source = files_of(context.request.root, commit)
    settings = with_artefacts_of(context.settings, source)
    reading = read_qms(context.request.root, settings, context.graph.vocabulary, context.act, source, recall)
    if settings.code_owners:
        reading = with_code_owners(reading, context.graph.vocabulary, context.request.root)
    graph = graph_read(reading, settings, context.graph.vocabulary, context.all_rules)
    return replace(context, settings=settings, reading=reading, graph=graph)


class SpentError(Exception):
    """As many states were judged as one run may."""


@dataclass(slots=True)
class Past:
    """Which findings of now stood at a commit already; states that are alike are judged once."""

    context: RunContext
    findings: Sequence[Finding]
    progress: Progress
    _standing: dict[str, frozenset[int]] = field(default_factory=dict[str, frozenset[int]])
    _entries: dict[str, tuple[Entry, ...]] = field(default_factory=dict[str, tuple[Entry, ...]])

    def stood(self, at: int, commit: str) -> bool:
        """Whether the finding at an index was there at a commit, no less grave.

        Raises:
            SpentError: where telling would take more than one run may.
            UsageError: where git does not have the files of that commit.
        """
        if commit not in self._standing:
            beside = compared(self.findings, self._entries_at(commit), renames_since(self.context.request.root, commit))
            self._standing[commit] = frozenset(i for i, each in enumerate(beside.findings) if not each.change)
        return at in self._standing[commit]

    def _entries_at(self, commit: str) -> tuple[Entry, ...]:
        tree = tree_of(self.context.request.root, commit)
        if tree not in self._entries:
            if len(self._entries) >= MOST_JUDGED:
                raise SpentError
            self.progress(f"evaluating {commit[:SHORT]}")
            self._entries[tree] = tuple(map(entry_of, self._findings_at(commit)))
        return self._entries[tree]

    def _findings_at(self, commit: str) -> tuple[Finding, ...]:
        context = with_history(context_at(self.context, commit), commit)
        return with_waivers(context, evaluate(context)).findings


def with_blame(findings: Sequence[Finding], base: str, past: Past) -> Iterator[Finding]:
    """The findings, new and worsened ones with the commit that brought each."""
    root = past.context.request.root
    head, parents = "", dict[str, tuple[str, ...]]()
    for at, finding in enumerate(findings):
        if finding.status != "active" or not finding.change:
            yield finding
            continue
        head = head or head_of(root)
        parents = parents or parents_since(root, base)
        try:
            culprit = _culprit(at, head, parents, past)
        except (SpentError, UsageError):
            culprit = ""
        yield replace(finding, brought_by=(culprit,) if culprit else (UNTOLD, *_candidates(finding, base, past)))


def _culprit(at: int, head: str, parents: Mapping[str, tuple[str, ...]], past: Past) -> str:
    """The commit from which on a finding stood, followed into the branch that it came from; "" where none can be told.

    A merge is one only where none of its parents had the finding.
    """
    if not past.stood(at, head):
        return UNCOMMITTED
    while True:
        line = list(_first_parents(head, parents))
        first = _first_standing(at, line, past)
        if first is None:
            return ""
        merged = [each for each in parents.get(line[first], ())[1:] if past.stood(at, each)]
        if not merged or merged[0] not in parents:
            return line[first][:SHORT]
        head = merged[0]


def _first_parents(commit: str, parents: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """A commit, its first parent and so on, to the first that is no news any more."""
    yield commit
    while above := parents.get(commit, ()):
        commit = above[0]
        yield commit


def _first_standing(at: int, line: Sequence[str], past: Past) -> int | None:
    """The index of a commit at whose parent a finding did not stand: sought from the newest, at last in leaps."""
    stands, step = 0, 1
    while past.stood(at, line[min(stands + step, len(line) - 1)]):
        if stands + step >= len(line) - 1:
            return None
        stands, step = stands + step, 1 if stands < ONE_BY_ONE else step * 2
    falls = min(stands + step, len(line) - 1)
    while falls - stands > 1:
        middle = (stands + falls) // 2
        if past.stood(at, line[middle]):
            stands = middle
        else:
            falls = middle
    return stands


def _candidates(finding: Finding, base: str, past: Past) -> tuple[str, ...]:
    """The commits that touched the files of a finding."""
    places = (finding.subject.place, *(each.place for each in finding.related))
    return commits_since(past.context.request.root, base, tuple(dict.fromkeys(place.path for place in places)))
