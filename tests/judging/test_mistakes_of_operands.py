"""What an operand or a value cannot say is told before the rule runs."""

import pytest

from art17.errors import PackError
from art17.model.vocabulary import TEXT, FieldOf, LinkOf
from builders import a_rule, a_type, words

ROWS = FieldOf("group", many=True, parts={"name": TEXT})
WORDS = words([a_type("procedure", fields={"number": "number", "rows": ROWS})], [LinkOf("mitigates", "mitigates")])


@pytest.mark.parametrize(
    "require",
    [
        {"number": {"is": {"as_of": "true"}}},
        {"number": {"at_least": {"field": "number", "plus": "P1D"}}},
        {"rows": {"every": {"some": "mitigates"}}},
        {"rows": {"every": {"unique": "name"}}},
    ],
)
def test_a_word_where_it_means_nothing_is_a_mistake(require):
    """A rule with a word that cannot mean anything there is judged as if it did."""
    with pytest.raises(PackError):
        a_rule(require, {"type": "procedure"}, vocabulary=WORDS)


@pytest.mark.parametrize(
    ("field", "operand"),
    [
        ("day", {"as_of": "nonsense"}),
        ("day", {"as_of": "true", "field": "day"}),
        ("day", {"field": "day", "plus": "P1D", "minus": "P1D"}),
        ("text", {"subject": "text", "field": "text"}),
        ("text", {"subject": "text", "of": "x"}),
        ("text", {"of": "x"}),
        ("text", {"field": ["text"]}),
        ("text", {"feild": "text"}),
        ("text", {"of": "nobody", "field": "text"}),
        ("text", {}),
        ("day", {"field": "number"}),
        ("number", {"field": "text"}),
        ("number", {"subject": "day"}),
        ("text", {"field": "rows"}),
        ("basis", {"field": "text"}),
    ],
)
def test_an_operand_says_one_thing_of_one_kind(field, operand):
    """What an operand says beside, or a field that never compares, is passed over; and one mistake is told as two."""
    that = {field: {"is": operand}}
    with pytest.raises(PackError) as error:
        a_rule({"some": "verified_by", "as": "x", "that": that}, {"type": "procedure"})
    assert len(error.value.problems) == 1


@pytest.mark.parametrize(
    ("field", "operand"),
    [
        ("number", {"field": "whole"}),
        ("whole", {"of": "x", "field": "number"}),
        ("level", {"field": "text"}),
        ("text", {"subject": "number"}),
        ("day", {"subject": "days", "minus": "P1D"}),
    ],
)
def test_fields_of_one_kind_are_compared(field, operand):
    """A whole number is no number, or a choice no text."""
    that = {field: {"is": operand}}
    assert a_rule({"some": "verified_by", "as": "x", "that": that}, {"type": "procedure"})
