"""The waivers of a run: what each is about, and whether it stands."""

from __future__ import annotations

import fnmatch
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from art17.evaluation.rule import Rule
from art17.graph.graph import Graph
from art17.graph.node import Node
from art17.model.days import Duration
from art17.model.report import Finding
from art17.model.value import is_placeholder, leaves
from art17.model.waiver import Ignore, Waiver

TYPE = "waiver"
OWN_RULES = "art17/waivers/"
_PACK_AND_FOLDER = re.compile(r"[^/*?\[]+/[^/*?\[]+/.")


@dataclass(frozen=True, slots=True)
class WaiverContext:
    """What waivers are held against.

    `rules` are all rules of the run, chosen or not; `failing` the waivers that a rule on waivers
    is not met for.  Without `applies` nothing is waived; what is `partial` cannot tell that a
    waiver is not used.
    """

    graph: Graph
    as_of: date
    rules: tuple[Rule, ...]
    digest_of: Callable[[Node], str]
    failing: frozenset[int] = frozenset()
    ignores: tuple[Ignore, ...] = ()
    at_most: Duration | None = None
    applies: bool = True
    partial: bool = False
    by_name: Mapping[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])


def names_in(graph: Graph) -> dict[str, tuple[int, ...]]:
    """Each node by its address, and by `register#id` and its bare id where that means no other."""
    found: dict[str, list[int]] = defaultdict(list)
    for node in graph.nodes:
        register = f"{graph.node(node.register).name}#{node.name}" if node.register >= 0 else node.name
        for name in {graph.address(node.index), register, node.name}:
            found[name].append(node.index)
    return {name: tuple(indices) for name, indices in found.items()}


def waivers_of(ground: WaiverContext) -> Iterator[Waiver]:
    """The waivers and the comments of a run, in node order, then in that of the files."""
    for index in ground.graph.of_type(TYPE):
        node = ground.graph.node(index)
        if not node.is_withdrawn:
            yield _waiver(node, ground)
    first: dict[str, int] = {}
    for node in ground.graph.nodes if ground.ignores else ():
        first.setdefault(node.place.path, node.index)
    for ignore in ground.ignores:
        yield _comment(ignore, first.get(ignore.place.path, -1))


def _waiver(node: Node, ground: WaiverContext) -> Waiver:
    named = _texts(node, "subject")
    meant = {name: ground.by_name.get(name, ()) for name in named}
    return Waiver(
        name=node.name,
        node=node.index,
        place=node.place,
        rules=_texts(node, "rule"),
        until=next(iter(_texts(node, "expires")), ""),
        reason=" ".join(next(iter(_texts(node, "reason")), "").split()),
        approved_by=_texts(node, "approved_by"),
        approved_on=next(iter(_texts(node, "approved_on")), ""),
        subjects=tuple(indices[0] for indices in meant.values() if len(indices) == 1),
        words=tuple(name for name, indices in meant.items() if len(indices) != 1),
        digests=_texts(node, "digest"),
        is_in_force=node.is_in_force and not node.unreadable and node.index not in ground.failing,
        until_at=node.place_of("expires"),
        digest_at=node.place_of("digest"),
    )


def _comment(ignore: Ignore, index: int) -> Waiver:
    return Waiver(
        name="ignore",
        node=index,
        place=ignore.place,
        rules=ignore.rules,
        until=ignore.until,
        reason=ignore.reason,
        file=ignore.place.path,
        is_in_force=ignore.is_well_formed and not _says_nothing(ignore.reason),
        until_at=ignore.place,
    )


def _says_nothing(reason: str) -> bool:
    """Whether a reason is still to be given; one in brackets may well name a ticket."""
    return is_placeholder(reason) and not reason.startswith(("[", "<"))


def _texts(node: Node, name: str) -> tuple[str, ...]:
    return tuple(text.strip() for text in leaves(node.fields.get(name)))


def fits(rule: str, globs: Sequence[str]) -> bool:
    """Whether a waiver's words mean a rule."""
    return any(fnmatch.fnmatchcase(rule, glob) for glob in globs)


def names_folder(glob: str) -> bool:
    """Whether a waiver's word for rules says their pack and folder (`waiver-names-its-rules` asks it of artefacts)."""
    return _PACK_AND_FOLDER.match(glob) is not None


def covers(waiver: Waiver, finding: Finding, ground: WaiverContext) -> bool:
    """Whether a waiver is about a finding, as that stands now."""
    if not fits(finding.rule, waiver.rules):
        return False
    if waiver.file:
        return finding.subject.place.path == waiver.file
    index = _index_of(finding, ground)
    if waiver.subjects or waiver.words:
        named = index in waiver.subjects or finding.subject.id in waiver.words
        return named and _is_bound(waiver, index, ground)
    return _is_bound(waiver, index, ground)


def _index_of(finding: Finding, ground: WaiverContext) -> int:
    """The node that a finding is about, or -1."""
    indices = ground.by_name.get(finding.subject.id, ())
    own = [i for i in indices if ground.graph.address(i) == finding.subject.id]
    return own[0] if len(own) == 1 else -1


def _is_bound(waiver: Waiver, index: int, ground: WaiverContext) -> bool:
    """Whether what is waived is what was looked at; a waiver without digest is bound by its end alone."""
    return index < 0 or not waiver.digests or ground.digest_of(ground.graph.node(index)) in waiver.digests


def waivable(rules: Iterable[Rule]) -> frozenset[str]:
    """The ids of the rules that may be waived; those on waivers never may."""
    return frozenset(rule.id for rule in rules if rule.waivable and not rule.id.startswith(OWN_RULES))
