"""Files that git does not ignore, from repositories that mean harm."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from art17.reading.io.git import unignored
from art17.reading.io.source import WorkingTree
from reading.small import read, written

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
ENV = {"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "HOME": "/nonexistent"}


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=root, env=ENV, check=True, capture_output=True)


def repository(root: Path) -> Path:
    written(root, a_md="---\nid: A\ntype: risk\n---\n", b_md="x", sub__c_md="x", ignored_md="x")
    (root / ".gitignore").write_text("ignored.md\n")
    git(root, "init", "-q")
    git(root, "add", "a.md", "sub/c.md")
    return root


def test_ignored_files_are_left_out(tmp_path: Path):
    """Tracked and new files are listed, ignored ones are not; a folder inside lists its own."""
    root = repository(tmp_path)
    assert unignored(root) == (".gitignore", "a.md", "b.md", "sub/c.md")
    assert unignored(root / "sub") == ("c.md",)


def test_deleted_files_are_no_problem(tmp_path: Path):
    """A tracked file that is gone is simply not there."""
    root = repository(tmp_path)
    (root / "a.md").unlink()
    reading = read(root)
    assert (reading.artefacts, reading.problems, "a.md" in reading.paths) == ((), (), False)


def test_outside_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Without git, or where it lists nothing, the folder is walked."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    written(tmp_path, a_md="x", node_modules__b_md="x")
    (tmp_path / "lost+found").mkdir()
    (tmp_path / "lost+found" / "c.md").write_text("x")
    assert WorkingTree(tmp_path).paths() == ("a.md",)
    monkeypatch.setenv("PATH", "/nonexistent")
    assert WorkingTree(repository_without_git(tmp_path)).paths() == ("a.md",)


def repository_without_git(root: Path) -> Path:
    (root / ".git").mkdir()
    (root / ".git" / "config").write_text("[core]\n")
    return root


@pytest.mark.parametrize(
    "setting",
    [
        "core.fsmonitor",
        "core.hooksPath",
        "core.sshCommand",
        "core.askPass",
        "core.pager",
        "core.editor",
        "core.alternateRefsCommand",
        "core.gitProxy",
        "filter.x.clean",
        "filter.x.smudge",
        "filter.x.process",
        "diff.x.textconv",
        "credential.helper",
        "alias.ls-files",
        "uploadpack.packObjectsHook",
        "remote.origin.uploadpack",
    ],
)
def test_no_setting_runs_a_program(tmp_path: Path, setting: str):
    """A hostile `.git/config` runs nothing."""
    root = repository(tmp_path / "repository")
    (root / ".gitattributes").write_text("*.md filter=x diff=x\n")
    hooks = written(root / "hooks", **{"x_y": "x"})
    program = hooks / "post-index-change"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    program.chmod(0o755)
    git(root, "config", setting, str(hooks) if setting == "core.hooksPath" else str(program))
    git(root, "config", "core.untrackedCache", "true")
    shutil.copy(program, root / ".git" / "hooks" / "post-index-change")
    (tmp_path / "ran").unlink(missing_ok=True)
    (root / "a.md").write_text("changed")
    assert unignored(root)
    assert not (tmp_path / "ran").exists()


def test_index_is_not_written(tmp_path: Path):
    """Listing leaves the repository byte for byte as it was."""
    root = repository(tmp_path)
    os.utime(root / "a.md", (1, 1))
    before = {path: path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
    read(root)
    assert before == {path: path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_partial_clone_fetches_nothing(tmp_path: Path):
    """A repository whose objects are elsewhere starts no program to fetch them."""
    root = repository(tmp_path / "r")
    git(root, "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "x")
    for key, value in (
        ("remote.origin.url", f"ext::sh -c 'touch {tmp_path}/ran'"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.partialclonefilter", "tree:0"),
        ("extensions.partialClone", "origin"),
        ("core.repositoryFormatVersion", "1"),
        ("protocol.ext.allow", "always"),
        ("core.sparseCheckout", "true"),
        ("core.sparseCheckoutCone", "true"),
        ("index.sparse", "true"),
    ):
        git(root, "config", key, value)
    shutil.rmtree(root / ".git" / "objects")
    (root / ".git" / "objects").mkdir()
    WorkingTree(root).paths()
    assert not (tmp_path / "ran").exists()


def test_work_tree_elsewhere(tmp_path: Path):
    """A repository that says its files are elsewhere shows nothing of them."""
    outside = written(tmp_path / "outside", secret_md="x")
    root = repository(tmp_path / "r")
    git(root, "config", "core.worktree", str(outside))
    assert all(not path.endswith("secret.md") for path in WorkingTree(root).paths())


def test_folders_swapped_for_links(tmp_path: Path):
    """A tracked folder that became a link out of the repository is not followed."""
    outside = written(tmp_path / "outside", c_md="---\nid: S\ntype: risk\n---\n")
    root = repository(tmp_path / "r")
    shutil.rmtree(root / "sub")
    (root / "sub").symlink_to(outside)
    assert WorkingTree(root).read("sub/c.md") is None


def test_environment_of_a_hook_is_not_taken_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Variables that git sets for its hooks do not change which files are seen."""
    root = repository(tmp_path)
    monkeypatch.setenv("GIT_DIR", "/nonexistent")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nonexistent")
    assert "a.md" in (unignored(root) or ())
