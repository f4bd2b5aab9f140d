"""Link tests: what a path leads to, what does not count, and what is in doubt."""

from __future__ import annotations

import pytest

from builders import a_graph, a_rule, artefact, broken_file, judged, verdict

MET, UNMET, UNDECIDED = "met", "unmet", "undecided"
RISK = artefact("R-1", "risk")
CONTROL = artefact("C-1", "control", links={"mitigates": "R-1"}, number="1")
DRAFT = artefact("C-2", "control", links={"mitigates": "R-1"}, status="draft", number="1")


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"some": "mitigated_by"}, MET),
        ({"some": "^mitigates"}, MET),
        ({"some": "mitigates"}, UNMET),
        ({"some": "mitigated_by", "that": {"number": "2"}}, UNMET),
        ({"every": "mitigated_by", "that": {"number": "1"}}, MET),
        ({"none": "mitigated_by", "that": {"number": "1"}}, UNMET),
        ({"count": "mitigated_by", "exactly": "1"}, MET),
        ({"count": "mitigated_by", "at_least": "2"}, UNMET),
        ({"count": "mitigated_by", "at_least": "2", "including": ["draft"]}, MET),
        ({"count": "mitigated_by", "including": ["draft"], "distinct": "number", "exactly": "1"}, MET),
    ],
)
def test_quantifiers(condition: dict[str, object], expected: str) -> None:
    """A risk with one control, and another that is only a draft."""
    assert verdict(condition, RISK, CONTROL, DRAFT) == expected


def test_every_over_nothing_is_true() -> None:
    """Each of no nodes passes, and that is all there is to say."""
    assert verdict({"every": "mitigated_by", "that": {"number": "1"}}, RISK) == MET


def test_equal_numbers_are_one_value() -> None:
    """`distinct` counts values by what they mean: 1.0 is 1."""
    other = artefact("C-3", "control", links={"mitigates": "R-1"}, number="1.0")
    assert verdict({"count": "mitigated_by", "distinct": "number", "exactly": "1"}, RISK, CONTROL, other) == MET


def test_a_malformed_value_is_not_a_different_one_for_sure() -> None:
    """`distinct` does not count what cannot be read as a value."""
    other = artefact("C-3", "control", links={"mitigates": "R-1"}, number="many")
    condition = {"count": "mitigated_by", "distinct": "number", "at_least": "2"}
    assert verdict(condition, RISK, CONTROL, other) == UNDECIDED


def test_a_link_may_be_written_at_either_end() -> None:
    """An inverse means the same link."""
    risk = artefact("R-1", "risk", links={"mitigated_by": "C-1"})
    assert verdict({"some": "mitigated_by"}, risk, artefact("C-1", "control")) == MET


def test_withdrawn_nodes_are_not_passed_through() -> None:
    """A path ends at what is superseded."""
    middle = artefact("C-1", "control", links={"mitigates": "R-1", "verified_by": "T-1"}, status="superseded")
    path = {"some": "mitigated_by / verified_by"}
    assert verdict(path, RISK, middle, artefact("T-1", "report")) == UNMET
    assert verdict({**path, "including": ["superseded"]}, RISK, middle, artefact("T-1", "report")) == MET


def test_a_repeated_path_ends_in_a_circle() -> None:
    """A node is reached once, itself included."""
    one, two = artefact("A", links={"supersedes": "B"}), artefact("B", links={"supersedes": "A"})
    assert verdict({"count": "supersedes+", "exactly": "2"}, one, two) == MET


def test_artefacts_never_lead_to_the_start() -> None:
    """A lone artefact sees no other."""
    assert verdict({"none": "artefacts"}, artefact("A")) == MET


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"some": "mitigates"}, UNDECIDED),
        ({"every": "mitigates", "that": {"type": "risk"}}, UNDECIDED),
        ({"none": "mitigates"}, UNDECIDED),
        ({"count": "mitigates", "at_most": "1"}, MET),
        ({"count": "mitigates | mitigates", "at_most": "1"}, MET),
        ({"count": "mitigates", "at_least": "1"}, UNDECIDED),
        ({"count": "mitigates", "at_least": "2"}, UNMET),
    ],
)
def test_an_ambiguous_link_is_one_unknown_node(condition: dict[str, object], expected: str) -> None:
    """A link that may mean two risks leads to one of which nothing is known."""
    control = artefact("C-1", "control", links={"mitigates": "R-1"})
    twins = artefact("R-1", "risk", path="a.yaml"), artefact("R-1", "risk", path="b.yaml")
    assert verdict(condition, control, *twins) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"none": "^mitigates"}, UNDECIDED),
        ({"none": "mitigated_by"}, UNDECIDED),
        ({"some": "mitigated_by"}, UNDECIDED),
        ({"every": "mitigated_by", "that": {"text": "a"}}, UNDECIDED),
        ({"count": "mitigated_by | ^any", "at_most": "1"}, MET),
        ({"none": "mitigates"}, MET),
        ({"none": "^verified_by"}, MET),
    ],
)
def test_an_ambiguous_link_is_one_unknown_node_from_either_end(condition: dict[str, object], expected: str) -> None:
    """Of two risks that a control may mean, each is judged as if the control meant neither."""
    twins = artefact("R-1", "risk", path="a.yaml"), artefact("R-1", "risk", path="b.yaml")
    assert verdict(condition, *twins, artefact("C-1", "control", links={"mitigates": "R-1"})) == expected


def test_an_ambiguous_link_that_is_written_backwards_has_two_ends_too() -> None:
    """A control that a risk may mean by `mitigated_by` is judged as if it mitigated nothing."""
    twins = artefact("C-1", "control", path="a.yaml"), artefact("C-1", "control", path="b.yaml")
    assert verdict({"none": "mitigates"}, *twins, artefact("R-1", "risk", links={"mitigated_by": "C-1"})) == UNDECIDED


@pytest.mark.parametrize(
    ("writer", "other"), [({"status": "draft"}, "risk"), ({"status": "retired"}, "risk"), ({}, "report")]
)
def test_an_ambiguous_link_that_could_not_count_is_no_doubt(writer: dict[str, str], other: str) -> None:
    """A draft, or a node of a type that the link never leads to, raises an alarm about an id that stands twice."""
    twins = artefact("R-1", other, path="a.yaml"), artefact("R-1", "risk", path="b.yaml")
    control = artefact("C-1", "control", links={"mitigates": "R-1"}, **writer)
    assert verdict({"none": "mitigated_by"}, *twins, control) == MET


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"some": "artefacts"}, UNDECIDED),
        ({"some": "artefacts", "that": {"type": "report"}}, UNDECIDED),
        ({"count": "artefacts", "at_most": "1"}, MET),
        ({"count": "artefacts", "at_most": "0"}, UNDECIDED),
        ({"some": "mitigated_by"}, UNDECIDED),
        ({"some": "mitigates"}, UNMET),
    ],
)
def test_an_unreadable_file_is_one_unknown_node(condition: dict[str, object], expected: str) -> None:
    """It may be what is looked for, from anywhere or against the direction of links."""
    assert verdict(condition, RISK, broken_file("broken.yaml")) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"none": "verified_by / verified_by"}, UNDECIDED),
        ({"some": "verified_by / verified_by"}, UNDECIDED),
        ({"every": "verified_by / verified_by", "that": {"text": "a"}}, UNDECIDED),
        ({"none": "verified_by+", "that": {"type": "risk"}}, UNDECIDED),
        ({"none": "verified_by / any"}, UNDECIDED),
        ({"count": "verified_by / verified_by", "at_most": "1"}, MET),
        ({"count": "verified_by+", "at_most": "1"}, UNDECIDED),
        ({"count": "verified_by+", "at_most": "2"}, MET),
        ({"none": "verified_by / ^mitigates"}, UNDECIDED),
        ({"count": "verified_by / ^mitigates", "at_most": "1"}, MET),
        ({"leads_to": {"type": "risk"}, "along": ["verified_by"]}, UNDECIDED),
        ({"some": "verified_by"}, MET),
    ],
)
def test_a_path_through_an_unreadable_file_leads_nobody_knows_where(
    condition: dict[str, object], expected: str
) -> None:
    """The links of a file that cannot be read are taken for none, and `none` for met."""
    start = artefact("A", links={"verified_by": "broken.yaml"})
    assert verdict(condition, start, broken_file("broken.yaml", "report")) == expected


def test_nothing_is_known_of_the_links_of_an_unreadable_subject() -> None:
    """A file of which only the type is known is judged as if it wrote no links."""
    assert verdict({"none": "verified_by"}, broken_file("broken.yaml", "report")) == UNDECIDED


def test_an_artefact_that_passes_decides_beside_an_unreadable_one() -> None:
    """Doubt matters only where it could change the answer."""
    condition = {"some": "artefacts", "that": {"type": "report"}}
    assert verdict(condition, RISK, artefact("T", "report"), broken_file("broken.yaml")) == MET


def test_a_named_node_is_compared_with_what_it_leads_to() -> None:
    """`as` names a node for conditions further in."""
    test = artefact("T", "report", number="1")
    control = artefact("C-1", "control", links={"mitigates": "R-1", "verified_by": "T"}, number="1")
    inner = {"some": "verified_by", "that": {"number": {"same_as": {"of": "control", "field": "number"}}}}
    assert verdict({"some": "mitigated_by", "as": "control", "that": inner}, RISK, control, test) == MET


def test_the_strongest_witness_is_used() -> None:
    """Among several nodes that would do, the strongest counts, then the first in node order."""
    risk = artefact("R-1", "risk", links={"verified_by": ["A-report", "B-proc", "C-proc"]})
    graph = a_graph(risk, artefact("A-report", "report"), artefact("B-proc"), artefact("C-proc"))
    found = judged(a_rule({"some": "verified_by"}, {"type": "risk"}), graph)[0]
    assert [graph.nodes[index].name for index in found.used] == ["R-1", "B-proc"]


def test_what_fails_leaves_no_evidence() -> None:
    """A node that does not pass is not used, nor is what it led to."""
    test = artefact("T", "report")
    control = artefact("C-1", "control", links={"mitigates": "R-1", "verified_by": "T"}, number="1")
    that = {"all": [{"some": "verified_by"}, {"number": "2"}]}
    graph = a_graph(RISK, control, test)
    found = judged(a_rule({"count": "mitigated_by", "that": that, "at_most": "1"}, {"type": "risk"}), graph)[0]
    assert [graph.nodes[index].name for index in found.used] == ["R-1"]
