"""The files of the index: as a commit would hold them, also in repositories that mean harm."""

import os
import shutil
from pathlib import Path

import pytest

from art17.errors import UsageError
from art17.reading.io.index import index_of, unstaged_in
from art17.reading.io.source import MAX_BYTES
from art17.reading.io.unreadable import UnreadableError
from reading.small import written
from reading.test_git import git, repository

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def test_what_is_staged_is_read(tmp_path: Path):
    """Changes that are not staged, and files that are not tracked, are not seen."""
    root = repository(tmp_path)
    (root / "a.md").write_text("changed")
    (root / "sub/c.md").unlink()
    index = index_of(root)
    assert index.paths() == ("a.md", "sub/c.md")
    assert (index.read("a.md") or b"").startswith(b"---\nid: A")
    assert (index.read("sub/c.md"), index.read("b.md"), index.read("../a.md")) == (b"x", None, None)
    assert index_of(root / "sub").paths() == ("c.md",)


def test_what_is_only_announced_is_not_staged(tmp_path: Path):
    """`git add --intent-to-add` shows an empty file that no commit would hold."""
    root = repository(tmp_path)
    git(root, "add", "--intent-to-add", "b.md")
    assert index_of(root).paths() == ("a.md", "sub/c.md")


def test_odd_names_come_back_as_they_are(tmp_path: Path):
    """Line breaks, tabs, quotes and other bytes in names do not shift what is read."""
    root = repository(tmp_path)
    names = ["x\ny.md", 'q"\t.md', "ü ☂.md", os.fsdecode(b"\xff.md")]
    for at, name in enumerate(names):
        (root / name).write_text(f"text {at}")
    git(root, "add", "--all")
    index = index_of(root)
    assert [index.read(name) for name in names] == [f"text {at}".encode() for at in range(4)]


def test_links_are_special_and_not_followed(tmp_path: Path):
    """A staged link is read as the text of its target, or leads out of the repository."""
    root = repository(tmp_path)
    (root / "l.md").symlink_to("/etc/passwd")
    git(root, "add", "l.md")
    index = index_of(root)
    assert (index.read("l.md"), index.is_special("l.md"), index.is_special("a.md")) == (None, True, False)


def test_huge_files_are_not_read(tmp_path: Path):
    """A huge blob fills the memory."""
    root = repository(tmp_path)
    (root / "huge.json").write_bytes(b" " * (MAX_BYTES + 1))
    git(root, "add", "huge.json")
    with pytest.raises(UnreadableError, match="MiB"):
        index_of(root).read("huge.json")


def test_conflicts_are_told(tmp_path: Path):
    """A file in conflict is read as if it were fine."""
    root = repository(tmp_path)
    author = ("-c", "user.name=x", "-c", "user.email=x@x")
    git(root, *author, "commit", "-qm", "one")
    git(root, "branch", "other")
    for branch, text in (("HEAD", "here"), ("other", "there")):
        git(root, "checkout", "-q", *(["other"] if branch == "other" else ["-b", "mine"]))
        (root / "a.md").write_text(text)
        git(root, *author, "commit", "-qam", text)
    with pytest.raises(Exception, match="returned non-zero"):
        git(root, *author, "merge", "mine")
    with pytest.raises(UnreadableError, match="in conflict"):
        index_of(root).read("a.md")


def test_objects_that_are_gone_are_told(tmp_path: Path):
    """Objects that git does not have read as nothing, or are fetched."""
    root = repository(tmp_path)
    shutil.rmtree(root / ".git" / "objects")
    (root / ".git" / "objects").mkdir()
    with pytest.raises(UnreadableError, match="does not have"):
        index_of(root).read("a.md")


def test_many_files_are_read_in_any_order(tmp_path: Path):
    """Files beyond one batch are lost, or batches are confused."""
    root = repository(tmp_path)
    names = [f"n{at:04}.md" for at in range(600)]
    for name in names:
        (root / name).write_text(name)
    git(root, "add", "--all")
    index = index_of(root)
    asked = (*names, *reversed(names[-40:]), names[0])
    assert [index.read(name) for name in asked] == [name.encode() for name in asked]


def test_an_index_of_its_own_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """`git commit FILE` makes an index for itself and names it to the hook by the environment."""
    root = repository(tmp_path)
    shutil.copy(root / ".git/index", root / ".git/other")
    git(root, "add", "b.md")
    monkeypatch.chdir(root)
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/other")
    assert "b.md" not in index_of(root / "sub").paths()
    assert "b.md" not in index_of(root).paths()
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert "b.md" in index_of(root).paths()


@pytest.mark.parametrize(
    "setting",
    [
        "core.fsmonitor",
        "filter.x.smudge",
        "filter.x.process",
        "diff.x.textconv",
        "diff.external",
        "diff.orderFile",
        "alias.diff-index",
    ],
)
def test_no_setting_runs_a_program(tmp_path: Path, setting: str):
    """A hostile `.git/config` runs something when the index is read."""
    root = repository(tmp_path / "repository")
    (root / ".gitattributes").write_text("*.md filter=x diff=x\n")
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    program.chmod(0o755)
    git(root, "config", setting, str(program))
    assert index_of(root).read("a.md")
    assert not (tmp_path / "ran").exists()


def test_the_repository_stays_as_it_was(tmp_path: Path):
    """Reading writes an object, refreshes the index, or leaves a lock."""
    root = repository(tmp_path)
    os.utime(root / "a.md", (1, 1))
    before = {path: path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
    index_of(root).read("a.md")
    assert before == {path: path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_without_a_repository_there_is_no_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A folder outside of git passes as one with nothing staged."""
    with pytest.raises(UsageError, match="no staged files"):
        index_of(written(tmp_path, a_md="x"))
    assert unstaged_in(tmp_path) == ()


def test_what_is_not_as_staged_is_listed(tmp_path: Path):
    """Changed, new and deleted files pass for staged ones; line ends alone do not count."""
    root = repository(tmp_path)
    git(root, "add", "--all")
    assert unstaged_in(root) == ()
    (root / "b.md").write_bytes(b"line\nline\n")
    git(root, "add", "--all")
    (root / "b.md").write_bytes(b"line\r\nline\r\n")
    assert unstaged_in(root) == ()
    (root / "a.md").write_text("changed")
    (root / "new.md").write_text("x")
    (root / "sub/c.md").unlink()
    assert unstaged_in(root) == ("a.md", "new.md", "sub/c.md")
