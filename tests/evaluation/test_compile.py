"""Mistakes in rules: all told at once, each with its place and the nearest word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from art17.conditions.links import LinkTest
from art17.errors import Mistakes, PackError
from art17.evaluation.compile import compiled, rule_of
from art17.model.value import Value
from builders import SMALL, a_rule, law, route_of, rule_text


def mistakes(require: Value = None, subject: Value = None, **more: Value) -> list[tuple[tuple[str | int, ...], str]]:
    """The route and message of each mistake of a rule."""
    with pytest.raises(PackError) as error:
        compiled([rule_text(require, subject, **more)], SMALL, law())
    return [(route_of(problem.place), problem.message) for problem in error.value.problems]


FINE = {"text": "present"}
RISK = {"type": "risk"}


@pytest.mark.parametrize(
    ("require", "route", "message"),
    [
        ({"txet": "present"}, ("require", "txet"), "'txet' is not a field of risk; did you mean 'text'?"),
        ({"text": {"matchs": "a"}}, ("require", "text", "matchs"), "'matchs' is not a test; did you mean 'matches'?"),
        ({"type": "risc"}, ("require", "type"), "'risc' is not a type; did you mean 'risk'?"),
        ({"trait": "ownd"}, ("require", "trait"), "'ownd' is not a trait; did you mean 'owned'?"),
        ({"some": "mitigatedby"}, ("require", "some"), "'mitigatedby' is not a link; did you mean 'mitigated_by'?"),
        ({"satisfies": "Art. 17(1)(z)"}, ("require", "satisfies"), "'Art. 17(1)(z)' is not a provision"),
        ({"cites": "the law"}, ("require", "cites"), "'the law' is not a citation"),
        ({"level": "hihg"}, ("require", "level", "is"), "'hihg' is not one of low, high; did you mean 'high'?"),
        ({"day": "soon"}, ("require", "day", "is"), "'soon' does not read as a date"),
        ({"number": {"at_least": "many"}}, ("require", "number", "at_least"), "'many' does not read as a number"),
        ({"text": {"at_least": "a"}}, ("require", "text", "at_least"), "'text' is a text"),
        (
            {"number": {"before": "1"}},
            ("require", "number", "before"),
            "`before` compares dates; 'number' is a number",
        ),
        ({"text": {"within": "P1M"}}, ("require", "text", "within"), "`within` asks of a date"),
        ({"day": {"within": "soon"}}, ("require", "day", "within"), "'soon' does not read as a duration"),
        ({"text": {"matches": "("}}, ("require", "text", "matches"), "is not an RE2 expression"),
        ({"text": {"present": "perhaps"}}, ("require", "text", "present"), "'perhaps' is not a truth value"),
        (
            {"texts": {"count": {"at_leest": "1"}}},
            ("require", "texts", "count", "at_leest"),
            "did you mean 'at_least'?",
        ),
        (
            {"texts": {"count": {"at_least": "few"}}},
            ("require", "texts", "count", "at_least"),
            "expected a whole number",
        ),
        ({"count": "mitigated_by"}, ("require",), "a count needs `at_least`, `at_most` or `exactly`"),
        ({"text": {"is": {"feild": "text"}}}, ("require", "text", "is", "feild"), "did you mean 'field'?"),
        ({"text": {"is": {"field": "txet"}}}, ("require", "text", "is", "field"), "did you mean 'text'?"),
        ({"day": {"is": {"as_of": "true", "plus": "x"}}}, ("require", "day", "is", "plus"), "'x' is not a duration"),
        (
            {"text": {"is": {"of": "it", "field": "text"}}},
            ("require", "text", "is", "of"),
            "is not a name given by `as:`",
        ),
        (
            {"some": "mitigated_by", "that": {"text": {"is": {"of": "", "field": "text"}}}},
            ("require", "that", "text", "is", "of"),
            "'' is not a name given by `as:`",
        ),
        (
            {"some": "mitigated_by", "as": ["it"], "that": {"text": {"is": {"of": "XXXX", "field": "text"}}}},
            ("require", "that", "text", "is", "of"),
            "'XXXX' is not a name given by `as:`",
        ),
        ({"that": FINE}, ("require", "that"), "`that` belongs to `some`, `every`, `none`, `count`"),
        ({"if": FINE}, ("require", "if"), "`if` needs a `then`"),
        ({"all": FINE}, ("require", "all"), "expected a list, found a mapping"),
        ({"not": [FINE]}, ("require", "not"), "`not` takes one condition, found a list"),
        ({"some": "mitigated_by", "including": ["draught"]}, ("require", "including"), "did you mean 'draft'?"),
        ({"some": "mitigated_by", "that": {"type": "person"}}, ("require", "that", "type"), "can never be person here"),
        (
            {"some": "mitigated_by", "that": {"type": ["control", "person"], "email": "present"}},
            ("require", "that", "email"),
            "'email' is not a field of control",
        ),
        ({"leads_to": FINE, "along": ["mitigate"]}, ("require", "along"), "did you mean 'mitigates'?"),
        ({"unique": "nmber"}, ("require", "unique"), "did you mean 'number'?"),
        ({"rows": {"every": {"nmae": "present"}}}, ("require", "rows", "every", "nmae"), "did you mean 'name'?"),
        (["text"], ("require",), "expected a mapping, found a list"),
        ({}, ("require",), "nothing is asked here"),
        ({"all": []}, ("require", "all"), "nothing is asked here"),
        ({"any": []}, ("require", "any"), "nothing is asked here"),
        ({"any": [FINE, {}]}, ("require", "any", 1), "nothing is asked here"),
        ({"not": {}}, ("require", "not"), "nothing is asked here"),
        ({"if": FINE, "then": {}}, ("require", "then"), "nothing is asked here"),
        ({"field": {}}, ("require", "field"), "nothing is asked here"),
        ({"provider": {}}, ("require", "provider"), "nothing is asked here"),
        ({"rows": {"every": {}}}, ("require", "rows", "every"), "nothing is asked here"),
        ({"texts": {"every": {}}}, ("require", "texts", "every"), "nothing is asked of `texts`"),
        ({"some": "mitigated_by", "that": {}}, ("require", "that"), "nothing is asked here"),
        ({"unique": ["number", "text"]}, ("require", "unique"), "expected the name of a field, found a list"),
        ({"acyclic": "artefacts"}, ("require", "acyclic"), "`artefacts` follows no link"),
        ({"bound_to": "artefacts"}, ("require", "bound_to"), "`artefacts` follows no link"),
        (
            {"leads_to": FINE, "along": []},
            ("require", "along"),
            "expected a word or a list of words, found an empty list",
        ),
        ({"some": "mitigated_by", "as": ["x"]}, ("require", "as"), "expected a name, found a list"),
        (
            {"every": "mitigated_by", "that": {"text": "a"}, "may_be_none": "yes"},
            ("require", "may_be_none"),
            "'yes' is not a truth value",
        ),
        (
            {"every": "mitigated_by", "that": {"text": "a"}, "may_be_none": "True"},
            ("require", "may_be_none"),
            "did you mean 'true'?",
        ),
        (
            {"count": "mitigated_by", "at_least": "1", "distinct": ["text", "number"]},
            ("require", "distinct"),
            "expected the name of a field, found a list",
        ),
        (
            {"count": "mitigated_by", "at_least": "3", "at_most": "1"},
            ("require",),
            "no number is at least 3 and at most 1",
        ),
        (
            {"texts": {"count": {"at_least": "1", "at_most": "0"}}},
            ("require", "texts", "count"),
            "no number is at least 1 and at most 0",
        ),
        ({"cites": "Art. 33 GDPR"}, ("require", "cites"), "'Art. 33' of gdpr is not a provision of eu-ai-act"),
        ({"satisfies": "Art. 9 GDPR"}, ("require", "satisfies"), "'Art. 9' of gdpr is not a provision of eu-ai-act"),
    ],
)
def test_mistakes_in_conditions(require: Value, route: tuple[str, ...], message: str) -> None:
    """A mistyped word is told at its place, with the word that was probably meant."""
    found = mistakes(require, RISK)
    assert any(route == place and message in said for place, said in found), found


@pytest.mark.parametrize(
    ("subject", "route", "message"),
    [
        ({"type": "risc"}, ("for", "type"), "did you mean 'risk'?"),
        ({"citation": "anny"}, ("for", "citation"), "'anny' is not a citation; did you mean 'any'?"),
        ({"types": "risk"}, ("for", "types"), "'types' is not a part of `for`; did you mean 'type'?"),
        ("systems", ("for",), "'systems' is not what a rule can be about; did you mean 'system'?"),
        ({"link": "covrs"}, ("for", "link"), "did you mean 'covers'?"),
        ({"provision": ["Art. 999"]}, ("for", "provision"), "'Art. 999' is not a provision"),
        ({"linkage": "refrence"}, ("for", "linkage"), "did you mean 'reference'?"),
        ({"type": "risk", "wher": {}}, ("for", "wher"), "did you mean 'where'?"),
        ({"link": "any", "where": {"type": "risk"}}, ("for", "where", "type"), "`type` is asked of artefacts"),
        ({"provision": ["Art. 9"], "where": {"some": "covers"}}, ("for", "where", "some"), "only the path `artefacts`"),
    ],
)
def test_mistakes_in_subjects(subject: Value, route: tuple[str, ...], message: str) -> None:
    """What a rule is about must exist."""
    found = mistakes({"law": {"at_least": "2024-07-12"}}, subject)
    assert any(route == place and message in said for place, said in found), found


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"titel": "x"}, "'titel' is not a key of a rule; did you mean 'title'?"),
        ({"title": None}, "the rule has no `title`"),
        ({"severity": "eror"}, "'eror' is not a severity; did you mean 'error'?"),
        ({"class": "gaps"}, "'gaps' is not a class; did you mean 'gap'?"),
        ({"basis": "laws"}, "'laws' is not a basis; did you mean 'law'?"),
        ({"provisions": []}, "expected a word or a list of words, found an empty list"),
        ({"basis": "practice"}, "basis practice names what it serves"),
        ({"basis": "standard", "severity": "warning"}, "basis standard names what it serves"),
        ({"basis": "standard", "provisions": None}, "a rule of basis standard is a warning at most"),
        ({"message": "{subject.txet} is wrong"}, "'txet' is not a field of risk; did you mean 'text'?"),
        ({"fix": "fix {nope}"}, "'nope' is not a word that is filled in"),
        ({"fix": "fix {subject.verified_by} {nope}"}, "'nope' is not a word that is filled in"),
        ({"fix": "fix {typos}"}, "did you mean 'types'?"),
        ({"unless": [{"when": FINE}]}, "an exemption has `when:` and `by:`"),
        ({"unless": [{"when": FINE, "buy": "Art. 9"}]}, "'buy' is not a part of an exemption"),
    ],
)
def test_mistakes_in_rules(more: dict[str, Value], message: str) -> None:
    """A rule says all that it must, in known words."""
    found = mistakes(FINE, RISK, **more)
    assert any(message in said for _, said in found), found


@pytest.mark.parametrize(
    ("more", "route"),
    [
        ({"provisions": ["Art. 17(1)", "Art. 33 GDPR"]}, ("provisions",)),
        ({"unless": [{"when": FINE, "by": "Art. 35 GDPR"}]}, ("unless", 0, "by")),
    ],
)
def test_a_rule_names_provisions_of_the_act_alone(more: dict[str, Value], route: tuple[str, ...]) -> None:
    """A duty under Art. 33 GDPR is told as one under Art. 33 of the AI Act."""
    [(place, message)] = mistakes(FINE, RISK, **more)
    assert (place, message.partition("of ")[2]) == (route, "gdpr is not a provision of eu-ai-act")


@pytest.mark.parametrize(
    ("more", "route"),
    [
        ({"subject": {"type": "risk", "where": {}}}, ("for", "where")),
        ({"when": {}}, ("if",)),
        ({"unless": [{"when": {}, "by": "Art. 17(2)"}]}, ("unless", 0, "when")),
    ],
)
def test_a_rule_asks_something_wherever_it_asks(more: dict[str, Value], route: tuple[str, ...]) -> None:
    """An empty `where`, `if` or `when` holds of everything, and a rule with such an exemption never applies."""
    assert mistakes(FINE, **{"subject": RISK, **more}) == [(route, "nothing is asked here")]


def test_days_are_counted_for_the_subject_alone() -> None:
    """A count of days to a day of a named node, which nothing fills in, would stay in the sentence as it is."""
    require: Value = {"some": "mitigates", "as": "other", "that": {"type": "risk"}}
    [(place, told)] = mistakes(require, {"type": "control"}, message="{subject} is {days.other.due} late.")
    assert (place, told) == (("message",), "days are counted for the subject alone, not for 'other'")


def test_what_is_no_fill_in_may_stand_in_a_message() -> None:
    """An example of YAML in a message, or a placeholder, is taken for what is filled in."""
    said = "{subject} and {subject.rows.due} {subject.verified_by} {subject.verifies}: write `links: {covers: [S]}`, and no {{TOKEN}} or {types}"
    assert a_rule(FINE, RISK, message=said, fix=said)


@pytest.mark.parametrize(
    ("require", "route", "fix"),
    [
        ({"none": "mitigates"}, ("require", "none"), "write `^(mitigates)` to go against the links"),
        ({"some": "mitigates / covers"}, ("require", "some"), ""),
        (
            {"all": [{"acyclic": "^owner"}]},
            ("require", "all", 0, "acyclic"),
            "write `^(^owner)` to go against the links",
        ),
    ],
)
def test_a_path_that_can_never_begin_is_a_mistake(require: Value, route: tuple[str, ...], fix: str) -> None:
    """A link that is walked the wrong way round leads nowhere, and `none` is met for ever."""
    with pytest.raises(PackError) as error:
        a_rule(require, RISK)
    [problem] = error.value.problems
    assert (route_of(problem.place), problem.fix) == (route, fix)
    assert "leads nowhere from risk, which can have no such link" in problem.message


@pytest.mark.parametrize("path", ["mitigated_by", "mitigates | covers", "any", "items", "verified_by / mitigates"])
def test_a_path_that_may_begin_is_none(path: str) -> None:
    """A path of which one way leads on, or of which nobody says whom it joins, is refused."""
    assert a_rule({"some": path}, RISK)
    assert a_rule({"some": "mitigates"}, {"type": ["risk", "control"]})
    assert a_rule({"some": "mitigates"}, {"link": "any"})


def test_a_rule_without_a_demand() -> None:
    """Only a rule on defects needs no `require`."""
    assert any("the rule has no `require`" in said for _, said in mistakes(None, RISK))
    assert a_rule(None, {"defect": "bad-date"}).require is None


def test_all_mistakes_are_told_at_once() -> None:
    """Three mistakes in two rules make one error with three problems."""
    texts = [rule_text({"txet": "present", "daay": "present"}, RISK), rule_text({"some": "covrs"}, RISK)]
    with pytest.raises(PackError) as error:
        compiled(texts, SMALL, law())
    assert len(error.value.problems) == 3


def test_a_trait_of_the_writer_leaves_the_fields_of_a_link() -> None:
    """Beside `trait`, a link still has its own fields."""
    where = {"trait": "record", "status": "unknown"}
    assert a_rule({"written_in": "prose"}, {"link": "any", "where": where}).subjects.sort == "link"


def test_the_type_of_what_is_reached_is_not_that_of_the_subject() -> None:
    """A field that only the subject has may be asked for from what the subject leads to."""
    that = {"type": "risk", "text": {"same_as": {"subject": "email"}}}
    assert a_rule({"some": "artefacts", "that": that}, {"type": "any"}).id


def test_ranges_are_opened() -> None:
    """`Art. 17(1)(a) to (c)` counts as each of them."""
    rule = a_rule({"law": {"at_least": "2024-07-12"}}, {"provision": ["Art. 17(1)(a) to (c)"]})
    assert rule.subjects.names == ("Art. 17(1)(a)", "Art. 17(1)(b)", "Art. 17(1)(c)")


def test_what_differs_may_be_a_field_of_what_is_reached() -> None:
    """A field that only the types at the end of a path have cannot be counted."""
    assert a_rule({"count": "owner", "distinct": "email", "exactly": "1"}, {"type": "procedure"}).id


@pytest.mark.parametrize(
    ("more", "may"), [({}, False), ({"may_be_none": "false"}, False), ({"may_be_none": "true"}, True)]
)
def test_that_nothing_may_be_reached_is_said(more: dict[str, Value], may: bool) -> None:
    """`lint` warns of a rule that says that its path may lead nowhere, or not of one that does not."""
    condition = a_rule({"every": "owner", "that": {"email": "present"}, **more}, {"type": "procedure"}).require
    assert isinstance(condition, LinkTest)
    assert condition.may_be_none is may


@pytest.mark.parametrize(("field", "fine"), [("target", True), ("text", False)])
def test_the_fields_of_the_subject_are_those_of_a_link(field: str, fine: bool) -> None:
    """From what a rule on links leads to, a field that no link has may be asked of the subject."""
    require = {"some": "artefacts", "that": {"text": {"is": {"subject": field}}}}
    if fine:
        assert a_rule(require, {"link": "any"}).id
    else:
        told = mistakes(require, {"link": "any"})
        assert any("'text' is not a field of a link" in said for _, said in told), told


@pytest.mark.parametrize(
    "require", [{"email": "present"}, {"some": "artefacts", "that": {"text": {"is": {"subject": "email"}}}}]
)
def test_a_trait_says_what_fields_there_are(require: Value) -> None:
    """Of records or systems, a field may be asked for that only people have."""
    for subject, name in (({"trait": "record"}, "report"), ("system", "system")):
        told = mistakes(require, subject)
        assert any(f"'email' is not a field of {name}" in said for _, said in told), told


@pytest.mark.parametrize("subject", [{"citation": "any"}, {"defect": "any"}, {"link": "any"}])
def test_links_are_followed_from_what_stands_in_an_artefact(subject: Value) -> None:
    """A rule on citations, defects or links cannot ask where the artefact leads that has them."""
    assert a_rule({"some": "verified_by"}, subject).id


def test_a_rule_keeps_what_it_says() -> None:
    """A text of a rule is lost or taken for another."""
    rule = a_rule(FINE, RISK, message="It  is\nso")
    said = (rule.title, rule.message, rule.rationale, rule.fix)
    assert said == ("All is well", "It is so", "Because", "Fix it")


@pytest.mark.parametrize(
    ("more", "waivable"), [({}, True), ({"waivable": "true"}, True), ({"waivable": "false"}, False)]
)
def test_a_rule_can_be_waived_unless_it_says_otherwise(more: dict[str, Value], waivable: bool) -> None:
    """What must not be waived is, or nothing can be."""
    assert a_rule(FINE, RISK, **more).waivable is waivable


def test_a_rule_with_a_mistake_is_none() -> None:
    """Half a rule is handed on."""
    assert rule_of(rule_text({"txet": "present"}, RISK), SMALL, law(), Mistakes()) is None


@pytest.mark.parametrize("key", ["class", "severity", "basis"])
def test_what_a_rule_does_not_say_is_told_once(key: str) -> None:
    """A word that is missing is called a wrong one as well."""
    assert mistakes(FINE, RISK, **{key: None}) == [((), f"the rule has no `{key}`")]


@pytest.mark.parametrize("more", [{"basis": "law"}, {"basis": "practice"}, {"basis": "standard"}])
def test_the_rules_of_the_engine_need_no_provision(more: dict[str, Value]) -> None:
    """That a link leads somewhere is demanded by no provision, and is an error all the same."""
    data = {**rule_text(FINE, RISK).data, **more}
    del data["provisions"]
    own = replace(rule_text(FINE, RISK), id="art17/folder/rule", data=data)
    assert compiled([own], SMALL, law())[0].severity == "error"


@pytest.mark.parametrize("basis", ["standard", "practice"])
def test_a_rule_beside_the_law_says_what_it_serves(basis: str) -> None:
    """A rule that names neither provisions nor what it serves is missing `serves`, and nothing else."""
    text = rule_text(FINE, RISK, basis=basis, severity="warning")
    bare = replace(text, data={key: value for key, value in text.data.items() if key != "provisions"})
    with pytest.raises(PackError) as error:
        compiled([bare], SMALL, law())
    told = [(route_of(each.place), each.message, each.fix) for each in error.value.problems]
    assert told == [((), f"a rule of basis {basis} names what it serves", "add `serves:`")]


def test_a_rule_without_a_subject() -> None:
    """A rule that says of nothing what must hold is taken for one on the QMS."""
    assert ((), "the rule has no `for`") in mistakes(FINE, None, **{"for": None})


def test_a_provision_is_named_by_the_words_of_the_law() -> None:
    """Two spellings of one provision are two provisions."""
    assert a_rule(FINE, RISK, provisions="Annex IV, Section 2").provisions == ("Annex IV(2)",)
