"""The mistakes that writers of rules make: what is wrong, where, with the line and a caret, and what to write instead."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from art17.cli.rules import command
from art17.cli.show import problem_lines
from art17.errors import PackError
from art17.evaluation.compile import compiled
from art17.law.act import act_from
from art17.model.place import Place
from art17.model.settings import Settings
from art17.reading.packs.pack_places import with_sources
from art17.reading.packs.packs import loaded
from art17.reading.packs.vocabulary import vocabulary_of
from houses import house

EXPECTED = Path(__file__).with_name("mistakes.expected.txt")
BASE = {
    "title": "A supplier delivers something",
    "basis": "practice",
    "serves": "Our purchasing manual",
    "class": "gap",
    "severity": "warning",
    "for": "{type: supplier}",
    "require": "{delivers: present}",
    "rationale": "What is not named cannot be checked.",
    "fix": "Set `delivers`.",
}
LAW = {"basis": "law", "serves": None}
MISTAKES: dict[str, dict[str, str | None]] = {
    "a field that is mistyped": {"require": "{delivrs: present}"},
    "a type that is mistyped": {"for": "{type: suplier}"},
    "a key that is mistyped": {"require": None, "requires": "{delivers: present}"},
    "a word that is none of the few": {"severity": "high"},
    "a severity that the basis does not allow": {"severity": "error"},
    "a tab": {"require": "\n\tdelivers: present"},
    "a test of another language": {"require": "{delivers: {equals: x}}"},
    "a duration that is none": {"require": "{last_reviewed: {within: 2 yeers}}"},
    "a link that is mistyped": {"require": "{some: bound_bye}"},
    "an option without its word": {"require": "{that: {delivers: present}}"},
    "a key that is there twice": {"require": "\n  some: bound_by\n  some: delivered_by"},
    "a key that is missing": {"class": None},
    "a law that is not named": LAW,
    "a provision that does not exist": {**LAW, "provisions": "[Art. 17(1)(z)]"},
    "an expression that is malformed": {"require": '{delivers: {matches: "([a-z"}}'},
    "a day of a form that is not read": {"require": "{last_reviewed: {after: 1.1.2027}}"},
    "a word in a message that is mistyped": {"message": '"{subjekt} has nothing to deliver."'},
    "a list where one condition belongs": {"require": "{not: [{delivers: present}]}"},
    "a test that the kind does not have": {"require": "{delivers: {within: P1Y}}"},
    "a text with a colon": {"title": "Policy 3: every supplier"},
    "a word of another language": {"require": "\n  and:\n    - {delivers: present}"},
    "a step that is empty": {"require": '{some: "bound_by / / owner"}'},
    "a status that does not exist": {"require": "{some: bound_by, including: [archived]}"},
    "a comparison in a text": {"require": '{delivers: "> 5"}'},
    "a name that nothing has": {"require": "{delivers: {same_as: {of: foo, field: id}}}"},
    "a choice that does not exist": {"for": "{type: test-report}", "require": "{result: passed}"},
    "a truth that is none": {"for": "{type: ai-system}", "require": "{medical_device: maybe}"},
    "a line that is indented too deep": {"require": "\n  some: bound_by\n    that: {status: approved}"},
    "a line that is indented like none": {"require": "\n  some: bound_by\n that: {status: approved}"},
    "a brace that nothing closes": {"require": "{delivers: present"},
    "a quote that nothing closes": {"title": '"A supplier'},
    "a sign that begins no text": {"require": "{delivers: @x}"},
    "a list of conditions": {"require": "\n  - some: bound_by\n  - delivers: present"},
    "a field that is no condition": {"require": "delivers"},
    "a type that is no subject": {"for": "supplier"},
    "an unknown key of the subjects": {"for": "{type: supplier, when: {delivers: present}}"},
    "a trait that is mistyped": {"for": "{trait: documents}"},
    "an exemption without its provision": {"unless": "[{when: {delivers: present}}]"},
    "an unknown key of an exemption": {"unless": "[{if: {delivers: present}, by: Art. 17(2)}]"},
    "a parameter that is not declared": {"require": "{last_reviewed: {within: {parameter: days}}}"},
    "a parameter that is a value": {
        "parameters": "{days: 15}",
        "require": "{last_reviewed: {within: {parameter: days}}}",
    },
    "a parameter beyond its bounds": {
        "parameters": "{days: {default: P2Y, at_most: P1Y}}",
        "require": "{last_reviewed: {within: {parameter: days}}}",
    },
    "a test in capitals": {"require": "{delivers: {IS: x}}"},
    "a negated test of another language": {"require": "{delivers: {not_in: [a, b]}}"},
    "a list where one value belongs": {"require": "{delivers: {is: [a, b]}}"},
    "a list instead of a test": {"require": "{delivers: [a, b]}"},
    "a field of another type": {"require": "{deadlines.general: present}"},
    "a field that is taken for a text": {"require": "{delivers: {same_as: owner}}"},
    "a path to nothing": {"require": "{some: mitigated_by}"},
    "a path that ends in nothing": {"require": "{some: bound_by / mitigated_by}"},
    "a path with a dot": {"require": "{some: bound_by.owner}"},
    "a field in the place of a link": {"require": "{some: delivers}"},
    "every without a condition": {"require": "{every: bound_by}"},
    "an option of another word": {"require": "{some: bound_by, distinct: owner}"},
    "a bound inside of the path": {"require": "{count: {path: bound_by, at_least: 1}}"},
    "a share that is no percentage": {"require": "{share: {of: bound_by, that: {status: approved}, at_least: 0.8}}"},
    "leads_to without the links": {"require": "{leads_to: {type: supplier-agreement}}"},
    "today in the place of the day": {"require": "{last_reviewed: {before: today}}"},
    "an origin of a field that is mistyped": {"require": "{file: {origin.aproved_on: data}}"},
    "nothing that it serves": {"serves": None},
    "a message that is a list": {"message": "[a, b]"},
}


def written(change: dict[str, str | None]) -> str:
    data = {**BASE, **change}
    return "".join(f"{key}: {value}\n".replace(": \n", ":\n", 1) for key, value in data.items() if value is not None)


@lru_cache
def expected() -> dict[str, str]:
    parts = EXPECTED.read_text("utf-8").split("## ")[1:]
    return {part.partition("\n")[0]: part.partition("\n")[2].strip("\n") for part in parts}


def answer(folder: Path, text: str) -> str:
    """What `rules lint` says of one rule in a pack of its own."""
    house(folder, {"ours/pack.yaml": "title: Ours\nversion: '1'\nneeds: [eu-ai-act]\n", "ours/people/rule.yaml": text})
    packs = ()
    try:
        packs = loaded(("art17", "./ours"), folder, Place("art17.yaml"))
        act = next(act_from(pack.act) for pack in packs if pack.act)
        compiled(packs[-1].rules, vocabulary_of(packs, Settings()), act)
    except PackError as error:
        return "\n".join(problem_lines(with_sources(error.problems, packs) if packs else error.problems))
    return ""


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_answered(name: str, tmp_path: Path, writes_expected: bool) -> None:
    """Each mistake has one answer, in exactly these words, at its line and column, with a caret."""
    found = answer(tmp_path, written(MISTAKES[name]))
    if writes_expected:
        known = {**expected(), name: found} if EXPECTED.exists() else {name: found}
        expected.cache_clear()
        EXPECTED.write_text(
            "\n\n".join(f"## {each}\n{known[each]}" for each in MISTAKES if each in known) + "\n", "utf-8"
        )
    assert found == expected()[name]
    assert found.count("art17: ") == 1


def test_a_sound_rule_has_no_answer(tmp_path: Path) -> None:
    """The rule from which each mistake is one change away is sound, and so is a link to a role in short."""
    assert answer(tmp_path / "a", written({})) == ""
    assert answer(tmp_path / "b", written({"for": "{type: procedure}", "require": "{owner: legal}"})) == ""


def test_lint_counts_what_it_checked(tmp_path: Path) -> None:
    """Also where one of the rules is wrong."""
    good, bad = written({}), written({"severity": "high"})
    files = {"ours/pack.yaml": "title: Ours\nversion: '1'\nneeds: [eu-ai-act]\n", "ours/a/good.yaml": good}
    house(tmp_path, {**files, "ours/a/bad.yaml": bad})
    found = CliRunner().invoke(command, ["lint", "./ours", "--in", str(tmp_path)])
    assert found.exit_code == 2
    assert "2 rules checked, 1 mistakes, 0 remarks" in found.output


CASES = """\
- name: Named as it is not
  unmet: [{subject}]
  artefacts:
    - {{id: S-1, type: {type}, {key}: parser}}
"""


@pytest.mark.parametrize(
    ("subject", "kind", "key", "said"),
    [
        ("S-1", "supplier", "delivrs", "delivers"),
        ("S-1", "suplier", "delivers", "did you mean 'supplier'?"),
        ("S-2", "supplier", "title", "S-2 should be unmet, but is not a subject; did you mean 'S-1'?"),
    ],
)
def test_cases_are_answered_as_rules_are(tmp_path: Path, subject: str, kind: str, key: str, said: str) -> None:
    """A mistyped key, type or subject of a case is a failure that offers the nearest word."""
    files = {
        "ours/pack.yaml": "title: Ours\nversion: '1'\nneeds: [eu-ai-act]\n",
        "ours/a/rule.yaml": written({}),
        "ours/cases/a/rule.yaml": CASES.format(subject=subject, type=kind, key=key),
    }
    house(tmp_path, files)
    found = CliRunner().invoke(command, ["test", "./ours", "--in", str(tmp_path)])
    assert found.exit_code == 1
    assert said in found.output
