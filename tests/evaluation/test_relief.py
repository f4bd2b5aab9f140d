"""Exemptions from some of the provisions of a rule: what is compiled, what remains, what a finding says."""

from __future__ import annotations

import pytest

from art17.errors import PackError
from art17.evaluation.compile import compiled
from art17.evaluation.evaluate import judgements
from art17.evaluation.findings import findings_of
from art17.evaluation.mutants import mutants_of
from art17.evaluation.rule import Rule
from art17.model.place import Place
from art17.model.rule import RuleText
from builders import MANIFEST, SMALL, a_graph, a_rule, artefact, judged, law, rule_text, scene_of

NAMED = ["Art. 17(1)(g)", "Art. 72"]
MICRO = {"when": {"provider": {"level": "low"}}, "by": "Art. 63(1)", "relieves": ["Art. 17"]}


def with_relief(*entries: object, **rule: object) -> tuple[Rule, ...]:
    """A rule on dates, compiled with what a pack relieves of."""
    text = rule_text({"day": {"before": "as_of"}}, {"type": "procedure"}, provisions=NAMED, **rule)
    relief = RuleText("pack/relief", Place("pack/relief.yaml", (0,)), {"unless": list(entries)})
    return compiled([text], SMALL, law(), [relief])


def provisions_found(rules: tuple[Rule, ...], level: str | None) -> list[tuple[str, ...]]:
    scene = scene_of(a_graph(artefact("P", "provider", level=level), artefact("A", day="2027-01-01")))
    return [each.provisions for each in findings_of(judgements(rules, scene, MANIFEST), scene)]


def test_a_pack_relieves_every_rule_that_names_the_provision() -> None:
    """A finding lists the provisions that remain, and has the fingerprint that it had."""
    rules = with_relief(MICRO)
    assert provisions_found(rules, "low") == [("Art. 72",)]
    assert provisions_found(rules, "high") == [tuple(NAMED)]
    scene = scene_of(a_graph(artefact("P", "provider", level="low"), artefact("A", day="2027-01-01")))
    plain = (a_rule({"day": {"before": "as_of"}}, {"type": "procedure"}, provisions=NAMED),)
    ids = [[each.id for each in findings_of(judgements(made, scene, MANIFEST), scene)] for made in (rules, plain)]
    assert ids[0] == ids[1]


def test_a_relief_is_not_of_rules_that_name_other_provisions_or_no_law() -> None:
    """Only a rule of basis law that names the provision, or one beneath it, is relieved."""
    assert with_relief({**MICRO, "relieves": ["Art. 9"]})[0].reliefs == ()
    practice = rule_text({"day": "present"}, basis="practice", severity="warning", provisions=None, serves="x")
    relief = RuleText("pack/relief", Place("pack/relief.yaml", (0,)), {"unless": [MICRO]})
    assert compiled([practice], SMALL, law(), [relief])[0].reliefs == ()


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"when": {"provider": {"level": "low"}}, "by": "Art. 63(1)"}, "and `relieves:`"),
        ({**MICRO, "when": {"day": "present"}}, "'day' is not a field"),
        ({**MICRO, "relieves": ["Art. 999"]}, "is not a provision"),
    ],
)
def test_a_wrong_relief_of_a_pack_is_a_mistake_at_its_line(entry: object, said: str) -> None:
    """What a relief of a pack lacks, or asks of the wrong thing, is reported at its place."""
    with pytest.raises(PackError) as error:
        with_relief(entry)
    assert [(said in each.message, each.place.path) for each in error.value.problems] == [(True, "pack/relief.yaml")]


def test_a_rule_relieves_of_what_it_names() -> None:
    """An exemption that touches no provision of its rule is a mistake."""
    with pytest.raises(PackError, match="relieves of nothing"):
        with_relief(unless=[{**MICRO, "relieves": ["Art. 9"]}])


def test_a_hint_is_a_warning_at_most() -> None:
    """An error that turns nothing unmet contradicts itself."""
    with pytest.raises(PackError, match="a hint is a warning at most"):
        a_rule({"day": "present"}, severity="error", effect="hint")


def test_each_provision_that_is_relieved_is_a_mutant() -> None:
    """A case has to notice that a relief no longer covers one of its provisions."""
    rule = with_relief(unless=[{**MICRO, "relieves": NAMED}])[0]
    left = {each.change: each.rule.exemptions[0].relieves for each in mutants_of(rule) if each.rule.exemptions}
    assert [left[f"`unless` no longer relieves of {cite}"] for cite in NAMED] == [(NAMED[1],), (NAMED[0],)]


def test_a_relief_that_asks_anything_else_is_a_mistake() -> None:
    """A key of a relief that is mistyped is named as what it is."""
    relief = RuleText("pack/relief", Place("pack/relief.yaml", (0,)), {"unles": [MICRO]})
    with pytest.raises(PackError) as error:
        compiled([rule_text({"text": "a"}, {"type": "procedure"})], SMALL, law(), [relief])
    assert error.value.problems[0].message == "'unles' is not a key of a relief; did you mean 'unless'?"


def test_a_relief_beneath_a_linkage_touches_it() -> None:
    """Of a linkage that begins beneath what a rule names a relief of that takes its part; of other rules not."""
    beneath = {"when": {"provider": {"level": "low"}}, "by": "Art. 63(1)", "relieves": ["Art. 17(1)(g)"]}
    named = {"provisions": ["Art. 17(1)"]}
    relief = RuleText("pack/relief", Place("pack/relief.yaml", (0,)), {"unless": [beneath]})
    about = ({"linkage": "reference"}, {"type": "procedure"})
    asked = ({"linked": "verified_by"}, {"text": "a"})
    texts = [rule_text(require, subject, **named) for require, subject in zip(asked, about, strict=True)]
    found = [compiled([text], SMALL, law(), [relief])[0].reliefs for text in texts]
    assert [len(each) for each in found] == [1, 0]


def test_each_provision_as_subject_has_its_own_relief() -> None:
    """An exemption from one of the provisions that a rule is about says nothing of the others."""
    whole = {"when": {"cite": "present"}, "by": "Art. 63(1)"}
    unless = [{**whole, "relieves": ["Art. 17(1)(g)"]}, {**whole, "by": "Art. 17(4)", "relieves": ["Art. 17(1)(h)"]}]
    about = {"provision": ["Art. 17(1)(g)", "Art. 17(1)(h)", "Art. 17(1)(m)"]}
    rule = a_rule({"some": "artefacts", "that": {"type": "report"}}, about, unless=unless)
    found = [(each.subject.name, each.verdict, each.by) for each in judged(rule, a_graph(artefact("A")))]
    assert found == [
        ("Art. 17(1)(g)", "not-applicable", "Art. 63(1)"),
        ("Art. 17(1)(h)", "not-applicable", "Art. 17(4)"),
        ("Art. 17(1)(m)", "unmet", ""),
    ]


def test_a_linkage_is_relieved_with_the_point_where_it_begins() -> None:
    """A relief of Art. 17(1)(g) takes the linkages that begin there, and leaves those of other points."""
    beneath = {"when": {"provider": {"level": "low"}}, "by": "Art. 63(1)", "relieves": ["Art. 17(1)(g)"]}
    relief = RuleText("pack/relief", Place("pack/relief.yaml", (0,)), {"unless": [beneath]})
    text = rule_text({"linked": "verified_by"}, {"linkage": "reference"}, provisions=["Art. 17(1)"])
    graph = a_graph(artefact("P", "provider", level="low"))
    found = judged(compiled([text], SMALL, law(), [relief])[0], graph)
    gone = {str(each.subject.fields["source"]) for each in found if each.by == "Art. 63(1)"}
    left = {str(each.subject.fields["source"]) for each in found if each.by == ""}
    assert (gone, "Art. 17(1)(g)" in left, bool(left)) == ({"Art. 17(1)(g)"}, False, True)
