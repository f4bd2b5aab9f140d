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
STRICT = ("art17", "check", "--staged", "--quiet", "--as-of", "2026-11-23", "--fail-on", "error")


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


LINKS = {
    "a path": ("procedures/checklist.md", "# Checklist\n", "\nSee [the checklist](checklist.md).\n"),
    "an id": ("procedures/new.md", "---\nid: SOP-NEW\ntype: procedure\n---\n# New\n", "related: [SOP-NEW]\n"),
    "what git ignores": ("procedures/local.txt", "mine\n", "\nSee [the list](local.txt).\n"),
}


@pytest.mark.parametrize("what", LINKS)
def test_a_link_to_what_is_not_staged_is_refused_at_every_threshold(house: Path, what: str) -> None:
    """A hook that fails on errors only lets a link pass whose target only its author has, or says that it is nowhere."""
    path, text, link = LINKS[what]
    (house / ".gitignore").write_text("local.txt\n", encoding="utf-8")
    (house / path).write_text(text, encoding="utf-8")
    document = house / DOCUMENT
    old = document.read_text("utf-8")
    document.write_text(
        old + link if link.startswith("\n") else old.replace("---\n", f"---\n{link}", 1), encoding="utf-8"
    )
    git(house, "add", DOCUMENT, ".gitignore")
    done = run(house, *STRICT)
    told = " ".join(done.stdout.split())
    assert done.returncode == 1
    assert f"is in {path}, but is not staged." in told
    assert f"`git add {path}`, or take the link out." in told
    assert "1 error" in told
    git(house, "add", "--force", path)
    assert "is not staged" not in run(house, *STRICT).stdout


def test_a_link_of_a_draft_is_refused_too(house: Path) -> None:
    """That a document is a draft hides what only its author can follow."""
    draft = "---\nid: SOP-X\ntype: procedure\nstatus: draft\n---\n# X\n\nSee [the list](list.md).\n"
    (house / "procedures/x.md").write_text(draft, encoding="utf-8")
    (house / "procedures/list.md").write_text("# List\n", encoding="utf-8")
    git(house, "add", "procedures/x.md")
    done = run(house, *STRICT)
    assert done.returncode == 1
    assert "not staged" in done.stdout


def test_deleting_a_document_is_refused(house: Path) -> None:
    """A commit that only deletes is not looked at."""
    git(house, "rm", "--quiet", "--cached", DOCUMENT)
    done = run(house, "git", "commit", "--message=Delete")
    assert done.returncode == 1
    assert "Art. 17(1)(b)" in done.stdout + done.stderr
