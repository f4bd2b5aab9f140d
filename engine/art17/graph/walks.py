"""Cycles, reachability and shortest paths; the only place that knows networkx.

Plain runs ask whether there is a cycle at all, which the standard library answers; networkx is
loaded to tell who is on one, and to explain how one artefact leads to another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter


def on_cycles(edges: Mapping[int, Iterable[int]]) -> frozenset[int]:
    """The nodes that lie on a cycle of the edges."""
    try:
        TopologicalSorter({source: set(targets) for source, targets in edges.items()}).prepare()
    except CycleError:
        import networkx as nx  # noqa: PLC0415  late: it costs 0.2 s, and few graphs have cycles

        graph: nx.DiGraph[int] = nx.DiGraph((source, target) for source, targets in edges.items() for target in targets)
        circles = (part for part in nx.strongly_connected_components(graph))
        return frozenset(node for part in circles for node in part if len(part) > 1 or graph.has_edge(node, node))
    return frozenset()


def shortest_cycle(edges: Mapping[int, Iterable[int]], start: int) -> tuple[int, ...]:
    """The shortest way from a node back to itself, without the return; empty where none is."""
    came_from: dict[int, int] = {}
    front = [start]
    while front:
        following: list[int] = []
        for node in front:
            for other in sorted(edges.get(node, ())):
                if other == start:
                    return _way_to(node, came_from)
                if other not in came_from:
                    came_from[other] = node
                    following.append(other)
        front = following
    return ()


def _way_to(node: int, came_from: Mapping[int, int]) -> tuple[int, ...]:
    way = [node]
    while way[-1] in came_from:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))


def shortest_way(
    neighbours: Callable[[int], Sequence[int]], start: int, reached: Iterable[int], goal: int
) -> tuple[int, ...]:
    """The shortest way from `start` to `goal` over the reached nodes, both ends included."""
    import networkx as nx  # noqa: PLC0415

    graph: nx.DiGraph[int] = nx.DiGraph((node, other) for node in (start, *reached) for other in neighbours(node))
    if start not in graph or goal not in graph or not nx.has_path(graph, start, goal):
        return ()
    return tuple(nx.shortest_path(graph, start, goal))  # pyright: ignore[reportUnknownMemberType]  as above
