"""A history of reviews that mean something, and of some that do not; and what git cannot tell."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from art17.checking.request import Request
from art17.model.report import Report
from art17.run import check
from houses import NORTHLIGHT, ROOT, copied

sys.path.insert(0, str(ROOT / "fixtures" / "histories"))

from make import CHANGED, EARLY, EXPECTED, INDICATOR, RULES, commits, data, markdown

DAY = date(2026, 11, 23)
_WHOLE_WORDS = {"break_long_words": False, "break_on_hyphens": False}


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return commits().write(tmp_path_factory.mktemp("history") / "qms")


def checked(folder: Path, as_of: date = DAY) -> Report:
    return check(Request(folder, as_of, select=RULES, remembers=False))


def found(report: Report) -> dict[str, set[str]]:
    """The subjects by rule."""
    subjects: dict[str, set[str]] = defaultdict(set)
    for finding in report.findings:
        subjects[finding.rule].add(finding.subject.id)
    return dict(subjects)


def notes(report: Report) -> list[str]:
    return [each.reason for each in report.inventory.not_read if each.path == "history"]


def git(folder: Path, *arguments: str, day: str = "2026-11-14") -> None:
    stamp = f"{day}T12:00:00+00:00"
    dated = {**os.environ, "GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}
    who = ("-c", "user.name=X", "-c", "user.email=x@x.example")
    subprocess.run(("git", "-C", str(folder), *who, *arguments), check=True, env=dated)


def test_each_kind_is_found_and_its_honest_twin_is_not(history: Path) -> None:
    """Each hollow review, each stale one and each approval is found, in Markdown and Word, and nothing else."""
    report = checked(history)
    assert found(report) == EXPECTED
    assert notes(report) == []
    assert not report.problems


def test_messages_name_commits_and_days_but_no_author(history: Path) -> None:
    """What is said of an approval names the commit, and insinuates nothing of anybody."""
    told = {finding.message for finding in checked(history).findings}
    assert not [message for message in told if "Ann" in message or "ann" in message.split()]
    assert any(" of 2025-08-10, after its last review of 2025-03-01." in message for message in told)


@pytest.mark.parametrize("kind", ["shallow", "no git", "rewritten", "moved"])
def test_what_git_cannot_tell_is_a_note_and_never_a_finding(history: Path, tmp_path: Path, kind: str) -> None:
    """Without its history nothing is said of it; after a move it is all there."""
    folder = tmp_path / "qms"
    if kind == "shallow":
        git(tmp_path, "clone", "-q", "--depth", "1", f"file://{history}", str(folder))
    else:
        shutil.copytree(history, folder)
    if kind == "no git":
        shutil.rmtree(folder / ".git")
    if kind == "rewritten":
        git(folder, "checkout", "-q", "--orphan", "new")
        git(folder, "commit", "-q", "-m", "all of it")
    if kind == "moved":
        (folder / "sub").mkdir()
        names = sorted(path.name for path in folder.iterdir() if path.suffix in (".md", ".docx"))
        git(folder, "mv", *names, "sub")
        (folder / "art17.yaml").write_text((folder / "art17.yaml").read_text("utf-8").replace('"*.', '"**/*.'), "utf-8")
        git(folder, "commit", "-q", "-a", "-m", "move")
    report = checked(folder)
    of_git = {rule: names for rule, names in EXPECTED.items() if not rule.endswith("plan-follows-the-incident")}
    assert found(report) == (EXPECTED if kind == "moved" else {k: v for k, v in EXPECTED.items() if k not in of_git})
    assert len(notes(report)) == (1 if kind in ("shallow", "no git") else 0)
    assert not report.problems


def test_commits_of_later_days_do_not_count(history: Path) -> None:
    """As of a day within the history nothing is found that was committed after it, and the run says so."""
    report = checked(history, date(2025, 8, 30))
    assert found(report) == {EARLY: EXPECTED[EARLY], CHANGED: {*EXPECTED[CHANGED]}}
    assert "after the as-of date" in " ".join(notes(report))


def test_files_cannot_state_their_own_past(tmp_path: Path) -> None:
    """What a file says under the name of what git says is not believed, with history or without."""
    files = {
        **markdown(
            "P", last_reviewed="2025-03-01", past="{changed_since_review_on: 2025-06-01}", review_due_on="2020-01-01"
        ),
        **data("R", "risk-register", past="{review_campaign: 9}", last_reviewed="2025-03-01"),
    }
    for asked in ("", "history: true\n"):
        (tmp_path / "art17.yaml").write_text(
            f"read: ['*.md', '*.yaml']\npacks: [eu-ai-act, qms-practice]\n{asked}", "utf-8"
        )
        for name, text in files.items():
            (tmp_path / name).write_text(str(text), "utf-8")
        assert found(checked(tmp_path)) == {}
        assert len(notes(checked(tmp_path))) == (1 if asked else 0)


def test_only_what_is_said_counts_as_a_change(tmp_path: Path) -> None:
    """Paragraphs wrapped otherwise, other line ends and keys in another order change nothing; one threshold does."""
    folder = copied(NORTHLIGHT, tmp_path)
    manifest = folder / "art17.yaml"
    manifest.write_text(manifest.read_text("utf-8") + "history: true\n", "utf-8")
    git(folder, "init", "-q")
    for words in ("as it was", "written otherwise"):
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", words)
        for file in sorted(folder.rglob("*.md")):
            file.write_bytes(_otherwise(file.read_text("utf-8")).encode())
    assert found(checked(folder)) == {}
    plan = folder / "systems/rank/pmm-plan.md"
    plan.write_bytes(plan.read_bytes().replace(b"threshold: 0.78", b"threshold: 0.70"))
    git(folder, "commit", "-q", "-a", "-m", "another threshold", day="2026-11-18")
    assert found(checked(folder)) == {INDICATOR: {"PMM-RANK", "RR-RANK"}}


def _otherwise(text: str) -> str:
    """A document that says the same in other lines."""
    if not text.startswith("---\n"):
        return text
    front, _, body = text[4:].partition("\n---\n")
    keys = re.split(r"\n(?=[^\s-])", front)[::-1]
    paragraphs = (
        part if re.match(r"\s*(?:[#|>*-]|\d|```)", part) else textwrap.fill(" ".join(part.split()), 60, **_WHOLE_WORDS)
        for part in body.split("\n\n")
    )
    return ("---\n" + "\n".join(keys) + "\n---\n" + "\n\n".join(paragraphs)).replace("\n", "\r\n")
