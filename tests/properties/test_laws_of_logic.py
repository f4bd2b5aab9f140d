"""Laws of the logic that hold for every rule and graph."""

from __future__ import annotations

from hypothesis import given

from art17.conditions.scene import Scene
from art17.evaluation.compile import compiled
from art17.evaluation.evaluate import judgements
from builders import MANIFEST, law, rule_text
from properties.strategies import SEARCHED, Case, cases
from properties.test_evaluators import rule_of

OPPOSITE = {"met": "unmet", "unmet": "met", "undecided": "undecided"}


def verdicts_of(require: object, case: Case) -> list[str]:
    rule = compiled([rule_text(require, case.rule["for"])], case.vocabulary, law())[0]
    return [each.verdict for each in judgements([rule], Scene(case.graph, case.day, law()), MANIFEST)]


@SEARCHED
@given(cases())
def test_not_is_the_exact_negation(case: Case) -> None:
    """`not` turns met into unmet, unmet into met, and leaves undecided undecided."""
    require = rule_of(case.rule, case.vocabulary).text.data["require"]
    plain, negated = verdicts_of(require, case), verdicts_of({"not": require}, case)
    assert [OPPOSITE.get(verdict, verdict) for verdict in plain] == negated


@SEARCHED
@given(cases())
def test_a_condition_or_its_opposite_is_never_unmet(case: Case) -> None:
    """C or not C is met or undecided, and C and not C unmet or undecided, on every subject."""
    require = rule_of(case.rule, case.vocabulary).text.data["require"]
    assert "unmet" not in verdicts_of({"any": [require, {"not": require}]}, case)
    assert "met" not in verdicts_of({"all": [require, {"not": require}]}, case)
