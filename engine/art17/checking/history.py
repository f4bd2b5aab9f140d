"""What the history of files says of reviews and approvals: read from git where the manifest asks for it.

A fact is stated only where the versions that it rests on were all read.  The first commit of a file proves nothing,
since files are moved into repositories long after they were written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from art17.checking.committers import Committers, is_by_machine
from art17.checking.context import RunContext
from art17.graph.node import HISTORY, Node
from art17.memory.dated import snapshots_in
from art17.memory.identity import tool
from art17.memory.store import Store
from art17.memory.versions import Stated, Versions
from art17.model.days import date_in
from art17.model.history import Commit, History, Person, Version
from art17.model.inventory import NotRead
from art17.model.then import Then
from art17.model.value import Value
from art17.reading.io.history import history_of
from art17.reading.io.stored import is_stored_as
from art17.reading.qms import Reading
from art17.reading.versions import own_paths, stated_by, stated_in

MOST_VERSIONS = 40
"""So many versions of a file are read; what lies before them is not known."""
LAG = timedelta(days=31)
"""Who reviews a text and commits it within a month has reviewed that text."""
CAMPAIGN, MOSTLY = 5, 0.8
"""So many documents whose review dates one commit moved are a campaign, if it did nothing else to most of them."""
REVIEWED_BY = "reviewed-by"
SHORT = 10
_IN_FORCE = frozenset({"approved", "effective"})


@dataclass(frozen=True, slots=True)
class Trail:
    """An artefact through the versions of its file, newest first; `is_whole` where its first one is among them."""

    node: Node
    versions: tuple[Version, ...]
    then: tuple[Then, ...]
    is_whole: bool

    def since(self, name: str) -> int | None:
        """The number of the version that stated a field as it is now; None where that one was not read."""
        now = getattr(self.then[0], name)
        same = next((at for at, then in enumerate(self.then) if getattr(then, name) != now), len(self.then))
        return same - 1 if same < len(self.then) or self.is_whole else None

    def changes(self, name: str, *, before: int | None = None) -> Iterator[int]:
        """The numbers of the versions that changed a digest, newest first; of those before a number alone."""
        most = len(self.then) - 1 if before is None else min(before, len(self.then) - 1)
        return (at for at in range(most) if getattr(self.then[at], name) != getattr(self.then[at + 1], name))

    def commit(self, at: int) -> Commit:
        return self.versions[at].commit


def with_history(context: RunContext, commit: str = "HEAD") -> RunContext:
    """The context with what git says of its artefacts, as the group of fields `past`; as it is elsewhere.

    What files themselves state under that name is not believed.
    """
    nodes = context.graph.nodes
    if context.request.snapshots:
        return _with_known(context, tuple(_trails_of_days(context, context.request.snapshots)))
    if not context.settings.history:
        if not any(HISTORY in node.fields for node in nodes):
            return context
        return replace(context, graph=context.graph.with_nodes(map(without_past, nodes)))
    history = history_of(context.request.root, commit)
    found = _with_known(context, tuple(_trails(context, history)))
    return replace(found, reading=_with_note(context, history))


def _with_known(context: RunContext, trails: Sequence[Trail]) -> RunContext:
    known = _known(trails, context)
    nodes = (_with_past(node, known.get(node.index, {})) for node in context.graph.nodes)
    return replace(context, graph=context.graph.with_nodes(nodes))


def without_past(node: Node) -> Node:
    """The node without what its files state under the name of what git says."""
    return _with_past(node, {}) if HISTORY in node.fields else node


def _with_past(node: Node, past: Mapping[str, Value]) -> Node:
    fields = {name: value for name, value in node.fields.items() if name != HISTORY}
    return replace(node, fields={**fields, HISTORY: past} if past else fields)


def _known(trails: Sequence[Trail], context: RunContext) -> dict[int, dict[str, Value]]:
    """By the index of a node what its versions say, as fields."""
    committers = Committers(context.graph)
    known: dict[int, dict[str, Value]] = {trail.node.index: dict(_facts(trail, committers)) for trail in trails}
    for index, commit, number in _campaigns(trails, known):
        known[index] |= {"review_campaign": str(number), "review_campaign_in": _named(commit)}
    return known


def _campaigns(trails: Sequence[Trail], known: Mapping[int, Mapping[str, Value]]) -> Iterator[tuple[int, Commit, int]]:
    """The nodes whose review dates moved with many others in one commit, with it and how many these were.

    Where the commit also corrected a fair part of the documents whose dates it moved, somebody has looked at them.
    A merge is the work of several commits, and one that names who reviewed is a record.
    """
    moved: dict[str, list[tuple[int, Commit]]] = defaultdict(list)
    for trail in trails:
        at = trail.since("last_reviewed")
        if at is not None and at + 1 < len(trail.then) and trail.then[0].last_reviewed:
            moved[trail.commit(at).id].append((trail.node.index, trail.commit(at)))
    for each in moved.values():
        alone = [(index, commit) for index, commit in each if "review_moved_alone" in known[index]]
        is_many = len(alone) >= CAMPAIGN and len(alone) >= MOSTLY * len(each)
        if is_many and alone[0][1].parents < 2 and not any(key == REVIEWED_BY for key, _ in alone[0][1].trailers):
            yield from ((index, commit, len(alone)) for index, commit in alone)


def _with_note(context: RunContext, history: History) -> Reading:
    """What was read, and in its inventory what git cannot tell: nothing of that is a finding."""
    notes = [history.missing] if history.missing else []
    if any(version.commit.day > context.request.as_of for each in history.versions.values() for version in each):
        notes.append("there are commits dated after the as-of date; what they changed does not count")
    inventory = context.reading.inventory
    missing = tuple(NotRead("history", note) for note in notes)
    return replace(context.reading, inventory=replace(inventory, not_read=(*inventory.not_read, *missing)))


def _trails(context: RunContext, history: History) -> Iterator[Trail]:
    """The artefacts whose versions are known, each with them."""
    artefacts = [node.artefact for node in context.graph.nodes if node.artefact]
    wanted = {
        path: history.versions[path][:MOST_VERSIONS]
        for path in sorted(own_paths(artefacts))
        if len(history.versions.get(path, ())) > 1
    }
    stated = _stated(context, wanted)
    for node in context.graph.nodes:
        versions = stated.get(node.place.path, ())
        rows = [each[node.name] for each in versions if node.name in each]
        if not rows or not all(node.name in each for each in versions[: len(rows)]):
            continue
        if rows[0].last_reviewed != _text(node, "last_reviewed"):
            continue  # it is not committed as it is, so its review is newer than all that git knows
        path = node.place.path
        is_whole = len(rows) < len(versions) or len(versions) == len(history.versions[path])
        yield Trail(node, wanted[path], tuple(rows), is_whole)


def stated_now(context: RunContext) -> dict[str, dict[str, Then]]:
    """What the artefacts state now, by path and id: what a snapshot keeps."""
    artefacts = [node.artefact for node in context.graph.nodes if node.artefact]
    return stated_by(context.reading, context.graph.vocabulary, _process(context), sorted(own_paths(artefacts)))


def _process(context: RunContext) -> frozenset[str]:
    return frozenset(name for pack in context.packs for name in pack.process)


def _trails_of_days(context: RunContext, folder: Path) -> Iterator[Trail]:
    """The artefacts through the snapshots of earlier days, and as they are now.

    What changed between two snapshots is dated to the day after the first, on which it was not there yet.
    """
    days = [each for each in snapshots_in(folder) if each.day < context.request.as_of]
    states = [(each.day, each.stated) for each in days] + [(context.request.as_of, stated_now(context))]
    for node in context.graph.nodes:
        path, now = node.place.path, states[-1][1].get(node.place.path, {}).get(node.name)
        if now is None:
            continue
        versions, then = list[Version](), list[Then]()
        for number, (day, stated) in enumerate(states):
            state = stated.get(path, {}).get(node.name)
            if state is None:
                versions, then = [], []  # it was not there, so what was before is another one
            elif not then or state != then[-1]:
                versions.append(Version(_found_in(states[number - 1][0] if then else day, day), "", path))
                then.append(state)
        yield Trail(node, tuple(versions[::-1]), tuple(then[::-1]), is_whole=True)


def _found_in(before: date, day: date) -> Commit:
    """A snapshot in the place of a commit; of nobody, since it does not say who changed what."""
    told = f"between the snapshots of {before} and {day}" if before < day else f"in the snapshot of {day}"
    since = before + timedelta(1) if before < day else day
    return Commit(told, since, Person("", ""), Person("", ""))


def _stated(context: RunContext, wanted: Mapping[str, tuple[Version, ...]]) -> dict[str, list[Stated]]:
    """By path what the versions state, newest first: only as far back as anything depends on it."""
    process = _process(context)
    told = (tool(), *(f"{pack.name} {pack.digest}" for pack in context.packs), repr(context.settings))
    store = Store(context.request.root) if context.request.remembers else None
    known = Versions(store, "\n".join(told))
    found: dict[str, list[Stated]] = {path: [] for path in wanted}
    open_ones = dict(wanted)
    for at in range(MOST_VERSIONS):
        open_ones = {path: all_of for path, all_of in open_ones.items() if at < len(all_of)}
        blobs = {path: all_of[at].blob for path, all_of in open_ones.items()}
        unknown = {path: blob for path, blob in blobs.items() if known.get(path, blob) is None}
        read = {} if at else _stated_as_committed(context, unknown)
        if left := {path: blob for path, blob in unknown.items() if path not in read}:
            read |= stated_in(
                context.request.root, context.settings, context.graph.vocabulary, context.act, left, process
            )
        for path, blob in unknown.items():
            if path in read:
                known.put(path, blob, read[path])
        for path, blob in blobs.items():
            stated = known.get(path, blob)
            if stated is not None:
                found[path].append(stated)
            if stated is None or _is_settled(found[path]):
                open_ones.pop(path)
        if not open_ones:
            break
    known.save()
    return found


def _stated_as_committed(context: RunContext, blobs: Mapping[str, str]) -> dict[str, dict[str, Then]]:
    """By path what those files state that are as they were committed: they have been read already."""
    same = [path for path, blob in blobs.items() if is_stored_as(context.reading.source, path, blob)]
    return stated_by(context.reading, context.graph.vocabulary, _process(context), same)


def _is_settled(versions: Sequence[Stated]) -> bool:
    """Whether older versions would say nothing more that counts, of any artefact of the file."""
    return len(versions) > 1 and all(_is_known(name, versions) for name in versions[0])


def _is_known(name: str, versions: Sequence[Stated]) -> bool:
    """Whether it is known since when an artefact states its review and approval, and what changed it before that."""
    then = [each[name] for each in versions if name in each]
    if len(then) < len(versions):
        return True
    first = 0
    for field in ("last_reviewed", "approved_on"):
        now = getattr(then[0], field)
        other = next((at for at, each in enumerate(then) if getattr(each, field) != now), None)
        if now and other is None:
            return False
        first = max(first, other or 1)
    return any(each.content != then[first - 1].content for each in then[first:])


def _facts(trail: Trail, committers: Committers) -> Iterator[tuple[str, Value]]:
    """What the versions of one artefact say, as fields: of all that was committed, whatever day is looked at."""
    if trail.is_whole:
        yield "recorded_on", _day(trail.commit(len(trail.then) - 1))
    changed = next(trail.changes("content"), None)
    if changed is not None:
        yield "changed_on", _day(trail.commit(changed))
        yield "changed_in", _named(trail.commit(changed))
    yield from _of_review(trail)
    before = _in_force_before_approval(trail)
    if before is not None:
        yield "in_force_before_approval_on", _day(trail.commit(before))
        yield "in_force_before_approval_in", _named(trail.commit(before))
    at = _approved_by_author(trail, committers)
    if at is not None:
        yield "approval_by_author_on", _day(trail.commit(at))
        yield "approval_by_author_in", _named(trail.commit(at))


def _of_review(trail: Trail) -> Iterator[tuple[str, Value]]:
    reviewed, at = date_in(trail.then[0].last_reviewed), trail.since("last_reviewed")
    if reviewed is None or at is None:
        return
    yield "review_recorded_on", _day(trail.commit(at))
    later = [each for each in trail.changes("content", before=at) if reviewed < trail.commit(each).day]
    if later and trail.then[0].content != trail.then[at].content:
        yield "changed_since_review_on", _day(trail.commit(later[0]))
        yield "changed_since_review_in", _named(trail.commit(later[0]))
    if at + 1 >= len(trail.then):
        return  # the first commit of a file proves nothing
    before = trail.then[at + 1]
    is_later = (date_in(before.last_reviewed) or reviewed) < reviewed
    if is_later and before.digest == trail.then[at].digest:
        yield "review_moved_alone", "true"
        yield "reviewed_before", before.last_reviewed
    written = next((each for each in trail.changes("content") if each >= at), None)
    if written is None or is_by_machine(trail.commit(written)):
        return  # a branch, and what was squashed, may have been written long before it was merged
    if reviewed + LAG < trail.commit(written).day:
        yield "text_committed_on", _day(trail.commit(written))
        yield "text_committed_in", _named(trail.commit(written))


def _in_force_before_approval(trail: Trail) -> int | None:
    """The number of the version that put a draft into force while it named no approval that it names now."""
    approved = date_in(trail.then[0].approved_on)
    for at in range(len(trail.then) - 1):
        now, before = trail.then[at], trail.then[at + 1]
        is_raised = now.status in _IN_FORCE and before.status not in _IN_FORCE and before.status
        if is_raised and not (now.approved_on or now.approved_by):
            return at if approved and approved > trail.commit(at).day else None
    return None


def _approved_by_author(trail: Trail, committers: Committers) -> int | None:
    """The number of the version in which the author of the change before recorded its approval by somebody else."""
    at = trail.since("approved_on")
    if not trail.then[0].approved_on or at is None or at + 1 >= len(trail.then):
        return None
    change = next((each for each in trail.changes("content") if each >= at), None)
    if change is None:
        return None
    is_so = committers.recorded_for_others(trail.node, trail.commit(at), trail.commit(change))
    return at if is_so else None


def _day(commit: Commit) -> str:
    return commit.day.isoformat()


def _named(commit: Commit) -> str:
    """Which commit it was, in words; a snapshot has its own."""
    return commit.id if " " in commit.id else f"in commit {commit.id[:SHORT]} of {commit.day}"


def _text(node: Node, name: str) -> str:
    value = node.fields.get(name)
    return value if isinstance(value, str) else ""
