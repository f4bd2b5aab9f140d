"""Every pattern of the standard library's `re` in the engine takes time that grows with the text, and no faster."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator, Mapping

import pytest

import art17

N = 1500
ANCHORED = (
    r"\s*+\[",
    r"\s*+([A-Za-z",
    r"[^\S\t\r]*+",
    "(?P<path>.+?):",
    r"\s*(?:([A-Za-z]",
    r"(\d+)[ -]?(year",
    r"(?xi) \s* (?:",
    r"(?:\s|#[^\n]*",
)
"""How patterns begin that are only asked to match from the start of a text, never looked for in it."""
UNITS = (" ", "a", "A", "1", "\n", "\t", "-", ".", "/", "(", ")", "[", "]", "{", "<", ">", "<!--", ",", ";", ":", '"', "'", "#",
         "|", "*", "_", "`", "=", "@", "%", "a ", "1.", "Art. ", "Art. 1(1)", " x", "a-", "a/", "$", "\u00a0", "\u2014", "ab,")  # fmt: skip


def patterns() -> dict[str, re.Pattern[str]]:
    """All patterns that modules of the engine hold, by module and name, those in tables of patterns too."""
    found: dict[str, re.Pattern[str]] = {}
    for module in pkgutil.walk_packages(art17.__path__, "art17."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for pattern in _in(value):
                found.setdefault(f"{name} {pattern.pattern!r}"[:70], pattern)
    return found


def _in(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _in(part)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _in(part)


PATTERNS = patterns()


def seconds(pattern: re.Pattern[str], text: str) -> float:
    """The time that all ways of using a pattern on a text take."""
    began = time.perf_counter()
    pattern.match(text)
    pattern.fullmatch(text)
    for _ in () if pattern.pattern.startswith(ANCHORED) else pattern.finditer(text):
        pass
    return time.perf_counter() - began


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_is_linear(name: str) -> None:
    """At n, 2n and 4n of what makes patterns go back, the time does not grow like the square."""
    pattern = PATTERNS[name]
    own = tuple(dict.fromkeys(re.findall(r"[A-Za-z]{2,8}|[^\w\s\\]", pattern.pattern)))[:12]
    for unit in (*UNITS, *own, *(f"{each} " for each in own)):
        for start in ("", *own[:1]):
            text = start + unit * (4 * N // len(unit))
            if seconds(pattern, f"{text}\x00") > 0.05:
                once, twice, fourfold = (
                    min(seconds(pattern, f"{start}{unit * (times * N // len(unit))}\x00") for _ in range(3))
                    for times in (1, 2, 4)
                )
                assert fourfold < 3 * twice + 0.02, (unit, start, once, twice, fourfold)


def test_the_list_is_not_empty() -> None:
    """The patterns are found, those of the law, of Markdown and of references among them."""
    assert len(PATTERNS) > 50
