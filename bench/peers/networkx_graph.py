"""The checks the obvious way over a networkx MultiDiGraph: python bench/peers/networkx_graph.py CORPUS"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import date

import networkx as nx
from told import model_of, tell


def graph_of(model: dict) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    for each in model["artefacts"]:
        graph.add_node(each["id"], **each)
    for each in model["artefacts"]:
        for link in each["links"]:
            if "kind" in graph.nodes.get(link["target"], ()):
                graph.add_edge(each["id"], link["target"], rel=link["rel"])
    return graph


def findings(graph: nx.MultiDiGraph, model: dict) -> Iterator[str]:
    today = date.fromisoformat(model["as_of"])
    for name, node in graph.nodes(data=True):
        if not node.get("owner"):
            yield f"C01\t{name}\t"
        if (today - date.fromisoformat(node["last_reviewed"])).days > node["review_interval_days"]:
            yield f"C02\t{name}\t"
        yield from (f"C04\t{name}\t{link['target']}" for link in node["links"] if link["target"] not in graph)
        for _, target, rel in graph.out_edges(name, data="rel"):
            if node["status"] == "active" and rel != "supersedes" and graph.nodes[target]["status"] == "superseded":
                yield f"C05\t{name}\t{target}"
        towards = {(rel, graph.nodes[source]["kind"], source) for source, _, rel in graph.in_edges(name, data="rel")}
        joined = [(rel, kind) for rel, kind, _ in towards]
        if node["kind"] == "risk" and ("mitigates", "control") not in joined:
            yield f"C06\t{name}\t"
        if node["kind"] == "control" and ("verifies", "verification") not in joined:
            yield f"C07\t{name}\t"
        yield from (f"C08\t{name}\t{article}" for article in node["articles"] if article not in model["articles"])
        if node["kind"] == "charter" and node.get("conformity_route") not in model["routes"]:
            yield f"C09\t{name}\t"
        if node["kind"] == "system":
            if joined.count(("tests", "test_report")) < 3:
                yield f"C10\t{name}\t"
            if not any(graph.nodes[reached]["kind"] == "evidence" for reached in nx.descendants(graph, name)):
                yield f"C11\t{name}\t"
    kinds = {kind for _, kind in graph.nodes(data="kind")}
    yield from (f"C03\trepo\t{kind}" for kind in model["required_kinds"] if kind not in kinds)
    older = nx.DiGraph((source, target) for source, target, rel in graph.edges(data="rel") if rel == "supersedes")
    for circle in nx.strongly_connected_components(older):
        if len(circle) > 1 or nx.number_of_selfloops(older.subgraph(circle)):
            yield from (f"C12\t{name}\t" for name in circle)


def main() -> None:
    start = time.perf_counter()
    model = model_of(sys.argv[1])
    graph = graph_of(model)
    loaded = time.perf_counter()
    lines = list(findings(graph, model))
    tell(sys.argv[1], lines, load=loaded - start, judge=time.perf_counter() - loaded)


main()
