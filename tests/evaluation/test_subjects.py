"""Whom a rule is judged on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from art17.evaluation.subjects import link_subject, subjects_of
from art17.model.artefact import CitationAt
from art17.model.place import Place
from art17.model.value import Value
from builders import MANIFEST, SMALL, a_graph, a_rule, a_type, artefact, broken_file, cited, judged, scene_of

HOUSE = a_graph(
    artefact("A", status="effective", links={"verified_by": "T", "covers": "S"}, cites=["Art. 9"]),
    artefact("B", status="draft", cites=["Art. 72"]),
    artefact("C", status="superseded", links={"verified_by": "T"}, cites=["Art. 72"]),
    artefact("N", ""),
    artefact("S", "system", status="retired"),
    artefact("S-2", "system"),
    artefact("T", "report", defects=[("bad-date", "day")], cites=["Art. 10"]),
    broken_file("z.yaml"),
)


@pytest.mark.parametrize(
    ("subject", "names"),
    [
        ({"type": "procedure"}, ["A", "B"]),
        ({"type": ["report", "procedure"]}, ["A", "B", "T"]),
        ({"type": "any"}, ["A", "B", "S-2", "T"]),
        ({"type": "procedure", "including": ["superseded"]}, ["A", "B", "C"]),
        ({"type": "procedure", "where": {"status": "draft"}}, ["B"]),
        ({"trait": "record"}, ["T"]),
        ({"trait": "owned"}, ["A", "B"]),
        ("system", ["S-2"]),
        ("qms", ["The QMS"]),
        ({"link": "any"}, ["A", "A"]),
        ({"link": "any", "including": ["superseded"]}, ["A", "A", "C"]),
        ({"link": "covered_by"}, ["A"]),
        ({"link": "any", "where": {"status": "superseded-target"}}, ["A"]),
        ({"link": "any", "where": {"trait": "owned"}}, ["A", "A"]),
        ({"link": "any", "where": {"trait": "record"}}, []),
        ({"citation": "any"}, ["A", "B", "T"]),
        ({"citation": "any", "where": {"trait": "owned"}}, ["A", "B"]),
        ({"defect": "any", "where": {"trait": "record"}}, ["T"]),
        ({"provision": ["Art. 9", "Art. 72"]}, ["Art. 9", "Art. 72"]),
        ({"defect": "bad-date"}, ["T"]),
        ({"defect": "bad-value"}, []),
    ],
)
def test_subjects(subject: Value, names: list[str]) -> None:
    """Withdrawn nodes are no subjects, nor is what they write; unfinished ones are."""
    found = judged(a_rule(None if "defect" in subject else {"law": {"at_least": "2024-07-12"}}, subject), HOUSE)
    assert [each.subject.name for each in found if each.verdict != "not-applicable"] == names


def test_defects_are_findings_by_themselves() -> None:
    """A rule on defects has no `require`; each is unmet."""
    assert [each.verdict for each in judged(a_rule(None, {"defect": "any"}), HOUSE)] == ["unmet", "unmet"]


def test_the_exemption_that_holds_is_named() -> None:
    """A rule that does not apply says by which provision."""
    unless = [{"when": {"status": "draft"}, "by": "Art. 17(2)"}]
    found = judged(a_rule({"law": {"at_least": "2024-07-12"}}, {"type": "procedure"}, unless=unless), HOUSE)
    assert [(each.subject.name, each.verdict, each.by) for each in found] == [
        ("A", "met", ""),
        ("B", "not-applicable", "Art. 17(2)"),
    ]


def test_when_time_alone_may_change_a_verdict() -> None:
    """A verdict that rests on a date says on which day it may turn."""
    graph = a_graph(artefact("A", day="2026-11-01"))
    found = judged(a_rule({"day": {"within": "P1M"}}), graph)
    assert str(found[0].turn) == "2026-12-02"


def test_when_time_alone_may_change_whether_a_rule_applies() -> None:
    """A verdict that is left open says nothing of the day on which it may be another."""
    asked = {"all": [{"day": {"within": "P1M"}}, {"days": {"before": "as_of"}}]}
    found = judged(
        a_rule({"law": {"at_least": "2024-07-12"}}, when=asked), a_graph(artefact("A", day="2026-11-01", days=["soon"]))
    )
    assert [(each.verdict, str(each.turn)) for each in found] == [("undecided", "2026-12-02")]


def test_a_link_is_made_a_subject_once() -> None:
    """Each rule on links makes all subjects anew, or one link is taken for another."""
    scene = scene_of(HOUSE)
    one, other, *_ = scene.facts.links
    assert link_subject(one, scene) is link_subject(one, scene)
    assert link_subject(one, scene) is not link_subject(other, scene)
    assert link_subject(other, scene) is link_subject(other, scene)
    assert link_subject(one, scene).status == scene.node(one.writer).status == "effective"


@pytest.mark.parametrize(("path", "claim"), [("A.yaml", "unable"), ("A.md", None)])
def test_a_claim_stands_where_the_artefact_states_it(path: str, claim: str | None) -> None:
    """What another file cites at a like place is taken for a claim."""
    made = artefact("A", satisfies=["Art. 17(1)(h)"], cites=["Art. 17(1)(h)"])
    place = Place(path, made.place_of("satisfies", 0).route)
    graph = a_graph(replace(made, citations=(CitationAt(made.citations[0].citation, place, "Art. 17(1)(h)"),)))
    found = judged(a_rule({"status": "ok"}, {"citation": "any"}), graph)
    assert [each.subject.fields.get("claim") for each in found] == [claim]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((1, 4), "so again in line 4"),
        ((1, 4, 9), "so again in lines 4, 9"),
        (tuple(range(1, 15)), "so again in lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 and at 1 more place"),
        (tuple(range(1, 16)), "so again in lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 and at 2 more places"),
        ((1, 4, 0), "so again in line 4 and at 1 more place"),
        ((1, 0), "so again at 1 place"),
        ((1, 0, 0), "so again at 2 places"),
    ],
)
def test_the_same_citation_again_is_counted(lines: tuple[int, ...], said: str) -> None:
    """One finding for each wrong citation of a file says in which lines it comes again, or at how many places."""
    places = [Place("A.md", ("text", number), line, 1) for number, line in enumerate(lines)]
    text = "Art. 17(1)(z) of the AI Act"
    cites = tuple(CitationAt(one, place, text) for place in places for one in cited(text))
    scene = scene_of(a_graph(replace(artefact("A"), citations=cites)))
    (found,) = subjects_of(a_rule({"status": "ok"}, {"citation": "any"}).subjects, scene, MANIFEST)
    assert str(found.fields["message"]).endswith(said)


@pytest.mark.parametrize(("provision", "claim"), [("Art. 17(1)(g)", "able"), ("Art. 17(1)(h)", "unable")])
def test_a_general_document_carries_what_some_document_carries(provision: str, claim: str) -> None:
    """What only a record shows, or no type of document is for, a document of no particular kind cannot claim."""
    own = {"paper": a_type("paper", generic=True), "log": a_type("log", "record", satisfies=("Art. 17(1)(h)",))}
    made = artefact("A", "paper", satisfies=[provision], cites=[provision])
    at = CitationAt(made.citations[0].citation, made.place_of("satisfies", 0), provision)
    graph = a_graph(replace(made, citations=(at,)), vocabulary=replace(SMALL, types={**SMALL.types, **own}))
    found = judged(a_rule({"status": "ok"}, {"citation": "any"}), graph)
    assert [each.subject.fields.get("claim") for each in found] == [claim]
