"""The checks as an answer-set program: python bench/peers/clingo_asp.py CORPUS"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import date

import clingo
from told import model_of, tell

RULES = """
node(I) :- art(I,_,_).
f("C01",I,"") :- noowner(I).
f("C02",I,"") :- age(I,D), limit(I,L), D > L.
f("C03","repo",K) :- required(K), not art(_,K,_).
f("C04",S,T) :- link(S,_,T), not node(T).
f("C05",S,T) :- link(S,R,T), R != "supersedes", art(S,_,"active"), art(T,_,"superseded").
ctl(T) :- link(S,"mitigates",T), art(S,"control",_).
f("C06",I,"") :- art(I,"risk",_), not ctl(I).
ver(T) :- link(S,"verifies",T), art(S,"verification",_).
f("C07",I,"") :- art(I,"control",_), not ver(I).
f("C08",I,X) :- cites(I,X), not article(X).
f("C09",I,"") :- art(I,"charter",_), not routed(I).
routed(I) :- route(I,R), allowed(R).
f("C10",I,"") :- art(I,"system",_), #count{S : link(S,"tests",I), art(S,"test_report",_)} < 3.
ok(I) :- art(I,"evidence",_).
ok(S) :- link(S,_,T), ok(T).
f("C11",I,"") :- art(I,"system",_), not ok(I).
sup(S,T) :- link(S,"supersedes",T).
tsup(S,T) :- sup(S,T).
tsup(S,U) :- tsup(S,T), sup(T,U).
f("C12",I,"") :- tsup(I,I).
#show f/3.
"""


def facts_of(model: dict) -> Iterator[str]:
    """The corpus as facts."""
    today = date.fromisoformat(model["as_of"])
    for name, values in (("required", "required_kinds"), ("article", "articles"), ("allowed", "routes")):
        yield from (f'{name}("{value}").' for value in model[values])
    for each in model["artefacts"]:
        name = f'"{each["id"]}"'
        yield f'art({name},"{each["kind"]}","{each["status"]}").'
        yield f"age({name},{(today - date.fromisoformat(each['last_reviewed'])).days})."
        yield f"limit({name},{each['review_interval_days']})."
        if not each.get("owner"):
            yield f"noowner({name})."
        if "conformity_route" in each:
            yield f'route({name},"{each["conformity_route"]}").'
        yield from (f'cites({name},"{article}").' for article in each["articles"])
        yield from (f'link({name},"{link["rel"]}","{link["target"]}").' for link in each["links"])


def main() -> None:
    start = time.perf_counter()
    facts = "\n".join(facts_of(model_of(sys.argv[1])))
    loaded = time.perf_counter()  # grounding and solving are the judging; clingo reads the facts while it grounds
    control = clingo.Control(["--warn=none"])
    control.add("base", [], facts + RULES)
    control.ground([("base", [])])
    with control.solve(yield_=True) as models:
        atoms = [atom for model in models for atom in model.symbols(shown=True)]
    lines = ["\t".join(argument.string for argument in atom.arguments) for atom in atoms]
    tell(sys.argv[1], lines, load=loaded - start, judge=time.perf_counter() - loaded)


main()
