"""Mutants of rules: each small change once, and each told so that it is known again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from art17.conditions.condition import Condition
from art17.conditions.scene import Scene
from art17.evaluation.mutants import mutants_of
from art17.graph.node import Node
from art17.model.evidence import Evidence, Truth
from art17.model.value import Value
from builders import a_rule


def changes(require: Value) -> list[str]:
    return [mutant.change for mutant in mutants_of(a_rule(require, {"type": "risk"}))]


def test_two_tests_turned_round_are_two_mutants() -> None:
    """Turning one test round is taken for turning another round, and only one of the two is tried."""
    told = changes({"text": "a", "level": "low"})
    turned = [change for change in told if change.endswith("nothing -> not")]
    assert turned == ["`require` at 2: nothing -> not", "`require` at 6: nothing -> not"]


@pytest.mark.parametrize(
    ("test", "turned"),
    [
        ({"is": "a"}, "nothing -> not"),
        ({"is_not": "a"}, "not -> nothing"),
        ({"in": ["a", "b"]}, "`a` or -> neither `a` nor"),
        ({"same_as": {"field": "id"}}, "is the same as -> differs from"),
        ({"differs_from": {"field": "id"}}, "differs from -> is the same as"),
    ],
)
def test_a_test_turned_round_says_so(test: Value, turned: str) -> None:
    """A mutant is described as if nothing had changed."""
    assert any(change.endswith(f": {turned}") for change in changes({"text": test}))


def test_changes_that_read_alike_are_all_tried() -> None:
    """A change is left out because another one has the same words, or two have the same key in `accepted-mutants.yaml`."""
    path = {"count": "mitigated_by", "at_least": "1", "distinct": "text", "including": ["retired"]}
    told = changes(path)
    assert [change for change in told if change.endswith("-> nothing")] == [
        "`require` at 5: of different `text` -> nothing",
        "`require` at 8: (including retired) -> nothing",
    ]
    of_two = a_rule(
        {"text": "a"},
        {"type": "risk"},
        unless=[{"when": {"level": "low"}, "by": "Art. 17(2)"}, {"when": {"level": "low"}, "by": "Art. 63(1)"}],
    )
    dropped = [mutant.change for mutant in mutants_of(of_two) if " dropped" in mutant.change]
    assert dropped[:2] == ["`unless 1` dropped: `level` is `low`", "`unless 2` dropped: `level` is `low`"]


def test_a_change_is_told_in_whole_words() -> None:
    """A change is cut in mid-word: `pre -> ab`."""
    assert "`require` at 2: present -> absent" in changes({"text": "present"})


def test_whom_a_rule_is_about_is_changed_too() -> None:
    """A type that no case has, a status that is included in vain, or a requirement that is never missed."""
    about = {"type": ["risk", "control"], "including": ["retired"]}
    told = [mutant.change for mutant in mutants_of(a_rule({"unique": "text"}, about))]
    assert told == [
        "`including` dropped: retired",
        "`for` without risk",
        "`for` without control",
        "`require` dropped: shares its `text` with no other",
    ]


@dataclass(frozen=True)
class Mute:
    """A condition that says the same of itself however it is changed."""

    number: int = 0
    parts: tuple[Condition, ...] = ()

    def judge(self, node: Node, scene: Scene) -> Truth:
        return True

    def trace(self, node: Node, scene: Scene) -> Evidence:
        return Evidence(self.said(), node.name, "", truth=True)

    def said(self) -> str:
        return "asks  something"

    def mutants(self) -> Iterator[Condition]:
        return iter(() if self.number else (Mute(1), Mute(2), Mute(3)))


def test_changes_with_the_same_words_are_numbered() -> None:
    """A reason for one change counts for another that reads alike."""
    rule = replace(a_rule({"text": "present"}, {"type": "risk"}), require=Mute())
    same = "`require` at 3: nothing -> nothing"
    assert [mutant.change for mutant in mutants_of(rule)][1:] == [same, f"{same} (2)", f"{same} (3)"]


def test_blanks_in_a_literal_are_words_of_their_own() -> None:
    """A change is told at another place, or with other words, where a literal holds several blanks."""
    told = changes({"text": "a  b", "level": "low"})
    assert "`require` at 5: and `level` is `low` -> nothing" in told
    assert "`require` at 0: `text` is `a  b` and -> nothing" in told
