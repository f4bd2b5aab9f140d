"""From verdicts to obligations: the worst counts, and evidence is as strong as its weakest part."""

from __future__ import annotations

from dataclasses import replace

import pytest

from art17.evaluation.evaluate import judgements
from art17.evaluation.obligations import obligations_of
from art17.evaluation.rule import Rule
from art17.model.answer import Settled
from art17.model.artefact import Artefact
from art17.model.report import Obligation
from builders import MANIFEST, SMALL, a_graph, a_rule, a_type, artefact, scene_of

PROCEDURE = {"type": "procedure"}
SYSTEM = artefact("S", "system")
TIED = {"linkage": "reference", "where": {"source": "Art. 17(1)(g)", "target": "Art. 9"}}


def obligation(
    rules: list[Rule], *artefacts: Artefact, of: str = "Art. 17(1)", system: str = "", **more: object
) -> Obligation:
    scene = scene_of(a_graph(*artefacts, **more))
    found = obligations_of(rules, tuple(judgements(rules, scene, MANIFEST)), scene)
    return next(each for each in found if (each.provision, each.system) == (of, system))


def on(field: str, **more: object) -> Rule:
    return replace(a_rule({field: {"before": "as_of"}}, PROCEDURE, **more), id=f"pack/folder/{field}")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (["2026-01-01"], "met"),
        (["2026-01-01", "soon"], "undecided"),
        (["2026-01-01", "soon", "2027-01-01"], "unmet"),
        ([], "undecided"),
    ],
)
def test_the_worst_verdict_counts(days: list[str], expected: str) -> None:
    """Unmet goes before undecided, and that before met; nothing judged is undecided."""
    artefacts = [artefact(f"A-{at}", day=day) for at, day in enumerate(days)]
    assert obligation([on("day")], *artefacts, SYSTEM).verdict == expected


def test_what_does_not_apply_is_not_applicable() -> None:
    """Where rules were asked and did not apply, neither does the obligation."""
    rule = on("day", when={"text": "present"})
    assert obligation([rule], artefact("A", day="2026-01-01")).verdict == "not-applicable"


def test_notes_and_practice_carry_no_obligation() -> None:
    """Only rules of law that are errors or warnings make an obligation."""
    rules = [on("day", severity="note"), on("day", basis="practice", severity="warning", provisions=None, serves="x")]
    scene = scene_of(a_graph(artefact("A", day="2027-01-01")))
    assert list(obligations_of(rules, tuple(judgements(rules, scene, MANIFEST)), scene)) == []


def test_a_hint_carries_no_obligation() -> None:
    """A hint is reported, and no provision is unmet for it."""
    rules = [on("day", severity="warning", effect="hint")]
    scene = scene_of(a_graph(artefact("A", day="2027-01-01")))
    verdicts = tuple(judgements(rules, scene, MANIFEST))
    assert [each.verdict for each in verdicts] == ["unmet"]
    assert list(obligations_of(rules, verdicts, scene)) == []


def test_a_question_leaves_the_obligation_undecided() -> None:
    """What a rule only asks is unmet, or is passed over where something else is met."""
    rules = [on("day", severity="warning", effect="question")]
    assert obligation(rules, artefact("A", day="2027-01-01"), artefact("B", day="2026-01-01")).verdict == "undecided"
    assert obligation(rules, artefact("A", day="2026-01-01")).verdict == "met"


def test_a_verdict_counts_for_the_provisions_that_remain() -> None:
    """What is relieved is not applicable, what may be is undecided, and what is above has the worst of its own."""
    unless = [{"when": {"whole": "1"}, "by": "Art. 17(4)", "relieves": ["Art. 17(1)(g)"]}]
    rule = on("day", provisions=["Art. 17(1)(g)", "Art. 17(1)(h)"], unless=unless)
    for whole, expected in (("1", "not-applicable"), ("few", "undecided"), ("2", "unmet")):
        late = artefact("A", day="2027-01-01", whole=whole)
        assert obligation([rule], late, of="Art. 17(1)(g)").verdict == expected
        assert obligation([rule], late, of="Art. 17(1)(h)").verdict == "unmet"
        assert obligation([rule], late).verdict == "unmet"


def test_a_rule_counts_for_the_provisions_above() -> None:
    """A gap under Art. 17(1)(g) is one of Art. 17."""
    rule = on("day", provisions=["Art. 17(1)(g)"])
    for provision in ("Art. 17(1)(g)", "Art. 17(1)", "Art. 17"):
        assert obligation([rule], artefact("A", day="2027-01-01"), of=provision).verdict == "unmet"


def test_systems_have_obligations_of_their_own() -> None:
    """What covers a system is judged for it alone, where the provision binds systems."""
    rule = on("day", provisions=["Art. 9"])
    covering = artefact("A", day="2027-01-01", links={"covers": "S"})
    other = artefact("S-2", "system")
    assert obligation([rule], covering, SYSTEM, other, of="Art. 9", system="S").verdict == "unmet"
    assert obligation([rule], covering, SYSTEM, other, of="Art. 9", system="S-2").verdict == "undecided"


def test_obligations_of_the_organisation_hold_for_its_systems() -> None:
    """A provision whose scope is the organisation has for each system its verdict."""
    rule = on("day", provisions=["Art. 17(1)(m)"])
    whole = obligation([rule], artefact("A", day="2026-01-01"), SYSTEM, of="Art. 17(1)(m)")
    for_system = obligation([rule], artefact("A", day="2026-01-01"), SYSTEM, of="Art. 17(1)(m)", system="S")
    assert (whole.verdict, for_system.verdict) == ("met", "met")


@pytest.mark.parametrize(
    ("strength", "fields", "expected"),
    [
        ("evidenced", {}, "evidenced"),
        ("evidenced", {"external": {"url": "x"}}, "declared"),
        ("attested", {}, "attested"),
        ("deemed", {}, "deemed"),
    ],
)
def test_strength(strength: str, fields: dict[str, object], expected: str) -> None:
    """An obligation is as strong as the weakest node that was used."""
    vocabulary = replace(SMALL, types={**SMALL.types, "proof": a_type("proof", strength=strength)})
    rule = a_rule({"some": "verified_by"}, PROCEDURE, vocabulary=vocabulary)
    chain = artefact("A", links={"verified_by": "P"}), artefact("P", "proof", **fields)
    assert obligation([rule], *chain, vocabulary=vocabulary).strength == expected


def test_people_and_systems_are_no_evidence() -> None:
    """The list of evidence names what was written, not who."""
    rule = a_rule({"some": "owner"}, PROCEDURE)
    found = obligation([rule], artefact("A", links={"owner": "anna"}), artefact("anna", "person"))
    assert [item.id for item in found.evidence] == ["A"]


def test_a_provision_as_subject_counts_for_itself() -> None:
    """A rule on two provisions leaves the one met that is met."""
    rule = a_rule(
        {"some": "artefacts", "that": {"satisfies": {"subject": "cite"}}},
        {"provision": ["Art. 17(1)(g)", "Art. 17(1)(h)"]},
    )
    assert obligation([rule], artefact("A"), of="Art. 17(1)(g)").verdict == "met"
    assert obligation([rule], artefact("A"), of="Art. 17(1)(h)").verdict == "unmet"


def test_a_linkage_counts_for_the_point_where_it_begins() -> None:
    """A finding says that Art. 17(1)(g) is not followed by Art. 9, and the table of points that (g) is met."""
    point = "Art. 17(1)(g)"
    tie = a_rule({"linked": ["verified_by"]}, TIED, provisions="Art. 17(1)")
    own = replace(a_rule({"text": "present"}, {"type": "procedure"}, provisions=point), id="pack/folder/own")
    house = artefact("P", satisfies=[point], text="x"), artefact("R", "register")
    assert obligation([own], *house, of=point).verdict == "met"
    assert obligation([own, tie], *house, of=point).verdict == "unmet"
    assert obligation([own, tie], *house).verdict == "unmet"
    linked = artefact("P", satisfies=[point], text="x", links={"verified_by": ["R"]}), house[1]
    assert obligation([own, tie], *linked, of=point).counts == {"met": 2}


def test_a_linkage_alone_makes_no_point_apply() -> None:
    """A point that does not apply to a system is met, or not met, since two documents know each other."""
    point = "Art. 17(1)(g)"
    tie = a_rule({"linked": ["verified_by"]}, TIED, provisions="Art. 17(1)")
    own = a_rule({"text": "present"}, {"type": "procedure"}, provisions=point, when={"text": "present"})
    house = artefact("P", satisfies=[point]), artefact("R", "register")
    found = obligation([replace(own, id="pack/folder/own"), tie], *house, of=point)
    assert (found.verdict, found.counts) == ("not-applicable", {"not-applicable": 1})


def test_what_rests_on_nothing_is_as_strong_as_can_be() -> None:
    """That nothing is there needs no evidence that could be weak."""
    rule = a_rule({"none": "artefacts", "that": {"type": "report"}}, "qms")
    assert obligation([rule], artefact("A")).strength == "evidenced"


def test_only_rules_on_other_systems_leave_a_system_out() -> None:
    """What is asked of systems of another type does not apply; what is asked of their links says nothing of this one."""
    vocabulary = replace(SMALL, types={**SMALL.types, "model": a_type("model", "system")})
    house = artefact("M", "model", links={"verified_by": "T"}), artefact("S", "system"), artefact("T", "report")
    for subject, verdict in (({"type": "model"}, "not-applicable"), ({"link": "verified_by"}, "undecided")):
        rule = a_rule({"law": {"at_least": "2024-07-12"}}, subject, vocabulary=vocabulary, provisions="Art. 9")
        assert obligation([rule], *house, of="Art. 9", system="S", vocabulary=vocabulary).verdict == verdict


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Settled("met", "a1", "judged"), ("met", "judged", ("a1",), "met", "")),
        (Settled("met", "a1", "judged", "record"), ("met", "judged", ("a1",), "", "met")),
        (Settled("unmet", "a1", "judged"), ("unmet", "", ("a1",), "unmet", "")),
        (Settled("unmet", "a1", "judged", "observation"), ("unmet", "", ("a1",), "", "unmet")),
    ],
)
def test_an_answer_settles_what_nothing_else_decides(answer: Settled, expected: tuple[object, ...]) -> None:
    """What is laid down and what is shown are told apart; what is unmet is as strong as nothing."""
    rule = on("day")
    scene = scene_of(a_graph(artefact("A", day="soon")))
    judged = tuple(judgements([rule], scene, MANIFEST))
    open_one = frozenset({(rule.id, 0)})
    found = {
        each.provision: each
        for each in obligations_of([rule], judged, scene, {("Art. 17(1)", ""): answer}, may_settle=open_one)
    }["Art. 17(1)"]
    before = {each.provision: each for each in obligations_of([rule], judged, scene)}["Art. 17(1)"]
    laid_down, shown = expected[3] or before.laid_down, expected[4] or before.shown
    assert (found.verdict, found.strength, found.answers) == expected[:3]
    assert (found.laid_down, found.shown) == (laid_down, shown)


def test_an_answer_settles_no_verdict_that_people_may_not_settle() -> None:
    """A malformed value is no question; what is met already needs no answer."""
    rule = on("day")
    answer = {("Art. 17(1)", ""): Settled("met", "a1", "judged")}
    for day, verdict in (("soon", "undecided"), ("2026-01-01", "met"), ("2027-01-01", "unmet")):
        scene = scene_of(a_graph(artefact("A", day=day)))
        judged = tuple(judgements([rule], scene, MANIFEST))
        found = {each.provision: each for each in obligations_of([rule], judged, scene, answer)}["Art. 17(1)"]
        assert (found.verdict, found.answers) == (verdict, ())


def test_an_answer_counts_for_whom_it_is_given() -> None:
    """The house's answer counts for its systems under a provision of the house alone, and a system's own goes first."""
    systems = SYSTEM, artefact("S-2", "system")
    rule = on("day", provisions=["Art. 17(1)(m)", "Art. 9"])
    given = {("Art. 17(1)(m)", ""): "a1", ("Art. 17(1)(m)", "S"): "a2", ("Art. 9", ""): "a3"}
    answers = {key: Settled("met", name, "judged") for key, name in given.items()}
    scene = scene_of(a_graph(artefact("A", day="soon"), *systems))
    judged = tuple(judgements([rule], scene, MANIFEST))
    found = obligations_of([rule], judged, scene, answers, may_settle=frozenset({(rule.id, 0)}))
    told = {(each.provision, each.system): each.answers for each in found}
    assert {key: told[key] for key in told if key[0] in ("Art. 17(1)(m)", "Art. 9")} == {
        ("Art. 17(1)(m)", ""): ("a1",),
        ("Art. 17(1)(m)", "S"): ("a2",),
        ("Art. 17(1)(m)", "S-2"): ("a1",),
        ("Art. 9", ""): ("a3",),
        ("Art. 9", "S"): (),
        ("Art. 9", "S-2"): (),
    }


def test_what_an_answer_decided_is_as_strong_as_the_answer() -> None:
    """A verdict that people gave names its answer, and its evidence is what they judged, not what a text declares."""
    rule = on("day")
    scene = scene_of(a_graph(artefact("A", day="soon"), artefact("B", day="2026-01-01")))
    answered, plain = judgements([rule], scene, MANIFEST)
    by_people = replace(answered, verdict="met", used=(0,), answer="a1", strength="deemed")
    (found,) = (each for each in obligations_of([rule], [by_people, plain], scene) if each.provision == "Art. 17(1)")
    assert (found.verdict, found.strength, found.answers) == ("met", "deemed", ("a1",))
    before = {each.id: each.strength for each in obligation([rule], artefact("B", day="2026-01-01")).evidence}
    assert {each.id: each.strength for each in found.evidence} == {"A": "deemed", **before}
    assert before["B"] != "deemed"
    from_text = replace(plain, used=(~1,))
    (found,) = (each for each in obligations_of([rule], [from_text], scene) if each.provision == "Art. 17(1)")
    assert [each.id for each in found.evidence] == ["B"]


def test_what_applies_to_nothing_of_the_house_applies_to_no_system_without_its_own() -> None:
    """Where no rule found anything to judge for a system, it has the not-applicable of the house; else its own verdict."""
    rule = on("day", provisions=["Art. 9"], when={"text": "present"})
    house = artefact("A", day="2027-01-01"), artefact("B", day="2027-01-01", text="x", links={"covers": "S-2"})
    systems = SYSTEM, artefact("S-2", "system")
    verdicts = [obligation([rule], *house, *systems, of="Art. 9", system=name).verdict for name in ("", "S", "S-2")]
    assert verdicts == ["not-applicable", "not-applicable", "unmet"]


def test_a_definition_is_no_obligation_of_a_system_that_no_rule_asks() -> None:
    """What is asked of systems of another type makes nothing of a provision that binds nobody."""
    vocabulary = replace(SMALL, types={**SMALL.types, "model": a_type("model", "system")})
    graph = a_graph(artefact("M", "model"), artefact("S", "system"), vocabulary=vocabulary)
    rule = a_rule({"text": "a"}, {"type": "model"}, vocabulary=vocabulary, provisions="Art. 3(1)")
    scene = scene_of(graph)
    found = obligations_of([rule], tuple(judgements([rule], scene, MANIFEST)), scene)
    assert [each.system for each in found if each.provision == "Art. 3(1)"] == ["M"]
