"""Rules tested by their cases: tiny graphs, and the verdict that each subject must get."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from art17.conditions.scene import Scene
from art17.digest import digest_of
from art17.evaluation.evaluate import Judgement, judgements, traced
from art17.evaluation.rule import Rule
from art17.evaluation.wording import message_of, named_in
from art17.gate.waivers import WaiverContext
from art17.gate.waiving import waived
from art17.graph.build import graph_of
from art17.graph.graph import Graph
from art17.graph.node import Node
from art17.law.act import Act
from art17.model.days import duration_in
from art17.model.evidence import MET, NOT_APPLICABLE, UNDECIDED, UNMET
from art17.model.nearest import did_you_mean
from art17.model.place import Place
from art17.model.rule import QUESTION
from art17.model.vocabulary import Vocabulary
from art17.reading.cases import CaseText, artefacts_in_case, ignores_in_case

USUAL_DAY = date(2026, 11, 23)
_MISTYPED = ("mistyped-key", "unknown-type")
LONGEST_WAIVER = "P1Y"
"""What the manifest allows a waiver, in cases."""


@dataclass(frozen=True, slots=True)
class CaseFailure:
    """A case that came out otherwise than it says."""

    rule: str
    case: str
    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class PreparedCase:
    """A case made ready: its graph, and the day on which it is judged."""

    case: CaseText
    graph: Graph
    as_of: date
    act: Act | None

    @property
    def scene(self) -> Scene:
        return Scene(self.graph, self.as_of, self.act)


def prepared(cases: Iterable[CaseText], vocabulary: Vocabulary, act: Act | None) -> tuple[PreparedCase, ...]:
    """The cases of a rule, made ready once, to be judged as often as need be."""
    return tuple(PreparedCase(case, _graph(case, vocabulary, act), case.as_of or USUAL_DAY, act) for case in cases)


def _graph(case: CaseText, vocabulary: Vocabulary, act: Act | None) -> Graph:
    """The graph of a case, with what is wrong with its waivers: they waive nothing, since no rule was judged."""
    graph = graph_of(artefacts_in_case(case, vocabulary, act), vocabulary)
    ground = WaiverContext(
        graph,
        case.as_of or USUAL_DAY,
        rules=(),
        digest_of=lambda node: digest_of(node.stated).whole,
        ignores=ignores_in_case(case),
        at_most=duration_in(LONGEST_WAIVER),
    )
    beside = ((-1, defect) for defect in case.defects)
    return replace(graph, defects=(*graph.defects, *waived((), ground).defects, *beside))


def failures(rule: Rule, prepared_cases: Iterable[PreparedCase]) -> Iterator[CaseFailure]:
    """Every case of a rule that comes out otherwise than it says."""
    for prepared_case in prepared_cases:
        for message in _differences(rule, prepared_case):
            yield CaseFailure(rule.id, prepared_case.case.name, prepared_case.case.place, message)


def _differences(rule: Rule, prepared_case: PreparedCase) -> Iterator[str]:
    found = verdicts_by_name(rule, prepared_case)
    expected = prepared_case.case.expected
    if rule.subjects.sort != "defect":
        yield from _slips(prepared_case.graph)
    for name, verdict in expected.items():
        if name not in found:
            is_there = any(node.name == name for node in prepared_case.graph.nodes)
            near = "" if is_there else did_you_mean(name, found)
            yield f"{name} should be {verdict}, but is not a subject{near}"
        elif found[name].verdict != verdict:
            yield f"{name} should be {verdict}, but is {found[name].verdict}"
    for name, judgement in found.items():
        if name not in expected and judgement.verdict in (UNMET, UNDECIDED):
            yield f"{name} is {judgement.verdict}, which the case does not name"
    if prepared_case.case.message:
        yield from _unsaid(rule, prepared_case, found)
    if prepared_case.case.provisions:
        yield from _otherwise_bound(prepared_case.case.provisions, found)


def _slips(graph: Graph) -> Iterator[str]:
    """What is mistyped in the artefacts of a case, in the words in which a report says it.

    A field of another type is meant: a case shows so that only the right type counts.
    """
    known = {name for kind in graph.vocabulary.types.values() for name in kind.fields}
    found = (defect for _, defect in graph.defects if defect.kind in _MISTYPED)
    yield from (defect.message for defect in found if defect.kind == "unknown-type" or defect.about not in known)


def _unsaid(rule: Rule, prepared_case: PreparedCase, found: Mapping[str, Judgement]) -> Iterator[str]:
    for name, judgement in found.items():
        if judgement.verdict == UNMET or (judgement.verdict == UNDECIDED and rule.effect == QUESTION):
            named = named_in(traced(rule, judgement.subject, prepared_case.scene), prepared_case.graph)
            said = message_of(
                rule, judgement.subject, prepared_case.graph, prepared_case.act, named, prepared_case.as_of
            )
            if prepared_case.case.message not in said:
                yield f"the message for {name} is {said!r}, without {prepared_case.case.message!r}"


def _otherwise_bound(provisions: tuple[str, ...], found: Mapping[str, Judgement]) -> Iterator[str]:
    """What remains of the provisions of a rule, where that is not what a case says."""
    for name, judgement in found.items():
        if judgement.verdict in (UNMET, UNDECIDED) and set(judgement.provisions) != set(provisions):
            yield f"of {name} there remain {', '.join(judgement.provisions)}, not {', '.join(provisions)}"


def verdicts_by_name(rule: Rule, prepared_case: PreparedCase) -> dict[str, Judgement]:
    """The verdict on each subject, by the name that cases give it; of several the worst counts."""
    found: dict[str, Judgement] = {}
    for judgement in judgements((rule,), prepared_case.scene, prepared_case.case.place):
        name = name_of(judgement.subject, rule.subjects.sort, prepared_case.graph)
        if name not in found or _badness(judgement) > _badness(found[name]):
            found[name] = judgement
    return found


def _badness(judgement: Judgement) -> int:
    return (NOT_APPLICABLE, MET, UNDECIDED, UNMET).index(judgement.verdict)


def name_of(node: Node, sort: str, graph: Graph) -> str:
    """What a case calls a subject."""
    match sort:
        case "link":
            return f"{node.name} {node.fields['name']} {node.fields['target']}"
        case "citation":
            return f"{node.name}: {node.fields['text']}"
        case "qms":
            return "qms"
        case "node":
            return graph.address(node.index)
        case _:
            return node.name
