"""Whatever stands in a rule file, compiling it ends in rules or in a PackError with places."""

from __future__ import annotations

from copy import deepcopy

from hypothesis import given
from hypothesis import strategies as st

from art17.conditions.scene import Scene
from art17.errors import PackError
from art17.evaluation.compile import compiled
from art17.evaluation.evaluate import judgements, traced
from art17.evaluation.rule import Rule
from builders import MANIFEST, law, rule_text
from properties.strategies import SEARCHED, Case, cases

JUNK = (
    None,
    "",
    "zzz",
    "true",
    "1",
    "as_of",
    "artefacts",
    "^",
    "Art. 9",
    [],
    {},
    ["x", None],
    {"is": "x"},
    {"as_of": "true"},
    [[]],
    {"subject": "x"},
)
KEYS = ("zzz", "some", "that", "count", "type", "if", "field", "in", "within", "of", "day", "every", "satisfies", "any")


def slots(value: object) -> list[tuple[object, object]]:
    """Every container of a rule with each key or index in it."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [slot for key, part in entries for slot in [(value, key), *slots(part)]]


@st.composite
def mutilated(draw: st.DrawFn) -> Case:
    """A case whose rule has one to three things wrong with it."""
    case = draw(cases())
    rule = deepcopy(dict(case.rule))
    for _ in range(draw(st.integers(1, 3))):
        holder, key = draw(st.sampled_from(slots(rule)))
        how = draw(st.sampled_from(["junk", "drop", "rename"]))
        if how == "junk":
            holder[key] = deepcopy(draw(st.sampled_from(JUNK)))
        elif how == "rename" and isinstance(holder, dict):
            holder[draw(st.sampled_from(KEYS))] = holder.pop(key)
        else:
            del holder[key]
        if not slots(rule):
            break
    return Case(case.vocabulary, case.artefacts, rule, case.day)


@SEARCHED
@given(mutilated())
def test_mutilated_rules_are_refused_or_judged(case: Case) -> None:
    """A mutilated rule raises PackError with a place for each mistake, or is judged like any other."""
    whole = rule_text()
    base = {key: value for key, value in whole.data.items() if key != "for"}
    text = type(whole)(whole.id, whole.place, {**base, **case.rule})
    try:
        rules = compiled([text], case.vocabulary, law())
    except PackError as refused:
        problems = refused.problems
    else:
        problems = ()
        judge_all(rules, case)
    assert {problem.place.path for problem in problems} <= {"rule.yaml"}


def judge_all(rules: tuple[Rule, ...], case: Case) -> None:
    """Judge and explain; what matters is that it ends."""
    scene = Scene(case.graph, case.day, law())
    for each in judgements(rules, scene, MANIFEST):
        traced(each.rule, each.subject, scene)
