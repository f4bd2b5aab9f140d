"""Each word of the rule language has all of its readings, wherever they have to be."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache

import yaml
from hypothesis import HealthCheck, given, seed, settings

from art17.conditions.condition import Condition, Test
from art17.conditions.table import LANGUAGE
from art17.conditions.words import Operator, Word
from art17.evaluation.schema import rule_schema
from builders import ROOT
from properties.strategies import rules, vocabularies

CONFORMANCE = ROOT / "fixtures/conformance"
PAGE = "docs/language.md"
EVERY = (*LANGUAGE.words.values(), *LANGUAGE.operators.values())
Reading = Word | Operator


def keys_in(value: object) -> Iterator[str]:
    """Every key of mappings within mappings and lists."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield str(key)
            yield from keys_in(part)
    for part in value if isinstance(value, list) else ():
        yield from keys_in(part)


@lru_cache
def words_of_suite() -> frozenset[str]:
    """The words that conformance cases use; each case runs through both evaluators."""
    files = (path for path in sorted(CONFORMANCE.glob("*.yaml")) if path.name != "vocabulary.yaml")
    read = (yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader) for path in files)
    rules = [case["rule"] for cases_in_file in read for case in cases_in_file]
    short = {word for rule in rules for word in ("present", "absent") if f"'{word}'" in str(rule)}
    return frozenset(key for rule in rules for key in keys_in(rule)) | short


@lru_cache
def words_drawn() -> frozenset[str]:
    """The words that the generator of rules draws, in as many hundreds of rules as it takes to see each."""
    drawn: set[str] = {"present", "absent"}
    wanted = {word.name for word in EVERY}

    def draw(rule: dict[str, object]) -> None:
        drawn.update(keys_in(rule))

    few = settings(max_examples=150, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    for number in range(10):
        if wanted - drawn:
            few(seed(number)(given(vocabularies().flatmap(rules))(draw)))()
    return frozenset(drawn)


def lacking(word: Reading) -> list[str]:
    """Where a word lacks a reading."""
    base = Condition if isinstance(word, Word) else Test
    module = sys.modules[word.makes.__module__]
    listed = getattr(module, "WORDS" if isinstance(word, Word) else "OPERATORS", ())
    schema = rule_schema()["$defs"]
    shapes = schema["condition"]["properties"] if isinstance(word, Word) else schema["tests"]["anyOf"][1]["properties"]
    page = (ROOT / PAGE).read_text("utf-8")
    readings = [name for name in base.__abstractmethods__ if name not in vars(word.makes)]
    checks = {
        f"a reading of its own for {', '.join(readings)}": not readings,
        "its reading from YAML in the file of what it makes": word in listed
        and inspect.getmodule(inspect.unwrap(getattr(word.read, "func", word.read))) is module,
        "a shape in the rule schema": word.name in shapes,
        f"a place in {PAGE}": f"`{word.name}" in page or f"{word.name} " in page.partition("Keywords:")[2][:400],
        "a passing and a failing example in its docstring": "Passing:" in str(module.__doc__)
        and "Failing:" in str(module.__doc__),
        "a conformance case": word.name in words_of_suite(),
        "a place in the generator (tests/properties/strategies.py)": word.name in words_drawn(),
    }
    return [what for what, has in checks.items() if not has]


def test_each_word_has_all_readings() -> None:
    """A word is read, shaped, described, generated, and judged by both evaluators."""
    assert {word.name: lacks for word in EVERY if (lacks := lacking(word))} == {}


def test_what_lacks_a_reading_is_noticed() -> None:
    """A word that is only listed lacks everything else."""
    known = LANGUAGE.operators["is"]
    new = Operator("sounds_like", known.read, known.makes, known.shape)
    assert len(lacking(new)) == 5


def test_options_are_words_of_the_page() -> None:
    """Each option of a word is among the keywords that the page lists."""
    keywords = (ROOT / PAGE).read_text("utf-8").partition("Keywords: `")[2].partition("`")[0].split()
    known = {*LANGUAGE.words, *LANGUAGE.options} - {"at_least", "at_most", "exactly"}
    assert known - set(keywords) == set()
    assert set(keywords) - known == set()
