"""One cause, one finding: what only repeats another finding is told beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from art17.evaluation.aspects import words_of_records
from art17.evaluation.causes import Grouped
from art17.evaluation.evaluate import judgements
from art17.evaluation.findings import WordedOnce, failures_of, findings_of, findings_on, hidden_by, name_of, worded
from art17.evaluation.rule import Rule
from art17.evaluation.wording import clause, sentences, some_of
from art17.graph.graph import Graph
from art17.model.artefact import Artefact
from art17.model.evidence import Evidence
from art17.model.report import Finding
from art17.model.vocabulary import LinkOf
from builders import MANIFEST, SMALL, a_graph, a_rule, a_type, artefact, broken_file, scene_of, words

NEEDS_REPORT = {"some": "artefacts", "that": {"type": "report"}}
BROKEN_LINK = {"status": {"is_not": "unknown"}}
PROCEDURE = {"type": "procedure"}


def a_named(name: str, *arguments: object, **more: object) -> Rule:
    return replace(a_rule(*arguments, **more), id=f"pack/folder/{name}")


def findings(rules: Iterable[Rule], graph: Graph) -> list[Finding]:
    scene = scene_of(graph)
    return list(findings_of(tuple(judgements(rules, scene, MANIFEST)), scene))


def told(rules: Iterable[Rule], graph: Graph) -> list[tuple[str, str, tuple[str, ...]]]:
    """The rule, the subject, and what is blocked, of each finding."""
    return [
        (finding.rule.rpartition("/")[2], finding.subject.id, tuple(each.rpartition("/")[2] for each in finding.blocks))
        for finding in findings(rules, graph)
    ]


def test_what_is_absent_is_told_once() -> None:
    """Two rules that lack the same report make one finding, and the graver speaks."""
    grave = a_named("has-report", NEEDS_REPORT, "qms")
    mild = a_named(
        "report-is-passed", {**NEEDS_REPORT, "that": {"type": "report", "text": "pass"}}, "qms", severity="note"
    )
    assert told([mild, grave], a_graph(artefact("A"))) == [("has-report", "qms", ("report-is-passed",))]


def test_a_draft_is_told_once() -> None:
    """What exists only as draft is one finding, though two rules want it."""
    graph = a_graph(artefact("T", "report", status="draft"))
    one, two = a_named("a", NEEDS_REPORT, "qms"), a_named("b", NEEDS_REPORT, "qms")
    assert told([one, two], graph) == [("a", "qms", ("b",))]


def test_a_broken_link_is_told_where_it_is_written() -> None:
    """A rule that fails for a link that leads nowhere is blocked by the finding on the link."""
    graph = a_graph(artefact("A", links={"verified_by": "T-9"}))
    link = a_named("target-exists", BROKEN_LINK, {"link": "any"})
    wants = a_named("is-verified", {"some": "verified_by"}, {"type": "procedure"})
    assert told([wants, link], graph) == [("target-exists", "A", ("is-verified",))]


def test_a_malformed_value_is_told_once() -> None:
    """A rule that cannot read a date is blocked by the finding on the date."""
    graph = a_graph(artefact("A", day="soon", defects=[("bad-date", "day")]))
    bad = a_named("well-formed", None, {"defect": "bad-date"})
    wants = a_named("is-recent", {"day": {"within": "P1M"}}, {"type": "procedure"})
    assert told([wants, bad], graph) == [("well-formed", "A", ("is-recent",))]


def test_an_ambiguous_link_is_the_fault_of_the_twin() -> None:
    """A link to an id that stands twice is told with the second of the id."""
    twins = (
        artefact("T", "report", path="1.yaml", status="approved"),
        artefact("T", "report", path="2.yaml", status="approved"),
    )
    graph = a_graph(artefact("A", links={"verified_by": "T"}, status="approved"), *twins)
    unique = a_named("id-is-unique", None, {"defect": "duplicate-id"})
    clear = a_named("target-is-clear", {"status": {"is_not": "ambiguous"}}, {"link": "any"})
    assert [(rule, blocks) for rule, _, blocks in told([clear, unique], graph)] == [
        ("id-is-unique", ("target-is-clear",))
    ]


def test_what_is_unreadable_is_no_finding() -> None:
    """The report tells an unreadable file as a problem; what hangs on it is not told again."""
    assert told([a_named("has-report", NEEDS_REPORT, "qms")], a_graph(broken_file("z.yaml"))) == []


def test_ones_own_fault_is_told() -> None:
    """A failure that is nobody else's stands alone, one for each subject."""
    graph = a_graph(artefact("A"), artefact("B"))
    rule = a_named("has-text", {"text": "present"}, {"type": "procedure"})
    assert told([rule], graph) == [("has-text", "A", ()), ("has-text", "B", ())]


def test_fingerprints_survive_a_move_and_tell_findings_apart() -> None:
    """The same fault has the same id at another path; two faults have two."""
    rule = a_named("has-text", {"text": "present"}, {"type": "procedure"})
    here = findings([rule], a_graph(artefact("A"), artefact("B")))
    there = findings([rule], a_graph(artefact("A", path="old/A.yaml"), artefact("B")))
    assert {finding.id for finding in here} == {finding.id for finding in there}
    assert len({finding.id for finding in here}) == 2


def test_messages_name_the_subject() -> None:
    """`{subject}` and its fields are filled in."""
    rule = a_named(
        "has-text", {"text": "present"}, {"type": "procedure"}, message="{subject} of {subject.day} has none."
    )
    found = findings([rule], a_graph(artefact("A", day="2026-01-01")))
    assert "A of 2026-01-01 has none." in found[0].message.replace("`", "")


def test_what_stands_nowhere_is_told_without_a_place() -> None:
    """Beside what has no place stand empty brackets."""
    there = Evidence("is there", "B", "has no `text`", truth=False)
    tree = Evidence("has some", "A", "", truth=False, shape="some", verb="leads to", children=(there,))
    assert sentences(tree) == ("A leads to B, which has no `text`.",)


def test_a_sentence_ends_where_no_reader_follows() -> None:
    """Conditions within conditions are told to the last, or not as far as they could be."""
    tree = Evidence("", "A", "the last", truth=False)
    for depth in reversed(range(10)):
        tree = Evidence("", "A", f"at {depth}", truth=False, shape="all", children=(tree,))
    assert clause(tree, 0, wrong=True) == "at 7"
    assert clause(tree, 5, wrong=True) == "at 2"


def test_the_law_binds_each_system_from_its_own_day() -> None:
    """A system whose class is open hides that of the next; a rule without a provision binds none."""
    systems = artefact("S1", "system"), artefact("S2", "system", annex_iii_point="Annex III(4)(a)")
    graph = a_graph(artefact("A", links={"covers": ["S1", "S2"]}), *systems)
    rule = a_named("has-text", {"text": "present"}, {"type": "procedure"})
    assert {each.system for each in findings([rule], graph)[0].binding} == {"S2"}
    assert findings([replace(rule, provisions=())], graph)[0].binding == ()


FIRST = artefact("S1", "system", annex_i_section="A")
SECOND = artefact("S2", "system", annex_iii_point="Annex III(4)")


@pytest.mark.parametrize(
    ("systems", "since"),
    [
        ((FIRST, SECOND), date(2027, 12, 2)),
        ((FIRST,), date(2028, 8, 2)),
        ((FIRST, artefact("S2", "system", annex_iii_point="Annex III(4)", status="retired")), date(2028, 8, 2)),
        ((FIRST, artefact("S2", "system", annex_iii_point="Annex III(4)", lifecycle="withdrawn")), date(2028, 8, 2)),
        ((FIRST, artefact("S2", "system", annex_iii_point="Annex III(4)", classification="exempt")), date(2028, 8, 2)),
        ((FIRST, artefact("S2", "system", classification="high-risk")), None),
        ((FIRST, artefact("U", "used", annex_iii_point="Annex III(4)")), date(2028, 8, 2)),
        ((artefact("U", "used", annex_iii_point="Annex III(4)"),), None),
        ((), None),
    ],
)
def test_what_is_about_no_system_binds_the_house_with_its_first(
    systems: tuple[Artefact, ...], since: date | None
) -> None:
    """A finding on the house has no date, or that of a system which is none of its own, is out, or states no annex."""
    own = a_type("system", "system", fields={"classification": "text"})
    vocabulary = replace(SMALL, types={**SMALL.types, "system": own, "used": a_type("used", "system")})
    rule = a_named(
        "has-text", {"text": "present"}, {"type": "procedure"}, provisions=("Art. 9",), vocabulary=vocabulary
    )
    found = findings([rule], a_graph(artefact("A"), *systems, vocabulary=vocabulary))[0].binding
    assert [(each.system, each.since) for each in found] == ([("", since)] if since else [])


def test_a_rule_binds_by_its_provision_that_is_read_in_two_ways() -> None:
    """Where the second provision of a rule is disputed, only the day of the first is told."""
    system = artefact("S", "system", annex_iii_point="Annex III(4)")
    rule = a_named("has-text", {"text": "present"}, {"type": "system"}, provisions=("Art. 16(i)", "Art. 49(1)"))
    dates = [each.since for each in findings([rule], a_graph(system))[0].binding]
    assert dates == [date(2026, 8, 2), date(2027, 12, 2)]


def test_a_finding_has_the_evidence_it_rests_on() -> None:
    """The tree behind a finding is lost."""
    because = findings([a_named("has-text", {"text": "present"}, {"type": "procedure"})], a_graph(artefact("A")))[
        0
    ].because
    assert (because.of, because.seen) == ("A", "has no `text`")


def test_a_malformed_operand_is_told_once() -> None:
    """A rule that compares with a field that does not read is told beside the finding on that field."""
    graph = a_graph(artefact("A", day="2026-11-01", span="annually", defects=[("bad-value", "span")]))
    bad = a_named("well-formed", None, {"defect": "bad-value"})
    wants = a_named("is-recent", {"day": {"within": {"field": "span"}}}, {"type": "procedure"})
    assert told([wants, bad], graph) == [("well-formed", "A", ("is-recent",))]


def test_a_malformed_value_beneath_an_if_is_told_once() -> None:
    """What holds beside a question that stays open (`if` it is there) keeps the failure from its cause."""
    graph = a_graph(artefact("A", day="soon", defects=[("bad-date", "day")]))
    bad = a_named("well-formed", None, {"defect": "bad-date"})
    require = {"if": {"day": "present"}, "then": {"day": {"at_least": "as_of"}}}
    assert told([a_named("is-ahead", require, {"type": "procedure"}), bad], graph) == [
        ("well-formed", "A", ("is-ahead",))
    ]


def test_a_malformed_part_of_a_group_is_told_once() -> None:
    """A value in a group is named by all its keys, in the finding on it and where it is asked for."""
    graph = a_graph(artefact("A", rows={"due": "soon"}, defects=[("bad-date", "rows.due")]))
    bad = a_named("well-formed", None, {"defect": "bad-date"})
    wants = a_named("is-recent", {"rows.due": {"within": "P1M"}}, {"type": "procedure"})
    assert told([wants, bad], graph) == [("well-formed", "A", ("is-recent",))]


def test_what_lacks_something_beside_a_malformed_value_stands_alone() -> None:
    """A failure with a fault of its own disappears under another's malformed value."""
    graph = a_graph(artefact("A", day="soon", defects=[("bad-date", "day")]))
    bad = a_named("well-formed", None, {"defect": "bad-date"})
    wants = a_named("is-recent", {"day": {"within": "P1M"}, "text": "present"}, {"type": "procedure"})
    assert told([wants, bad], graph) == [("is-recent", "A", ()), ("well-formed", "A", ())]


def test_an_undecided_finding_claims_nothing() -> None:
    """What could not be judged is told as a fact, and its fix as what to do."""
    graph = a_graph(artefact("A", basis="whatever"))
    require = {"basis": "Art. 9"}
    rule = a_named("is-on", require, {"type": "procedure"}, message="{subject} is on nothing.", fix="Say what.")
    found = findings([rule], graph)[0]
    assert found.verdict == "undecided"
    assert found.message == "It cannot be decided whether this is so: Procedure A is on nothing."
    assert found.fix == "Settle what cannot be decided: A has `basis` `whatever`. If the finding remains: Say what."


def test_what_keeps_a_finding_open_is_told_sentence_by_sentence() -> None:
    """Two things that cannot be decided run together."""
    require = {"basis": "Art. 9", "day": {"within": "P1M"}}
    graph = a_graph(artefact("A", basis="whatever", day="soon"))
    (found,) = findings([a_named("is-on", require, {"type": "procedure"}, fix="Say what.")], graph)
    told = "A has `basis` `whatever`. A has `day` `soon`."
    assert found.fix == f"Settle what cannot be decided: {told} If the finding remains: Say what."


@pytest.mark.parametrize("message", ["{subject} is not shown.", None])
def test_an_open_finding_names_a_provision_with_its_topic(message: str | None) -> None:
    """Of a provision that cannot be judged only the number is told."""
    require = {"some": "artefacts", "that": {"type": "procedure", "day": {"within": "P1M"}}}
    rule = a_named("is-shown", require, {"provision": ["Art. 17(1)(g)"]}, **({"message": message} if message else {}))
    found = findings([rule], a_graph(artefact("A", day="soon")))[0]
    assert "Art. 17(1)(g) (risk management system)" in found.message


def test_a_malformed_value_speaks_for_the_whole_that_holds_it() -> None:
    """A value deep in a group is told beside the rule that asks for the group."""
    bad = a_named("well-formed", None, {"defect": "bad-value"})
    wants = a_named("is-unique", {"unique": "rows"}, {"type": "procedure"})
    graph = a_graph(artefact("A", rows="soon", defects=[("bad-value", "rows.due.day")]), artefact("B", rows="x"))
    assert ("well-formed", "A", ("is-unique",)) in told([wants, bad], graph)


def test_words_are_kept_for_the_very_same_failures() -> None:
    """Where a session judges again what did not change it words nothing anew; another cause is worded."""
    rules = [
        a_named("one", {"text": "a"}, {"type": "procedure"}),
        a_named("two", {"day": "present"}, {"type": "procedure"}),
    ]
    scene = scene_of(a_graph(artefact("A")))
    first, second = failures_of(tuple(judgements(rules, scene, MANIFEST)), scene)
    alone, other = Grouped(first, ()), Grouped(second, ())
    word = WordedOnce()
    said = word(alone, scene)
    assert said == tuple(worded(alone, scene))
    assert word(Grouped(first, ()), scene) is said
    assert word(other, scene) != said
    for changed in (Grouped(first, ("x",)), Grouped(first, (), (second,)), Grouped(replace(first), ())):
        assert not alone.is_same(changed)
        assert word(changed, scene) is not said
        said = word(alone, scene)
    both = Grouped(first, (), (second,))
    assert both.is_same(Grouped(first, (), (second,)))
    assert not both.is_same(Grouped(first, (), (first,)))
    word.keep([second])
    assert word(alone, scene) is not said
    said = word(alone, scene)
    word.keep([first])
    assert word(alone, scene) is said


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-11-24", "It is 1 day off."),
        ("2026-11-22", "It is 1 day off."),
        ("2026-11-23", "It is 0 days off."),
        ("2026-12-23", "It is 30 days off."),
        ("soon", "It is some days off."),
        (None, "It is some days off."),
        (["later", "2026-11-20"], "It is 3 days off."),
    ],
)
def test_days_from_now_are_counted(day: object, expected: str) -> None:
    """A message tells how far off a day is, in whole days, either way."""
    rule = a_named("off", {"text": "a"}, {"type": "procedure"}, message="It is {days.subject.days} off")
    assert [each.message for each in findings([rule], a_graph(artefact("A", days=day)))] == [expected]


def test_a_few_are_named_and_the_rest_are_counted() -> None:
    """All of a few are named; of many the first, and how many more there are."""
    assert [some_of(list("abcdef")[:count]) for count in (1, 3, 4)] == ["a", "a, b, c", "a, b, c and 1 more"]


def test_what_is_open_is_said_with_its_names_and_days() -> None:
    """A finding that could not be decided fills its message in as any other does."""
    rule = a_named(
        "open", {"day": {"before": "as_of"}}, PROCEDURE, message="It is {days.subject.days} off for {subject}"
    )
    found = findings([rule], a_graph(artefact("A", day="soon", days="2026-11-24")))
    assert [each.message for each in found] == [
        "It cannot be decided whether this is so: It is 1 day off for Procedure A."
    ]


def test_what_one_finding_speaks_for_keeps_the_name_that_it_would_have() -> None:
    """Where a broken link explains what else fails, the hidden one is named as it would be by itself, pair by pair."""
    pairs = a_named("pairs", {"every": "verified_by", "as": "it", "that": {"text": "a"}}, PROCEDURE, each="it")
    scene = scene_of(
        a_graph(artefact("A", links={"verified_by": ["R", "S"]}), artefact("R", "report"), artefact("S", "report"))
    )
    (failure,) = failures_of(tuple(judgements([pairs], scene, MANIFEST)), scene)
    shown = [each.id for each in findings_on([failure], scene)]
    assert list(hidden_by(failure, scene)) == shown
    assert len(set(shown)) == 2
    plain = a_named("plain", {"text": "a"}, PROCEDURE)
    judged = tuple(judgements([plain], scene, MANIFEST))
    assert [name_of(each, scene) for each in judged] == [each.id for each in findings_of(judged, scene)]


def test_what_was_worded_is_told_as_it_is() -> None:
    """Words that are kept are handed on; of one name twice the second is numbered, and nothing hides itself."""
    scene = scene_of(a_graph(artefact("A")))
    (failure,) = failures_of(tuple(judgements([a_named("one", {"text": "a"}, PROCEDURE)], scene, MANIFEST)), scene)
    (made,) = worded(Grouped(failure, ()), scene)
    (told,) = findings_on([failure], scene, lambda _: (made,))
    assert told is made
    hiding = replace(made, hides=("another", made.id))
    first, second = findings_on([failure], scene, lambda _: (hiding, hiding))
    assert (first.id, first.hides) == (made.id, ("another",))
    assert second.id not in {"another", made.id}
    assert second.hides == ("another", made.id)


@pytest.mark.parametrize(
    ("require", "subject", "cause"),
    [
        ({"status": "resolved"}, {"link": "verified_by"}, "T-9 of  old"),
        ({"provision": "present"}, {"citation": "any"}, "Annex Q of the"),
        ({"status": "ok"}, {"citation": "any", "where": {"status": "unknown"}}, "Art. 17(1)(z) unknown Art. 17(1)"),
        ({"status": "unknown"}, {"citation": "any", "where": {"status": "ok"}}, "Art. 9 ok"),
        (None, {"defect": "bad-date"}, "day of  old"),
        ({"some": "artefacts", "that": {"type": "report"}}, {"provision": "Art. 9"}, "Art. 9"),
        ({"text": "a"}, PROCEDURE, ""),
    ],
)
def test_findings_of_one_rule_are_put_together_by_their_cause(require: object, subject: object, cause: str) -> None:
    """What is wrong is told apart where one rule finds different things, on one line."""
    made = artefact(
        "A",
        links={"verified_by": "T-9 of  old"},
        cites=["Art. 17(1)(z)", "Annex Q of the  AI Act", "Art. 9"],
        defects=[("bad-date", "day of  old")],
    )
    found = findings([a_named("one", require, subject)], a_graph(made))
    assert [each.cause for each in found] == [" ".join(cause.split())]


def test_a_house_of_old_systems_is_bound_by_what_leaves_them_out() -> None:
    """Where all systems are left out, the transitional provision is told in the place of a day."""
    own = a_type("system", "system", fields={"classification": "text"})
    vocabulary = replace(SMALL, types={**SMALL.types, "system": own})
    rule = a_named("has-text", {"text": "present"}, PROCEDURE, provisions=("Art. 9",), vocabulary=vocabulary)
    old = {"annex_iii_point": "Annex III(4)", "placed_on_market": "2025-01-01"}
    graph = a_graph(artefact("A"), artefact("S1", "system", **old), vocabulary=vocabulary)
    (found,) = findings([rule], graph)[0].binding
    assert (found.system, found.since, found.basis, found.confidence) == ("", None, "Art. 111(2)", "confirmed")


def test_days_deep_in_a_group_are_counted() -> None:
    """How far off a day is can be told of a part of a group, too."""
    rule = a_named("off", {"text": "a"}, PROCEDURE, message="It is {days.subject.rows.due} off")
    (found,) = findings([rule], a_graph(artefact("A", rows=[{"name": "x", "due": "2026-11-20"}])))
    assert found.message == "It is 3 days off."
    assert found.subject.called == "Procedure A"


def test_what_is_named_like_its_type_is_named_once() -> None:
    """`Procedure procedure` and `Procedure P "procedure"` say one word twice."""
    rule = a_named("one", {"text": "a"}, PROCEDURE, message="{subject} is short")
    for made in (artefact("procedure"), artefact("P", title="PROCEDURE")):
        (found,) = findings([rule], a_graph(made))
        assert found.message.lower().count("procedure") == 1


def test_another_language_says_how_to_settle_what_is_open() -> None:
    """What keeps a finding open is known in English alone, so that the other words are all that is said."""
    english = "Settle what cannot be decided. If the finding remains:"
    vocabulary = replace(SMALL, words={english: "Klären, was offen ist. Bleibt der Befund:"})
    rule = a_named("is-on", {"basis": "Art. 9"}, PROCEDURE, fix="Say what.")
    (found,) = findings([rule], a_graph(artefact("A", basis="whatever"), vocabulary=vocabulary))
    assert found.fix == "Klären, was offen ist. Bleibt der Befund: Say what."


def test_links_that_lead_to_records_ask_for_records() -> None:
    """Also one that leads to whatever is a record."""
    links = (LinkOf("shown_by", "", "shows", targets=("record",)), LinkOf("kept_by", "", "keeps", targets=("role",)))
    vocabulary = words([a_type("log", "record"), a_type("role", "role")], links)
    assert words_of_records(vocabulary) == {"log", "shown_by"}


def test_an_item_whose_id_stands_twice_is_named_with_its_register() -> None:
    """Also where it is the first of all artefacts."""
    graph = a_graph(
        artefact("K", "risk", within="A"),
        artefact("A", "register"),
        artefact("K", "risk", within="B"),
        artefact("B", "register"),
    )
    found = findings([a_named("one", {"text": "a"}, {"type": "risk"})], graph)
    assert graph.nodes[0].name == "K"
    assert [each.subject.id for each in found] == ["A#K", "B#K"]
