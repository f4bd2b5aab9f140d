"""Everything that one run judges: what it was asked to do, its packs and rules, and the graph that was read."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from art17.commands.words import words_of
from art17.conditions.scene import Scene
from art17.digest import Digest, digest_of
from art17.evaluation.rule import Rule
from art17.graph.build import graph_of
from art17.graph.graph import Graph
from art17.graph.node import Node
from art17.law.act import Act
from art17.memory.identity import tool
from art17.memory.snapshot import Snapshot
from art17.memory.store import Store
from art17.model.rule import Pack
from art17.model.settings import Settings
from art17.model.vocabulary import Vocabulary
from art17.reading.documents.sections import sections_of
from art17.reading.idle import idle_entries
from art17.reading.io.source import Source
from art17.reading.qms import Reading, read_qms
from art17.reading.settings import settings_of

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What one run is asked to do.

    Without a `source` the files of the folder are read as they are now; one that `remembers` does
    not read anew what it knows by its bytes.
    """

    root: Path
    as_of: date
    config: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    no_ignores: bool = False
    source: Source | None = None
    remembers: bool = False
    is_staged: bool = False

    @property
    def is_partial(self) -> bool:
        """Whether not all rules are judged."""
        return bool(self.select or self.ignore)


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that a run judges: settings, packs, rules, law, and the graph that was read."""

    order: Order
    settings: Settings
    packs: tuple[Pack, ...]
    rules: tuple[Rule, ...]
    act: Act | None
    reading: Reading
    graph: Graph
    all_rules: tuple[Rule, ...] = ()

    @property
    def scene(self) -> Scene:
        return Scene(self.graph, self.order.as_of, self.act, digests=lambda node: self.digest_of(node).whole)

    def digest_of(self, node: Node) -> Digest:
        """The digest of a node's fields and, where it is a file, of its text."""
        process = frozenset(name for pack in self.packs for name in pack.process)
        own = {name: value for name, value in node.fields.items() if name != "sections"}
        text = sections_of(self.reading.text_of(node.place.path)) if node.register < 0 else ()
        return digest_of(own, text, process)


def opened(order: Order, progress: Progress = lambda _: None) -> Case:
    """Everything read and compiled, nothing judged yet.

    Raises:
        Art17Error: where the manifest, a pack or a rule is wrong, or the folder is not there.
    """
    settings = settings_of(order.root, order.config, order.source)
    words = words_of(settings)
    progress("reading")
    snapshot = Snapshot(Store(order.root), tool(), words.packs, settings) if order.remembers else None
    reading = read_qms(order.root, settings, words.vocabulary, words.act, order.source, snapshot)
    progress(f"judging {len(reading.artefacts)} artefacts")
    graph = graph_read(reading, settings, words.vocabulary, words.rules)
    return Case(order, settings, words.packs, _chosen(words.rules, order), words.act, reading, graph, words.rules)


def graph_read(reading: Reading, settings: Settings, vocabulary: Vocabulary, rules: Iterable[Rule]) -> Graph:
    """The graph of what was read, with what in the manifest fits none of it."""
    graph = graph_of(reading.artefacts, vocabulary, reading.paths, settings.place)
    idle = idle_entries(settings, vocabulary, reading.paths, [rule.id for rule in rules])
    return replace(graph, defects=(*graph.defects, *((-1, defect) for defect in idle)))


def _chosen(rules: Iterable[Rule], order: Order) -> tuple[Rule, ...]:
    def fits(rule: Rule, globs: Sequence[str]) -> bool:
        return any(fnmatch.fnmatchcase(rule.id, glob) for glob in globs)

    return tuple(r for r in rules if (not order.select or fits(r, order.select)) and not fits(r, order.ignore))
