"""The reasons for what survives mutation: written, for code that is there, and held against what survived."""

from __future__ import annotations

import ast
import tomllib
from pathlib import PurePath

import pytest

from builders import ROOT
from mutation.run import GROUPS, REASONS, Survivor, judged

EXCUSES = tomllib.loads(REASONS.read_text("utf-8"))
ONE = {"where": "conditions.x f", "was": "return a", "now": "return b", "why": "They are the same."}


def lines_of(where: str) -> set[str]:
    """The lines of a function, named as survivors are."""
    module, function = where.split(" ")
    tree = ast.parse((ROOT / "engine/art17" / f"{module.replace('.', '/')}.py").read_text("utf-8"))
    found: ast.AST = tree
    for name in function.split("."):
        found = next(node for node in ast.iter_child_nodes(found) if getattr(node, "name", "") == name)
    return {line.strip() for line in ast.unparse(found).splitlines()} | source_of(module, found)


def source_of(module: str, node: ast.AST) -> set[str]:
    whole = (ROOT / "engine/art17" / f"{module.replace('.', '/')}.py").read_text("utf-8").splitlines()
    return {line.strip() for line in whole[node.lineno - 1 : node.end_lineno]}


@pytest.mark.parametrize("excuse", EXCUSES.get("survivor", ()), ids=lambda each: each["where"])
def test_a_reason_is_for_code_that_is_there(excuse: dict[str, str]) -> None:
    """A reason is left over from code that has changed, or says nothing."""
    assert set(excuse["was"].split(" / ")) <= lines_of(excuse["where"])
    assert len(excuse["why"].split()) > 2


@pytest.mark.parametrize("folder", ["conditions", "evaluation", "skeletons"])
def test_every_module_is_mutated_once(folder: str) -> None:
    """A module of the evaluator, or of what writes skeletons, is in no group, or in two."""
    for file in (ROOT / "engine/art17" / folder).glob("*.py"):
        path = PurePath(folder, file.name)
        groups = [group for group in GROUPS if any(map(path.match, group.mutated))]
        assert len(groups) == 1, path


def told(code: int, *excuses: dict[str, str], family: bool = False) -> int:
    kind = "family" if family else "survivor"
    return judged([("x", code, Survivor("conditions.x f", "return a", "return b"))], {kind: excuses})


def test_what_survives_needs_a_reason() -> None:
    """A survivor without a reason passes, or one with a reason does not."""
    assert told(0) == 1
    assert told(0, {**ONE, "now": "return c"}) == 1
    assert told(0, ONE) == 0
    assert told(0, {**ONE, "where": "^conditions", "was": "", "now": "b$"}, family=True) == 0
    assert told(0, {**ONE, "where": "^evaluation", "was": "", "now": "b$"}, family=True) == 1


def test_a_reason_that_is_not_needed_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """What is killed keeps its reason unnoticed."""
    assert told(1) == 0
    assert told(1, ONE) == 1
    assert "KILLED, yet has a reason: conditions.x f" in capsys.readouterr().out
    assert told(1, {**ONE, "where": "skeletons.routes f"}) == 0, "nothing of that module was run"
