"""What `art17 rules test` does to rules leaves rules."""

from __future__ import annotations

from itertools import islice

from hypothesis import given

from art17.conditions.scene import Scene
from art17.evaluation.evaluate import judgements
from art17.evaluation.mutants import mutants_of
from art17.model.evidence import VERDICTS
from builders import MANIFEST, law
from properties.strategies import SEARCHED, Case, cases
from properties.test_evaluators import rule_of


@SEARCHED
@given(cases())
def test_mutants_are_judged_like_any_rule(case: Case) -> None:
    """Each mutant of a rule says what was changed, and gives every subject a verdict."""
    scene = Scene(case.graph, case.day, law())
    for mutant in islice(mutants_of(rule_of(case.rule, case.vocabulary)), 12):
        assert mutant.change
        assert {each.verdict for each in judgements([mutant.rule], scene, MANIFEST)} <= set(VERDICTS)
