"""What the history of files says of reviews and approvals: read from git where the manifest asks for it.

A fact is stated only where the versions that it rests on were all read.  The first commit of a file proves nothing,
since files are moved into repositories long after they were written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from art17.checking.context import RunContext
from art17.graph.node import HISTORY, Node
from art17.memory.identity import tool
from art17.memory.store import Store
from art17.memory.versions import Stated, Versions
from art17.model.artefact import Defect
from art17.model.days import date_in
from art17.model.history import Commit, History, Person, Version
from art17.model.inventory import NotRead
from art17.model.then import Then
from art17.model.value import Value, leaves
from art17.reading.io.history import history_of
from art17.reading.qms import Reading
from art17.reading.versions import own_paths, stated_in

MOST_VERSIONS = 40
"""So many versions of a file are read; what lies before them is not known."""
LAG = timedelta(days=31)
"""Who reviews a text and commits it within a month has reviewed that text."""
CAMPAIGN = 5
"""So many documents whose review dates move in one commit are a campaign."""
SHORT = 10
_IN_FORCE = frozenset({"approved", "effective"})
_SIGNING = frozenset({"reviewed-by", "approved-by", "acked-by", "signed-off-by", "co-authored-by", "tested-by"})
_MACHINES = ("[bot]", "bot@", "noreply", "no-reply", "actions@", "automation", "web-flow")


@dataclass(frozen=True, slots=True)
class Past:
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
    """The context with what git says of its artefacts, as a group of fields and as defects; as it is elsewhere."""
    if not context.settings.history or not context.graph.nodes:
        return context
    history = history_of(context.request.root, commit)
    pasts = {past.node.index: past for past in _pasts(context, history)}
    known = {index: dict(_facts(past, context)) for index, past in pasts.items()}
    nodes = tuple(
        replace(node, fields={**node.fields, HISTORY: known[node.index]}) if known.get(node.index) else node
        for node in context.graph.nodes
    )
    defects = (*_approvals(pasts, context), *_campaigns(pasts, context))
    graph = replace(context.graph, nodes=nodes, defects=(*context.graph.defects, *defects))
    later = frozenset(
        version.commit.day
        for versions in history.versions.values()
        for version in versions
        if version.commit.day > context.request.as_of
    )
    return replace(context, graph=graph, reading=_with_note(context, history, later), later_commits=later)


def _with_note(context: RunContext, history: History, later: frozenset[date]) -> Reading:
    """What was read, and in its inventory what git cannot tell."""
    notes = [history.missing] if history.missing else []
    if later:
        notes.append("there are commits dated after the as-of date; what they changed does not count")
    inventory = context.reading.inventory
    missing = tuple(NotRead("history", note) for note in notes)
    return replace(context.reading, inventory=replace(inventory, not_read=(*inventory.not_read, *missing)))


def _pasts(context: RunContext, history: History) -> Iterator[Past]:
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
        yield Past(node, wanted[path], tuple(rows), is_whole)


def _stated(context: RunContext, wanted: Mapping[str, tuple[Version, ...]]) -> dict[str, list[Stated]]:
    """By path what the versions state, newest first: only as far back as anything depends on it."""
    process = frozenset(name for pack in context.packs for name in pack.process)
    told = (tool(), *(f"{pack.name} {pack.digest}" for pack in context.packs), repr(context.settings))
    store = Store(context.request.root) if context.request.remembers else None
    known = Versions(store, "\n".join(told))
    found: dict[str, list[Stated]] = {path: [] for path in wanted}
    open_ones = dict(wanted)
    for at in range(MOST_VERSIONS):
        open_ones = {path: all_of for path, all_of in open_ones.items() if at < len(all_of)}
        blobs = {path: all_of[at].blob for path, all_of in open_ones.items()}
        unknown = {path: blob for path, blob in blobs.items() if known.get(path, blob) is None}
        if unknown:
            read = stated_in(
                context.request.root, context.settings, context.graph.vocabulary, context.act, unknown, process
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


def _is_settled(versions: Sequence[Stated]) -> bool:
    """Whether older versions would say nothing more that counts: for every artefact its review and a change is known."""
    if len(versions) < 2:
        return False
    return all(_is_known(name, now, versions) for name, now in versions[0].items())


def _is_known(name: str, now: Then, versions: Sequence[Stated]) -> bool:
    before = [each[name] for each in versions[1:] if name in each]
    if len(before) < len(versions) - 1:
        return True
    reviewed = not now.last_reviewed or any(then.last_reviewed != now.last_reviewed for then in before)
    approved = not now.approved_on or any(then.approved_on != now.approved_on for then in before)
    return reviewed and approved and any(then.content != now.content for then in before)


def _facts(past: Past, context: RunContext) -> Iterator[tuple[str, Value]]:
    """What the versions of one artefact say, as fields."""
    as_of = context.request.as_of
    first = len(past.then) - 1
    if past.is_whole and past.commit(first).day <= as_of:
        yield "recorded_on", past.commit(first).day.isoformat()
    changed = next((at for at in past.changes("content") if past.commit(at).day <= as_of), None)
    if changed is not None:
        yield "changed_on", past.commit(changed).day.isoformat()
        yield "changed_in", past.commit(changed).id[:SHORT]
    yield from _of_review(past, as_of)
    before = _in_force_before_approval(past)
    if before is not None:
        yield "in_force_before_approval_on", past.commit(before).day.isoformat()


def _of_review(past: Past, as_of: date) -> Iterator[tuple[str, Value]]:
    reviewed, at = date_in(past.then[0].last_reviewed), past.since("last_reviewed")
    if reviewed is None or at is None or past.commit(at).day > as_of:
        return
    yield "review_recorded_on", past.commit(at).day.isoformat()
    later = [
        each for each in past.changes("digest", before=at) if reviewed < past.commit(each).day <= as_of
    ]
    if later and past.then[0].digest != past.then[at].digest:
        yield "changed_since_review_on", past.commit(later[0]).day.isoformat()
        yield "changed_since_review_in", past.commit(later[0]).id[:SHORT]
    if at + 1 >= len(past.then):
        return  # the first commit of a file proves nothing
    before = past.then[at + 1]
    if before.last_reviewed and before.digest == past.then[at].digest:
        yield "review_moved_alone", "true"
        yield "reviewed_before", before.last_reviewed
    since = next((each for each in range(at, len(past.then) - 1) if past.then[each + 1].digest != past.then[at].digest), None)
    if since is not None and reviewed + LAG < past.commit(since).day <= as_of:
        yield "text_committed_on", past.commit(since).day.isoformat()


def _in_force_before_approval(past: Past) -> int | None:
    """The number of the version that put a draft into force while it named no approval that it names now."""
    approved = date_in(past.then[0].approved_on)
    for at in range(len(past.then) - 1):
        now, before = past.then[at], past.then[at + 1]
        is_raised = now.status in _IN_FORCE and before.status not in _IN_FORCE and before.status
        if is_raised and not (now.approved_on or now.approved_by):
            return at if approved and approved > past.commit(at).day else None
    return None


def _approvals(pasts: Mapping[int, Past], context: RunContext) -> Iterator[tuple[int, Defect]]:
    """Approvals that the author of the change recorded for somebody else, where git names nobody but the author."""
    people = _People(context)
    for index, past in pasts.items():
        at = past.since("approved_on")
        if not past.then[0].approved_on or at is None or at + 1 >= len(past.then):
            continue
        change = next((each for each in past.changes("digest") if each >= at), None)
        if change is None or not people.recorded_for_others(past, at, change):
            continue
        commit, day = past.commit(at).id[:SHORT], past.commit(at).day
        message = (
            f"the approval of {past.then[0].approved_on} was recorded in commit {commit} of {day} by the author of "
            f"the change that it approves, and the commit names no approver"
        )
        fix = "let the approver commit the approval, or name the approver in a trailer such as `Approved-by:`"
        yield index, Defect("approval-by-author", past.node.place_of("approved_on"), "approved_on", message, fix)


class _People:
    """Who the people of the directory are to git, and who controls documents for others."""

    def __init__(self, context: RunContext) -> None:
        graph = context.graph
        self._graph = graph
        self._by_word: dict[str, int] = {}
        for index in graph.of_trait("person"):
            node = graph.nodes[index]
            for name in ("email", "handle", "title"):
                if word := _text(node, name).strip().lower():
                    self._by_word[word] = index
        procedures = graph.of_type("document-control-procedure")
        self._controllers = {person for each in procedures for person in self._answering(each, "owner")}

    def _answering(self, index: int, link: str) -> set[int]:
        """The people that a link leads to, by way of the roles that they hold."""
        found = {each.target for each in self._graph.out(index, link)}
        return found | {held.target for each in found for held in self._graph.out(each, "held_by")}

    def known(self, person: Person) -> int | None:
        """The person of the directory whom git names; None where nobody there has that address or name."""
        return self._by_word.get(person.email.lower(), self._by_word.get(person.name.lower()))

    def recorded_for_others(self, past: Past, at: int, change: int) -> bool:
        """Whether one known person committed the change, and its approval in the name of others."""
        approval, changed = past.commit(at), past.commit(change)
        if any(_is_by_machine(commit) for commit in (approval, changed)):
            return False
        who = self.known(approval.author)
        if who is None or who != self.known(changed.author) or who in self._controllers:
            return False
        approvers = self._answering(past.node.index, "approved_by")
        named = [self.known(_person_in(value)) for key, value in approval.trailers if key in _SIGNING]
        return bool(approvers) and who not in approvers and not any(each != who for each in named)


def _is_by_machine(commit: Commit) -> bool:
    """Whether somebody or something else put a commit there: merges, squashes, rebases by others, robots."""
    told = " ".join((commit.author.name, commit.author.email, commit.committer.name, commit.committer.email)).lower()
    return commit.parents != 1 or commit.author != commit.committer or any(word in told for word in _MACHINES)


def _person_in(trailer: str) -> Person:
    name, _, rest = trailer.partition("<")
    return Person(name.strip(), rest.partition(">")[0].strip())


def _campaigns(pasts: Mapping[int, Past], context: RunContext) -> Iterator[tuple[int, Defect]]:
    """One defect for each commit that moved the review dates of many documents and did nothing else to them."""
    moved: dict[str, list[Past]] = defaultdict(list)
    for past in pasts.values():
        at = past.since("last_reviewed")
        facts = dict(_of_review(past, context.request.as_of))
        if at is not None and "review_moved_alone" in facts and "reviewed" in past.node.traits:
            if not _has_record(past.node, context):
                moved[past.commit(at).id].append(past)
    for commit, found in sorted(moved.items()):
        if len(found) < CAMPAIGN:
            continue
        names = sorted(past.node.name for past in found)
        day = next(past.commit(past.since("last_reviewed") or 0).day for past in found)
        listed = f"{', '.join(names[:3])} and {len(names) - 3} more"
        message = (
            f"Commit {commit[:SHORT]} of {day} moved the review dates of {len(found)} documents and changed nothing "
            f"else in them, and no record of their review is here: {listed}"
        )
        fix = "file a record of the review that `reviews` them, with its day, who did it and what came of it"
        yield -1, Defect("reviews-without-record", context.settings.place, commit[:SHORT], message, fix)


def _has_record(node: Node, context: RunContext) -> bool:
    """Whether a record reviews an artefact, on the day of its last review or after the one before."""
    graph = context.graph
    last = _text(node, "last_reviewed")
    for link in graph.into(node.index, "reviews"):
        record = graph.nodes[link.source]
        days = [text for name in ("reviewed_on", "held_on", "dated") for text in leaves(record.fields.get(name))]
        if record.is_in_force and (last in days or not days):
            return True
    return False


def _text(node: Node, name: str) -> str:
    value = node.fields.get(name)
    return value if isinstance(value, str) else ""

