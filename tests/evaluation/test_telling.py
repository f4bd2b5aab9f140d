"""What the evaluator says, word for word: verdicts, evidence, explanations, findings, mutants of rules.

Beside each file of cases stands what is said of them; `make expected` writes it anew, and the diff shows what changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
import yaml

from art17.citations.citations import cited
from art17.conditions.scene import Scene
from art17.errors import PackError
from art17.evaluation.compile import compiled
from art17.model.artefact import Artefact, CitationAt
from art17.model.guessed import Guessed
from art17.model.place import KEY, Place
from art17.model.rule import RuleText
from art17.model.vocabulary import Vocabulary
from builders import a_graph, law, route_of, rule_text
from evaluation.telling import told_of
from evaluation.test_conformance import SUITE, VOCABULARY, artefact_in, without_empty
from evaluation.words import TELLING

TOLD = Path(__file__).parent / "told"
Case = Mapping[str, object]


def read(file: Path) -> list[Case]:
    """The cases of a file; every scalar is a text."""
    return without_empty(yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader))


def sources() -> tuple[Path, ...]:
    """The files of the conformance suite, and those that ask for what the suite leaves to each implementation."""
    suite = (file for file in SUITE.glob("*.yaml") if file.name != "vocabulary.yaml")
    return (*sorted(suite), *sorted(TOLD.glob("*.yaml")))


def artefact_of(data: Mapping[str, object]) -> Artefact:
    """An artefact; what it `claims` is what it satisfies, cited at its place in the file."""
    own = {key: value for key, value in data.items() if key not in ("claims", "placeholders", "describes")}
    claims, placeholders = data.get("claims", ()), tuple(data.get("placeholders", ()))
    made = artefact_in({**own, "satisfies": claims} if claims else own)
    there = (
        CitationAt(one, made.place_of("satisfies", at), text) for at, text in enumerate(claims) for one in cited(text)
    )
    return replace(
        made, citations=(*made.citations, *there), placeholders=placeholders, describes=str(data.get("describes", ""))
    )


def texts_of(case: Case) -> list[RuleText]:
    """The rules of a case: one as the conformance suite writes it, or several by name."""
    named = case.get("rules") or {"rule": case["rule"]}
    return [text_of(name, dict(rule)) for name, rule in named.items()]


def text_of(name: str, rule: dict[str, object]) -> RuleText:
    data = {"when" if key == "if" else key: value for key, value in rule.items()}
    made = rule_text(data.pop("require", None), data.pop("for", None), **data)
    return RuleText(f"pack/folder/{name}", Place(f"{name}.yaml"), made.data)


def what_is_told(case: Case, vocabulary: Vocabulary) -> str:
    """Everything that is said of a case; of rules with mistakes, the mistakes."""
    day = date.fromisoformat(case.get("as_of", "2026-11-23"))
    act = None if case.get("law") == "none" else law()
    try:
        rules = compiled(texts_of(case), vocabulary, act)
    except PackError as error:
        return "".join(f"{_where(each.place)}: {each.message} | {each.fix}\n" for each in error.problems)
    graph = a_graph(*(artefact_of(data) for data in case.get("artefacts") or ()), vocabulary=vocabulary)
    guesses = tuple(Guessed(**{**each, "points": tuple(each.get("points", ()))}) for each in case.get("guesses", ()))
    return told_of(rules, Scene(graph, day, act), guesses)


def _where(place: Place) -> str:
    is_key = place.route[-1:] == (KEY,)
    return " ".join((place.path, *map(str, route_of(place)), *(["(key)"] if is_key else [])))


@lru_cache
def expected(file: Path) -> Mapping[str, str]:
    """What is expected to be said of each case of a file."""
    whole = beside(file).read_text("utf-8").removeprefix("# ").split("\n# ")
    return {name: text for name, _, text in (part.partition("\n") for part in whole)}


def beside(file: Path) -> Path:
    return TOLD / f"{'' if file.parent == TOLD else 'conformance-'}{file.stem}.expected.txt"


def words_for(file: Path) -> Vocabulary:
    return TELLING if file.parent == TOLD else VOCABULARY


def cases() -> Iterator[object]:
    for file in sources():
        for case in read(file):
            yield pytest.param(file, case, id=f"{file.stem}: {case['name']}")


@pytest.mark.parametrize(("file", "case"), tuple(cases()))
def test_what_is_told(file: Path, case: Case, writes_expected: bool) -> None:
    """A verdict, its evidence, an explanation, a finding or a mutant of a rule is told in other words."""
    if writes_expected:
        write(file)
    assert what_is_told(case, words_for(file)).rstrip("\n") == expected(file)[case["name"]].rstrip("\n")


@lru_cache
def write(file: Path) -> None:
    """Write what is said of the cases of a file."""
    told = (f"# {case['name']}\n{what_is_told(case, words_for(file))}" for case in read(file))
    beside(file).write_text("\n".join(told), "utf-8")
