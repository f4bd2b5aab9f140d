"""The files of a revision, from repositories that mean harm too."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from art17.errors import UsageError
from art17.reading.io import source as source_module
from art17.reading.io import stored as module
from art17.reading.io.revision import base_of, commit_of, commits_since, files_of, head_of, renames_since
from art17.reading.io.unreadable import UnreadableError
from reading.small import written
from reading.test_git import git

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
WHO = ("-c", "user.name=x", "-c", "user.email=x@x")


def commit(root: Path, message: str = "x") -> str:
    """The id of a commit of everything."""
    git(root, "add", "-A")
    git(root, *WHO, "commit", "-qm", message, "--allow-empty")
    return head_of(root)


def repository(root: Path) -> Path:
    written(root, a_md="one", sub__b_md="two")
    git(root, "init", "-q", "-b", "main")
    return root


def test_files_are_as_they_were_committed(tmp_path: Path) -> None:
    """What stands in the folder or the index now is taken for the revision."""
    root = repository(tmp_path)
    (root / "link.md").symlink_to("a.md")
    first = commit(root)
    written(root, a_md="changed", c_md="new")
    git(root, "add", "-A")
    source = files_of(root, first)
    assert source.paths() == ("a.md", "link.md", "sub/b.md")
    assert (source.read("a.md"), source.read("sub/b.md")) == (b"one", b"two")
    assert (source.read("c.md"), source.read("link.md")) == (None, None)
    assert files_of(root / "sub", first).paths() == ("b.md",)


def test_names_and_bytes_of_every_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name with a line end, or bytes that look like git's own answer, shift what is read."""
    root = repository(tmp_path)
    odd = {"b\nc.md": b"x\n", "ü \t.md": b"\n" * 9, "e.md": b"", "f.md": b"a" * 40 + b" blob 5\nhello\n"}
    for name, data in odd.items():
        (root / name).write_bytes(data)
    first = commit(root)
    for at_once in (1, 256):
        monkeypatch.setattr(module, "AT_ONCE", at_once)
        source = files_of(root, first)
        assert {name: source.read(name) for name in odd} == odd


def test_a_file_beyond_measure_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A huge file of the history fills the memory."""
    root = repository(tmp_path)
    first = commit(root)
    monkeypatch.setattr(source_module, "MAX_BYTES", 2)
    with pytest.raises(UnreadableError):
        files_of(root, first).read("a.md")


@pytest.mark.parametrize("name", ["nowhere", "--help", "", "-", "HEAD:a.md", "main..main"])
def test_what_is_no_revision_is_told(tmp_path: Path, name: str) -> None:
    """A mistyped revision is taken for an option, or for nothing new."""
    root = repository(tmp_path)
    commit(root)
    with pytest.raises(UsageError):
        commit_of(root, name)


def test_the_base_is_where_the_lines_parted(tmp_path: Path) -> None:
    """What was fixed on the main line meanwhile counts as new on a branch."""
    root = repository(tmp_path)
    first = commit(root)
    git(root, "checkout", "-qb", "work")
    commit(root, "on the branch")
    git(root, "checkout", "-q", "main")
    commit(root, "on the main line")
    git(root, "checkout", "-q", "work")
    assert base_of(root, commit_of(root, "main")) == first


def test_renames_and_commits(tmp_path: Path) -> None:
    """A rename that git knows is not followed, or another commit is named for a file."""
    root = repository(tmp_path)
    written(root, a_md="a long text\nof several lines\nthat stays\n")
    first = commit(root)
    git(root, "mv", "a.md", "z ü.md")
    assert renames_since(root, first) == {"a.md": "z ü.md"}
    second = commit(root)
    written(root, sub__b_md="changed")
    third = commit(root)
    assert renames_since(root / "sub", first) == {}
    written(root, **{"z ü_md": "a long text\nthat says\nsomething else\n"})
    commit(root)
    git(root, "mv", "z ü.md", "y.md")
    commit(root)
    written(root, y_md="by now\nnothing is\nas it was\n")
    commit(root)
    assert renames_since(root, first) == {"a.md": "y.md"}
    git(root, "mv", "y.md", "sub/x.md")
    assert renames_since(root, first) == {"a.md": "sub/x.md"}
    git(root, "reset", "-q", "--hard", third)
    assert commits_since(root, first, ("sub/b.md",)) == (third[:10],)
    assert commits_since(root, first, ("z ü.md", "*.md")) == (second[:10],)
    assert commits_since(root / "sub", first, ("b.md",)) == (third[:10],)


@pytest.mark.parametrize(
    "setting",
    ["core.fsmonitor", "core.alternateRefsCommand", "filter.x.clean", "filter.x.smudge", "filter.x.process",
     "diff.x.textconv", "diff.x.command", "diff.external", "core.pager", "core.sshCommand", "uploadpack.packObjectsHook"],
)  # fmt: skip
def test_no_setting_runs_a_program(tmp_path: Path, setting: str) -> None:
    """A hostile `.git/config` runs something while a revision is read."""
    root = repository(tmp_path / "r")
    first = commit(root)
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    program.chmod(0o755)
    (root / ".gitattributes").write_text("*.md filter=x diff=x\n")
    second = commit(root)
    git(root, "config", setting, str(program))
    written(root, a_md="changed")
    assert files_of(root, commit_of(root, "HEAD")).read("a.md") == b"one"
    renames_since(root, first)
    assert commits_since(root, first, ()) == (second[:10],)
    assert not (tmp_path / "ran").exists()


def test_a_partial_clone_fetches_nothing(tmp_path: Path) -> None:
    """Objects that are elsewhere are fetched, or pass for empty files."""
    root = repository(tmp_path / "r")
    first = commit(root)
    for key, value in (
        ("remote.origin.url", f"ext::sh -c 'touch {tmp_path}/ran'"),
        ("remote.origin.promisor", "true"),
        ("extensions.partialClone", "origin"),
        ("core.repositoryFormatVersion", "1"),
        ("protocol.ext.allow", "always"),
    ):
        git(root, "config", key, value)
    source = files_of(root, first)
    shutil.rmtree(root / ".git" / "objects")
    (root / ".git" / "objects").mkdir()
    with pytest.raises(UnreadableError):
        source.read("a.md")
    with pytest.raises(UsageError):
        files_of(root, first)
    assert not (tmp_path / "ran").exists()
