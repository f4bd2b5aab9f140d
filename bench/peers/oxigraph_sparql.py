"""The checks in SPARQL 1.1 on Oxigraph: python bench/peers/oxigraph_sparql.py CORPUS"""

from __future__ import annotations

import sys
import time

import pyoxigraph
from ntriples import ntriples
from told import model_of, tell

PREFIX = "PREFIX q: <urn:q:> "
CHECKS = {
    "C01": "SELECT ?s WHERE { ?s a q:Artefact FILTER NOT EXISTS { ?s q:owner ?o } }",
    "C02": "SELECT ?s WHERE { q:repo q:asOf ?n . ?s q:reviewDue ?d FILTER(?d < ?n) }",
    "C03": "SELECT ('repo' AS ?s) ?k WHERE { q:repo q:requires ?k FILTER NOT EXISTS { ?x q:kind ?k } }",
    "C04": "SELECT DISTINCT ?s ?t WHERE { ?s q:link ?t FILTER NOT EXISTS { ?t a q:Artefact } }",
    "C05": "SELECT DISTINCT ?s ?t WHERE { ?t q:status 'superseded' . ?s q:uses ?t . ?s q:status 'active' }",
    "C06": "SELECT ?s WHERE { ?s a q:k_risk FILTER NOT EXISTS { ?c q:mitigates ?s . ?c a q:k_control } }",
    "C07": "SELECT ?s WHERE { ?s a q:k_control FILTER NOT EXISTS { ?c q:verifies ?s . ?c a q:k_verification } }",
    "C08": "SELECT ?s ?x WHERE { ?s q:cites ?x FILTER NOT EXISTS { q:repo q:article ?x } }",
    "C09": "SELECT ?s WHERE { ?s a q:k_charter FILTER NOT EXISTS { ?s q:route ?r . q:repo q:routeAllowed ?r } }",
    "C10": "SELECT ?s WHERE { ?s a q:k_system OPTIONAL { ?t q:tests ?s . ?t a q:k_test_report } } GROUP BY ?s HAVING(COUNT(DISTINCT ?t) < 3)",
    "C11": "SELECT ?s WHERE { ?s a q:k_system FILTER NOT EXISTS { ?s q:link+ ?e . ?e a q:k_evidence } }",
    "C12": "SELECT DISTINCT ?s WHERE { ?s q:supersedes ?o . ?s q:supersedes+ ?s }",
}


def main() -> None:
    start = time.perf_counter()
    store = pyoxigraph.Store()
    store.bulk_load(ntriples(model_of(sys.argv[1])).encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    loaded = time.perf_counter()
    lines = []
    for check, query in CHECKS.items():
        for row in store.query(PREFIX + query):
            name, detail = ([value.value.removeprefix("urn:q:") for value in row] + [""])[:2]
            lines.append(f"{check}\t{name}\t{detail}")
    tell(sys.argv[1], lines, load=loaded - start, judge=time.perf_counter() - loaded)


main()
