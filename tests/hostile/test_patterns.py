"""Every `re` pattern of the engine takes time that grows as its text does: held against texts made for it."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import signal
import time
from collections.abc import Iterator
from functools import cache
from re import _constants as said  # type: ignore[attr-defined]
from re import _parser as grammar  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import pytest

import art17
from houses import ROOT

ENGINE = ROOT / "engine" / "art17"
SIZES = (2000, 8000)
LONG = 0.025
"""Seconds below which nothing is measured: a pattern that takes squares takes more on eight thousand signs."""
MOST = 8
"""How many times as long four times the text may take; squares take sixteen times as long, and machines are noisy."""
SEARCHES = frozenset({"search", "finditer", "findall", "sub", "subn", "split"})

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="bounds time by signals")


@cache
def modules() -> tuple[ModuleType, ...]:
    """Every module of the engine."""
    names = [each.name for each in pkgutil.walk_packages(art17.__path__, "art17.")]
    return tuple(importlib.import_module(name) for name in names if not name.endswith("__main__"))


@cache
def uses() -> dict[str, set[str]]:
    """By the name of a pattern, or of the function that makes it: the methods that are called on it.

    A name with an underscore is that of its module alone.
    """
    found: dict[str, set[str]] = {}
    for file in ENGINE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute):
                inner = node.value.func if isinstance(node.value, ast.Call) else node.value
                name = getattr(inner, "attr", None) or getattr(inner, "id", None)
                if name:
                    place = file.relative_to(ENGINE.parent).with_suffix("").as_posix().replace("/", ".")
                    known = f"{place}.{name}" if name.startswith("_") else name
                    found.setdefault(known, set()).add(node.attr)
    return found


def patterns() -> Iterator[tuple[str, re.Pattern[Any], bool]]:
    """Each pattern with its name, and whether it is searched for, or only matched where the caller is."""
    known: set[int] = set()
    for module in modules():
        for name, each in sorted(vars(module).items()):
            made = made_by(each, module)
            for pattern in made:
                if id(pattern) not in known:
                    known.add(id(pattern))
                    yield f"{module.__name__}.{name}", pattern, is_searched(module.__name__, name)
    for file in sorted(ENGINE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and is_of_re(node.func) and isinstance(node.args[0], ast.Constant):
                if node.func.attr == "compile" or str(file).endswith("citations/acts.py"):
                    continue  # kept under a name, or asked only of our own patterns
                pattern = re.compile(node.args[0].value, flags_of(node))
                yield f"{file.relative_to(ENGINE)}:{node.lineno}", pattern, node.func.attr in SEARCHES


def made_by(each: object, module: ModuleType) -> list[re.Pattern[Any]]:
    """The patterns that something is, holds, or makes when it is called."""
    if isinstance(each, re.Pattern):
        return [each]
    if isinstance(each, tuple | list | frozenset):
        return [one for one in each if isinstance(one, re.Pattern)]
    if isinstance(each, dict):
        return [one for one in each.values() if isinstance(one, re.Pattern)]
    inner = getattr(each, "__wrapped__", None)
    if (
        inner is None
        or inner.__module__ != module.__name__
        or "Pattern" not in str(inner.__annotations__.get("return"))
    ):
        return []
    asked = inspect.signature(inner).parameters
    calls = [{}] if not asked else [{next(iter(asked)): value} for value in (True, False)] if is_flag(asked) else []
    made = [each(**call) for call in calls]  # type: ignore[operator]
    flat = [one for one in made for one in (one if isinstance(one, tuple) else (one,))]
    return [one for one in flat if isinstance(one, re.Pattern)]


def is_flag(asked: Any) -> bool:
    return [str(each.annotation) for each in asked.values()] == ["bool"]


def is_of_re(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "re"


def flags_of(call: ast.Call) -> int:
    names = [each.attr for each in ast.walk(call) if isinstance(each, ast.Attribute) and each.attr.isupper()]
    return sum({getattr(re, name) for name in names if hasattr(re, name)})


def is_searched(module: str, name: str) -> bool:
    """Whether a pattern is searched for in a text; where that cannot be told, it is."""
    known = uses().get(f"{module}.{name}" if name.startswith("_") else name, set()) & {*SEARCHES, "match", "fullmatch"}
    return not known or bool(known & SEARCHES)


def sample(parsed: Any, most: int) -> str:
    """A text that a pattern likes: of each repetition `most` at most, of each class one sign."""
    text = ""
    for kind, what in parsed:
        if kind is said.LITERAL:
            text += chr(what)
        elif kind in (said.IN, said.CATEGORY, said.ANY, said.NOT_LITERAL):
            text += sign_of(kind, what)
        elif kind in (said.MAX_REPEAT, said.MIN_REPEAT, said.POSSESSIVE_REPEAT):
            low, high, inner = what
            text += sample(inner, most) * max(int(low), min(int(high), most))
        elif kind is said.BRANCH:
            text += sample(what[1][0], most)
        elif kind in (said.SUBPATTERN, said.ATOMIC_GROUP):
            text += sample(what[-1] if kind is said.SUBPATTERN else what, most)
        if len(text) > SIZES[0]:
            break
    return text


def sign_of(kind: Any, what: Any) -> str:
    """One sign of a class."""
    if kind is said.ANY:
        return "x"
    if kind is said.NOT_LITERAL:
        return "x" if what != ord("x") else "y"
    items = what if isinstance(what, list) else [(kind, what)]
    known = {said.CATEGORY_SPACE: " ", said.CATEGORY_DIGIT: "1", said.CATEGORY_WORD: "a"}
    for item, value in items:
        if item is said.LITERAL:
            return chr(value)
        if item is said.RANGE:
            return chr(value[0])
        if item is said.CATEGORY:
            return known.get(value, "-")
    return "x"


def signs_in(parsed: Any) -> set[str]:
    """The signs that a pattern speaks of."""
    found: set[str] = set()
    waiting = [parsed]
    while waiting:
        for kind, what in waiting.pop():
            if kind is said.LITERAL:
                found.add(chr(what))
            elif kind in (said.IN, said.CATEGORY, said.ANY, said.NOT_LITERAL):
                found.add(sign_of(kind, what))
            elif kind in (said.MAX_REPEAT, said.MIN_REPEAT, said.POSSESSIVE_REPEAT):
                waiting.append(what[2])
            elif kind is said.BRANCH:
                waiting += what[1]
            elif kind is said.SUBPATTERN:
                waiting.append(what[-1])
            elif kind is said.ATOMIC_GROUP:
                waiting.append(what)
            elif kind in (said.ASSERT, said.ASSERT_NOT):
                waiting.append(what[1])
    return found


def units_for(pattern: re.Pattern[Any]) -> list[str]:
    """What is repeated to trouble a pattern: what it likes, parts of that, and each sign that it speaks of."""
    parsed = grammar.parse(pattern.pattern, pattern.flags)
    liked = {sample(parsed, most) for most in (1, 2)} - {""}
    parts = {each[:-1] for each in liked if len(each) > 1} | {each[1:] for each in liked if len(each) > 1}
    signs = sorted(signs_in(parsed))[:8]
    return sorted(liked | parts | {*signs, " ", "a", "1", "a ", "a.", "\n"})


def seconds(pattern: re.Pattern[Any], text: str, *, searched: bool) -> float:
    """The time that a pattern takes for a text."""
    given: Any = text.encode("utf-8", "surrogatepass") if isinstance(pattern.pattern, bytes) else text
    start = time.process_time()
    if searched:
        for _ in pattern.finditer(given):
            pass
    else:
        pattern.match(given)
        pattern.fullmatch(given)
    return time.process_time() - start


def is_slow(pattern: re.Pattern[Any], unit: str, *, searched: bool) -> bool:
    """Whether repeating a text takes more than it grows by."""
    long = [((unit * (size // len(unit) + 1))[:size]) + "\x00" for size in SIZES]
    if seconds(pattern, long[1], searched=searched) < LONG:
        return False
    took = [min(seconds(pattern, text, searched=searched) for _ in range(3)) for text in long]
    return took[1] > LONG and took[1] > MOST * took[0]


def slow_for(pattern: re.Pattern[Any], *, searched: bool, patience: float = 5) -> list[str]:
    """The texts that trouble a pattern; one that takes longer than our patience, in seconds, is among them."""

    def over(_number: int, _frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, over)
    found: list[str] = []
    for unit in units_for(pattern):
        signal.setitimer(signal.ITIMER_VIRTUAL, patience)
        try:
            if is_slow(pattern, unit, searched=searched):
                found.append(unit)
        except TimeoutError:
            found.append(unit)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)
    return found


OF_SHORT_TEXTS = {
    "art17.reading.formats.markdown_blocks._EXPRESSION",  # asked only of what is before the last that closes
    "art17.model.value._PLACEHOLDER",  # asked only of fewer than 400 signs
    "art17.cli.explain._PLACE",  # what the call names
}


def test_no_pattern_takes_more_than_its_text_grows_by() -> None:
    """A text of a stranger meets a pattern that takes squares, cubes or more of its length."""
    tested = {
        name: slow_for(pattern, searched=searched)
        for name, pattern, searched in patterns()
        if name not in OF_SHORT_TEXTS
    }
    assert {name: units for name, units in tested.items() if units} == {}
    assert len(tested) > 150


@pytest.mark.parametrize("bad", [r"(a+)+$", r"\s*[,;]\s*x", r"<!--.*?-->", r"(?:x+x+)+y"])
def test_the_test_finds_what_is_slow(bad: str) -> None:
    """Patterns that are known to take squares or more."""
    assert slow_for(re.compile(bad), searched=True, patience=0.5)
