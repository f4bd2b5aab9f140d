"""The file of a baseline: what is written is read again, and what is wrong in it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from art17.errors import Art17Error, UsageError
from art17.model.known import Baseline, Entry
from art17.model.place import Place
from art17.reading.baseline_file import baseline_in, baseline_text

ODD = 'a "quoted" #text: with\ttab, \\, ü, \u2028, \x7f and — dash\n'
ENTRIES = (
    Entry("00000000000000e7", "p/f/b", "B", "b.md", message=ODD, hides=("1", "2")),
    Entry(
        "1234567890123456", "p/f/a", "A", "a.md", "note", "undecided", accepted_by="person:x", accepted_on="2026-11-23"
    ),
)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """A baseline loses something between writing and reading."""
    file = tmp_path / "baseline.yaml"
    file.write_text(baseline_text(Baseline(Place("x"), ENTRIES, "a" * 40, "2026-11-23")), encoding="utf-8")
    found = baseline_in(file, tmp_path)
    assert (found.place.path, found.commit, found.as_of) == ("baseline.yaml", "a" * 40, "2026-11-23")
    plain = [
        (e.id, e.rule, e.subject, e.file, e.severity, e.verdict, e.message, e.accepted_by, e.hides)
        for e in found.entries
    ]
    assert plain == [
        (e.id, e.rule, e.subject, e.file, e.severity, e.verdict, e.message, e.accepted_by, e.hides)
        for e in (ENTRIES[1], ENTRIES[0])
    ]


def test_order_changes_no_byte() -> None:
    """A review of a baseline shows moves that mean nothing."""
    one, two = (baseline_text(Baseline(Place("x"), order)) for order in (ENTRIES, ENTRIES[::-1]))
    assert one == two


def test_an_empty_baseline_is_one(tmp_path: Path) -> None:
    """A folder without findings has no baseline that can be read."""
    file = tmp_path / "baseline.yaml"
    file.write_text(baseline_text(Baseline(Place("x"))), encoding="utf-8")
    assert baseline_in(file, tmp_path).entries == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "mapping"),
        ("findings: [", "not YAML"),
        ("schema: art17/baseline/v1\nfindings: {abc: {rule: a}}", "subject"),
        ("schema: art17/baseline/v1\nfindings:\n  abc: {rule: a, subject: b, file: c, severity: erorr}", "error"),
        ("schema: art17/baseline/v1\nfindngs: {}", "findings"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    """A baseline that was edited wrongly accepts nothing, or everything, in silence."""
    file = tmp_path / "baseline.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Art17Error) as raised:
        baseline_in(file, tmp_path)
    assert raised.value.problems[0].place.path == "baseline.yaml"
    assert any(said in f"{problem.message} {problem.fix}" for problem in raised.value.problems)


def test_a_baseline_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    """A mistyped name passes for an empty baseline."""
    with pytest.raises(UsageError):
        baseline_in(tmp_path / "nowhere.yaml", tmp_path)
