"""The engine and the reference evaluator say the same of rules and graphs that are drawn by the hundred.

Each rule of a vocabulary is judged on each of its graphs, which finds more in a second than a new graph
for each rule; what is drawn is the same each time.  `tests/properties/test_evaluators.py` searches on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from art17.conditions.scene import Scene
from art17.errors import PackError
from art17.evaluation.compile import compiled
from art17.evaluation.evaluate import judgements, traced
from art17.evaluation.rule import Rule
from art17.graph.graph import Graph
from art17.model.vocabulary import Vocabulary
from builders import MANIFEST, a_graph, law, rule_text
from properties.strategies import DAYS, artefacts, rules, vocabularies
from properties.test_evaluators import TRUTHS, others
from reference.rules import verdicts
from reference.world import World

VOCABULARIES, RULES, GRAPHS = 5, 16, 5
Data = dict[str, object]
Kind = TypeVar("Kind")


def drawn(strategy: st.SearchStrategy[Kind], number: int, first: int) -> list[Kind]:
    """So many examples, the same each time."""
    found: list[Kind] = []

    def keep(example: Kind) -> None:
        found.append(example)

    few = settings(
        max_examples=number,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    few(seed(first)(given(strategy)(keep)))()
    return found


def rules_of(vocabulary: Vocabulary, first: int) -> Iterator[tuple[Data, Rule]]:
    """Rules that compile, with their data; two halves of one may contradict each other."""
    for data in drawn(rules(vocabulary), RULES, first):
        try:
            yield data, compiled([rule_text(data["require"], data["for"], **others(data))], vocabulary, law())[0]
        except PackError:
            continue


@lru_cache
def words() -> list[Vocabulary]:
    return drawn(vocabularies(), VOCABULARIES, 1)


@pytest.mark.parametrize("number", range(VOCABULARIES))
def test_evaluators_agree_on_many(number: int) -> None:
    """A verdict, what it rests on, or what it is relieved of differs, or a tree does not explain its verdict."""
    vocabulary = words()[number]
    graphs: list[tuple[Graph, date]] = [
        (a_graph(*made, vocabulary=vocabulary), day)
        for made, day in drawn(st.tuples(artefacts(vocabulary), DAYS), GRAPHS, number)
    ]
    for data, rule in rules_of(vocabulary, number):
        for graph, day in graphs:
            agree(data, rule, Scene(graph, day, law()))


def agree(data: Data, rule: Rule, scene: Scene) -> None:
    found = list(judgements([rule], scene, MANIFEST))
    expected = verdicts(data, World(scene.facts, scene.as_of, law()))
    assert [each.verdict for each in found] == [each.verdict for each in expected], data
    assert [dict(each.relief) for each in found] == [each.relief for each in expected], data
    if "linked" not in str(data):
        assert [set(each.used) for each in found] == [set(each.used) for each in expected], data
    for each in found:
        assert traced(rule, each.subject, scene).truth is TRUTHS[each.verdict], data
