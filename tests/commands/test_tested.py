"""What is tested, linted and changed: the packs that were named, and the cases that are here."""

from __future__ import annotations

from pathlib import Path

import pytest

from art17.commands import rules as rule_commands
from art17.commands.mutate import mutate
from art17.errors import UsageError
from art17.reading import cases as reading

OURS = "./our-rules"
RULE = f"{OURS}/suppliers/supplier-has-contract"


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A folder with a pack of one rule, which needs eu-ai-act."""
    rule_commands.write_new(tmp_path, RULE, "Art. 17(1)")
    return tmp_path


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As from a wheel: the cases of bundled packs are not there."""
    whole = reading.bundled
    monkeypatch.setattr(reading, "bundled", lambda name: tmp_path / "wheel" / name if name == "rules" else whole(name))


def test_only_the_packs_that_were_named(ours: Path) -> None:
    """Lint or mutation takes in the rules of every pack that the named one needs."""
    assert rule_commands.test(ours, (OURS,)).rules == 1
    assert rule_commands.lint(ours, (OURS,))[0] == 1
    score = mutate(ours, (OURS,))
    assert (score.rules, score.surviving, score.unused) == (1, (), ())


def test_an_excuse_counts_only_for_the_pack_that_is_tested(ours: Path) -> None:
    """An excuse of a pack that is not tested is called unused, or one of the tested pack is not."""
    (ours / "our-rules/cases/accepted-mutants.yaml").write_text("our-rules/a/b: {gone: because}\n")
    assert [each.change for each in mutate(ours, (OURS,)).unused] == ["gone"]
    assert mutate(ours, ("art17",)).unused == ()


@pytest.mark.usefixtures("installed")
def test_an_installed_tool_leaves_out_what_it_has_no_cases_for(ours: Path) -> None:
    """Without arguments no test can pass, since the cases of bundled packs are not in the wheel."""
    (ours / "art17.yaml").write_text(f"packs: [eu-ai-act, {OURS}]\n")
    assert [pack.name for pack in rule_commands.tested(ours, ()).packs] == ["our-rules"]
    assert rule_commands.test(ours, ()).untested == ()
    for packs in (("eu-ai-act",), ("eu-ai-act", OURS)):
        with pytest.raises(UsageError, match="no cases for eu-ai-act"):
            rule_commands.test(ours, packs)


def test_a_pack_of_ones_own_without_cases_is_told(ours: Path) -> None:
    """A rule of one's own without cases is left out as if it were bundled."""
    (ours / "our-rules/cases/suppliers/supplier-has-contract.yaml").unlink()
    untested = rule_commands.test(ours, ("art17", OURS)).untested
    assert [name for name in untested if name.startswith("our-rules")] == ["our-rules/suppliers/supplier-has-contract"]


@pytest.mark.parametrize(
    "where",
    [
        "if: {every: owner, that: {title: present}}",
        "unless: [{when: {not: {every: owner, that: {title: present}}}, by: Art. 63(1)}]",
    ],
)
def test_every_over_nothing_is_remarked_wherever_it_stands(ours: Path, where: str) -> None:
    """`every` in an exemption holds over nothing, and lint is silent."""
    rule = ours / f"{RULE}.yaml"
    rule.write_text(f"{rule.read_text()}{where}\n")
    (remark,) = rule_commands.lint(ours, (OURS,))[2]
    assert "`every: owner` also holds where it leads to nothing" in remark.message


WEAK = """\
title: A supplier delivers something
basis: practice
serves: Our manual
class: gap
severity: warning
for: {type: supplier}
require: {delivers: present, part_of_high_risk_system: true}
rationale: Because
fix: Set `delivers`.
"""
WEAK_CASES = """\
- name: All or nothing
  met: [S-1]
  unmet: [S-2]
  artefacts:
    - {id: S-1, type: supplier, delivers: data, part_of_high_risk_system: true}
    - {id: S-2, type: supplier}
"""


def test_a_surviving_mutant_comes_with_the_case_that_would_notice_it(tmp_path: Path) -> None:
    """It has the line of what was changed, and a change to a case that tells the rule from the mutant."""
    folder = tmp_path / "our-rules"
    for name, text in (("a/b.yaml", WEAK), ("cases/a/b.yaml", WEAK_CASES)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    (folder / "pack.yaml").write_text("title: Ours\nversion: '1'\nneeds: [eu-ai-act]\n", "utf-8")
    found = {each.change: each for each in mutate(tmp_path, (OURS,)).surviving}
    dropped = next(each for change, each in found.items() if "`delivers` is present" in change)
    assert dropped.place is not None
    assert (dropped.place.path, dropped.place.line) == ("our-rules/a/b.yaml", 7)
    assert dropped.noticed == "in 'All or nothing' leave out `delivers` of S-1: S-1 has to be unmet then"
