"""Which commit brought a finding: on a line, through merges, beside edits that are not committed."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from art17.checking import blame
from art17.checking.blame import UNCOMMITTED, UNTOLD
from art17.checking.request import Request
from art17.reading.io.revision import head_of
from art17.run import check
from houses import DAY, house
from reading.test_git import git
from reading.test_revision import commit

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
WHOLE = "---\nid: A\ntype: procedure\nstatus: effective\nrelated: [B]\n---\n# A\n"
BROKEN = WHOLE.replace("[B]", "[B, C]")
OTHER = "---\nid: B\ntype: procedure\nstatus: effective\n---\n# B\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with two documents, one pointing to the other, and a commit `base`."""
    house(tmp_path, {"a.md": WHOLE, "b.md": OTHER})
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, "base")
    git(tmp_path, "tag", "base")
    return tmp_path


def committed(root: Path, **files: str) -> str:
    """The abbreviated id of a commit that writes files named by their stems; empty ones are removed."""
    for name, text in files.items():
        if text:
            (root / f"{name}.md").write_text(text, encoding="utf-8")
        else:
            (root / f"{name}.md").unlink()
    return commit(root, f"write {', '.join(files)}")[:10]


def merge_side(root: Path) -> None:
    who = ("-c", "user.name=someone", "-c", "user.email=someone@example.org")
    git(root, *who, "merge", "-q", "--no-ff", "-m", "merge", "side")


def brought(root: Path) -> tuple[str, ...]:
    """Who is named for the one broken link."""
    order = Request(root, DAY, select=("art17/links/target-exists",))
    (finding,) = check(replace(order, new_since="base")).findings
    return finding.brought_by


@pytest.mark.parametrize("before", [0, 1, 6])
@pytest.mark.parametrize("after", [0, 1, 5])
def test_on_a_line_it_is_the_one_commit(root: Path, before: int, after: int) -> None:
    """Another commit is named, or one that only touched the file as well."""
    for number in range(before):
        committed(root, a=f"{WHOLE}\nBefore {number}\n")
    culprit = committed(root, a=BROKEN)
    for number in range(after):
        committed(root, a=f"{BROKEN}\nAfter {number}\n")
    assert brought(root) == (culprit,)


def test_a_commit_that_touched_another_file_is_named(root: Path) -> None:
    """Whoever deletes a target is not found, since the finding stands in another file."""
    culprit = committed(root, b="")
    committed(root, a=f"{WHOLE}\nMore.\n")
    assert brought(root) == (culprit,)


def test_what_came_again_is_laid_to_the_last(root: Path) -> None:
    """A commit that was fixed since is named."""
    for text in (BROKEN, WHOLE):
        committed(root, a=text)
    culprit = committed(root, a=BROKEN)
    committed(root, b=f"{OTHER}\nMore.\n")
    assert brought(root) == (culprit,)


def test_what_is_not_committed_says_so(root: Path) -> None:
    """A commit is named for what only stands in the folder."""
    committed(root, a=f"{WHOLE}\nMore.\n")
    (root / "a.md").write_text(BROKEN, encoding="utf-8")
    assert brought(root) == (UNCOMMITTED,)


def test_a_renamed_file_keeps_its_culprit(root: Path) -> None:
    """A rename is taken for what brought the finding."""
    culprit = committed(root, a=BROKEN)
    git(root, "mv", "a.md", "renamed.md")
    commit(root, "rename")
    assert brought(root) == (culprit,)


def test_through_a_merge_it_is_the_commit_of_the_branch(root: Path) -> None:
    """The merge is named for what a branch brought, or a commit of the other side."""
    git(root, "checkout", "-q", "-b", "side")
    culprit = committed(root, a=BROKEN)
    committed(root, a=f"{BROKEN}\nMore.\n")
    git(root, "checkout", "-q", "main")
    committed(root, b=f"{OTHER}\nOn main.\n")
    merge_side(root)
    committed(root, b=f"{OTHER}\nAfter the merge.\n")
    assert brought(root) == (culprit,)


def test_a_merge_that_breaks_what_both_sides_had_whole_is_named(root: Path) -> None:
    """One side points to what the other one deletes, and one of the two is named."""
    committed(root, c=OTHER.replace("B", "C"))
    git(root, "tag", "-f", "base")
    git(root, "checkout", "-q", "-b", "side")
    committed(root, a=BROKEN)
    git(root, "checkout", "-q", "main")
    committed(root, c="")
    merge_side(root)
    merge = head_of(root)[:10]
    committed(root, b=f"{OTHER}\nAfter the merge.\n")
    assert brought(root) == (merge,)


def test_a_folder_within_the_repository(root: Path) -> None:
    """States of the folder are mixed up with those of the whole repository."""
    house(root, {"qms/a.md": WHOLE, "qms/b.md": OTHER})
    commit(root, "within")
    git(root, "tag", "-f", "base")
    (root / "qms/a.md").write_text(BROKEN, encoding="utf-8")
    culprit = commit(root, "break")[:10]
    committed(root, b=f"{OTHER}\nElsewhere.\n")
    assert brought(root / "qms") == (culprit,)


def test_where_it_would_take_too_long_that_is_said(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long history makes the run long, or a guess is sold as the culprit."""
    monkeypatch.setattr(blame, "MOST_JUDGED", 2)
    texts = [f"{WHOLE}\n{number}\n" for number in range(3)] + [f"{BROKEN}\n{number}\n" for number in range(6)]
    ids = [committed(root, a=text) for text in texts]
    assert brought(root) == (UNTOLD, *reversed(ids))
