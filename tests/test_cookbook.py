"""The cookbook: every recipe compiles and its case comes out as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from art17.commands.rules import test as run_cases
from builders import ROOT
from houses import house

PAGE = ROOT / "docs/cookbook.md"
POLICIES = (16, 24, 21, 8, 15)
"""The five that a company wrote down first."""
_BLOCK = re.compile(r"```yaml\n(.*?)```", re.DOTALL)


def recipes() -> dict[int, tuple[str, str, str]]:
    """Number, title, rule and case of each recipe."""
    parts = re.split(r"^### (\d+)\. (.*)$", PAGE.read_text("utf-8"), flags=re.MULTILINE)[1:]
    found: dict[int, tuple[str, str, str]] = {}
    for number, title, text in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        rule, case = _BLOCK.findall(text)
        found[int(number)] = (title, rule, case)
    return found


RECIPES = recipes()


def files() -> dict[str, str]:
    """The pack that the page describes, with its rules and their cases."""
    head = PAGE.read_text("utf-8").partition("### 1.")[0]
    found = {block.partition("\n")[0].removeprefix("# "): block for block in _BLOCK.findall(head)}
    for number, (title, rule, case) in RECIPES.items():
        rest = (
            f"basis: practice\nserves: Our policies\nclass: gap\nseverity: warning\nrationale: {title}.\nfix: Do it.\n"
        )
        found[f"our-rules/policies/r{number}.yaml"] = f'title: "{title}"\n{rest}{rule}'
        inner = "".join(f"  {line}\n" for line in case.splitlines())
        found[f"our-rules/cases/policies/r{number}.yaml"] = f"- name: As the page says\n{inner}"
    return found


def test_every_recipe_runs(tmp_path: Path) -> None:
    """All thirty compile together, and each case comes out as it says."""
    house(tmp_path, files())
    outcome = run_cases(tmp_path, ["./our-rules"])
    assert [f"{each.rule}: {each.message}" for each in outcome.failures] == []
    assert (outcome.rules, outcome.cases, outcome.untested) == (30, 30, ())


@pytest.mark.parametrize("number", RECIPES)
def test_a_recipe_shows_both_sides(number: int) -> None:
    """Each has somebody who meets it and somebody who does not."""
    case = yaml.safe_load(RECIPES[number][2])
    assert case["met"]
    assert case["unmet"]


def test_five_policies_stay_short() -> None:
    """What was tried first reads like its sentences: fewer than sixty lines for all five."""
    assert sum(len(RECIPES[number][1].splitlines()) for number in POLICIES) < 60
