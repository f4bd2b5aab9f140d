"""What rules are evaluated on, in units that are evaluated again by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from art17.checking.context import RunContext
from art17.conditions.scene import Scene
from art17.evaluation.rule import Rule, Subjects
from art17.evaluation.subjects import link_subject, speaks, subjects_of
from art17.graph.changes import HINDERED, INTO, KINDS, NODE, OUT, NotLocalError
from art17.graph.live import LiveGraph
from art17.graph.node import Node
from art17.model.place import Place
from art17.session.numbering import file_number
from art17.session.recorder import Recorder

Unit = tuple[int, int]
"""The place of a rule among the rules, and a node, a writer of links, a file of citations, or all (-1)."""
WHOLE = -1


class Units:
    """The units of every rule: of nodes one each, of links those of a writer, of citations those of a file."""

    def __init__(self, context: RunContext, live: LiveGraph) -> None:
        self._rules = context.rules
        self._manifest: Place = context.settings.place
        self._live = live
        self._cites_apart = _cites_apart(live)
        self._index()

    def _index(self) -> None:
        self._nodes_at: dict[int, list[int]] = {}
        self._files: dict[str, int] = {}
        for node in self._live.graph.nodes:
            number = self._files[node.place.path] = file_number(node.index)
            self._nodes_at.setdefault(number, []).append(node.index)
        self._members: dict[tuple[tuple[str, ...], tuple[str, ...]], frozenset[int]] = {}

    def renew(self, live: LiveGraph) -> None:
        """Take a graph with other nodes.

        Raises:
            NotLocalError: where what a unit is of is no longer the same.
        """
        if _cites_apart(live) != self._cites_apart:
            raise NotLocalError
        self._live = live
        self._index()

    def are(self, unit: Unit) -> bool:
        """Whether a unit is still one."""
        rule, number = self._rules[unit[0]], unit[1]
        match rule.subjects.sort:
            case "node":
                return number in self._members_of(rule.subjects)
            case "link":
                return number in self._nodes_at.get(file_number(number), ())
            case "citation" if number != WHOLE:
                return number in self._nodes_at
            case _:
                return True

    def all(self) -> Iterator[Unit]:
        """Every unit, rule by rule."""
        for at, rule in enumerate(self._rules):
            yield from ((at, number) for number in self._of(rule))

    def _of(self, rule: Rule) -> Iterable[int]:
        match rule.subjects.sort:
            case "node":
                return sorted(self._members_of(rule.subjects))
            case "link":
                return self._live.graph.indices
            case "citation" if self._cites_apart:
                return sorted(self._nodes_at)
            case _:
                return (WHOLE,)

    def touched(self, nodes: Iterable[int], paths: Iterable[str]) -> Iterator[Unit]:
        """The units of nodes and files that changed, whatever they read: they may have other subjects now."""
        indices = frozenset(nodes)
        numbers = {self._files[path] for path in paths if path in self._files}
        there = [index for index in indices if index in self._nodes_at.get(file_number(index), ())]
        for at, rule in enumerate(self._rules):
            match rule.subjects.sort:
                case "node":
                    yield from ((at, index) for index in indices & self._members_of(rule.subjects))
                case "link":
                    yield from ((at, index) for index in there)
                case "citation":
                    yield from ((at, number) for number in numbers) if self._cites_apart else ((at, WHOLE),)
                case _:
                    pass

    def _members_of(self, subjects: Subjects) -> frozenset[int]:
        """The nodes that a rule on nodes is about as long as they are not withdrawn."""
        key = subjects.names, subjects.traits
        if key not in self._members:
            graph = self._live.graph
            if subjects.names:
                found = frozenset(index for name in subjects.names for index in graph.of_type(name))
            elif subjects.traits:
                found = frozenset(graph.indices)
                for trait in subjects.traits:
                    found &= frozenset(graph.of_trait(trait))
            else:
                found = frozenset(node.index for node in graph.nodes if node.type)
            self._members[key] = found
        return self._members[key]

    def subjects(self, unit: Unit, scene: Scene, recorder: Recorder) -> Iterable[Node]:
        """The subjects of a unit as they are now; what decides that is noted."""
        rule, number = self._rules[unit[0]], unit[1]
        if number == WHOLE:
            return tuple(subjects_of(rule.subjects, scene, self._manifest))
        match rule.subjects.sort:
            case "node":
                return (recorder.node(number),) if speaks(number, rule.subjects, scene) else ()
            case "link":
                recorder.notes.update(KINDS * number + kind for kind in (NODE, OUT, INTO, HINDERED))
                names = rule.subjects.names
                links = [link for link in self._live.links_of(number) if not names or link.name in names]
                return (
                    [link_subject(link, scene) for link in links]
                    if links and speaks(number, rule.subjects, scene)
                    else ()
                )
            case _:
                indices = self._nodes_at[number]
                recorder.only_citations = tuple(of for index in indices for of in recorder.cites(index))
                try:
                    return tuple(subjects_of(rule.subjects, scene, self._manifest)) if recorder.only_citations else ()
                finally:
                    recorder.only_citations = None


def _cites_apart(live: LiveGraph) -> bool:
    """Whether each citation is in the file of its node, so that those of a file can be evaluated by themselves."""
    nodes = live.graph.nodes
    return all(of.at.place.path == nodes[of.node].place.path for of in live.graph.citations)
