"""What a written target means, and how a link stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from art17.graph.graph import Graph
from art17.model.artefact import Artefact
from builders import a_graph, artefact, broken_file


def status_and_target(
    target: str, *others: Artefact, link: str = "verified_by", files: tuple[str, ...] = ()
) -> tuple[str, str]:
    """The status of a link that A writes, and the path of what it leads to."""
    graph = a_graph(artefact("A", path="docs/A.yaml", links={link: target}), *others, files=files)
    found = next(each for each in graph.links if each.writer == named(graph, "A"))
    return found.status, graph.nodes[found.target].place.path if found.target >= 0 else ""


def named(graph: Graph, name: str) -> int:
    return graph.by_id[name][0]


PERSON = artefact("anna", "person", path="people/anna.yaml", email="Anna@Example.org")
ROLE = artefact("qm", "role", path="people/qm.yaml")
SOP = artefact("SOP-01", path="docs/SOP-01-control.yaml")
RISK = artefact("R-1", "risk", within="RR")
REGISTER = artefact("RR", "register")


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("SOP-01", "docs/SOP-01-control.yaml"),
        (" SOP-01 ", "docs/SOP-01-control.yaml"),
        ("SOP-01-control.yaml", "docs/SOP-01-control.yaml"),
        ("docs/SOP-01-control.yaml", "docs/SOP-01-control.yaml"),
        ("/docs/SOP-01-control.yaml", "docs/SOP-01-control.yaml"),
        ("../people/qm.yaml", "people/qm.yaml"),
        ("SOP-01-control", "docs/SOP-01-control.yaml"),
        ("SOP-01 Document Control", "docs/SOP-01-control.yaml"),
        ("RR#R-1", "RR.yaml"),
        ("R-1", "RR.yaml"),
        ("role:qm", "people/qm.yaml"),
        ("person:anna", "people/anna.yaml"),
        ("anna@example.org", "people/anna.yaml"),
        ("Anna@Example.org", "people/anna.yaml"),
        ("A. Lind <anna@example.org>", "people/anna.yaml"),
        ("anna <old@example.org>", "people/anna.yaml"),
    ],
)
def test_names(target: str, path: str) -> None:
    """An artefact is found by id, register#item, path, stem, document number, prefix or e-mail."""
    assert status_and_target(target, PERSON, ROLE, SOP, REGISTER, RISK) == ("resolved", path)


@pytest.mark.parametrize(
    ("target", "is_guess", "status"),
    [
        ("IT Operations Lead", True, "unsure"),
        ("SoA + management review", True, "unsure"),
        ("SOP-09", True, "unknown"),
        ("sop/gone.md", True, "unknown"),
        ("SOP-01", True, "resolved"),
        ("IT Operations Lead", False, "unknown"),
    ],
)
def test_cells_of_a_guessed_register_may_be_words(target: str, is_guess: bool, status: str) -> None:
    """A row of what only seems to be a register names things in words; a number or a path that is not there is wrong."""
    register = replace(REGISTER, origins={"type": "name"} if is_guess else {})
    graph = a_graph(register, artefact("R-2", "risk", within="RR", links={"verified_by": target}), SOP)
    assert [link.status for link in graph.links if link.name == "verified_by"] == [status]


@pytest.mark.parametrize(
    ("target", "status"), [("fley-qms#16", "external"), ("RR#7", "unknown"), ("XX#R-7", "unknown")]
)
def test_issues_of_a_repository_are_elsewhere(target: str, status: str) -> None:
    """`repository#16` is an issue, unless something here has that name; an item of a register is not."""
    assert status_and_target(target, REGISTER, RISK)[0] == status


def test_cells_of_a_list_of_no_type_may_be_words() -> None:
    """Nobody said that the columns of a table without a type are links."""
    row = artefact("R-2", "", within="RR", links={"verified_by": "IT Operations Lead"})
    graph = a_graph(artefact("RR", ""), row)
    assert [link.status for link in graph.links if link.name == "verified_by"] == ["unsure"]


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("65613.html", ("resolved", "wiki/Tests_65613.html")),
        ("../wiki/65613.html#top", ("resolved", "wiki/Tests_65613.html")),
        ("65614.html", ("file", "")),
        ("65615.html", ("unknown", "")),
        ("2026.html", ("unknown", "")),
    ],
)
def test_pages_of_a_wiki_by_their_number(target: str, found: tuple[str, str]) -> None:
    """An exported wiki leads to a page by its number alone, whatever its file is called; a year is no such number."""
    page = artefact("Tests", path="wiki/Tests_65613.html")
    files = ("wiki/Tests_65613.html", "wiki/Picture_65614.html", "wiki/Report_2026.html")
    assert status_and_target(target, page, files=files) == found


@pytest.mark.parametrize("target", ["SOP-02", "person:qm", "nobody@example.org", "RR#R-2", "", "Document Control"])
def test_what_means_nothing_is_unknown(target: str) -> None:
    """A target under no known name leads nowhere."""
    assert status_and_target(target, PERSON, ROLE, SOP, REGISTER, RISK) == ("unknown", "")


def test_an_id_that_stands_twice_is_ambiguous() -> None:
    """A link that may mean two artefacts means neither."""
    twins = artefact("B", path="one.yaml"), artefact("B", path="two.yaml")
    assert status_and_target("B", *twins) == ("ambiguous", "")


def test_a_document_goes_before_an_item_of_the_same_id() -> None:
    """An id that a file and an item share means the file."""
    assert status_and_target("R-1", artefact("R-1"), REGISTER, RISK) == ("resolved", "R-1.yaml")


def test_a_withdrawn_target_is_told() -> None:
    """A link to what is superseded says so, and is followed as far as it leads."""
    assert status_and_target("B", artefact("B", status="retired")) == ("superseded-target", "B.yaml")


def test_a_target_of_the_wrong_type_is_told() -> None:
    """`covers` joins nothing but systems."""
    assert status_and_target("B", artefact("B"), link="covers")[0] == "wrong-type"


def test_urls_and_files_are_no_gaps() -> None:
    """A URL is never fetched; a file that is no artefact is there all the same."""
    assert status_and_target("https://example.org/x") == ("external", "")
    assert status_and_target("plan.pdf", files=("docs/plan.pdf",)) == ("file", "")


def test_beside_an_unreadable_file_nobody_knows() -> None:
    """What is not found may stand in what could not be read."""
    assert status_and_target("B", broken_file("broken.yaml")) == ("unsure", "")


def test_owners_are_unsure_without_a_directory() -> None:
    """Where no person is known, an unknown owner is no gap."""
    assert status_and_target("anna", link="owner") == ("unsure", "")
    assert status_and_target("otto", PERSON, link="owner") == ("unsure", ""), "one person is no directory"
    assert status_and_target("otto", PERSON, ROLE, link="owner") == ("unknown", "")


@pytest.mark.parametrize(
    ("target", "status"),
    [("../../README.md", "external"), ("../..", "external"), ("../gone.md", "unknown"), ("../gone/../x.md", "unknown")],
)
def test_a_path_out_of_the_folder_is_not_judged(target: str, status: str) -> None:
    """Who checks a folder of a repository is not told that what stands beside it does not exist."""
    assert status_and_target(target, files=("docs/A.yaml",)) == (status, "")


@pytest.mark.parametrize("target", ["./", "../", "..", "../docs/", "/", "../docs"])
def test_folders_inside_are_there(target: str) -> None:
    """A link to a folder, that which is checked included, leads to something."""
    assert status_and_target(target, files=("docs/A.yaml",)) == ("file", "")


@pytest.mark.parametrize(
    ("target", "broken", "status"),
    [
        ("sop/gone.md", "broken.yaml", "unknown"),
        ("gone.pdf", "broken.yaml", "unknown"),
        ("../gone.md#part", "broken.yaml", "unknown"),
        ("QM/01", "broken.yaml", "unsure"),
        ("SOP-1.2", "broken.yaml", "unsure"),
        ("sop/gone.md", "closed/", "unknown"),
        ("../closed/gone.md", "closed/", "unsure"),
        ("sop/gone.md", "./", "unsure"),
    ],
)
def test_a_path_that_no_file_has_stands_in_no_other_file(target: str, broken: str, status: str) -> None:
    """One file that cannot be read hides no broken path elsewhere; a folder that cannot be listed may."""
    assert status_and_target(target, broken_file(broken)) == (status, "")
