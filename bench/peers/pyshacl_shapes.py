"""The checks as shapes, nine in SHACL Core and three in SHACL-SPARQL: python bench/peers/pyshacl_shapes.py CORPUS"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

import pyshacl
import rdflib
from ntriples import ntriples
from told import model_of, tell

SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix q: <urn:q:> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
q:pre sh:declare [ sh:prefix "q" ; sh:namespace "urn:q:"^^xsd:anyURI ] .
q:C01 a sh:NodeShape ; sh:targetClass q:Artefact ; sh:property [ sh:path q:owner ; sh:minCount 1 ; sh:message "C01" ] .
q:C02 a sh:NodeShape ; sh:targetClass q:Artefact ; sh:property [ sh:path q:reviewDue ; sh:minInclusive "%(asof)s"^^xsd:date ; sh:message "C02" ] .
q:C03 a sh:NodeShape ; sh:targetNode q:repo ; sh:sparql [ sh:message "C03" ; sh:prefixes q:pre ; sh:select "SELECT $this ?value WHERE { $this q:requires ?value FILTER NOT EXISTS { ?x q:kind ?value } }" ] .
q:C04 a sh:NodeShape ; sh:targetClass q:Artefact ; sh:property [ sh:path q:link ; sh:class q:Artefact ; sh:message "C04" ] .
q:C05 a sh:NodeShape ; sh:targetClass q:Artefact ; sh:sparql [ sh:message "C05" ; sh:prefixes q:pre ; sh:select "SELECT $this ?value WHERE { $this q:status 'active' . $this q:uses ?value . ?value q:status 'superseded' }" ] .
q:C06 a sh:NodeShape ; sh:targetClass q:k_risk ; sh:property [ sh:path [ sh:inversePath q:mitigates ] ; sh:qualifiedValueShape [ sh:class q:k_control ] ; sh:qualifiedMinCount 1 ; sh:message "C06" ] .
q:C07 a sh:NodeShape ; sh:targetClass q:k_control ; sh:property [ sh:path [ sh:inversePath q:verifies ] ; sh:qualifiedValueShape [ sh:class q:k_verification ] ; sh:qualifiedMinCount 1 ; sh:message "C07" ] .
q:C08 a sh:NodeShape ; sh:targetClass q:Artefact ; sh:property [ sh:path q:cites ; sh:in ( %(articles)s ) ; sh:message "C08" ] .
q:C09 a sh:NodeShape ; sh:targetClass q:k_charter ; sh:property [ sh:path q:route ; sh:in ( %(routes)s ) ; sh:minCount 1 ; sh:message "C09" ] .
q:C10 a sh:NodeShape ; sh:targetClass q:k_system ; sh:property [ sh:path [ sh:inversePath q:tests ] ; sh:qualifiedValueShape [ sh:class q:k_test_report ] ; sh:qualifiedMinCount 3 ; sh:message "C10" ] .
q:C11 a sh:NodeShape ; sh:targetClass q:k_system ; sh:property [ sh:path [ sh:oneOrMorePath q:link ] ; sh:qualifiedValueShape [ sh:class q:k_evidence ] ; sh:qualifiedMinCount 1 ; sh:message "C11" ] .
q:C12 a sh:NodeShape ; sh:targetSubjectsOf q:supersedes ; sh:sparql [ sh:message "C12" ; sh:prefixes q:pre ; sh:select "SELECT $this WHERE { $this q:supersedes+ $this }" ] .
"""


SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")


def lines_of(results: rdflib.Graph) -> Iterator[str]:
    """The findings of a validation report."""
    for result in results.subjects(rdflib.RDF.type, SH.ValidationResult):
        check = str(results.value(result, SH.resultMessage))
        name = str(results.value(result, SH.focusNode)).removeprefix("urn:q:")
        value = str(results.value(result, SH.value) or "").removeprefix("urn:q:")
        yield f"{check}\t{name}\t{value if check in ('C03', 'C04', 'C05', 'C08') else ''}"


def main() -> None:
    start = time.perf_counter()
    model = model_of(sys.argv[1])
    data, shapes = rdflib.Graph(), rdflib.Graph()
    data.parse(data=ntriples(model), format="nt")
    lists = {name: " ".join(f'"{value}"' for value in model[name]) for name in ("articles", "routes")}
    shapes.parse(data=SHAPES % {"asof": model["as_of"], **lists}, format="turtle")
    loaded = time.perf_counter()
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=True)
    judged = time.perf_counter()
    tell(sys.argv[1], lines_of(results), load=loaded - start, judge=judged - loaded)


main()
