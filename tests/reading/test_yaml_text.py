"""YAML as values."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art17.model.value import Bracketed
from art17.reading.formats.yaml_text import MAX_DEPTH, documents_of
from art17.reading.io.unreadable import UnreadableError


def problem_of(text: str) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        documents_of(text)
    return caught.value


def test_scalars_stay_text():
    """What looks like a number, a date or a boolean is still the text that was written."""
    (found,) = documents_of("a: 2.10\nb: NO\nc: 2026-09-14\nd: yes\ne: 0x1F\nf: 1e3\n")
    assert found == {"a": "2.10", "b": "NO", "c": "2026-09-14", "d": "yes", "e": "0x1F", "f": "1e3"}


def test_plain_nothing_is_nothing():
    """An empty value, a tilde and null are nothing; quoted they are texts."""
    assert documents_of("a:\nb: ~\nc: null\nd: 'null'\n") == ({"a": None, "b": None, "c": None, "d": "null"},)


def test_flow_lists_are_known():
    """A list in brackets is told from a list of lines."""
    (found,) = documents_of("a: [x]\nb:\n  - x\n")
    assert [type(found[key]) for key in "ab"] == [Bracketed, list]


def test_token_is_kept_as_written():
    """`{{TOKEN}}`, which YAML takes for a mapping with a mapping as key, stays what was written."""
    assert documents_of("a: {{TOKEN}}\nb: 1") == ({"a": "{{TOKEN}}", "b": "1"},)


def test_merge_keys_stand_beneath_own_keys():
    """`<<` brings the entries of another mapping, and own entries win."""
    (found,) = documents_of("x: &x {q: 1, r: 2}\ny:\n  <<: *x\n  r: 3\nz:\n  <<: [*x, {s: 4}]\n")
    assert found["y"] == {"q": "1", "r": "3"}
    assert found["z"] == {"q": "1", "r": "2", "s": "4"}


def test_several_documents():
    """Each document of a file is a value."""
    assert documents_of("a: 1\n---\n- b\n---\n") == ({"a": "1"}, ["b"], None)


def test_tags_construct_nothing():
    """A tag that would construct an object leaves a text."""
    assert documents_of("a: !!python/object/apply:os.system ['true']") == ({"a": ["true"]},)


def test_repeated_key_is_a_problem():
    """A key that stands twice is a problem at its second place."""
    error = problem_of("a: 1\nb: 2\na: 3\n")
    assert (error.message, error.line, error.column) == ("The key 'a' occurs twice", 3, 1)


@pytest.mark.parametrize(
    "text", ["a: [", "a: b: c", "\ta: b", "a: 'x", "%YAML 9.9\n---\na", "a: *b", "a: &x [*x]", "\x1b"]
)
def test_no_yaml_is_a_problem(text: str):
    """What is no YAML is a problem with a line."""
    assert problem_of(text).line > 0


@pytest.mark.parametrize("text", ["id: A\ntype", "a: [", "a: 'x", "a:\n  - b\n c", "a: |\n b\n*"])
def test_the_place_of_a_problem_is_in_the_text(text: str):
    """The parser points behind the last line where the text ends too early."""
    assert problem_of(text).line <= text.count("\n") + 1


@pytest.mark.parametrize("text", ["[" * 10_000, "- " * 10_000, "{a: " * 10_000, "? " * 10_000])
def test_deep_nesting_is_a_problem(text: str):
    """Ten thousand levels are a problem at once, no crash and no wait."""
    began = time.perf_counter()
    assert f"more than {MAX_DEPTH} deep" in problem_of(text).message
    assert time.perf_counter() - began < 2


def test_alias_bomb_is_a_problem():
    """Aliases that stand for billions of values are a problem at once."""
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)]
    began = time.perf_counter()
    assert "aliases" in problem_of("\n".join(rows)).message
    assert time.perf_counter() - began < 2


@given(st.text(max_size=300) | st.text(alphabet="ab:-[]{},&*?|>'\"#!%@ \n\t<~1", max_size=120))
def test_any_text_is_read(text: str):
    """Any text is documents or a problem."""
    with suppress(UnreadableError):
        assert isinstance(documents_of(text), tuple)
