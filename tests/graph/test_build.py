"""What the graph knows of its nodes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from art17.model.place import Place
from art17.model.text_reading import TextReading
from art17.model.value import Value
from builders import a_graph, artefact

SYSTEMS = artefact("S-1", "system"), artefact("S-2", "system")


@pytest.mark.parametrize(
    ("target", "expected"), [("S-1", {"S-1"}), ("all", {"S-1", "S-2"}), (["S-1", "S-2"], {"S-1", "S-2"}), ([], set())]
)
def test_systems_that_are_covered(target: object, expected: set[str]) -> None:
    """`all` stands for every system."""
    graph = a_graph(artefact("A", links={"covers": target}), *SYSTEMS)
    assert {graph.nodes[index].name for index in graph.systems_of[0]} == expected


def test_a_system_reaches_itself() -> None:
    """A system belongs to itself and to no other."""
    graph = a_graph(*SYSTEMS)
    assert graph.systems_of == {0: (0,), 1: (1,)}


def test_items_inherit_status_and_systems() -> None:
    """An item of a draft register is a draft, and covers what the register covers."""
    register = artefact("RR", "register", status="draft", links={"covers": "S-1"})
    graph = a_graph(register, artefact("R-1", "risk", within="RR"), *SYSTEMS)
    item = graph.nodes[graph.by_id["R-1"][0]]
    assert item.is_unfinished
    assert [graph.nodes[index].name for index in graph.systems_of[item.index]] == ["S-1"]


def test_the_status_of_an_item_goes_first() -> None:
    """An item that says it is approved is so in any register."""
    register = artefact("RR", "register", status="draft")
    graph = a_graph(register, artefact("R-1", "risk", within="RR", status="approved"))
    assert graph.nodes[graph.by_id["R-1"][0]].is_in_force


def test_nodes_stand_in_the_order_of_their_paths() -> None:
    """The order in which files are read changes nothing."""
    one, two = artefact("B"), artefact("A")
    assert [node.name for node in a_graph(one, two).nodes] == ["A", "B"]
    assert a_graph(one, two) == a_graph(two, one)


def test_twins_are_defects() -> None:
    """The second artefact of an id is a defect, the first is not."""
    graph = a_graph(artefact("A", path="1.yaml", status="draft"), artefact("A", path="2.yaml", status="draft"))
    assert [(graph.nodes[index].place.path, each.kind) for index, each in graph.defects] == [("2.yaml", "duplicate-id")]


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (Place("r.yaml", (0, "risks", 0)), Place("r.yaml", (0, "risks", 4)), "r.yaml, `risks`, entry 1"),
        (Place("r.yaml", (0,)), Place("r.yaml", (1,)), "r.yaml, document 1"),
        (Place("r.md", (), 7, 1), Place("r.md", (), 9, 1), "r.md:7"),
        (Place("a.md", (0,)), Place("b.md", (0,)), "a.md"),
    ],
)
def test_twins_in_one_file_are_told_apart(first: Place, second: Place, told: str) -> None:
    """Whose id stands twice in one file is told where else in it, not only the name of the file."""
    twins = [replace(artefact("A", status="draft"), place=place) for place in (first, second)]
    ((_, defect),) = a_graph(*twins).defects
    assert defect.message == f"The id A is also that of {told}"


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (1, "1 document states no known status; it counts as in force: P-0"),
        (2, "2 documents state no known status; they count as in force: P-0, P-1"),
        (5, "5 documents state no known status; they count as in force: P-0, P-1, P-2 and 2 more"),
    ],
)
def test_what_lacks_a_status_is_named(count: int, told: str) -> None:
    """A note on the whole says whom it means."""
    ((_, defect),) = a_graph(*(artefact(f"P-{i}") for i in range(count))).defects
    assert defect.message == told


@pytest.mark.parametrize(
    ("type_name", "reading", "fields", "is_asked"),
    [
        ("procedure", TextReading("en", 100), {}, True),
        ("procedure", TextReading("en", 100), {"approved_on": "2026-01-01"}, False),
        ("report", TextReading("en", 100), {}, False),
        ("procedure", None, {"approved_on": "2026-01-01"}, True),
        ("report", None, {}, True),
    ],
)
def test_who_is_asked_for_a_status(
    type_name: str, reading: TextReading | None, fields: dict[str, Value], is_asked: bool
) -> None:
    """A record whose text is read, and a text that says when it was approved, are not asked for a status."""
    graph = a_graph(replace(artefact("A", type_name, **fields), reading=reading))
    assert [defect.kind for _, defect in graph.defects] == (["no-status"] if is_asked else [])


def test_a_row_is_not_asked_for_a_status() -> None:
    """What a register lists is not counted among the documents and records without a status."""
    graph = a_graph(artefact("R", "register"), artefact("A", "report", within="R"))
    assert [defect.message for _, defect in graph.defects if defect.kind == "no-status"] == [
        "1 document states no known status; it counts as in force: R"
    ]


def test_who_stands_in_no_directory_is_named() -> None:
    """The note that there is no directory names those of whom nothing is known, each once."""
    owned = [artefact(f"P-{i}", status="draft", links={"owner": f"role:{i % 2}"}) for i in range(4)]
    ((_, defect),) = a_graph(*owned).defects
    assert defect.message.endswith("cannot be decided: role:0, role:1")


def test_an_item_that_stands_twice_has_an_address() -> None:
    """Items of one id in two registers are told apart by their registers."""
    registers = artefact("RR", "register"), artefact("SR", "register")
    graph = a_graph(*registers, artefact("R-1", "risk", within="RR"), artefact("R-1", "risk", within="SR"))
    assert [graph.address(node.index) for node in graph.nodes] == ["RR", "RR#R-1", "SR", "SR#R-1"]
