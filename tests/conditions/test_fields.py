"""Field tests: each operator at its boundaries, on nothing, on what is malformed, and on lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from art17.errors import PackError
from art17.evaluation.evaluate import traced
from art17.model.artefact import Artefact
from art17.model.evidence import Cause, Evidence
from art17.model.value import Value
from builders import a_graph, a_rule, a_type, artefact, broken_file, judged, scene_of, verdict, words

MET, UNMET, UNDECIDED = "met", "unmet", "undecided"


def on(field: str, value: Value, tests: Value) -> str:
    """The verdict of tests on one value of a field; the as-of date is 2026-11-23."""
    return verdict({field: tests}, artefact("A", **{field: value}))


@pytest.mark.parametrize(
    ("value", "tests", "expected"),
    [
        ("a", "present", MET),
        (None, "present", UNMET),
        ([None], "present", UNMET),
        (None, "absent", MET),
        ("a", "absent", UNMET),
        ("a", {"present": "false"}, UNMET),
        ("a", {"absent": "false"}, MET),
    ],
)
def test_presence(value: Value, tests: Value, expected: str) -> None:
    """A field is present where it has a value; a placeholder is none."""
    assert on("text", value, tests) == expected


def test_a_malformed_value_is_present() -> None:
    """Whether there is a value does not hang on how it reads."""
    assert on("day", "soon", "present") == MET


@pytest.mark.parametrize(
    ("value", "tests", "expected"),
    [
        ("a", "a", MET),
        (" a ", {"is": "a"}, MET),
        ("é", {"is": "é"}, MET),
        ("A", {"is": "a"}, UNMET),
        (None, {"is": "a"}, UNMET),
        (None, {"is_not": "a"}, MET),
        ("a", {"is_not": "a"}, UNMET),
        ("b", {"in": ["a", "b"]}, MET),
        ("c", {"in": ["a", "b"]}, UNMET),
    ],
)
def test_equality_of_texts(value: Value, tests: Value, expected: str) -> None:
    """Texts are equal trimmed and in one normal form, and not else; nothing is equal to nothing."""
    assert on("text", value, tests) == expected


@pytest.mark.parametrize(
    ("value", "tests", "expected"),
    [
        (["a", "b"], {"is": "b"}, MET),
        (["a", "b"], {"is_not": "b"}, UNMET),
        ([["a"], ["b"]], {"is": "b"}, MET),
        (["a", "b"], {"contains_all": ["a", "b"]}, MET),
        (["a", "b"], {"contains_all": ["a", "c"]}, UNMET),
        (["a", "b"], {"every": {"in": ["a", "b"]}}, MET),
        (["a", "c"], {"every": {"in": ["a", "b"]}}, UNMET),
        (None, {"every": {"is": "a"}}, UNMET),
        (["a", "c"], {"some": {"is": "c"}}, MET),
        (["a", "c"], {"none": {"is": "c"}}, UNMET),
        (None, {"none": {"is": "c"}}, MET),
        (["a", "b", None], {"count": {"exactly": "2"}}, MET),
        (None, {"count": {"at_most": "0"}}, MET),
        (["a"], {"count": {"at_least": "2"}}, UNMET),
    ],
)
def test_lists(value: Value, tests: Value, expected: str) -> None:
    """A positive test holds when one value passes; its negation when none does."""
    assert on("texts", value, tests) == expected


@pytest.mark.parametrize(
    ("field", "value", "same"),
    [
        ("number", "1.0", "1"),
        ("number", "+3", "3"),
        ("whole", "007", "7"),
        ("yes", "Yes", "true"),
        ("yes", "off", "no"),
        ("day", "2026-11-23T10:00", "2026-11-23"),
        ("span", "1 year", "P12M"),
        ("span", "48 hours", "P2D"),
        ("version", "1.10", "1.10"),
        ("basis", "Article 9(2)", "Art. 9(2)"),
        ("basis", "Annex I, Section A(11)", "Annex I(11)"),
    ],
)
def test_equality_of_kinds(field: str, value: str, same: str) -> None:
    """Values are equal as what they mean, not as they are written."""
    assert on(field, value, {"is": same}) == MET


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("day", "soon"),
        ("day", "2026-02-30"),
        ("span", "a while"),
        ("number", "1,5"),
        ("whole", "1.5"),
        ("yes", "maybe"),
        ("basis", "the law"),
        ("day", {"year": "2026"}),
    ],
)
def test_what_is_malformed_is_undecided(field: str, value: Value) -> None:
    """A test on a value that does not read as its kind is undecided, and so is its negation."""
    good = {"day": "2026-01-01", "span": "P1M", "number": "1", "whole": "1", "yes": "true", "basis": "Art. 9"}[field]
    assert on(field, value, {"is": good}) == UNDECIDED
    assert on(field, value, {"is_not": good}) == UNDECIDED


def test_one_good_value_decides_beside_a_malformed_one() -> None:
    """Of several values one that passes is enough, whatever the others are."""
    assert on("days", ["soon", "2026-01-01"], {"is": "2026-01-01"}) == MET
    assert on("days", ["soon", "2026-01-01"], {"is": "2026-01-02"}) == UNDECIDED


@pytest.mark.parametrize(
    ("tests", "expected"),
    [
        ({"at_least": "2026-11-23"}, MET),
        ({"at_least": "2026-11-24"}, UNMET),
        ({"at_most": "2026-11-23"}, MET),
        ({"at_most": "2026-11-22"}, UNMET),
        ({"before": "2026-11-23"}, UNMET),
        ({"before": "2026-11-24"}, MET),
        ({"after": "2026-11-23"}, UNMET),
        ({"after": "2026-11-22"}, MET),
        ({"at_most": "as_of"}, MET),
        ({"after": "as_of"}, UNMET),
        ({"after": {"as_of": "true", "minus": "1 day"}}, MET),
        ({"at_least": {"as_of": "true", "plus": "1 day"}}, UNMET),
    ],
)
def test_order_of_dates(tests: Value, expected: str) -> None:
    """A boundary belongs to `at_least` and `at_most`, and not to `before` and `after`."""
    assert on("day", "2026-11-23", tests) == expected


@pytest.mark.parametrize(
    ("field", "value", "tests", "expected"),
    [
        ("number", "10", {"at_least": "9.5"}, MET),
        ("number", "-2", {"at_most": "-2"}, MET),
        ("whole", "3", {"at_least": "4"}, UNMET),
        ("version", "1.10", {"at_least": "1.9"}, MET),
        ("version", "1", {"at_least": "1.0"}, UNMET),
        ("span", "P1M", {"at_most": "30 days"}, MET),
        ("span", "31 days", {"at_most": "P1M"}, UNMET),
        ("span", "PT13H", {"at_most": "PT12H"}, UNMET),
        ("number", None, {"at_least": "0"}, UNMET),
        ("number", "few", {"at_least": "0"}, UNDECIDED),
    ],
)
def test_order_of_other_kinds(field: str, value: Value, tests: Value, expected: str) -> None:
    """Numbers, versions and durations have an order; a month is as long as it is from the as-of date."""
    assert on(field, value, tests) == expected


@pytest.mark.parametrize(
    ("day", "span", "expected"),
    [
        ("2026-11-23", "P1D", MET),
        ("2026-11-22", "P1D", MET),
        ("2026-11-21", "P1D", UNMET),
        ("2026-05-23", "P6M", MET),
        ("2026-05-22", "P6M", UNMET),
        ("2026-11-24", "P6M", UNMET),
        (None, "P6M", UNMET),
        ("soon", "P6M", UNDECIDED),
    ],
)
def test_within(day: Value, span: str, expected: str) -> None:
    """A date is recent from its own day to the day on which the time is up, both included."""
    assert on("day", day, {"within": span}) == expected


@pytest.mark.parametrize(
    ("value", "tests", "expected"),
    [
        ("Risk register", {"contains": "RISK"}, MET),
        ("Risk register", {"contains": "plan"}, UNMET),
        ("Café", {"contains": "café"}, MET),
        ("RR-001", {"matches": "^RR-"}, MET),
        (" RR-001", {"matches": "^RR-"}, MET),
        ("PMM-001", {"matches": "^RR-"}, UNMET),
        (None, {"matches": "."}, UNMET),
    ],
)
def test_parts_of_texts(value: Value, tests: Value, expected: str) -> None:
    """`contains` finds a text in any case, `matches` an expression as it is written."""
    assert on("text", value, tests) == expected


def test_a_malformed_date_matches_nothing_for_sure() -> None:
    """A test on a malformed value is undecided, `matches` included."""
    assert on("day", "soon", {"matches": "^2026"}) == UNDECIDED


def test_tests_hold_each_on_its_own() -> None:
    """Two operators may be passed by two values."""
    assert on("days", ["2026-01-01", "2026-12-31"], {"before": "2026-02-01", "after": "2026-12-01"}) == MET


@pytest.mark.parametrize(
    ("rows", "tests", "expected"),
    [
        ([{"name": "a", "due": "2026-01-01"}], {"every": {"name": "present", "due": "present"}}, MET),
        ([{"name": "a"}, {"due": "2026-01-01"}], {"every": {"any": [{"name": "present"}, {"due": "present"}]}}, MET),
        ([{"name": "a"}], {"every": {"due": "present"}}, UNMET),
        ([{"name": "a", "due": "soon"}], {"some": {"due": {"before": "as_of"}}}, UNDECIDED),
        ([{"name": "a", "amount": "1"}], {"none": {"not": {"amount": "1"}}}, MET),
        ([{"name": "a"}, {"amount": "1"}], {"every": {"if": {"name": "a"}, "then": {"amount": "absent"}}}, MET),
        (["a"], {"every": {"name": "present"}}, UNDECIDED),
    ],
)
def test_groups(rows: Value, tests: Value, expected: str) -> None:
    """A value that is a mapping passes by a condition on its own fields."""
    assert on("rows", rows, tests) == expected


def test_dotted_names_descend_into_lists() -> None:
    """`rows.name` is the name of each row."""
    assert on("rows", [{"name": "a"}, {"name": "b"}], "present") == MET
    one = artefact("A", rows=[{"name": "a"}, {"name": "b"}, {"due": "2026-01-01"}])
    assert verdict({"rows.name": {"count": {"exactly": "2"}}}, one) == MET


@pytest.mark.parametrize(
    ("fields", "tests", "expected"),
    [
        ({"day": "2026-01-02", "days": ["2026-01-01"]}, {"after": {"field": "days"}}, MET),
        ({"day": "2026-01-31", "days": ["2025-12-31"]}, {"at_most": {"field": "days", "plus": "P1M"}}, MET),
        ({"day": "2026-02-28", "days": ["2026-01-31"]}, {"at_most": {"field": "days", "plus": "P1M"}}, MET),
        ({"day": "2026-03-01", "days": ["2026-01-31"]}, {"at_most": {"field": "days", "plus": "P1M"}}, UNMET),
        ({"day": "2026-01-01"}, {"same_as": {"field": "days"}}, UNMET),
        ({"day": "2026-01-01"}, {"differs_from": {"field": "days"}}, MET),
        ({"day": "2026-01-01", "days": ["soon"]}, {"same_as": {"field": "days"}}, UNDECIDED),
        ({"day": "2026-01-01", "days": ["soon", "2026-01-01"]}, {"same_as": {"field": "days"}}, MET),
        ({"day": "2026-11-01", "span": "P1M"}, {"within": {"field": "span"}}, MET),
        ({"day": "2026-11-01"}, {"within": {"field": "span"}}, UNMET),
        ({"day": "2026-11-01", "span": "a while"}, {"within": {"field": "span"}}, UNDECIDED),
        ({"day": "2027-11-01", "span": "a while"}, {"within": {"field": "span"}}, UNMET),
    ],
)
def test_operands(fields: dict[str, Value], tests: Value, expected: str) -> None:
    """An operand stands for any one of its values; an absent one makes the test false, a malformed one undecided."""
    assert verdict({"day": tests}, artefact("A", **fields)) == expected


def test_within_turns_on_another_day() -> None:
    """The same files may be judged otherwise on another day."""
    one = artefact("A", day="2026-01-31")
    assert verdict({"day": {"within": "P1M"}}, one, as_of=date(2026, 2, 28)) == MET
    assert verdict({"day": {"within": "P1M"}}, one, as_of=date(2026, 3, 1)) == UNMET


TWO_KINDS = words(
    [
        a_type("gadget", fields={"score": "number", "due": "date"}),
        a_type("bench", fields={"score": "text"}),
        a_type("note"),
    ]
)


@pytest.mark.parametrize(
    ("fields", "tests"), [({"score": "9"}, {"at_least": "10"}), ({"score": "9"}, {"at_most": "10"})]
)
def test_a_text_has_no_order(fields: dict[str, Value], tests: Value) -> None:
    """A `9` in a type that does not declare the field comes after a `10`, as a text."""
    rule = a_rule({"score": tests}, {"type": ["gadget", "note"]}, vocabulary=TWO_KINDS)
    found = judged(rule, a_graph(artefact("N", "note", **fields), vocabulary=TWO_KINDS))
    assert [each.verdict for each in found] == [UNDECIDED]


def test_a_text_is_no_date() -> None:
    """What no type declares to be a date is compared with days, by one operator and not by the other."""
    for tests in ({"within": "P1M"}, {"before": "as_of"}):
        rule = a_rule({"due": tests}, {"type": ["gadget", "note"]}, vocabulary=TWO_KINDS)
        found = judged(rule, a_graph(artefact("N", "note", due="2026-11-20"), vocabulary=TWO_KINDS))
        assert [each.verdict for each in found] == [UNDECIDED]


@pytest.mark.parametrize("subject", [{"type": ["gadget", "bench"]}, {"type": "any"}, {"trait": "document"}])
def test_kinds_that_do_not_compare_are_a_mistake(subject: Value) -> None:
    """A number of one type and a text of another are compared as texts."""
    with pytest.raises(PackError, match="'score' is a number of gadget, a text of bench; they do not compare"):
        a_rule({"score": {"at_least": "10"}}, subject, vocabulary=TWO_KINDS)
    assert a_rule({"type": "gadget", "score": {"at_least": "10"}}, subject, vocabulary=TWO_KINDS)


@pytest.mark.parametrize(
    "tests", ["present", "absent", {"count": {"exactly": "1"}}, {"is": "resolved"}, {"is_not": "resolved"}]
)
def test_no_test_of_an_unsure_link_is_decided(tests: Value) -> None:
    """The status of a link of which nothing is known counts as one that is there."""
    writer = artefact("A", links={"verified_by": "T-9"})
    rule = a_rule({"status": tests}, {"link": "verified_by"})
    assert [each.verdict for each in judged(rule, a_graph(writer, broken_file("z.yaml")))] == [UNDECIDED]


def traced_on(require: Value, *artefacts: Artefact) -> Evidence:
    """What is seen of the first artefact under a condition."""
    graph = a_graph(*artefacts)
    rule = a_rule(require, {"type": "procedure"})
    return traced(rule, graph.nodes[0], scene_of(graph))


@pytest.mark.parametrize(
    ("require", "fields", "malformed", "beside"),
    [
        ({"number": {"contains": {"field": "whole"}}}, {"number": "1", "whole": "few"}, {"whole"}, "compared with `whole` `few`"),
        ({"days": {"every": {"before": {"field": "day"}}}}, {"days": ["2026-01-01"], "day": "soon"}, {"day"}, "`day` `soon`"),
        ({"day": {"before": {"field": "rows.due"}}}, {"day": "2026-01-01", "rows": [{"due": "soon"}]}, {"rows.due"}, "`rows.due` `soon`"),
        (
            {"day": {"in": [{"field": "days"}, {"field": "rows.due"}]}},
            {"day": "2026-01-01", "days": ["soon"], "rows": [{"due": "then"}]},
            {"days", "rows.due"},
            "has `day` `2026-01-01` compared with `days` `soon` compared with `rows.due` `then`",
        ),
    ],
)  # fmt: skip
def test_what_is_compared_with_and_does_not_read_is_named(
    require: Value, fields: dict[str, Value], malformed: set[str], beside: str
) -> None:
    """A comparison stays open, and nothing says which field keeps it so."""
    found = traced_on(require, artefact("A", **fields))
    assert found.truth is None
    assert {cause.about.partition(":")[2] for cause in found.causes} == malformed
    assert beside in found.seen


def test_an_operand_that_cannot_be_read_hides_no_other() -> None:
    """Beside the field of an unreadable artefact the malformed one of another is not named."""
    that = {"type": "report", "day": {"in": [{"subject": "day"}, {"field": "days"}]}}
    report = artefact("U", "report", day="2026-01-01", days=["soon"])
    found = traced_on({"some": "artefacts", "that": that}, artefact("A", unreadable=True), report)
    assert Cause("malformed", "1:days") in set(causes_of(found))


def causes_of(evidence: Evidence) -> Iterator[Cause]:
    yield from evidence.causes
    for child in evidence.children:
        yield from causes_of(child)


def test_a_text_in_the_place_of_a_group_is_like_nothing() -> None:
    """A text where a mapping belongs is compared as one."""
    twins = artefact("A", rows="x"), artefact("B", rows="x")
    assert verdict({"unique": "rows"}, *twins) == UNDECIDED
