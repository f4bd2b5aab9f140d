"""The repairs of failed verdicts, by what each is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from art17.conditions.scene import Scene
from art17.evaluation.evaluate import Judgement
from art17.evaluation.findings import discriminator_of, id_of
from art17.graph.graph import Graph
from art17.graph.node import Link
from art17.model.artefact import Defect
from art17.model.evidence import UNMET
from art17.model.place import Place
from art17.model.repair import Repair
from art17.model.report import Finding
from art17.repairs.of_citations import of_citation
from art17.repairs.of_defects import of_defect
from art17.repairs.of_links import of_link
from art17.repairs.of_nodes import of_node

_Key = tuple[str, str, str, Place]


@dataclass(frozen=True, slots=True)
class FindingRepairs:
    """A finding as it was before it was located, and what would take it away."""

    finding: Finding
    repairs: tuple[Repair, ...]


class Repairs:
    """Answers what would take a finding away, from the verdicts of a run."""

    def __init__(self, verdicts: Iterable[Judgement], scene: Scene, graph: Graph, paths: frozenset[str]) -> None:
        self._scene = scene
        self._graph = graph
        self._paths = paths
        self._failing: dict[_Key, Judgement] = {}
        for each in verdicts:
            if each.verdict == UNMET:
                self._failing.setdefault(_key_of(each, scene), each)
        self._links: defaultdict[tuple[int, Place, str], list[Link]] = defaultdict(list)
        for link in graph.links:
            self._links[link.writer, link.place, link.written_target].append(link)
        self._defects: dict[tuple[Place, str, str], Defect] = {
            (defect.place, defect.about, defect.message): defect for _, defect in graph.defects
        }

    def of(self, finding: Finding) -> tuple[Repair, ...]:
        """The repairs of a finding whose places are not worked out yet."""
        judgement = self._failing.get((finding.rule, finding.subject.id, finding.discriminator, finding.subject.place))
        return tuple(dict.fromkeys(self._of(judgement))) if judgement else ()

    def _of(self, judgement: Judgement) -> Iterator[Repair]:
        rule, subject = judgement.rule, judgement.subject
        match rule.subjects.sort:
            case "link":
                name, target = subject.fields.get("name"), str(subject.fields.get("target"))
                for link in self._links[subject.index, subject.place, target]:
                    if link.written_name == name:
                        yield from of_link(link, self._graph, self._paths)
            case "citation":
                yield from of_citation(subject)
            case "defect":
                about, message = str(subject.fields.get("about")), str(subject.fields.get("message"))
                known = self._defects.get((subject.place, about, message))
                names = rule.subjects.names
                kind = known.kind if known else names[0] if len(names) == 1 else ""
                yield from of_defect(subject, kind)
            case "node" if rule.require is not None:
                yield from of_node(subject, rule.require, self._scene.on(subject))
            case _:
                return


def _key_of(judgement: Judgement, scene: Scene) -> _Key:
    subject = judgement.subject
    return judgement.rule.id, id_of(subject, scene), discriminator_of(judgement.rule, subject), subject.place
