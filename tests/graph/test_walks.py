"""Circles and shortest ways."""

from __future__ import annotations

from art17.graph.walks import on_cycles, shortest_cycle, shortest_way


def test_nodes_on_cycles() -> None:
    """What leads to a circle does not lie on it; a node that leads to itself does."""
    assert on_cycles({0: [1], 1: [2], 2: [1], 3: [3]}) == {1, 2, 3}
    assert on_cycles({0: [1, 2], 1: [2]}) == frozenset()


def test_the_shortest_cycle() -> None:
    """Of two circles through a node the shorter is told."""
    assert shortest_cycle({0: [1, 2], 1: [0], 2: [3], 3: [0]}, 0) == (0, 1)
    assert shortest_cycle({0: [1]}, 0) == ()
    assert shortest_cycle({}, 0) == ()


def test_the_shortest_way() -> None:
    """The way is told from start to goal; none where there is none."""
    neighbours = {0: (1, 2), 1: (3,), 2: (4,), 4: (3,), 3: ()}
    assert shortest_way(lambda index: neighbours[index], 0, (1, 2, 3, 4), 3) == (0, 1, 3)
    assert shortest_way(lambda index: neighbours[index], 3, (), 0) == ()
