"""Mutants of rules: each small change once, and each told so that it is known again."""

from __future__ import annotations

import pytest

from art17.judging.mutants import mutants_of
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
        ({"in": ["a", "b"]}, "nothing -> not"),
        ({"same_as": {"field": "id"}}, "same as -> differs from"),
        ({"differs_from": {"field": "id"}}, "differs from -> same as"),
    ],
)
def test_a_test_turned_round_says_so(test: Value, turned: str) -> None:
    """A mutant is described as if nothing had changed."""
    assert any(change.endswith(f": {turned}") for change in changes({"text": test}))
