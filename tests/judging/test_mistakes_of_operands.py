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
