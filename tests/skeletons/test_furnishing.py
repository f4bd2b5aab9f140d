"""What a house of sketches comes to hold, word for word: from small rules, and from the bundled packs.

Beside each profile and file of cases stands what is expected; `make expected` writes it anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
import yaml

from art17.checking.rule_base import RuleBase, rule_base_of
from art17.commands.init import furnished
from art17.conditions.proposals import texts_of
from art17.errors import UsageError
from art17.evaluation.compile import compiled
from art17.model.settings import Settings
from art17.skeletons.profile import Profile
from art17.skeletons.sketch import by_example
from art17.skeletons.unwritten import House
from builders import AS_OF, law
from evaluation.test_conformance import without_empty
from evaluation.test_telling import text_of
from skeletons.words import FURNISHING

HERE = Path(__file__).parent
PROFILE = Profile(
    size="small",
    systems=("Ranking",),
    annex_iii_point="4",
    standards=("ISO 13485",),
    facts=(("intended_purpose", "Ranks applications"), ("personal_data", "no"), ("continues_to_learn", "no")),
)
RunContext = Mapping[str, object]


def told_of(house: House) -> str:
    """Every sketch of a house: its file, which rules it answers to, and what it states; then the examples."""
    stated = house.stated("draft", lambda blank: blank.prompt, lambda blank: blank.prompt)
    examples = house.stated("effective", by_example, by_example)
    files = (*house.files(), *house.open_systems())
    heads = [{"path": house.path_of(s) if s in files else "", "asked by": s.asked_by} for s in house.sketches]
    whole = [{**head, "states": one, "example": two} for head, one, two in zip(heads, stated, examples, strict=True)]
    return "".join(yaml.safe_dump(each, sort_keys=False, allow_unicode=True, width=120) + "\n" for each in whole)


def compare(file: Path, text: str, *, writes: bool) -> None:
    if writes:
        file.write_text(text, "utf-8")
    assert text == file.read_text("utf-8")


def test_a_house_by_the_bundled_packs(writes_expected: bool) -> None:
    """A skeleton lacks a field, asks for something else, or answers to another rule."""
    house = furnished(PROFILE, rule_base_of(Settings()), AS_OF, Settings())
    compare(HERE / "expected" / "in-development.yaml", told_of(house), writes=writes_expected)


def settings_of(case: RunContext) -> Settings:
    """What the manifest of a case says of provider and systems already."""
    given = case.get("manifest") or {}
    return Settings(provider=given.get("provider"), systems=tuple(given.get("systems") or ()))


def profile_of(case: RunContext) -> Profile:
    given = dict(case.get("profile") or {})
    since = given.pop("on_market_since", None)
    lists = {name: tuple(given.pop(name, ())) for name in ("roles", "systems", "standards")}
    return Profile(**given, **lists, on_market_since=date.fromisoformat(since) if since else None)


def furnished_in(case: RunContext) -> str:
    act = None if case.get("law") == "none" else law()
    texts = [text_of(name, dict(rule)) for name, rule in (case.get("rules") or {}).items()]
    spoken = replace(FURNISHING, types={n: t for n, t in FURNISHING.types.items() if n not in case.get("without", ())})
    words = RuleBase((), spoken, act, compiled(texts, spoken, act))
    try:
        return told_of(furnished(profile_of(case), words, AS_OF, settings_of(case)))
    except UsageError as error:
        return "".join(f"{each.message} | {each.fix}\n" for each in error.problems)


def cases() -> list[RunContext]:
    return without_empty(yaml.load((HERE / "cases.yaml").read_text("utf-8"), Loader=yaml.BaseLoader))


def parameters() -> Iterator[object]:
    yield from (pytest.param(at, case, id=case["name"]) for at, case in enumerate(cases()))


@lru_cache
def expected() -> tuple[str, ...]:
    whole = (HERE / "expected" / "cases.yaml").read_text("utf-8").removeprefix("# ").split("\n# ")
    return tuple(part.partition("\n")[2].rstrip("\n") for part in whole)


@pytest.mark.parametrize(("at", "case"), tuple(parameters()))
def test_a_house_by_a_few_rules(at: int, case: RunContext, writes_expected: bool) -> None:
    """One thing that a rule asks for is written otherwise, or not at all."""
    if writes_expected:
        write()
    assert furnished_in(case).rstrip("\n") == expected()[at]


@lru_cache
def write() -> None:
    told = (f"# {case['name']}\n{furnished_in(case)}" for case in cases())
    (HERE / "expected" / "cases.yaml").write_text("\n".join(told), "utf-8")


def test_a_mapping_is_no_text() -> None:
    """What a row states is taken for texts of the row itself, or asked beyond its end."""
    assert texts_of({"by": "a"}) == []
    assert texts_of([{"by": "a"}, "b"]) == ["b"]
