"""Parameters of rules: what may be set, within which bounds, and how it shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from art17.checking.request import Request
from art17.errors import Art17Error, Mistakes, PackError, SettingsError
from art17.evaluation.compile import compiled
from art17.evaluation.parameters import Parameter, Set, check_set
from art17.model.place import Place
from art17.model.report import ParameterSet
from art17.reporting.json_text import data_of
from art17.reporting.rule_text import page
from art17.reporting.text import text_of
from art17.run import check
from builders import AS_OF, SMALL, a_graph, artefact, judged, law, rule_text
from houses import house

RULE = """\
title: A supplier answers in time
basis: practice
serves: Our manual
class: gap
severity: warning
for: {type: supplier}
parameters:
  days: {default: 15, at_least: 5, at_most: 15}
require: {answers_in: {at_most: {parameter: days}}}
message: "{subject} answers in {subject.answers_in} days, more than {parameters.days}."
rationale: Whoever waits longer cannot report in time.
fix: Agree on {parameters.days} days.
"""
PACK = "title: Ours\nversion: '1'\nneeds: [eu-ai-act]\nfields: {answers_in: {type: number}}\n"


def a_house(folder: Path, manifest: str = "") -> Path:
    files = {
        "ours/pack.yaml": PACK,
        "ours/suppliers/answers.yaml": RULE,
        "s.yaml": "- {id: S-1, type: supplier, answers_in: 12}\n- {id: S-2, type: supplier, answers_in: 4}\n",
        "art17.yaml": f"packs: [./ours]\nread: [s.yaml]\n{manifest}",
    }
    return house(folder, files)


def test_a_manifest_tightens_a_rule(tmp_path: Path) -> None:
    """A value within the bounds holds in conditions, message and fix, and the report shows what was set."""
    assert check(Request(a_house(tmp_path / "a"), AS_OF, select=("ours/*",))).findings == ()
    tight = a_house(tmp_path / "b", "parameters: {ours/suppliers/answers: {days: 10}}\n")
    report = check(Request(tight, AS_OF, select=("ours/*",)))
    (finding,) = report.findings
    assert finding.message == "Supplier S-1 answers in 12 days, more than 10."
    assert finding.fix == "Agree on 10 days."
    assert report.parameters == (ParameterSet("ours/suppliers/answers", "days", "10", "15"),)
    assert data_of(report)["parameters"][0]["value"] == "10"
    assert "Set by the manifest: days 10 of ours/suppliers/answers (default 15)." in " ".join(text_of(report).split())


@pytest.mark.parametrize(
    ("stated", "message", "fix"),
    [
        ("{ours/suppliers/answers: {days: 20}}", "20 is more than 15, the most that the rule allows", "at most 15"),
        ("{ours/suppliers/answers: {days: 4}}", "4 is less than 5, the least that the rule allows", "at least 5"),
        ("{ours/suppliers/answers: {days: P1D}}", "'P1D' does not read like the default, 15", ""),
        ("{ours/suppliers/answers: {dais: 9}}", "no parameter 'dais'; did you mean 'days'?", "it has days"),
        ("{ours/suppliers/answer: {days: 9}}", "no rule 'ours/suppliers/answer'; did you mean", "rules list"),
    ],
)
def test_what_cannot_be_set_is_refused_at_its_line(tmp_path: Path, stated: str, message: str, fix: str) -> None:
    """What no rule has, or does not allow, is a mistake of the manifest."""
    with pytest.raises(SettingsError) as error:
        check(Request(a_house(tmp_path, f"parameters: {stated}\n"), AS_OF))
    (problem,) = error.value.problems
    assert message in problem.message
    assert fix in problem.fix
    assert (problem.place.path, problem.place.line) == ("art17.yaml", 3)


@pytest.mark.parametrize(
    ("declared", "message"),
    [
        ({"most": {"at_most": "3"}}, "the parameter 'most' has no `default`"),
        ({"most": {"default": "4", "at_most": "3"}}, "4 is more than 3"),
        ({"most": {"default": "4", "at_most": "P3D"}}, "'P3D' does not read like the default, 4"),
        ({"most": {"default": "many"}}, "'many' is not a number, a duration, a share or a day"),
        ({"most": {"default": "4", "atmost": "9"}}, "'atmost' is not a part of a parameter; did you mean 'at_most'?"),
        ({"most": {"default": "4"}, "least": {"default": "1"}}, "the parameter 'least' is used nowhere in the rule"),
        ({"least": {"default": "1"}}, "'most' is not a parameter of this rule"),
    ],
)
def test_a_parameter_that_means_nothing_is_a_mistake(declared: dict[str, object], message: str) -> None:
    """A parameter has a default that reads as what it is, lies within its bounds, and is used."""
    require = {"number": {"at_most": {"parameter": "most"}}}
    with pytest.raises(PackError) as error:
        compiled([rule_text(require, {"type": "risk"}, parameters=declared)], SMALL, law())
    assert any(message in problem.message for problem in error.value.problems)


def test_the_page_of_a_rule_says_what_may_be_set(tmp_path: Path) -> None:
    """`rules show` names each parameter, its value, default and bounds."""
    text = rule_text(
        {"number": {"at_most": {"parameter": "most"}}},
        {"type": "risk"},
        parameters={"most": {"default": "9", "at_most": "9"}},
    )
    (rule,) = compiled([text], SMALL, law(), parameters={text.id: {"most": "7"}})
    assert "May set   most 7 (default 9, at most 9)" in page(rule)
    with pytest.raises(Art17Error):
        check(Request(a_house(tmp_path, "parameters: [days]\n"), AS_OF))


BOUND, FREE = Parameter("days", "15", "9", "5", "15"), Parameter("hours", "24", "24")


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (
            {"a/b": {"day": "1"}},
            [("The rule a/b has no parameter 'day'; did you mean 'days'?", "it has days, hours", "day")],
        ),
        ({"a/c": {"days": "1"}}, [("The rule a/c has no parameter 'days'", "it has none; take the entry out", "days")]),
        (
            {"a/d": {"days": "1"}, "a/b": {"days": "20"}},
            [
                ("There is no rule 'a/d'; did you mean 'a/c'?", "`art17 rules list` lists them", "a/d"),
                (
                    "`days` of a/b: 20 is more than 15, the most that the rule allows",
                    "days 9 (default 15, at least 5 and at most 15)",
                    "days",
                ),
            ],
        ),
        (
            {"a/b": {"hours": "x"}},
            [("`hours` of a/b: 'x' does not read like the default, 24", "hours 24 (default 24)", "hours")],
        ),
    ],
)
def test_all_that_cannot_be_set_is_told_at_its_key(known: Set, expected: list[tuple[str, str, str]]) -> None:
    """One mistake of a manifest hides no other, and each says what could be written instead."""
    mistakes = Mistakes()
    check_set(known, Place("art17.yaml"), {"a/b": (BOUND, FREE), "a/c": ()}, mistakes)
    assert [(each.message, each.fix, str(each.place.route[-1])) for each in mistakes.found] == expected


def test_a_parameter_stands_in_an_exemption() -> None:
    """A value that the manifest sets holds also where a rule says when it does not apply."""
    text = rule_text(
        {"text": "present"},
        {"type": "risk"},
        parameters={"few": {"default": "9"}},
        unless=[{"when": {"number": {"at_most": {"parameter": "few"}}}, "by": "Art. 17(2)"}],
    )
    found = []
    for known in ({}, {text.id: {"few": "7"}}):
        (rule,) = compiled([text], SMALL, law(), parameters=known)
        found.append([each.verdict for each in judged(rule, a_graph(artefact("R", "risk", number="8")))])
    assert found == [["not-applicable"], ["unmet"]]


def test_a_parameter_that_is_mistyped_in_a_message_is_told_where_it_stands() -> None:
    """The mistake is at the word in braces, not at the message as a whole."""
    text = rule_text(
        {"number": {"at_most": {"parameter": "most"}}},
        {"type": "risk"},
        parameters={"most": {"default": "9"}},
        message="More than {parameters.msot}",
    )
    with pytest.raises(PackError) as error:
        compiled([text], SMALL, law())
    (problem,) = error.value.problems
    assert problem.message == "'parameters.msot' is not a parameter of this rule; did you mean 'parameters.most'?"
    assert problem.place == text.at(("message",)).within("{parameters.msot}", 0)
