"""Every rule of the bundled packs has cases, and every case comes out as it says."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from art17.commands import rules as rule_commands
from art17.evaluation.rule import Rule
from art17.model.value import is_placeholder

ROOT = Path(__file__).parents[1]
PACKS = sorted(
    path.name for path in (ROOT / "rules").iterdir() if (path / "pack.yaml").is_file() and path.name != "art17"
)
RULES = rule_commands.rules_in(ROOT)
IN_PARENTHESES = re.compile(r"\((?:[^()`]|`[^`]*`)*\)")


def test_every_case_comes_out_as_it_says() -> None:
    """A case comes out otherwise than it says, or a rule has none."""
    outcome = rule_commands.test(ROOT, ["art17", *PACKS])
    assert [f"{failure.rule}: {failure.case}: {failure.message}" for failure in outcome.failures] == []
    assert list(outcome.untested) == []


def test_bundled_packs_are_free_of_mistakes() -> None:
    """Lint finds a mistake in a bundled pack."""
    count, mistakes, _ = rule_commands.lint(ROOT, PACKS)
    assert list(mistakes) == []
    assert count >= 24


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_what_why_and_how(rule: Rule) -> None:
    """A rule does not say in words what is wrong, why it matters, or how to fix it."""
    for text in (rule.title, rule.rationale, rule.fix, rule.message):
        assert len(text.split()) >= 2 or text.startswith("{subject.")
        assert not is_placeholder(text)
    assert rule.provisions or rule.serves


def fixes() -> Iterator[tuple[str, str]]:
    """What the rules of the bundled packs say is to be done, in English and in each other language."""
    for rule in RULES:
        yield rule.id, rule.fix
    for pack in ("art17", *PACKS):
        for path in sorted((ROOT / "rules" / pack / "texts").glob("*.yaml")):
            for name, texts in yaml.safe_load(path.read_text("utf-8")).get("rules", {}).items():
                yield f"{pack}/{name} in {path.stem}", texts.get("fix", "")


def test_a_fix_is_a_sentence_for_people() -> None:
    """A fix needs the name of a field to be understood, instead of giving it in parentheses to those who keep data."""
    assert [(where, fix) for where, fix in fixes() if "`" in IN_PARENTHESES.sub("", fix)] == []
