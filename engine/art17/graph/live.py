"""A graph that is brought up to date in place where some artefacts changed, and that says which facts did.

Numbers of nodes, their types, ids and places stay; whoever puts an artefact in that differs in one of these
has to build the graph again.  After each change everything is as `graph_of` would have it, in the same order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from art17.graph.build import (
    ACCOUNTABLE,
    MAINTAINED,
    Resolver,
    dead_anchors,
    defects_of_the_whole,
    fields_with_due,
    fits,
)
from art17.graph.changes import (
    CITES,
    DEFECTS,
    HINDERED,
    INTO,
    KINDS,
    LINK,
    NODE,
    OUT,
    SYSTEMS,
    Changed,
    NotLocalError,
    is_same,
)
from art17.graph.graph import Graph, Moving
from art17.graph.hollow import dead_pointers, dead_sections, hollow_defects, is_one_word, pointer_defects, texts_of
from art17.graph.lost_folders import may_be_lost, without_loss
from art17.graph.node import EXTERNAL, FILE, UNSURE, CitationOf, Link, Node
from art17.graph.resolve import LABEL, directory_of, labels_of
from art17.graph.reviews import review_defects
from art17.model.artefact import Artefact, Defect
from art17.model.days import Duration
from art17.model.place import Place

_OF_GRAPH = (
    "duplicate-id",
    "lookalike-id",
    "lost-file",
    "dead-anchor",
    "hollow",
    "pointer",
    "dead-pointer",
    "dead-section",
    "review-days-differ",
    "lost-folder",
)
_OF_WHOLE = ("no-directory", "no-status")
_IDLE = "idle-entry"
_Slot = tuple[str, Hashable, int]


class LiveGraph:
    """The graph as it is now under `graph`; `put` changes it."""

    def __init__(
        self,
        graph: Graph,
        files: frozenset[str],
        manifest: Place,
        reviewed_at_most: Duration | None,
        finished: Callable[[Node], Node],
    ) -> None:
        self.graph = graph
        self._at_most = reviewed_at_most
        self._finished = finished
        self._manifest = manifest
        self._nodes = Moving(graph.nodes)
        directory = directory_of(self._nodes, graph.vocabulary, files)
        unreadable = [graph.nodes[index].place.path for index in graph.unreadable]
        self._resolver = Resolver(directory, graph.vocabulary, graph.by_trait, unreadable)
        self._directory = directory
        self._links: dict[int, tuple[Link, ...]] = _by_writer(graph.links)
        self._slots: dict[str, dict[Hashable, dict[int, tuple[Link, ...]]]] = {
            "out": {name: dict(ends) for name, ends in graph.outgoing.items()},
            "into": {name: dict(ends) for name, ends in graph.incoming.items()},
            "hindered": {key: dict(ends) for key, ends in graph.hindrances.items()},
        }
        self._meant: defaultdict[int, set[int]] = defaultdict(set)
        for link in graph.links:
            self._note_meant(link)
        self._items: defaultdict[int, list[int]] = defaultdict(list)
        for node in graph.nodes:
            if node.register >= 0:
                self._items[node.register].append(node.index)
        self._systems = dict(graph.systems_of)
        self._citations = dict(graph.citations_of)
        self._scopes = frozenset(name for name, link in graph.vocabulary.links.items() if link.scope)
        self._split_defects(graph.defects)

    def _split_defects(self, defects: Iterable[tuple[int, Defect]]) -> None:
        self._written: defaultdict[int, list[Defect]] = defaultdict(list)
        self._of_kind: defaultdict[str, list[tuple[int, Defect]]] = defaultdict(list)
        for index, defect in defects:
            if defect.kind in (*_OF_GRAPH, *_OF_WHOLE, _IDLE):
                self._of_kind[defect.kind].append((index, defect))
            else:
                self._written[index].append(defect)

    def put(self, artefacts: Mapping[int, Artefact]) -> Changed:
        """Take other artefacts in place of some nodes; the ids, types, places and registers are the same.

        Raises:
            NotLocalError: where more may change than is followed; `graph` is as it was, and this is of no more use.
        """
        changed = Changed()
        whole_is_stale = False
        hollow_is_stale = False
        for index, artefact in (*artefacts.items(), *self._inheriting(artefacts)):
            before = self._nodes[index]
            after = self._node(before, artefact, artefacts)
            if not is_same(before, after):
                changed.facts.add(KINDS * index + NODE)
            changed.nodes.add(index)
            changed.paths.add(after.place.path)
            if before.is_withdrawn != after.is_withdrawn:
                changed.nodes |= self._meant[index]
            if bool(before.status) != bool(after.status) and after.traits & MAINTAINED:
                whole_is_stale = True
            if self._said(before) != self._said(after):
                hollow_is_stale = True
            if labels_of(before) != labels_of(after):
                raise NotLocalError  # references to labels are in any file
            self._nodes.put(after)
        links = {index: tuple(self._resolver.again(self._nodes[index])) for index in sorted(changed.nodes)}
        links = {index: after for index, after in links.items() if self._is_other(index, after)}
        for index, artefact in artefacts.items():
            self._cite(index, artefact, changed)
        for index, found in links.items():
            whole_is_stale |= self._take(index, found, changed)
        self._refresh_defects(changed, artefacts, whole=whole_is_stale, hollow=hollow_is_stale)
        self._publish()
        return changed

    def _said(self, node: Node) -> tuple[Hashable, ...]:
        """What decides, here and elsewhere, whether a text says nothing or points to nothing."""
        anchors = node.artefact.anchors if node.artefact else None
        return str(node.fields.get("title") or ""), anchors, is_one_word(node), *texts_of(node, self.graph.vocabulary)

    def _inheriting(self, artefacts: Mapping[int, Artefact]) -> Iterator[tuple[int, Artefact]]:
        """The items elsewhere whose register changed: they may have its status."""
        for index in artefacts:
            for item in self._items[index]:
                artefact = self._nodes[item].artefact
                if item not in artefacts and artefact is not None:
                    yield item, artefact

    def _node(self, before: Node, artefact: Artefact, artefacts: Mapping[int, Artefact]) -> Node:
        register = artefacts.get(before.register) if before.register >= 0 else artefact
        if register is None:
            register = self._nodes[before.register].artefact or artefact
        after = replace(
            before,
            fields=fields_with_due(artefact, before.traits, self.graph.vocabulary, self._at_most),
            status=artefact.text("status") or register.text("status"),
            artefact=artefact,
            has_unread_rows=artefact.has_unread_rows,
        )
        return self._finished(after)

    def _cite(self, index: int, artefact: Artefact, changed: Changed) -> None:
        before = self._citations.get(index, ())
        after = tuple(CitationOf(index, at) for at in artefact.citations)
        if before != after:
            changed.facts.add(KINDS * index + CITES)
            if after:
                self._citations[index] = after
            else:
                self._citations.pop(index, None)

    def _is_other(self, index: int, after: tuple[Link, ...]) -> bool:
        """Whether the links of a writer are others than before.

        Raises:
            NotLocalError: where that may reach links of others.
        """
        before = self._links.get(index, ())
        if tuple(map(without_loss, before)) == after:
            return False
        if any(
            link.is_wiki or may_be_lost(link) or link.written_target.startswith(LABEL) for link in (*before, *after)
        ):
            raise NotLocalError
        return True

    def _take(self, index: int, after: tuple[Link, ...], changed: Changed) -> bool:
        """Take the links of a writer; whether what is said of the whole may be another now."""
        before = self._links.get(index, ())
        kept = set(before) & set(after)
        differing = [link for link in (*before, *after) if link not in kept]
        slots = dict.fromkeys(slot for link in (*before, *after) for slot in self._slots_of(link))
        for kind, key, end in slots:
            ends = self._slots[kind].setdefault(key, {})
            others = [link for link in ends.get(end, ()) if link.writer != index]
            own = [link for link in after if (kind, key, end) in self._slots_of(link)]
            if links := tuple(sorted((*others, *own), key=_writer)):
                ends[end] = links
            else:
                ends.pop(end, None)
        self._links[index] = after
        for link in after:
            self._note_meant(link)
        changed.facts.add(KINDS * index + OUT)
        for link in differing:
            self._note_changed(link, changed)
        self._refresh_systems({link.source for link in differing if link.name in self._scopes}, changed)
        return any(link.name in ACCOUNTABLE and link.status == UNSURE for link in differing)

    def _note_changed(self, link: Link, changed: Changed) -> None:
        numbers = {OUT: link.source, INTO: link.target, HINDERED: link.writer}
        changed.facts.update(KINDS * index + kind for kind, index in numbers.items() if index >= 0)
        changed.facts.update(KINDS * index + HINDERED for index in link.candidates)
        changed.facts.add((LINK, link.name))

    def _note_meant(self, link: Link) -> None:
        for index in (link.source, link.target, *link.candidates):
            if index not in (-1, link.writer):
                self._meant[index].add(link.writer)

    def _slots_of(self, link: Link) -> list[_Slot]:
        """Where a link is found: from its source and to its target, or as one that leads nowhere."""
        if link.is_followed:
            return [("out", link.name, link.source), ("into", link.name, link.target)]
        if link.status in (EXTERNAL, FILE):
            return []
        inverted = link.source != link.writer
        found: list[_Slot] = [("hindered", (link.name, inverted), link.writer)]
        kind = self.graph.vocabulary.links[link.name]
        for candidate in link.candidates:
            if fits(self._nodes[candidate], kind.sources if inverted else kind.targets):
                found.append(("hindered", (link.name, not inverted), candidate))
        return found

    def _refresh_systems(self, sources: Iterable[int], changed: Changed) -> None:
        for source in sources:
            for index in (source, *self._items[source]) if source >= 0 else ():
                after = self._systems_of(index)
                if after != self._systems[index]:
                    self._systems[index] = after
                    changed.facts.add(KINDS * index + SYSTEMS)

    def _systems_of(self, index: int) -> tuple[int, ...]:
        node = self._nodes[index]
        if "system" in node.traits:
            return (index,)
        found = self._reached(index)
        if not found and node.register >= 0:
            found = self._reached(node.register)
        return tuple(sorted(found))

    def _reached(self, index: int) -> set[int]:
        links = (link for name in self._scopes for link in self._slots["out"].get(name, {}).get(index, ()))
        return {link.target for link in links if "system" in self._nodes[link.target].traits}

    def _refresh_defects(
        self, changed: Changed, artefacts: Mapping[int, Artefact], *, whole: bool, hollow: bool
    ) -> None:
        is_other = whole or hollow
        for index, artefact in artefacts.items():
            if self._written.get(index, []) != list(artefact.defects):
                is_other = True
                self._written[index] = list(artefact.defects)
            node = self._nodes[index]
            stated = ((node, reference) for reference in artefact.references)
            is_other |= self._set_of_node("dead-anchor", index, dead_anchors(stated, self._directory))
            is_other |= self._set_of_node("dead-section", index, dead_sections((node,)))
            is_other |= self._set_of_node("review-days-differ", index, review_defects((node,), self._at_most))
        if hollow:
            self._of_kind["hollow"] = list(hollow_defects(self._nodes, self.graph.vocabulary))
            self._of_kind["pointer"] = list(pointer_defects(self._nodes, self.graph.vocabulary))
            pointers = dead_pointers(self._nodes, self.graph.vocabulary, self._directory.files)
            self._of_kind["dead-pointer"] = list(pointers)
        if whole:
            links = [link for index in sorted(self._links) for link in self._links[index]]
            found = list(defects_of_the_whole(self._nodes, links, self.graph.by_trait, self._manifest))
            for kind in _OF_WHOLE:
                self._of_kind[kind] = [each for each in found if each[1].kind == kind]
        after = tuple(self._defects()) if is_other else self.graph.defects
        if after != self.graph.defects:
            changed.facts.add(DEFECTS)
            self.graph = replace(self.graph, defects=after)

    def _set_of_node(self, kind: str, index: int, found: Iterable[tuple[int, Defect]]) -> bool:
        """Take the defects of one kind of a node; whether there were or are any."""
        known = self._of_kind[kind]
        fresh = list(found)
        if not fresh and all(each[0] != index for each in known):
            return False
        self._of_kind[kind] = sorted((*(each for each in known if each[0] != index), *fresh), key=_index)
        return True

    def _defects(self) -> Iterator[tuple[int, Defect]]:
        for index in sorted(self._written):
            yield from ((index, defect) for defect in self._written[index])
        yield from chain.from_iterable(self._of_kind[kind] for kind in (*_OF_GRAPH, *_OF_WHOLE, _IDLE))

    def _publish(self) -> None:
        slots = self._slots
        self.graph = replace(
            self.graph.with_nodes(self._nodes),
            links=tuple(chain.from_iterable(self._links[index] for index in sorted(self._links))),
            citations=tuple(chain.from_iterable(self._citations[index] for index in sorted(self._citations))),
            outgoing=slots["out"],  # type: ignore[arg-type]
            incoming=slots["into"],  # type: ignore[arg-type]
            hindrances=slots["hindered"],  # type: ignore[arg-type]
            systems_of=dict(self._systems),
            citations_of=self._citations,
        )

    def links_of(self, index: int) -> tuple[Link, ...]:
        """The links that a node writes."""
        return self._links.get(index, ())


def _by_writer(links: Iterable[Link]) -> dict[int, tuple[Link, ...]]:
    found: defaultdict[int, list[Link]] = defaultdict(list)
    for link in links:
        found[link.writer].append(link)
    return {index: tuple(own) for index, own in found.items()}


def _writer(link: Link) -> int:
    return link.writer


def _index(each: tuple[int, Defect]) -> int:
    return each[0]
