"""Globs over paths."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art17.reading.io.globs import last_match, matches_any

CASES = [
    ("*.md", "a.md x/y/a.md", "a.mdx"),
    ("qms/**", "qms/a qms/a/b", "qms x/qms/a"),
    ("qms/**/*.md", "qms/a.md qms/a/b/c.md", "qms/a.txt a.md"),
    ("qms/*", "qms/a", "qms/a/b"),
    ("qms", "qms/a/b y/qms/x", "qmsx/a"),
    ("/qms", "qms/a", "x/qms/a"),
    ("qms/", "qms/a x/qms/b", "qmsx"),
    ("**/a/**/b/*.c", "a/b/x.c q/a/z/z/b/y.c", "a/x.c"),
    ("a?c.md", "abc.md", "a/c.md ac.md"),
    ("[!ab].md", "c.md", "a.md"),
    ("ab*b", "abb abxb", "ab"),
    ("a.b", "a.b", "axb"),
    ("**/*.md", "x.md/y.md", "x.md/y"),
    ("[c-a]", "", "a b c -"),
    ("[!c-a]", "a", "/ ab"),
    ("[c-ax]", "x", "a c"),
    ("[a-]", "a -", "b"),
    ("[--0]", "- . 0", "1"),
    ("[a&&b]", "a & b", "c"),
    ("[[a]", "[ a", "b"),
    ("[]a]", "] a", "b"),
]


@pytest.mark.parametrize(("glob", "fits", "others"), CASES)
def test_globs(glob: str, fits: str, others: str):
    """A glob fits these paths and not those."""
    matches = matches_any([glob])
    assert [path for path in (*fits.split(), *others.split()) if matches(path)] == fits.split()


def test_last_glob_wins():
    """Of several globs that fit, the last one tells."""
    meant = last_match([("*.md", "procedure"), ("plans/", "plan")])
    assert [meant(path) for path in ("a.md", "plans/a.md", "a.txt")] == ["procedure", "plan", ""]


def test_no_glob_explodes():
    """A glob built to explode is answered at once."""
    began = time.perf_counter()
    matches_any(["*a*a*a*a*a*a*a*b"])("a" * 4000)
    matches_any(["**/a/**/a/**/a/**/a/**/b"])("a/" * 2000 + "c")
    assert time.perf_counter() - began < 1


@given(st.text(alphabet="ab*?[]!/.-&^\\\\", max_size=12), st.text(alphabet="ab/.", max_size=12))
def test_any_glob_compiles(glob: str, path: str):
    """Any text is a glob."""
    assert matches_any([glob])(path) in (True, False)
