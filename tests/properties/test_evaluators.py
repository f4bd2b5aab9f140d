"""The engine and the reference evaluator say the same."""

from __future__ import annotations

import os

from hypothesis import assume, event, given, settings

from art17.conditions.scene import Scene
from art17.errors import PackError
from art17.evaluation.compile import compiled
from art17.evaluation.evaluate import Judgement, judgements, traced
from art17.evaluation.rule import Rule
from art17.graph.graph import Graph
from art17.model.vocabulary import Vocabulary
from builders import MANIFEST, law, rule_text
from properties.strategies import SEARCHED, Case, cases
from reference.rules import Verdict, verdicts
from reference.world import World

SOME = settings(SEARCHED, max_examples=int(os.environ.get("ART17_FUZZ", "10")))
"""New ones each time, beside the hundreds of `tests/evaluation/test_agreement.py`."""
TRUTHS = {"met": True, "unmet": False, "undecided": None, "not-applicable": False}


def rule_of(data: dict[str, object], vocabulary: Vocabulary) -> Rule:
    """The rule, where it compiles: few do not, since two halves may contradict each other."""
    try:
        rule = compiled([rule_text(data["require"], data["for"], **others(data))], vocabulary, law())[0]
    except PackError as error:
        event(f"does not compile: {str(error)[:60]}")
        assume(False)
        raise
    event("compiles")
    return rule


def others(data: dict[str, object]) -> dict[str, object]:
    return {
        "when" if key == "if" else key: value
        for key, value in data.items()
        if key in ("if", "unless", "provisions", "parameters")
    }


def by_engine(case: Case) -> tuple[Graph, Scene, list[Judgement]]:
    rule = rule_of(case.rule, case.vocabulary)
    graph = case.graph
    scene = Scene(graph, case.day, law())
    return graph, scene, list(judgements([rule], scene, MANIFEST))


def by_reference(case: Case, graph: Graph) -> list[Verdict]:
    return verdicts(case.rule, World(graph, case.day, law()))


@SOME
@given(cases())
def test_evaluators_agree(case: Case) -> None:
    """The engine and the reference give every subject the same verdict, rest it on the same nodes, and explain it."""
    graph, scene, found = by_engine(case)
    expected = by_reference(case, graph)
    assert [each.verdict for each in found] == [each.verdict for each in expected]
    assert [dict(each.relief) for each in found] == [each.relief for each in expected]
    if "linked" not in str(case.rule):
        assert [set(each.used) for each in found] == [set(each.used) for each in expected]
    for each in found:
        evidence = traced(each.rule, each.subject, scene)
        assert evidence.truth is TRUTHS[each.verdict], (each.verdict, evidence)
