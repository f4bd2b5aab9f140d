"""JSON as values."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art17.reading.formats.json_text import positions_of, value_of
from art17.reading.io.unreadable import UnreadableError


def test_numbers_keep_their_text():
    """Numbers keep their digits, booleans are texts, null is nothing."""
    assert value_of('{"a": 2.10, "b": 1e2, "c": true, "d": null, "e": [7]}') == {
        "a": "2.10", "b": "1e2", "c": "true", "d": None, "e": ["7"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [('{"a": 1,\n "a": 2}', "twice"), ("{", "not JSON"), ("[" * 100_000, "deep"), ("[" * 70 + "]" * 70, "deep")],
)
def test_bad_json_is_a_problem(text: str, said: str):
    """A repeated key, a syntax error and deep nesting are problems."""
    with pytest.raises(UnreadableError, match=said):
        value_of(text)


def test_lone_surrogates_can_be_written():
    """An escape that no file can hold does not survive."""
    assert value_of('{"a": "\\ud800"}') == {"a": "?"}


def test_positions():
    """Each route leads to the line and column of its value."""
    text = '{"a": {"b": [1,\n  "x"]},\n "c": "y, {"}'
    assert positions_of(text)[0, "a", "b", 1] == (2, 3)
    assert positions_of(text)[0, "c"] == (3, 7)


@given(st.text(max_size=200) | st.text(alphabet='{}[]":,1tnul\\ \n', max_size=80))
def test_any_text_is_read(text: str):
    """Any text is a value or a problem, and has positions."""
    positions_of(text)
    with suppress(UnreadableError):
        value_of(text)
