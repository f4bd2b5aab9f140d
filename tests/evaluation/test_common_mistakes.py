"""Mistakes that writers of rules make, each with one answer: what, where, and what to write."""

from __future__ import annotations

import pytest

from art17.errors import PackError
from art17.evaluation.compile import compiled
from builders import SMALL, law, route_of, rule_text


@pytest.mark.parametrize(
    ("change", "route", "message", "fix"),
    [
        (
            {"requires": {"day": "present"}},
            "requires",
            "'requires' is not a key of a rule; did you mean 'require'?",
            "",
        ),
        ({"require": {"day": {"within": "2 yeers"}}}, "within", "'2 yeers' does not read", "like P2Y or `2 years`"),
        ({"require": {"day": {"after": "1.1.2027"}}}, "after", "'1.1.2027' does not read", "like 2027-01-01"),
        ({"require": {"yes": "maybe"}}, "is", "'maybe' does not read as a boolean", "true or false"),
        ({"require": {"not": [{"day": "present"}]}}, "not", "`not` takes one condition", "not: {any: [...]}"),
        ({"require": {"and": [{"day": "present"}]}}, "and", "'and' is not a condition", "under `all:`"),
        ({"require": {"or": [{"day": "present"}]}}, "or", "'or' is not a condition", "under `any:`"),
        ({"require": {"text": ">= 5"}}, "is", "begins like a comparison", "write `{at_least: 5}`"),
        ({"require": {"latest": "verified_by"}}, "latest", "`latest` needs a `by`", "by: held_on"),
        ({"require": {"latest": "verified_by", "by": "text"}}, "by", "'text' is a text", ""),
        ({"require": {"is": "approver"}}, "is", "'approver' is not a subject or name given by `as:`", ""),
        ({"require": {"some": {"path": "verified_by"}}}, "some", "has `from:` and `path:`", ""),
        ({"require": {"day": {"starts_with": "2026"}}}, "starts_with", "asks of texts", ""),
    ],
)
def test_a_mistake_has_one_answer(change: dict[str, object], route: str, message: str, fix: str) -> None:
    """One change to a sound rule is answered once, at its place, with what to write instead."""
    base = rule_text({"day": "present"}, {"type": "procedure"})
    data = {key: value for key, value in base.data.items() if key != "require"} | change
    with pytest.raises(PackError) as error:
        compiled([type(base)(base.id, base.place, data)], SMALL, law())
    found = error.value.problems
    assert [each.message for each in found if message not in each.message] == []
    assert len(found) == 1
    assert fix in found[0].fix
    assert route_of(found[0].place)[-1] == route
