"""A plain hook of git: what is staged is judged, whatever stands in the folder."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from gates.repositories import DOCUMENT, ENV, a_command, git, northlight, run, with_owner, without_owner

pytestmark = pytest.mark.skipif(shutil.which("git") is None or os.name == "nt", reason="needs git and a shell")
RULE = "qms-practice/documents/every-document-has-an-owner"
HOOK = "#!/bin/sh\nexec art17 check --staged --quiet --as-of 2026-11-23\n"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Northlight with a hook that judges every commit."""
    folder = northlight(tmp_path)
    hook = folder / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(HOOK, encoding="utf-8")
    hook.chmod(0o755)
    monkeypatch.setitem(ENV, "PATH", f"{a_command(tmp_path)}{os.pathsep}{os.environ['PATH']}")
    return folder


def commits(house: Path) -> int:
    return int(git(house, "rev-list", "--count", "HEAD"))


def test_a_good_commit_passes(house: Path) -> None:
    """The hook refuses what is right."""
    (house / "README.md").write_text("# Northlight\n", encoding="utf-8")
    git(house, "add", "--all")
    done = run(house, "git", "commit", "--message=Say who we are")
    assert done.returncode == 0, done.stdout + done.stderr
    assert commits(house) == 2


def test_a_commit_that_drops_an_owner_is_refused_and_a_fix_that_is_not_staged_does_not_save_it(house: Path) -> None:
    """The hook judges the folder, so that a commit without an owner passes."""
    without_owner(house)
    git(house, "add", "--all")
    with_owner(house)
    done = run(house, "git", "commit", "--message=Drop the owner")
    assert done.returncode == 1
    assert RULE in done.stdout + done.stderr
    assert f"{DOCUMENT}:2:1" in done.stdout + done.stderr
    assert commits(house) == 1
    git(house, "add", "--all")
    git(house, "commit", "--allow-empty", "--message=With its owner")


def test_what_is_wrong_and_not_staged_does_not_hinder_a_commit(house: Path) -> None:
    """Work in progress keeps others from being committed."""
    (house / "README.md").write_text("# Northlight\n", encoding="utf-8")
    git(house, "add", "README.md")
    without_owner(house)
    git(house, "commit", "--message=Say who we are")


def test_the_index_of_a_commit_of_everything_is_judged(house: Path) -> None:
    """`git commit -a` and `git commit FILE` stage in an index of their own, which the hook does not see."""
    without_owner(house)
    for which in ("--all", DOCUMENT):
        done = run(house, "git", "commit", "--message=Drop the owner", which)
        assert done.returncode == 1
        assert RULE in done.stdout + done.stderr


def test_a_link_to_an_untracked_file_is_refused(house: Path) -> None:
    """A commit holds a link whose target only its author has."""
    document = house / DOCUMENT
    document.write_text(document.read_text("utf-8") + "\nSee [the checklist](checklist.md).\n", encoding="utf-8")
    (house / "procedures" / "checklist.md").write_text("# Checklist\n", encoding="utf-8")
    git(house, "add", DOCUMENT)
    assert run(house, "art17", "check", "--as-of", "2026-11-23").returncode == 0
    done = run(house, "git", "commit", "--message=Link")
    assert done.returncode == 1
    assert "checklist.md" in done.stdout + done.stderr
    git(house, "add", "--intent-to-add", "procedures/checklist.md")
    assert run(house, "git", "commit", "--message=Link").returncode == 1
    git(house, "add", "procedures/checklist.md")
    git(house, "commit", "--message=Link and checklist")


def test_deleting_a_document_is_refused(house: Path) -> None:
    """A commit that only deletes is not looked at."""
    git(house, "rm", "--quiet", "--cached", DOCUMENT)
    done = run(house, "git", "commit", "--message=Delete")
    assert done.returncode == 1
    assert "Art. 17(1)(b)" in done.stdout + done.stderr
