"""Every message and fix of the bundled packs is whole sentences where a case raises it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from art17.commands import rules as rule_commands
from art17.commands.cases import prepared
from art17.evaluation.evaluate import judgements
from art17.evaluation.findings import failures_of, findings_on
from art17.evaluation.wording import sentence
from art17.model.place import Place
from art17.model.report import Finding

ROOT = Path(__file__).parents[2]
PACKS = sorted(path.name for path in (ROOT / "rules").iterdir() if (path / "pack.yaml").is_file())
ODD = re.compile(r"(?<!\.)\.\.(?!\.)|[,;:]\s?\.|[?!]\.|\s[.,;](?:\s|$)|[ ]{2}|\{(?:subject|types)|\bNone\b(?! of)|\(\)")
ENOUGH = 2
GLUED = re.compile(
    r"[a-z`)](?<!Member) (?:Set|Write|Finish|List|Name|Add|Fix|Have|Cite|Record|Point|Link|State) [a-z`]"
)
"""A fix that begins in the middle of another sentence."""


@cache
def found_in_cases() -> tuple[Finding, ...]:
    """The first findings of every rule of the bundled packs, from its cases."""
    of = rule_commands.tested(ROOT, PACKS)
    found: list[Finding] = []
    for rule in of.rules:
        own: list[Finding] = []
        for case in of.cases.get(rule.id, ()):  # made ready one by one: that is what costs
            (each,) = prepared((case,), of.words.vocabulary, of.words.act)
            failing = failures_of(judgements((rule,), each.scene, Place("art17.yaml")), each.scene)
            own.extend(findings_on(failing, each.scene))
            if len(own) >= ENOUGH:
                break
        found += own
    return tuple(found)


def odd(text: str) -> bool:
    """Whether a text is not a row of whole sentences."""
    starts = text[:1].isupper() or not text[:1].isalpha()
    return bool(not starts or text[-1:] not in (".", "?", "!") or ODD.search(text) or GLUED.search(text))


def test_messages_and_fixes_are_whole_sentences() -> None:
    """A message or a fix is glued to another, ends in the middle, or has a gap in it."""
    found = found_in_cases()
    assert len({finding.rule for finding in found}) > 280
    texts = (
        (each.rule, text.replace(each.subject.called or "-", "X"))
        for each in found
        for text in (each.message, each.fix)
    )
    wrong = {(rule, text) for rule, text in texts if odd(text)}
    assert sorted(wrong) == []


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("write a day as YYYY-MM-DD", "Write a day as YYYY-MM-DD."),
        ("It is due..", "It is due."),
        ("Which one?.", "Which one?"),
        ("See art17.yaml.", "See art17.yaml."),
        ("and so on...", "And so on..."),
        ("`status` is open", "`status` is open."),
    ],
)
def test_a_sentence_has_a_capital_and_one_end(text: str, whole: str) -> None:
    """Texts of defects come without either, and rules put a full stop after some that have one."""
    assert sentence(text) == whole
