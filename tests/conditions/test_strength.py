"""How good an evidence a node is, by what its file says of itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from art17.conditions.strength import is_guessed, strength_of
from art17.conditions.tested import fact_of
from art17.model.artefact import Artefact
from builders import a_graph, artefact, scene_of


def strength(*artefacts: Artefact) -> str:
    """The strength of the first artefact."""
    scene = scene_of(a_graph(*artefacts))
    return strength_of(scene.node(0), scene)


@pytest.mark.parametrize(
    ("defect", "expected"),
    [("hollow", "stated"), ("skeleton-text", "stated"), ("pointer", "declared"), ("bad-date", "evidenced")],
)
def test_a_text_that_says_nothing_is_weak(defect: str, expected: str):
    """What is hollow, or still the text of a skeleton, is stated; what only points elsewhere is declared."""
    assert strength(artefact("A", defects=[(defect, "a")])) == expected


def test_an_item_of_a_guessed_register_is_found():
    """Nobody confirmed the type of the register, which is the first file of all, nor that of its items."""
    register = replace(artefact("A", "register"), origins={"type": "name"})
    scene = scene_of(a_graph(register, artefact("R", "risk", within="A"), artefact("S", "risk")))
    assert [is_guessed(scene.node(index), scene) for index in range(3)] == [True, True, False]


def test_a_value_is_stated_whatever_else_is_left_open():
    """A field with a value is stated though a placeholder stands beside it; without any it is open or absent."""
    scene = scene_of(a_graph(replace(artefact("A", text="a"), placeholders=("text", "day"))))
    node = scene.node(0)
    assert [fact_of(node, (name,)).state for name in ("text", "day", "number")] == ["stated", "open", "absent"]


@pytest.mark.parametrize(("origin", "expected"), [("entry", "found"), ("data", "evidenced")])
def test_what_an_entry_alone_tells_is_found(origin: str, expected: str):
    """An artefact of which something is known from a list that names it is as strong as what was found."""
    assert strength(replace(artefact("A", text="a"), origins={"text": origin})) == expected
