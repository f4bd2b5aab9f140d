"""What an operand or a value cannot say is told before the rule runs."""

import pytest

from art17.errors import PackError
from art17.model.place import Step
from art17.model.vocabulary import TEXT, FieldOf, LinkOf, Vocabulary
from builders import SMALL, a_rule, a_type, words

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
        ("day", {"as_of": "Yes"}),
        ("day", {"as_of": "on", "plus": "P1D"}),
    ],
)
def test_fields_of_one_kind_are_compared(field, operand):
    """A whole number is no number, or a choice no text."""
    that = {field: {"is": operand}}
    assert a_rule({"some": "verified_by", "as": "x", "that": that}, {"type": "procedure"})


def mistakes(require: object, subject: object, vocabulary: Vocabulary = SMALL) -> list[tuple[str, str, Step]]:
    """What is told of a rule: the message, the fix, and where the way to it ends."""
    with pytest.raises(PackError) as error:
        a_rule(require, subject, vocabulary=vocabulary)
    return [(each.message, each.fix, each.place.route[-1]) for each in error.value.problems]


@pytest.mark.parametrize(
    ("require", "told", "at"),
    [
        ({"day": {"is": {"as_of": "x", "plus": "x"}}}, "'x' is not a truth value here", "as_of"),
        ({"day": {"is": {"field": "dey", "plus": "P1D", "minus": "P1D"}}}, "of `plus` and `minus` an operand takes one", "is"),
        ({"text": {"is": {"field": ["text"]}}}, "expected the name of a field, found a list", "field"),
        ({"acyclic": "artefacts"}, "`artefacts` follows no link; name the links that lead from here", "acyclic"),
        ({"some": "mitigates+"}, "'mitigates+' leads nowhere from procedure, which can have no such link", "some"),
        (
            {"some": "(mitigates | ^covers)"},
            "'(mitigates | ^covers)' leads nowhere from procedure, which can have no such link",
            "some",
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_told_in_these_words(require: object, told: str, at: str) -> None:
    """A mistake is told in other words, elsewhere, or with another that comes of it."""
    assert [(message, where) for message, _, where in mistakes(require, {"type": "procedure"})] == [(told, at)]


def test_what_asks_nothing_has_a_mend() -> None:
    """A condition that asks nothing is refused without a word on how to fix it."""
    assert mistakes({"not": {}}, {"type": "procedure"}) == [
        ("nothing is asked here", "write what must hold, or leave the key out", "not")
    ]


def test_kinds_that_do_not_compare_are_named_with_their_types() -> None:
    """Of a field that is a number here and a text there nobody is told where, or a second mistake is told of it."""
    kinds = [
        a_type(name, fields={"score": "number", "deep": FieldOf("group", parts={"score": FieldOf("number")})})
        for name in "abcd"
    ]
    other = a_type("e", fields={"score": "text", "deep": FieldOf("group", parts={"score": TEXT})})
    vocabulary, subject = words([*kinds, other]), {"type": ["a", "b", "c", "d", "e"]}
    for name in ("score", "deep.score"):
        told = f"'{name}' is a number of a and b and c, a text of e; they do not compare"
        found = mistakes({name: {"at_least": "x"}}, subject, vocabulary)
        assert [(message, fix) for message, fix, _ in found] == [(told, "name one `type:` with the test")]


def test_a_path_that_cannot_begin_names_the_first_types() -> None:
    """Of a path that none of many types can begin all are listed, or run together."""
    vocabulary = words([a_type(name) for name in "abcdz"], [LinkOf("mitigates", "mitigates", sources=("z",))])
    ((message, _, _),) = mistakes({"some": "mitigates"}, {"type": ["a", "b", "c", "d"]}, vocabulary)
    assert message == "'mitigates' leads nowhere from a, b, c, which can have no such link"


def test_what_a_subject_holds_is_of_its_own_kind() -> None:
    """A field of a provision is taken for the field of that name that artefacts have."""
    vocabulary = words([a_type("procedure")], fields={"topic": FieldOf("citation"), "basis": FieldOf("citation")})
    require = {"some": "artefacts", "that": {"basis": {"is": {"subject": "topic"}}}}
    ((message, _, _),) = mistakes(require, {"provision": ["Art. 9"]}, vocabulary)
    assert message == "'topic' is a text; here a citation is compared"


def test_a_link_is_compared_with_a_text() -> None:
    """A field that names an artefact is of no kind with one that holds its name."""
    vocabulary = words([a_type("procedure", fields={"checked_by": "link", "signed_by": "text"})])
    assert a_rule({"checked_by": {"is": {"field": "signed_by"}}}, {"type": "procedure"}, vocabulary=vocabulary)
