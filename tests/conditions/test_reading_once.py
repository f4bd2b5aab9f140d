"""What a condition remembers is remembered of one graph, and what it asks of outside is asked there."""

from __future__ import annotations

from art17.conditions.scene import Scene
from art17.digest import digest_of
from art17.evaluation.evaluate import judgements, traced
from builders import AS_OF, MANIFEST, a_graph, a_rule, artefact, judged, law
from evaluation.words import TELLING

CIRCULAR = a_graph(artefact("A", links={"supersedes": "B"}), artefact("B", links={"supersedes": "A"}))
STRAIGHT = a_graph(artefact("A", links={"supersedes": "B"}), artefact("B"))


def test_circles_are_those_of_the_graph_that_is_asked() -> None:
    """A rule that has seen one graph finds its circles in the next."""
    rule = a_rule({"acyclic": "supersedes"}, {"type": "procedure"})
    for graph, verdicts in ((CIRCULAR, ["unmet", "unmet"]), (STRAIGHT, ["met", "met"]), (CIRCULAR, ["unmet", "unmet"])):
        assert [each.verdict for each in judged(rule, graph)] == verdicts


def bound(*targets: str, digests: bool = False) -> str:
    """Whether an attestation that states the digest of P, as fields alone make it, is bound to these."""
    plan = artefact("P", text="a")
    twins = artefact("Z", path="1.yaml"), artefact("Z", path="2.yaml")
    stated = digest_of(a_graph(plan, vocabulary=TELLING).nodes[0].fields).whole
    graph = a_graph(
        artefact("A", "report", links={"attests": list(targets)}, digest=stated), plan, *twins, vocabulary=TELLING
    )
    told = (lambda node: f"of {node.name}") if digests else None
    rule = a_rule({"bound_to": "attests"}, {"type": "report"}, vocabulary=TELLING)
    found = judgements([rule], Scene(graph, AS_OF, law(), digests=told), MANIFEST)
    return next(each.verdict for each in found)


def test_a_digest_binds_what_is_surely_meant() -> None:
    """Beside a target that is in doubt, what is attested counts as bound."""
    assert bound("P") == "met"
    assert bound("P", "Z") == "undecided"


def test_a_digest_of_the_whole_file_goes_before_that_of_the_fields() -> None:
    """The text of a file does not count for its digest."""
    assert bound("P", digests=True) == "unmet"


def test_what_is_bound_to_several_names_each() -> None:
    """The names run together."""
    attests = artefact("A", "report", links={"attests": ["P", "Q"]}, digest=["of P", "of Q"])
    graph = a_graph(attests, artefact("P"), artefact("Q"), vocabulary=TELLING)
    scene = Scene(graph, AS_OF, law(), digests=lambda node: f"of {node.name}")
    tree = traced(a_rule({"bound_to": "attests"}, {"type": "report"}, vocabulary=TELLING), graph.nodes[0], scene)
    assert (tree.truth, tree.seen) == (True, "is bound to P, Q as it is now")
