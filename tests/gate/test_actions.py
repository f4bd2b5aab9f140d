"""What became of actions: done while the finding is there, overdue, closed without a look, back again."""

from __future__ import annotations

from datetime import date

import pytest

from art17.gate.actions import action_defects
from art17.model.answer import About, Answer, Ledger
from art17.model.place import Place
from gate.small import RULE, finding

THERE = finding()
DAY = date(2026, 11, 23)
PLAN = {"action": "Name an owner", "owner": "Jon Ek", "due": "2026-12-31", "status": "open"}


def kinds(about: About, *entries: dict[str, str], gone_on: str = "", findings: tuple = (THERE,)) -> list[str]:
    """The kinds of defects of an action, of which there may be several entries, the first of them with `gone_on`."""
    place = Place("answers.yaml")
    made = [
        Answer(str(at), about, {**PLAN, **said}, place, supersedes=(str(at - 1),), gone_on="" if at else gone_on)
        for at, said in enumerate(entries)
    ]
    return [defect.kind for defect in action_defects(Ledger("answers.yaml", tuple(made)), findings, (), DAY)]


@pytest.mark.parametrize("about", [About("finding", THERE.id), About("action", RULE)])
def test_an_action_is_held_against_what_is_found(about: About) -> None:
    """An action is done on paper, and nobody is told that it changed nothing."""
    assert kinds(about, {}) == []
    assert kinds(about, {"status": "done"}) == ["fruitless-action"]
    assert kinds(about, {"status": "done"}, findings=()) == []
    assert kinds(about, {"due": "2026-11-22"}) == ["overdue-action"]
    assert kinds(about, {"due": "2026-11-23"}) == []
    assert kinds(about, {"due": "2026-11-22"}, findings=()) == [], "what is gone cannot be late"
    assert kinds(about, {"status": "closed"}, findings=()) == ["unseen-effect"]
    assert kinds(about, {"status": "closed", "effect": "two audits without it"}, findings=()) == []


def test_one_cause_of_a_rule_may_be_worked_off_alone() -> None:
    """The unknown owner has gone from nineteen documents, and the action on him is said to have changed nothing."""
    about = About("action", RULE, ("person:x",))
    assert kinds(about, {"status": "done"}, findings=(finding(cause="person:x"),)) == ["fruitless-action"]
    assert kinds(about, {"status": "done"}, findings=(finding(cause="person:y"),)) == []


def test_a_finding_that_comes_back_is_said() -> None:
    """What was repaired once is there again, and looks like something new."""
    about = About("finding", THERE.id)
    assert kinds(about, {"status": "done"}, gone_on="2026-10-01") == ["returned-finding"]
    again = kinds(about, {"status": "done"}, {"status": "done"}, gone_on="2026-10-01")
    assert again == ["returned-finding"], "the day is forgotten with the next entry"
    assert kinds(about, {"status": "open"}, gone_on="2026-10-01") == []


def test_the_findings_on_answers_are_no_ground_for_actions() -> None:
    """An action on a rule on answers keeps itself alive."""
    own = finding(rule="art17/answers/action-is-on-time")
    assert kinds(About("finding", own.id), {"status": "done"}, findings=(own,)) == []
