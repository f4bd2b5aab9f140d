"""The table of what the second reading of the law changed: what it names exists, and holds both directions."""

import re

import pytest
import yaml

from builders import ROOT
from law.the_law import the_act

ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs/law-table.md").read_text("utf-8").splitlines()
    if re.match(r"\| \d", line)
]


def listed(cell: str) -> list[str]:
    return [part for part in cell.split(", ") if part]


RULES = sorted({rule for row in ROWS for rule in listed(row[2])})
TESTS = sorted({test for row in ROWS for test in listed(row[3])})


def test_the_table_is_whole() -> None:
    """Each of the eighteen numbers has a rule or a test."""
    assert [int(row[0]) for row in ROWS] == list(range(1, 19))
    assert [row[0] for row in ROWS if not row[2] and not row[3]] == []


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_of_the_table_finds_the_wrong_thing_and_not_its_twin(rule: str) -> None:
    """A rule of the table has no case that is unmet (undecided, where it only asks), or none that is not."""
    text = yaml.safe_load((ROOT / "rules" / f"{rule}.yaml").read_text("utf-8"))
    cases = yaml.safe_load((ROOT / "fixtures/cases" / f"{rule}.yaml").read_text("utf-8"))
    assert any(case.get("undecided" if text.get("effect") == "question" else "unmet") for case in cases)
    assert any(case.get("met") or case.get("not_applicable") for case in cases)


@pytest.mark.parametrize("test", TESTS)
def test_a_test_of_the_table_is_there(test: str) -> None:
    """A test of the table was renamed or is gone."""
    path, name = test.split("::")
    assert f"def {name}(" in (ROOT / path).read_text("utf-8")


def test_days_in_rules_are_the_days_of_the_law() -> None:
    """A rule writes out a day that the law's own data do not have."""
    act = the_act()
    known = {rule.applies_from.isoformat() for rule in act.applications} | set(act.versions)
    ends = [day for each in act.transitions for day in (each.public_until, each.until) if day]
    known |= {day.isoformat() for day in ends} | {"2030-12-31"}  # Art. 111(1)
    files = [file for file in (ROOT / "rules/eu-ai-act").glob("[0-9]*/*.yaml") if file.parent.name != "act-source"]
    days = {day: file.name for file in files for day in re.findall(r"\b20\d\d-\d\d-\d\d\b", file.read_text("utf-8"))}
    assert len(days) >= 4
    assert {day: name for day, name in days.items() if day not in known} == {}


def test_rules_on_standards_follow_the_dated_data() -> None:
    """A rule names a standard that is cited by now, leaves out one that is not, or another scope than the data have."""
    folder = ROOT / "rules/eu-ai-act/17-1-e"
    seen = yaml.safe_load((folder / "citations-are-known-to-the-law-data.yaml").read_text("utf-8"))
    uncited = re.compile(seen["require"]["not"]["reference"]["matches"])
    standards = the_act().standards
    assert {each.reference for each in standards if uncited.search(each.reference)} == {
        each.reference for each in standards if each.cited_on is None
    }
    scope = yaml.safe_load((folder / "presumption-stays-within-the-standard.yaml").read_text("utf-8"))
    within = re.compile(scope["require"]["presumption_for"]["every"]["matches"])
    presumed = [cite for each in standards if "18286" in each.reference for cite in each.presumes]
    assert presumed
    assert all(within.search(cite) for cite in presumed)
    assert not any(within.search(f"Art. {number}") for number in range(1, 114) if f"Art. {number}" not in presumed)
