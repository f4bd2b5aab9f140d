"""The schema of rules for editors: it takes what the compiler takes, and refuses what is mistyped."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from art17.evaluation.schema import rule_schema
from builders import ROOT


def is_valid(rule: object) -> bool:
    return jsonschema.Draft202012Validator(rule_schema()).is_valid(rule)


def test_the_schema_is_one() -> None:
    """An editor cannot use the schema."""
    jsonschema.Draft202012Validator.check_schema(rule_schema())


def test_the_schema_that_is_shipped_is_this_one() -> None:
    """Editors are given another schema, or a word of it has gone."""
    assert json.loads((ROOT / "schemas/rule.schema.json").read_text("utf-8")) == rule_schema()


def as_an_editor_reads(path: Path) -> dict[str, object]:
    """A rule file, whose dates are texts to an editor."""
    return json.loads(json.dumps(yaml.safe_load(path.read_text("utf-8")), default=str))


@pytest.mark.parametrize("pack", ["art17", "eu-ai-act", "eu-hosting", "guide-eight", "qms-practice"])
def test_every_bundled_rule_is_valid(pack: str) -> None:
    """An editor marks a rule as wrong that the compiler takes."""
    rules = {path: as_an_editor_reads(path) for path in (ROOT / "rules" / pack).glob("*/*.yaml")}
    rules = {path.name: rule for path, rule in rules.items() if "for" in rule}
    assert rules
    assert [name for name, rule in rules.items() if not is_valid(rule)] == []


RULE = as_an_editor_reads(ROOT / "rules/eu-ai-act/17-1-g/risks-are-controlled.yaml")


@pytest.mark.parametrize(
    "wrong",
    [
        {"titel": "x"},
        {"basis": "laws"},
        {"class": "gaps"},
        {"severity": "eror"},
        {"provisions": [1]},
        {"for": "systems"},
        {"for": {"type": "risk", "wher": {}}},
        {"for": {"where": {"type": "risk"}}},
        {"for": {"citation": "some"}},
        {"for": {"defect": ["bad-day"]}},
        {"for": {"type": "risk", "including": ["draught"]}},
        {"unless": [{"when": {"text": "a"}}]},
        {"unless": [{"when": {"text": "a"}, "by": "Art. 9", "buy": "x"}]},
        {"require": {"text": {"matchs": "a"}}},
        {"require": {"trait": "ownd"}},
        {"require": {"all": {"text": "a"}}},
        {"require": {"some": ["covers"]}},
        {"require": {"count": "covers", "at_least": -1}},
        {"require": {"text": {"is": {"feild": "x"}}}},
        {"require": {"text": {"in": "a"}}},
        {"require": {"text": {"present": "perhaps"}}},
        {"require": {"some": "covers", "including": ["draught"]}},
        {"require": {"some": "covers", "may_be_none": "perhaps"}},
    ],
    ids=str,
)
def test_what_is_mistyped_is_marked(wrong: dict[str, object]) -> None:
    """An editor takes what the compiler refuses."""
    assert is_valid(RULE)
    assert not is_valid({**RULE, **wrong})


def test_what_a_rule_needs_is_asked() -> None:
    """An editor takes a rule that lacks what the compiler asks."""
    for name in ("title", "basis", "class", "severity", "for", "rationale", "fix"):
        assert not is_valid({key: value for key, value in RULE.items() if key != name}), name
