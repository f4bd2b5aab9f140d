"""How often something takes place, read from the words of a procedure."""

from __future__ import annotations

from typing import Any

import pytest

from art17.checking.heartbeat import with_heartbeats
from art17.graph.build import graph_of
from builders import SMALL, artefact


def heartbeat(**fields: Any) -> object:
    (node,) = with_heartbeats(graph_of([artefact("P", **fields)], SMALL)).nodes
    return node.fields.get("heartbeat", {})


@pytest.mark.parametrize(
    ("words", "every"),
    [
        ("monthly", "P1M"),
        ("each month, on the first Monday", "P1M"),
        ("every two weeks and for each model", "P2W"),
        ("P3M", "P3M"),
        ("quarterly", "P3M"),
        ("at least once a year", "P1Y"),
        ("vierteljährlich", "P3M"),
        ("alle sechs Monate", "P6M"),
        ("tous les deux ans", "P2Y"),
    ],
)
def test_an_interval_is_read_in_words(words: str, every: str) -> None:
    """The interval that the words name is there for rules, with the words."""
    assert heartbeat(carried_out=words) == {"every": every, "words": words}


@pytest.mark.parametrize("words", ["each term", "on every merge", "when needed", "within a month of the audit", ""])
def test_no_interval_is_made_up(words: str) -> None:
    """Words that name no interval, or a deadline, give none."""
    assert heartbeat(carried_out=words) == {}


@pytest.mark.parametrize(
    "words", ["at every release", "before each major release", "vor jeder Freigabe", "à chaque version", "per release"]
)
def test_releases_are_an_occasion(words: str) -> None:
    """What takes place at each release is known as that."""
    assert heartbeat(carried_out=words) == {"at_releases": "true"}


def test_the_shortest_interval_in_use_counts() -> None:
    """Of several activities the most frequent one counts, those before and during development aside."""
    activities = (
        {"activity": "a", "phase": "during", "frequency": "every week"},
        {"activity": "b", "phase": "after", "frequency": "yearly"},
        {"activity": "c", "phase": "after", "frequency": "quarterly"},
        {"activity": "d", "phase": "during", "frequency": "each release"},
    )
    assert heartbeat(activities=activities) == {"every": "P3M", "words": "quarterly", "at_releases": "true"}


def test_nobody_states_a_heartbeat() -> None:
    """What a file writes under that name is not believed."""
    assert heartbeat(heartbeat={"every": "P1D"}) == {}
