"""Views: a part is met where nothing in its folders fails and something holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from art17.evaluation.evaluate import Judgement
from art17.evaluation.views import views_of
from art17.model.rule import Pack
from art17.model.view import View, ViewFound, ViewPart
from builders import SMALL, a_graph, a_rule, artefact

ONE, TWO = ViewPart("1", "One", "procedure", ("element-1",)), ViewPart("2", "Two", "plan", ("element-2", "other"))
BESIDE = ViewPart("B", "Beside", "record", ("beside",))
THREE = ViewPart("3", "Three", "plan", ("element-3",))
VIEW = View("guide", "The guide", "{met} of {all} elements", (ONE, TWO, THREE), (BESIDE,))


def judgements(verdicts: Mapping[str, str]) -> list[Judgement]:
    node = a_graph(artefact("A")).nodes[0]
    return [Judgement(replace(a_rule({"text": "a"}), id=rule), node, verdict) for rule, verdict in verdicts.items()]


def pack(name: str, *views: View) -> Pack:
    return Pack(name, name, "1", "sha256:0", SMALL, views=views)


def found(*verdicts: str, rule: str = "guide/element-1/r") -> str:
    """The verdict of the first part, where a rule for each of these verdicts stands in its folder."""
    told = views_of([pack("guide", VIEW)], judgements({f"{rule}{at}": each for at, each in enumerate(verdicts)}))
    return next(iter(told)).parts[0][1]


@pytest.mark.parametrize(
    ("verdicts", "whole"),
    [
        (("met", "unmet", "undecided"), "unmet"),
        (("met", "undecided", "not-applicable"), "undecided"),
        (("not-applicable", "met"), "met"),
        (("not-applicable",), "not-applicable"),
        ((), "not-applicable"),
    ],
)
def test_the_worst_verdict_is_that_of_the_part(verdicts: tuple[str, ...], whole: str) -> None:
    """A part is called met though something in it fails, or nothing holds."""
    assert found(*verdicts) == whole


@pytest.mark.parametrize(
    "rule", ["other/element-1/r", "guide/element-10/r", "guide/element-2/r", "x/guide/element-1/r"]
)
def test_rules_elsewhere_count_for_nothing(rule: str) -> None:
    """A rule of another pack, or of a folder whose name begins alike, counts."""
    assert found("unmet", rule=rule) == "not-applicable"


def test_the_line_counts_what_is_met_but_not_what_stands_beside() -> None:
    """The line is not filled in, or a part beside counts, or is not shown."""
    verdicts = {"guide/element-1/a": "met", "guide/other/a": "unmet", "guide/beside/a": "met"}
    told = list(
        views_of([pack("bare"), pack("guide", VIEW, replace(VIEW, id="two", line="done"))], judgements(verdicts))
    )
    parts = ((ONE, "met"), (TWO, "unmet"), (THREE, "not-applicable"), (BESIDE, "met"))
    assert told == [
        ViewFound("guide", "The guide", "1 of 3 elements", parts),
        ViewFound("two", "The guide", "done", parts),
    ]


def test_without_views_there_is_nothing() -> None:
    """A pack without views has one."""
    assert list(views_of([pack("bare")], judgements({"bare/a/b": "met"}))) == []
