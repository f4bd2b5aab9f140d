"""What neglect does to a whole house: for every artefact of northlight, one thing let slip."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import pytest

from art17.checking.context import RunContext
from art17.graph.node import Link, Node
from art17.model.place import Place
from houses import NORTHLIGHT, checked, copied, on_file, opened_house

ACCOUNTABLE = {"owner", "author", "approved_by", "seen_by", "item_of"}


@lru_cache(maxsize=1)
def whole() -> RunContext:
    return opened_house(NORTHLIGHT)


def nodes_with(trait: str) -> list[Node]:
    """The artefacts in force that have a trait and a file of their own."""
    graph = whole().graph
    return [node for node in graph.nodes if node.register < 0 and trait in node.traits and node.is_in_force]


def names(nodes: list[Node]) -> list[str]:
    return [node.name for node in nodes]


def edited(path: str, pattern: str, put: str, tmp_path: Path) -> Path:
    """A copy of the house where one line of a file reads otherwise."""
    house = copied(NORTHLIGHT, tmp_path)
    text = (house / path).read_text(encoding="utf-8")
    changed, times = re.subn(pattern, put, text, count=1, flags=re.MULTILINE)
    assert times == 1, f"{path} has no line {pattern}"
    (house / path).write_text(changed, encoding="utf-8")
    return house


@pytest.mark.parametrize("node", nodes_with("owned"), ids=names(nodes_with("owned")))
def test_without_an_owner_somebody_is_missing(node: Node, tmp_path: Path) -> None:
    """A document without its owner is no finding."""
    house = edited(node.place_of("owner").path, r"^owner:.*\n", "", tmp_path)
    assert on_file(checked(house), node.place.path, "missing-owner")


@pytest.mark.parametrize("node", nodes_with("reviewed"), ids=names(nodes_with("reviewed")))
def test_after_seven_years_a_review_is_stale(node: Node, tmp_path: Path) -> None:
    """A document last reviewed in 2019 is no finding."""
    house = edited(node.place_of("last_reviewed").path, r"^(last_reviewed(?:_on)?):.*$", r"\1: 2019-01-01", tmp_path)
    assert on_file(checked(house), node.place.path, "stale-review")


def a_link_of(node: Node) -> Link | None:
    """A link that the file of a node writes in its front matter, if it has one."""
    links = whole().graph.links
    own = (link for link in links if link.writer == node.index and link.written_in == "front-matter")
    return next((link for link in own if link.name not in ACCOUNTABLE and link.place.route), None)


LINKED = [(node, link) for node in whole().graph.nodes if node.register < 0 and (link := a_link_of(node))]


@pytest.mark.parametrize(("node", "link"), LINKED, ids=[node.name for node, _ in LINKED])
def test_a_link_to_nothing_is_broken(node: Node, link: Link, tmp_path: Path) -> None:
    """A link to an id that does not exist is no finding."""
    place = whole().reading.located({link.place})[link.place]
    house = copied(NORTHLIGHT, tmp_path)
    retarget(house / place.path, place, link.written_target)
    assert on_file(checked(house, select=("art17/*",)), place.path, "broken-linkage")


def retarget(file: Path, place: Place, target: str) -> None:
    """Write an id that does not exist where a target stands."""
    lines = file.read_text(encoding="utf-8").split("\n")
    line = lines[place.line - 1]
    at = line.index(target, max(place.column - 2, 0))
    lines[place.line - 1] = line[:at] + "NO-SUCH-ID" + line[at + len(target) :]
    file.write_text("\n".join(lines), encoding="utf-8")


def lonely_carriers() -> list[tuple[str, str]]:
    """The points of Art. 17(1) that one document alone carries, with its file."""
    case = whole()
    rule = next(rule for rule in case.rules if rule.id == "eu-ai-act/17-1/every-point-is-addressed")
    found = []
    from art17.conditions.claims import claims_of

    assert case.act is not None
    for point in rule.subjects.names:
        carriers = [
            node
            for node in case.graph.nodes
            if node.is_in_force and any(case.act.is_beneath(claim, point) for claim in claims_of(node, case.scene))
        ]
        if len({node.place.path for node in carriers}) == 1:
            found.append((point, carriers[0].place.path))
    return found


@pytest.mark.parametrize(("point", "path"), lonely_carriers())
def test_without_its_only_document_a_point_is_a_gap(point: str, path: str, tmp_path: Path) -> None:
    """A point whose only document was deleted is no finding."""
    house = copied(NORTHLIGHT, tmp_path)
    (house / path).unlink()
    gaps = [finding for finding in checked(house).findings if finding.category == "gap"]
    assert any(point in finding.provisions for finding in gaps)


def test_enough_is_tried() -> None:
    """The lists above are empty, so that nothing was tested."""
    assert len(nodes_with("owned")) >= 40
    assert len(nodes_with("reviewed")) >= 40
    assert len(LINKED) >= 40
    assert len(lonely_carriers()) >= 5
