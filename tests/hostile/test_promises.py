"""SECURITY.md names the test of each promise, and each of these tests is there."""

from __future__ import annotations

import re

from houses import ROOT

PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
PROMISED = PAGE.partition("## What is promised")[2].partition("## What is not promised")[0]
NAMED = re.compile(r"`(?:(?P<file>tests/[\w/]+\.py)::)?(?P<test>test_\w+)`")


def test_every_named_test_is_there() -> None:
    """A file or a test that the page names is gone."""
    files = re.findall(r"`(tests/[\w/]+(?:\.py)?)(?:::\w+)?`", PAGE)
    assert [each for each in files if not (ROOT / each).exists()] == []
    written = {file: file.read_text(encoding="utf-8") for file in (ROOT / "tests").rglob("*.py")}
    for match in NAMED.finditer(PAGE):
        where = [written[ROOT / match["file"]]] if match["file"] else written.values()
        assert any(f"def {match['test']}(" in text for text in where), match[0]


def test_every_promise_names_its_test() -> None:
    """A promise, which begins in bold, has no test beside it."""
    promises = [each for each in PROMISED.split("\n\n") if each.startswith("**")]
    assert len(promises) >= 8
    bare: list[str] = []
    for promise in promises:
        rest = PROMISED[PROMISED.index(promise) :]
        until_next = re.split(r"\n\n(?=\*\*|## )", rest)[0]
        if "tests/" not in until_next and "test_" not in until_next:
            bare.append(promise[:60])
    assert bare == []
