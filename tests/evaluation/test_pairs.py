"""Names that a rule gives to nodes: in its sentences, and as findings of their own."""

from __future__ import annotations

import pytest

from art17.errors import PackError
from art17.evaluation.evaluate import judgements
from art17.evaluation.findings import findings_of
from art17.model.report import Finding
from builders import MANIFEST, a_graph, a_rule, artefact, scene_of

PASSES = {"every": "verified_by", "as": "report", "that": {"text": "pass"}}


def findings(require: object, *artefacts: object, **more: object) -> list[Finding]:
    rule, scene = a_rule(require, {"type": "control"}, **more), scene_of(a_graph(*artefacts))
    return list(findings_of(tuple(judgements([rule], scene, MANIFEST)), scene))


def reports(*texts: str) -> tuple[object, ...]:
    names = [f"T-{at}" for at in range(1, len(texts) + 1)]
    made = [artefact(name, "report", text=text) for name, text in zip(names, texts, strict=True)]
    return (artefact("C-1", "control", links={"verified_by": names}), *made)


def test_a_sentence_names_what_is_at_fault() -> None:
    """`{NAME}` and `{NAME.FIELD}` are the nodes that fail, the first three and how many more."""
    said = {"message": "{subject} rests on {report} ({report.text}).", "fix": "Mend {report}."}
    (finding,) = findings(PASSES, *reports("pass", "fail", "fail", "open", "fail", "fail"), **said)
    assert finding.message == "Control C-1 rests on Report T-2, Report T-3, Report T-4 and 2 more (fail, open)."
    assert finding.fix == "Mend Report T-2, Report T-3, Report T-4 and 2 more."


def test_each_pair_that_fails_is_a_finding() -> None:
    """With `each` every pair has its finding, its fingerprint and its own reasons."""
    said = {"message": "{subject} fails {report}.", "each": "report"}
    found = findings(PASSES, *reports("pass", "fail", "fail"), **said)
    assert [each.message for each in found] == ["Control C-1 fails Report T-2.", "Control C-1 fails Report T-3."]
    assert len({each.id for each in found}) == 2
    before, after = findings(PASSES, *reports("pass", "fail", "pass"), **said), found
    assert [each.id for each in before] == [after[0].id], "a pair keeps its fingerprint whatever the others do"


def test_a_node_that_none_may_be_is_at_fault() -> None:
    """Of `none` those that pass are at fault."""
    require = {"none": "verified_by", "as": "report", "that": {"text": "fail"}}
    found = findings(require, *reports("pass", "fail"), message="{report} speaks against {subject}.", each="report")
    assert [each.message for each in found] == ["Report T-2 speaks against Control C-1."]


def test_names_within_names_are_filled_in() -> None:
    """A pair names what is looked for on the way to it, too."""
    require = {
        "every": "verified_by",
        "as": "report",
        "that": {"every": "covers", "as": "system", "that": {"text": "x"}},
    }
    made = [
        artefact("C-1", "control", links={"verified_by": ["T-1"]}),
        artefact("T-1", "report", links={"covers": ["S-1", "S-2"]}),
        artefact("S-1", "system"),
        artefact("S-2", "system", text="x"),
    ]
    (finding,) = findings(require, *made, message="{subject} is not tested for {system} by {report}.", each="system")
    assert finding.message == "Control C-1 is not tested for System S-1 by Report T-1."


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"each": "reprt"}, "'reprt' is not a name given by `as:` in `require`; did you mean 'report'?"),
        ({"message": "{reprt}"}, "'reprt' is not a word that is filled in; did you mean 'report'?"),
        ({"message": "{report.txt}"}, "'txt' is not a field"),
    ],
)
def test_a_name_that_nothing_has_is_a_mistake(more: dict[str, str], message: str) -> None:
    """A name is one that `as:` gives, and its fields are declared."""
    with pytest.raises(PackError) as error:
        a_rule({**PASSES, "that": {"type": "report", "text": "pass"}}, {"type": "control"}, **more)
    assert message in error.value.problems[0].message


def test_of_some_no_pair_fails_by_itself() -> None:
    """Where one is enough, none that does not pass is wrong."""
    with pytest.raises(PackError, match="one is enough"):
        a_rule({"some": "verified_by", "as": "report"}, {"type": "control"}, each="report")


def test_an_undecided_pair_is_told_as_undecided() -> None:
    """Beside a pair that fails, one of which nobody knows claims nothing."""
    require = {"every": "verified_by", "as": "report", "that": {"day": {"before": "as_of"}}}
    made = [artefact("T-1", "report", day="2027-01-01"), artefact("T-2", "report", day="soon")]
    control = artefact("C-1", "control", links={"verified_by": ["T-1", "T-2"]})
    found = findings(require, control, *made, message="{report} is late.", each="report")
    assert [(each.verdict, each.message) for each in found] == [
        ("unmet", "Report T-1 is late."),
        ("undecided", "It cannot be decided whether this is so: Report T-2 is late."),
    ]


def test_a_pair_speaks_for_the_rule_as_a_whole() -> None:
    """What was said of a whole rule before it told each pair is known by the finding on the pair."""
    (whole,) = findings(PASSES, *reports("pass", "fail"))
    (pair,) = findings(PASSES, *reports("pass", "fail"), each="report")
    assert (whole.hides, pair.hides) == ((), (whole.id,))


def test_what_a_denial_is_about_is_at_fault() -> None:
    """Beneath `not` and `none` a sentence names what passes, at any depth."""
    denied = {"not": {"some": "verified_by", "as": "report", "that": {"text": "fail"}}}
    (finding,) = findings(denied, *reports("pass", "fail"), message="{report} speaks against {subject}.")
    assert finding.message == "Report T-2 speaks against Control C-1."
    deep = {"none": "verified_by", "as": "report", "that": {"some": "covers", "as": "system", "that": {"text": "x"}}}
    made = [
        artefact("C-1", "control", links={"verified_by": ["T-1"]}),
        artefact("T-1", "report", links={"covers": ["S-1", "S-2"]}),
        artefact("S-1", "system"),
        artefact("S-2", "system", text="x"),
    ]
    (finding,) = findings(deep, *made, message="{report} is about {system}.")
    assert finding.message == "Report T-1 is about System S-2."


def test_what_is_open_names_what_keeps_it_open() -> None:
    """A finding that could not be decided fills in the names that the rule gives."""
    require = {"every": "verified_by", "as": "report", "that": {"day": {"before": "as_of"}}}
    control = artefact("C-1", "control", links={"verified_by": ["T-1"]})
    (finding,) = findings(require, control, artefact("T-1", "report", day="soon"), message="{report} is late.")
    assert finding.message == "It cannot be decided whether this is so: Report T-1 is late."


def test_what_is_no_name_stays_as_it_is_written() -> None:
    """A placeholder that a message speaks of is not filled in."""
    (finding,) = findings(PASSES, *reports("fail"), message="{subject} still says {{TOKEN}}.")
    assert finding.message == "Control C-1 still says {{TOKEN}}."
