# The twelve checks in Rego v1.
#   opa eval -f raw -d policy.rego -i CORPUS/slim.json data.qms.findings
package qms

import rego.v1

# complete rules, not partial ones: OPA then looks a key up in O(1) rather than re-running the rule
by_id := {a.id: a | some a in input.artefacts}

by_kind := {k: {a.id | some a in input.artefacts; a.kind == k} | some k in {a.kind | some a in input.artefacts}}

link := {[a.id, l.rel, l.target] | some a in input.artefacts; some l in a.links}

articles := {x | some x in input.articles}

routes := {x | some x in input.routes}

ns_day := ((1000 * 1000) * 1000) * 86400

as_of := time.parse_ns("2006-01-02", input.as_of)

f contains ["C01", a.id, ""] if {
	some a in input.artefacts
	object.get(a, "owner", "") == ""
}

f contains ["C02", a.id, ""] if {
	some a in input.artefacts
	age := (as_of - time.parse_ns("2006-01-02", a.last_reviewed)) / ns_day # a line of its own: rego-cpp takes a `(` after a line for a call
	age > a.review_interval_days
}

f contains ["C03", "repo", k] if {
	some k in input.required_kinds
	not by_kind[k]
}

f contains ["C04", l[0], l[2]] if {
	some l in link
	not by_id[l[2]]
}

f contains ["C05", l[0], l[2]] if {
	some l in link
	l[1] != "supersedes"
	by_id[l[0]].status == "active"
	by_id[l[2]].status == "superseded"
}

mitigated := {l[2] | some l in link; l[1] == "mitigates"; by_id[l[0]].kind == "control"}

f contains ["C06", i, ""] if {
	some i in by_kind.risk
	not mitigated[i]
}

verified := {l[2] | some l in link; l[1] == "verifies"; by_id[l[0]].kind == "verification"}

f contains ["C07", i, ""] if {
	some i in by_kind.control
	not verified[i]
}

f contains ["C08", a.id, x] if {
	some a in input.artefacts
	some x in a.articles
	not articles[x]
}

f contains ["C09", i, ""] if {
	some i in by_kind.charter
	not object.get(by_id[i], "conformity_route", "") in routes
}

tests[t] contains l[0] if {
	some l in link
	l[1] == "tests"
	by_id[l[0]].kind == "test_report"
	t := l[2]
}

f contains ["C10", i, ""] if {
	some i in by_kind.system
	count(object.get(tests, i, set())) < 3
}

succ := {s: [l.target | some l in a.links; by_id[l.target]] | some s, a in by_id}

f contains ["C11", i, ""] if {
	some i in by_kind.system
	count(graph.reachable(succ, [i]) & by_kind.evidence) == 0
}

sup := {a.id: [l.target | some l in a.links; l.rel == "supersedes"; by_id[l.target]] |
	some a in input.artefacts
	some x in a.links
	x.rel == "supersedes"
}

f contains ["C12", i, ""] if {
	some i, ts in sup
	graph.reachable(sup, ts)[i]
}

findings := sort([concat("\t", x) | some x in f])
