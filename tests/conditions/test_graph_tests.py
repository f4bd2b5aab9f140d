"""Tests over the whole graph: circles, twins, claims, citations, linkages, and to whom a thing belongs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from art17.conditions.claims import claims_of
from builders import a_graph, a_rule, artefact, broken_file, scene_of, verdict

MET, UNMET, UNDECIDED = "met", "unmet", "undecided"


def test_a_circle_is_found_whatever_the_status() -> None:
    """Two documents that supersede each other are a circle, though one is withdrawn."""
    one, two = artefact("A", links={"supersedes": "B"}), artefact("B", links={"supersedes": "A"}, status="superseded")
    assert verdict({"acyclic": "supersedes"}, one, two) == UNMET


def test_a_chain_is_no_circle() -> None:
    """What leads on without return is acyclic, and so is what only leads to a circle."""
    chain = artefact("A", links={"supersedes": "B"}), artefact("B", links={"supersedes": "C"})
    assert verdict({"acyclic": "supersedes"}, *chain, artefact("C")) == MET
    assert verdict({"acyclic": "supersedes"}, *chain, artefact("C", links={"supersedes": "B"})) == MET


def test_a_long_circle_is_told_in_short() -> None:
    """A circle of thousands is told in as many words for each of its members, and looked for anew each time."""
    ring = [artefact(f"N-{at}", links={"supersedes": f"N-{(at + 1) % 400}"}) for at in range(400)]
    rule, graph = a_rule({"acyclic": "supersedes"}), a_graph(*ring)
    scene = scene_of(graph)
    told = [rule.require.trace(node, scene).seen for node in graph.nodes]
    assert told[0].startswith("leads back to itself: N-0 -> N-1 -> ")
    assert told[0].endswith(" -> ... 389 more ... -> N-395 -> N-396 -> N-397 -> N-398 -> N-399 -> N-0")
    assert max(map(len, told)) < 200


@pytest.mark.parametrize("members", [11, 12])
def test_a_circle_of_a_dozen_names_is_told_whole(members: int) -> None:
    """The name that ends a circle counts: twelve are told, of thirteen one is left out."""
    ring = [artefact(f"N-{at}", links={"supersedes": f"N-{(at + 1) % members}"}) for at in range(members)]
    rule, graph = a_rule({"acyclic": "supersedes"}), a_graph(*ring)
    seen = rule.require.trace(graph.nodes[0], scene_of(graph)).seen
    names = [word for word in seen.removeprefix("leads back to itself: ").split(" -> ") if word.startswith("N-")]
    assert len(names) == 12
    assert ("... 1 more ..." in seen) == (members == 12)


def test_what_stands_in_an_artefact_claims_for_itself() -> None:
    """The claims of an artefact, or of one link in it, are taken for those of another with the same index."""
    graph = a_graph(artefact("A", "register", satisfies=["Art. 9"]))
    scene, whole = scene_of(graph), graph.nodes[0]
    one, other = (replace(whole, artefact=None, fields={"satisfies": [text]}) for text in ("Art. 9(2)", "Art. 9(3)"))
    found = [claims_of(each, scene) for each in (one, whole, other, one)]
    assert found == [("Art. 9(2)",), ("Art. 9",), ("Art. 9(3)",), ("Art. 9(2)",)]


@pytest.mark.parametrize(
    ("own", "other", "expected"),
    [
        ("1", "1.0", UNMET),
        ("1", "2", MET),
        ("1", None, MET),
        (None, None, MET),
        ("few", "many", UNDECIDED),
        ("1", "many", UNDECIDED),
    ],
)
def test_unique(own: str | None, other: str | None, expected: str) -> None:
    """A value is unique where no other of the type equals it; what cannot be read may."""
    assert verdict({"unique": "number"}, artefact("A", number=own), artefact("B", number=other)) == expected


@pytest.mark.parametrize(
    ("type_name", "own", "unread", "expected"),
    [
        ("procedure", "1", "", UNDECIDED),
        ("procedure", "1", "procedure", UNDECIDED),
        ("procedure", "1", "report", MET),
        ("procedure", None, "", MET),
        ("risk", "1", "register", UNDECIDED),
        ("control", "1", "register", UNDECIDED),
        ("report", "1", "register", MET),
    ],
)
def test_the_twin_may_stand_in_what_cannot_be_read(type_name: str, own: str, unread: str, expected: str) -> None:
    """A serial that an unreadable file may have too is called unique."""
    found = verdict({"unique": "number"}, artefact("A", type_name, number=own), broken_file("z.yaml", unread))
    assert found == expected


def test_uniqueness_is_within_a_type_and_in_force() -> None:
    """Another type, or a withdrawn node, takes nothing."""
    assert verdict({"unique": "number"}, artefact("A", number="1"), artefact("R", "risk", number="1")) == MET
    gone = artefact("B", number="1", status="retired")
    assert verdict({"unique": "number"}, artefact("A", number="1"), gone) == MET


@pytest.mark.parametrize(
    ("claims", "wanted", "expected"),
    [
        (None, "Art. 17(1)(g)", MET),
        (None, "Art. 17", MET),
        (None, "Art. 9", UNMET),
        (["Art. 17"], "Art. 17", MET),
        (["Art. 17"], "Art. 17(1)(g)", UNMET),
        (["Art. 9"], "Art. 9", UNMET),
        (["Art. 17(1)(g)"], ["Art. 9", "Art. 17(1)"], MET),
    ],
)
def test_satisfies(claims: list[str] | None, wanted: object, expected: str) -> None:
    """A procedure for Art. 17(1)(g) claims that and what stands above it, and nothing else."""
    assert verdict({"satisfies": wanted}, artefact("A", satisfies=claims)) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("Art. 9(2)(a)", MET), ("Art. 9", MET), ("Art. 72", UNMET), ("?", UNMET)]
)
def test_cites(text: str, expected: str) -> None:
    """A citation of a provision, or of one beneath it, is found; what is no citation is none."""
    assert verdict({"cites": "Art. 9"}, artefact("A", cites=[text])) == expected


def test_the_subject_of_a_rule_on_provisions_is_claimed() -> None:
    """Of each provision named: something in force claims it."""
    condition = {"some": "artefacts", "that": {"satisfies": {"subject": "cite"}}}
    assert verdict(condition, artefact("A"), subject={"provision": ["Art. 17(1)(g)"]}) == MET
    assert verdict(condition, artefact("A"), subject={"provision": ["Art. 72"]}) == UNMET
    assert verdict(condition, artefact("A", status="draft"), subject={"provision": ["Art. 17(1)(g)"]}) == UNMET


def linked(*middle: object, **fields: object) -> str:
    goal = artefact("GOAL", "report", links={"verifies": "MIDDLE"}, **fields)
    condition = {"leads_to": {"type": "report"}, "along": ["verified_by", "owner"]}
    return verdict(condition, artefact("A", links={"verified_by": "MIDDLE"}), *middle, goal)


@pytest.mark.parametrize(
    ("type_name", "fields", "expected"),
    [
        ("control", {}, MET),
        ("person", {}, UNMET),
        ("index-page", {}, UNMET),
        ("control", {"status": "draft"}, UNMET),
        ("control", {"status": "retired"}, UNMET),
    ],
)
def test_leads_to(type_name: str, fields: dict[str, object], expected: str) -> None:
    """A way leads over artefacts in force, in either direction of a link, and over no person or index."""
    assert linked(artefact("MIDDLE", type_name, **fields)) == expected


def test_a_way_does_not_cross_into_another_system() -> None:
    """What belongs to one system leads to nothing of another."""
    systems = artefact("S-1", "system"), artefact("S-2", "system")
    condition = {"leads_to": {"type": "report"}, "along": ["verified_by"]}
    start = artefact("A", links={"verified_by": "T", "covers": "S-1"})
    goal = artefact("T", "report", links={"covers": "S-2"})
    assert verdict(condition, start, goal, *systems) == UNMET
    assert verdict(condition, start, artefact("T", "report", links={"covers": "all"}), *systems) == MET


def test_provider_and_system() -> None:
    """The organisation is asked from anywhere, the system from what reaches it."""
    maker, system = artefact("P", "provider", text="small"), artefact("S", "system", text="live")
    covering = artefact("A", links={"covers": "S"})
    assert verdict({"provider": {"text": "small"}}, artefact("A"), maker) == MET
    assert verdict({"provider": {"text": "small"}}, artefact("A")) == UNMET
    assert verdict({"system": {"text": "live"}}, covering, system) == MET
    assert verdict({"system": {"text": "live"}}, artefact("A"), system) == UNMET


def test_items_belong_where_their_register_does() -> None:
    """An item reaches the systems of its register where it names none itself."""
    register = artefact("RR", "register", links={"covers": "S"})
    system = artefact("S", "system", text="live")
    assert verdict({"system": {"text": "live"}}, artefact("R-1", "risk", within="RR"), register, system) == MET


@pytest.mark.parametrize(("day", "expected"), [(date(2026, 7, 26), UNMET), (date(2026, 7, 27), MET)])
def test_law(day: date, expected: str) -> None:
    """The version of the law is that of the as-of date."""
    assert verdict({"law": {"at_least": "2026-07-27"}}, artefact("A"), as_of=day) == expected


@pytest.mark.parametrize(
    "condition",
    [
        {"text": "present"},
        {"type": "risk"},
        {"trait": "owned"},
        {"unique": "number"},
        {"cites": "Art. 9"},
        {"satisfies": "Art. 9"},
    ],
)
def test_nothing_is_known_of_what_cannot_be_read(condition: dict[str, object]) -> None:
    """Asked of a file that cannot be read, every question is undecided."""
    start = artefact("A", links={"verified_by": "broken.yaml"})
    assert verdict({"some": "verified_by", "that": condition}, start, broken_file("broken.yaml")) == UNDECIDED
