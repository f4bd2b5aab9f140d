"""The verdicts over commits and over snapshots: which state brought what, and what is new since one."""

from __future__ import annotations

import csv
import io
import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from art17.checking.request import Request
from art17.commands.history import history
from art17.commands.snapshot import keep_snapshot
from art17.errors import UsageError
from art17.model.course import Step, changes_in
from art17.model.report import Report
from art17.reporting.course_data import course_csv_of, course_json_of
from art17.reporting.course_text import course_text_of
from art17.reporting.html.chart import chart_of
from art17.reporting.report_words import Words
from art17.run import check, run
from houses import ROOT, house

sys.path.insert(0, str(ROOT / "fixtures" / "histories"))

from make import OTHER, Commits, markdown

DAY = date(2026, 11, 23)
MANIFEST = "read: ['*.md', '*.yaml']\npacks: [eu-ai-act, qms-practice]\n"
RULES = ("qms-practice/reviews/*", "qms-practice/documents/version-is-stated")
REVIEWED = {"review_in": "P3Y", "last_reviewed": "2026-01-01"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five commits: two in one week, one that breaks what the next one fixes."""
    made = Commits()
    made.add("2026-01-05", {"art17.yaml": MANIFEST, **markdown("P", version="1.0", **REVIEWED)})
    made.add("2026-01-07", markdown("Q", version="1.0", **REVIEWED), words="Add Q")
    made.add("2026-02-02", markdown("P", **REVIEWED), words="Forget the version")
    made.add("2026-03-02", markdown("P", version="1.1", **REVIEWED), words="State the version")
    made.add("2026-04-06", markdown("Q", version="1.0", review_in="P3Y"), words="Lose the review")
    return made.write(tmp_path_factory.mktemp("history") / "qms")


def asked(folder: Path) -> Request:
    return Request(folder, DAY, select=RULES, remembers=False)


@pytest.fixture(scope="module")
def steps(folder: Path) -> tuple[Step, ...]:
    return history(asked(folder), "", "commit")


def test_each_commit_brought_and_removed_what_it_did(folder: Path, steps: tuple[Step, ...]) -> None:
    """A finding is brought by the commit that broke something, and removed by the one that fixed it."""
    assert [step.title for step in steps][1:3] == ["Add Q", "Forget the version"]
    found = [
        (change.step.title, [entry.subject for entry in change.brought], [entry.subject for entry in change.removed])
        for change in changes_in(steps)
    ]
    assert found == [
        ("Forget the version", ["P"], []),
        ("State the version", [], ["P"]),
        ("Lose the review", ["Q"], []),
    ]
    assert {entry.id for entry in steps[-1].findings} == {each.id for each in check(asked(folder)).findings}


def test_one_state_a_week_and_only_since_a_revision(folder: Path, steps: tuple[Step, ...]) -> None:
    """Of a week its last commit is looked at; what lies before a revision is not."""
    assert [step.title for step in history(asked(folder), "", "week")] == [step.title for step in steps[1:]]
    assert [step.title for step in history(asked(folder), "HEAD~2", "week")] == [step.title for step in steps[3:]]
    assert [step.title for step in history(asked(folder), "", "release")] == [steps[-1].title]


def test_the_working_tree_counts_for_nothing(folder: Path, steps: tuple[Step, ...]) -> None:
    """What is not committed is neither read nor touched."""
    file = folder / "P.md"
    before = file.read_bytes()
    file.write_bytes(b"broken")
    assert history(asked(folder), "HEAD~1", "commit")[-1].findings == steps[-1].findings
    assert file.read_bytes() == b"broken"
    file.write_bytes(before)


def test_each_form_has_every_state(steps: tuple[Step, ...]) -> None:
    """Text, JSON, CSV and the chart show the states in order."""
    data = json.loads(course_json_of(steps))
    assert [each["commit"] for each in data] == [step.name for step in steps]
    assert [entry["subject"] for entry in data[2]["brought"]] == ["P"]
    rows = list(csv.DictReader(io.StringIO(course_csv_of(steps).removeprefix("\ufeff"))))
    assert [row["warning"] for row in rows] == [str(step.severities["warning"]) for step in steps]
    lines = course_text_of(steps).splitlines()
    assert lines[1] == "warnings               ▁▁█▁█ 0 -> 1"
    assert f"2026-02-02  {steps[2].name}  Forget the version" in lines
    chart = chart_of(steps, Words("en", {}))
    assert chart is not None
    assert [bar.x for bar in chart.bars] == [240.0, 480.0]
    assert next(change.step.title for change in chart.changes) == "Lose the review"


def test_nothing_to_go_through_is_said(tmp_path: Path) -> None:
    """Without commits and without snapshots there is a message, with what to do."""
    with pytest.raises(UsageError, match="no commits"):
        history(asked(house(tmp_path, {"art17.yaml": MANIFEST})), "", "week")


def kept(folder: Path, day: str, files: dict[str, str | bytes], snapshots: Path, **more: str) -> Report:
    """The report on a folder as of a day, compared with the snapshots before; one of that day is kept."""
    for name, content in files.items():
        (folder / name).write_text(str(content), "utf-8")
    request = Request(folder, date.fromisoformat(day), select=RULES, remembers=False, snapshots=snapshots, **more)
    done = run(request)
    keep_snapshot(replace(done.context, request=replace(request, select=())), done.report)
    return done.report


def rules_of(report: Report) -> set[tuple[str, str]]:
    return {(each.rule.rpartition("/")[2], each.subject.id) for each in report.findings if each.status == "active"}


def test_snapshots_serve_as_a_history_without_git(tmp_path: Path) -> None:
    """What changed after its review is found between snapshots, what is new too, and the states can be gone through."""
    folder, snapshots = house(tmp_path / "client", {"art17.yaml": MANIFEST}), tmp_path / "ours"
    old = {**markdown("P", version="1", **REVIEWED), **markdown("Q", version="1", **REVIEWED)}
    assert rules_of(kept(folder, "2026-02-01", old, snapshots)) == set()
    assert rules_of(kept(folder, "2026-03-01", markdown("P", OTHER, version="1", **REVIEWED), snapshots)) == {
        ("nothing-changed-since-review", "P")
    }
    wrapped = markdown("Q", version="1", **REVIEWED)
    wrapped = {name: str(text).replace("up to date", "up\nto date") for name, text in wrapped.items()}
    report = kept(folder, "2026-04-01", wrapped, snapshots)
    (finding,) = [each for each in report.findings if each.status == "active"]
    assert "between the snapshots of 2026-02-01 and 2026-03-01, after its last review" in finding.message
    again = kept(folder, "2026-05-01", {}, snapshots, new_since="2026-04-15")
    assert {each.change for each in again.findings} == {""}
    assert {each.change for each in kept(folder, "2026-05-01", {}, snapshots, new_since="2026-02-15").findings} == {
        "new"
    }
    steps = history(Request(folder, DAY, snapshots=snapshots), "", "week")
    assert [step.day.month for step in steps] == [2, 3, 4, 5]
    assert [len(change.brought) for change in changes_in(steps)] == [1]


def test_snapshots_are_not_written_into_what_is_checked(tmp_path: Path) -> None:
    """A folder of snapshots within the client's folder is refused, and so is one that was tampered with."""
    folder = house(tmp_path / "client", {"art17.yaml": MANIFEST, **{k: str(v) for k, v in markdown("P").items()}})
    with pytest.raises(UsageError, match="not written into"):
        kept(folder, "2026-02-01", {}, folder / "snapshots")
    snapshots = house(tmp_path / "ours", {"2026-01-01.json": "{}"})
    with pytest.raises(UsageError, match="not a snapshot"):
        kept(folder, "2026-02-01", {}, snapshots)
