"""The law in motion: what an amendment touches, and reports by the law of a day."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from art17.checking.request import Request
from art17.cli import art17
from art17.commands.law import law_diff
from art17.errors import UsageError
from art17.law.application import binding
from art17.reporting.text import text_of
from art17.run import check
from builders import law
from houses import house

BEFORE, AFTER = date(2026, 7, 26), date(2026, 7, 27)
FILES = {
    "art17.yaml": "packs: [eu-ai-act]\nread: ['*.md']\n",
    "bias.md": "---\n{type: procedure, title: Bias}\n---\n# Bias\n\nWe follow Article 10(5) of the AI Act.\n",
    "risk.md": "---\n{type: procedure, title: Risk, satisfies: [Art. 9]}\n---\n# Risk\n\nSee Article 9 of the AI Act.\n",
}


def test_what_an_amendment_touches(tmp_path: Path) -> None:
    """Provisions with what was done to them, dates that moved, rules and documents that name what changed."""
    found = law_diff(Request(house(tmp_path, FILES), AFTER), BEFORE, AFTER).diff
    assert (found.before, found.after) == ("2024-07-12", "2026-07-27")
    changed = {each.provision: each for each in found.changes}
    assert changed["Art. 10(5)"].action == "deleted"
    assert changed["Art. 10(5)"].moved_to.startswith("Art. 4a")
    assert changed["Art. 10(5)"].by.startswith("2026/1744 Art. 1(")
    assert changed["Art. 11(1)"].topic
    assert {(rule.applies_from, is_new) for rule, is_new in found.dates} >= {(date(2027, 12, 2), True)}
    assert [each.name for each in found.documents] == ["bias"]
    rules = {each.name: each.provisions for each in found.rules}
    assert any(name.startswith("eu-ai-act/4a/") for name in rules)
    assert not any(name.startswith("eu-ai-act/12/") for name in rules), "Art. 12 was not changed"


def test_the_same_version_has_no_difference(tmp_path: Path) -> None:
    """Two days under one version differ in nothing; the later day comes second."""
    request = Request(house(tmp_path, FILES), AFTER)
    assert law_diff(request, AFTER, date(2027, 1, 1)).diff.changes == ()
    with pytest.raises(UsageError, match="is before"):
        law_diff(request, AFTER, BEFORE)


def test_the_command_prints_text_and_json(tmp_path: Path) -> None:
    """`law diff` and `law versions` say what there is, with the day of the last check."""
    folder = str(house(tmp_path, FILES))
    text = CliRunner().invoke(art17, ["law", "diff", "2026-01-01", "2026-08-01", "--directory", folder])
    assert text.exit_code == 0
    assert "Art. 10(5)  deleted" in text.output
    form = CliRunner().invoke(
        art17, ["law", "diff", "2026-01-01", "2026-08-01", "--directory", folder, "--format", "json"]
    )
    assert json.loads(form.output)["documents"][0]["path"] == "bias.md"
    shown = CliRunner().invoke(art17, ["law", "versions", "--directory", folder]).output
    assert f"last checked on {law().checked}" in shown
    assert "EN 18286, of 2026-07: no citation seen up to" in shown
    assert "for Art. 11, Art. 17, Art. 72 (Annex ZA); by secondary sources" in shown


def test_an_old_report_is_made_again(tmp_path: Path) -> None:
    """By the law as it was, a later version does not count, whatever the as-of date."""
    folder = house(tmp_path, FILES)
    now = check(Request(folder, date(2026, 11, 23)))
    then = check(Request(folder, date(2026, 11, 23), law=date(2026, 5, 1)))
    assert (now.law, then.law) == ((("eu-ai-act", "2026-07-27"),), (("eu-ai-act", "2024-07-12"),))
    said = [[f.rule for f in each.findings if f.subject.id == "bias" and "citation" in f.rule] for each in (now, then)]
    assert len(said[0]) > len(said[1]), "Art. 10(5) existed in 2024"
    old = law().known_on(date(2026, 5, 1))
    day = date(2026, 11, 23)
    dates = [binding(act, "Art. 17", day, annex_iii_point="Annex III(4)").applies_from for act in (law(), old)]
    assert dates == [date(2027, 12, 2), date(2026, 8, 2)]


def test_an_old_check_of_the_law_is_said(tmp_path: Path) -> None:
    """Half a year after the data of the law was last checked, a report says so."""
    folder = house(tmp_path, FILES)
    checked = law().checked
    assert checked is not None
    assert "was last checked" not in text_of(check(Request(folder, checked)))
    late = " ".join(text_of(check(Request(folder, date(2027, 8, 1)))).split())
    assert f"The law's data was last checked on {checked}, 251 days before" in late
