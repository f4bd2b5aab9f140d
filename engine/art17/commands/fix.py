"""Repairs tried and kept: in memory first, and only where the finding goes and nothing else comes or turns met."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from art17.checking.request import Request
from art17.model.evidence import MET
from art17.model.place import Place
from art17.model.repair import ASK, SAFE, UNSAFE, Edit, Repair
from art17.model.report import Finding, Report
from art17.reading.edits import RefusedError, edited
from art17.reading.io.source import Source, WorkingTree
from art17.reading.io.unreadable import UnreadableError
from art17.session.session import QmsSession, VerdictKey, key_of

ROUNDS = 3
Answer = Callable[[Finding, Repair], str]
"""What a person states for a repair that asks; "" for nothing."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A repair of a finding; `why_not` says why it was not made."""

    finding: Finding
    repair: Repair
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Fixed:
    """What was repaired: the bytes of files before and after, each repair made, and those that were not."""

    files: Mapping[str, tuple[bytes, bytes]]
    made: tuple[Offer, ...]
    held: tuple[Offer, ...]
    refused: tuple[Offer, ...]
    asked: tuple[Offer, ...]
    report: Report


@dataclass(frozen=True, slots=True)
class _State:
    """What a run says of the files as they are in memory."""

    findings: tuple[Finding, ...]
    verdicts: Mapping[VerdictKey, str] = field(repr=False)

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(each.id for each in self.findings)


class Workshop:
    """The files of a folder with edits in memory, and what a run makes of them."""

    def __init__(self, request: Request) -> None:
        self._source: Source = request.source or WorkingTree(request.root)
        self.session = QmsSession(request)
        self.buffers: dict[str, bytes | None] = {}
        self.state = self._seen()

    def _seen(self) -> _State:
        findings = tuple(each for each in self.session.ungrouped() if each.status == "active")
        context = self.session.context
        return _State(findings, {key_of(each, context): each.verdict for each in self.session.verdicts()})

    def offers(self, select: Sequence[str]) -> Iterator[tuple[Finding, tuple[Repair, ...]]]:
        """The active findings of chosen rules with their repairs."""
        for finding in self.state.findings:
            is_chosen = not select or any(fnmatch.fnmatchcase(finding.rule, glob) for glob in select)
            if is_chosen and (found := self.session.repairs(finding)):
                yield finding, found

    def bytes_of(self, path: str) -> bytes | None:
        """The bytes of a file, edited ones first."""
        try:
            return self.buffers[path] if path in self.buffers else self._source.read(path)
        except UnreadableError:
            return None

    def with_edits(self, edits: Iterable[Edit]) -> dict[str, bytes | None]:
        """The buffers with edits.

        Raises:
            RefusedError: where one cannot be made.
        """
        buffers = dict(self.buffers)
        by_path: dict[str, list[Edit]] = {}
        for edit in edits:
            by_path.setdefault(edit.place.path, []).append(edit)
        for path, here in by_path.items():
            data = buffers[path] if path in buffers else self.bytes_of(path)
            if data is None or path.startswith("../"):
                raise RefusedError("the file is not in the folder")
            buffers[path] = edited(data, here)
        return buffers

    def keep(self, offers: Sequence[Offer]) -> str:
        """Make repairs together if each takes its finding away and nothing else changes for the better or worse.

        Returns why they were not made, or "".
        """
        try:
            buffers = self.with_edits(edit for each in offers for edit in each.repair.edits)
        except RefusedError as error:
            return str(error)
        self.session.put(buffers)
        after = self._seen()
        if reason := _objection(self.state, after, [each.finding for each in offers]):
            self._take_back(buffers)
            return reason
        self.buffers, self.state = buffers, after
        return ""

    def _take_back(self, tried: Mapping[str, bytes | None]) -> None:
        self.session.discard([path for path in tried if path not in self.buffers])
        self.session.put({path: self.buffers[path] for path in tried if path in self.buffers})

    def put(self, edits: Iterable[Edit]) -> None:
        """Make edits that a person answered for.

        Raises:
            RefusedError: where one cannot be made.
        """
        self.buffers = self.with_edits(edits)
        self.session.put(self.buffers)
        self.state = self._seen()

    def changed(self) -> dict[str, tuple[bytes, bytes]]:
        """The files that differ from what is on disk, before and after."""
        found: dict[str, tuple[bytes, bytes]] = {}
        for path, data in sorted(self.buffers.items()):
            before = self._source.read(path)
            if data is not None and before is not None and data != before:
                found[path] = (before, data)
        return found


def _objection(before: _State, after: _State, repaired: Sequence[Finding]) -> str:
    """Why repairs are not kept, or ""."""
    left = [each for each in repaired if each.id in after.ids]
    if left:
        return f"the finding would stay ({left[0].rule})"
    if came := after.ids - before.ids:
        rules = sorted({each.rule for each in after.findings if each.id in came})
        return f"it would bring a finding of {', '.join(rules[:3])}"
    expected = {rule for each in repaired for rule in (each.rule, *each.blocks)}
    for key, verdict in after.verdicts.items():
        if verdict == MET and before.verdicts.get(key, MET) != MET and key[0] not in expected:
            return f"it would make {key[0]} met, which is not about form"
    return ""


def fix(request: Request, *, unsafe: bool = False, select: Sequence[str] = (), answer: Answer | None = None) -> Fixed:
    """The repairs of a folder, made in memory; nothing is written.

    Raises:
        Art17Error: where the run cannot begin.
    """
    workshop = Workshop(request)
    allowed = (SAFE, UNSAFE) if unsafe else (SAFE,)
    made: list[Offer] = []
    refused: dict[tuple[str, str], Offer] = {}
    if answer is not None:
        made += _answered(workshop, select, answer, refused)
    for _ in range(ROUNDS):
        offers = [
            Offer(finding, repair)
            for finding, repairs in workshop.offers(select)
            if (repair := _first(repairs, allowed)) and (finding.id, repair.title) not in refused
        ]
        kept = list(_kept(workshop, _apart(offers), refused))
        made += kept
        if not kept:
            break
    rest = [Offer(finding, repair) for finding, found in workshop.offers(select) for repair in found]
    open_ones = [each for each in rest if (each.finding.id, each.repair.title) not in refused]
    return Fixed(
        files=workshop.changed(),
        made=tuple(made),
        held=tuple(each for each in open_ones if each.repair.category == UNSAFE),
        refused=tuple(refused.values()),
        asked=tuple(each for each in open_ones if each.repair.category == ASK),
        report=workshop.session.report(),
    )


def _first(repairs: Sequence[Repair], allowed: Sequence[str]) -> Repair | None:
    return next((each for category in allowed for each in repairs if each.category == category and each.edits), None)


def _apart(offers: Iterable[Offer]) -> list[Offer]:
    """The offers that do not touch what an earlier one touches; the others have their turn in the next round."""
    taken: set[Place] = set()
    found: list[Offer] = []
    for each in offers:
        places = {edit.place for edit in each.repair.edits}
        if taken.isdisjoint(places):
            taken |= places
            found.append(each)
    return found


def _kept(workshop: Workshop, offers: Sequence[Offer], refused: dict[tuple[str, str], Offer]) -> Iterator[Offer]:
    """The offers that were kept: all together where that holds, else as many as hold one after another."""
    if not offers:
        return
    if len(offers) > 1 and not workshop.keep(offers):
        yield from offers
        return
    for each in offers:
        if reason := workshop.keep([each]):
            refused[each.finding.id, each.repair.title] = replace(each, why_not=reason)
        else:
            yield each


def _answered(
    workshop: Workshop, select: Sequence[str], answer: Answer, refused: dict[tuple[str, str], Offer]
) -> Iterator[Offer]:
    """The questions that a person answered, made as they were answered."""
    for finding, repairs in tuple(workshop.offers(select)):
        for repair in repairs:
            value = answer(finding, repair) if repair.category == ASK and repair.edits else ""
            if not value:
                continue
            offer = Offer(finding, repair.answered(value))
            try:
                workshop.put(_set_or_append(offer.repair.edits, workshop))
                yield offer
            except RefusedError as error:
                refused[finding.id, offer.repair.title] = replace(offer, why_not=str(error))


def _set_or_append(edits: Iterable[Edit], workshop: Workshop) -> Iterator[Edit]:
    """Edits that append to a link: set as a key of its own where nothing is there yet."""
    for edit in edits:
        if edit.how != "append" or not edit.key:
            yield edit
            continue
        at = Place(edit.place.path, (*edit.place.route, edit.key))
        appended = replace(edit, place=at, key="")
        try:
            workshop.with_edits([appended])
            yield appended
        except RefusedError:
            yield replace(edit, how="set")
