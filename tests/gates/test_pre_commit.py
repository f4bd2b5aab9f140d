"""The hooks of this repository, fetched and run by the real pre-commit from a second repository."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

import pytest
import yaml

from gates.repositories import DOCUMENT, ROOT, a_repository, git, northlight, run, the_engine, with_owner, without_owner

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("git") is None or importlib.util.find_spec("pre_commit") is None, reason="needs git and pre-commit"
    ),
]
RULE = "qms-practice/documents/every-document-has-an-owner"
PACK = {
    "our-rules/pack.yaml": 'title: Ours\nversion: "1"\nneeds: [eu-ai-act]\n',
    "our-rules/house/has-title.yaml": (
        "title: A procedure has a title\nbasis: practice\nserves: [Readability]\nclass: gap\nseverity: warning\n"
        "for: {type: quality-manual}\nrequire: {title: present}\n"
        "rationale: Readers look for it.\nfix: State `title`.\n"
    ),
    "our-rules/cases/house/has-title.yaml": (
        "- name: Titled\n  met: [M]\n  artefacts: [{id: M, type: quality-manual, title: Manual}]\n"
        "- name: Without a title\n  unmet: [M]\n  artefacts: [{id: M, type: quality-manual}]\n"
        "- name: Withdrawn\n  not_applicable: []\n  artefacts: [{id: M, type: quality-manual, status: retired}]\n"
    ),
}


@pytest.fixture(scope="module")
def pre_commit_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps the environments that it makes, once for all tests here."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return the_engine(tmp_path_factory.mktemp("engine"))


def hooked(folder: Path, engine: Path, home: Path, hook: str, arguments: list[str]) -> Path:
    """A repository that has the hook of the engine's repository installed."""
    config = {
        "repos": [
            {"repo": str(engine), "rev": git(engine, "rev-parse", "HEAD"), "hooks": [{"id": hook, "args": arguments}]}
        ]
    }
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    git(folder, "add", ".pre-commit-config.yaml")
    git(folder, "commit", "--quiet", "--message=Use hooks")
    done = run(folder, sys.executable, "-m", "pre_commit", "install", PRE_COMMIT_HOME=str(home))
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def commit(house: Path, home: Path, *arguments: str) -> tuple[int, str]:
    """How a commit ends, and what is said."""
    done = run(house, "git", "commit", *arguments, PRE_COMMIT_HOME=str(home))
    return done.returncode, done.stdout + done.stderr


def test_commits_are_judged_as_they_are_staged(tmp_path: Path, engine: Path, pre_commit_home: Path) -> None:
    """A good commit is refused, a bad one passes, or a fix that is not staged saves it."""
    house = hooked(northlight(tmp_path), engine, pre_commit_home, "art17-check", ["--as-of", "2026-11-23"])
    (house / "README.md").write_text("# Northlight\n", encoding="utf-8")
    git(house, "add", "--all")
    code, said = commit(house, pre_commit_home, "--message=Say who we are")
    assert code == 0, said
    assert "art17 check" in said
    assert "Passed" in said

    without_owner(house)
    git(house, "add", "--all")
    code, said = commit(house, pre_commit_home, "--message=Drop the owner")
    assert code == 1
    assert RULE in said
    assert f"{DOCUMENT}:2:1" in said
    with_owner(house)
    code, said = commit(house, pre_commit_home, "--message=Drop the owner")
    assert code == 1
    assert RULE in said

    git(house, "checkout", "--quiet", "HEAD", "--", DOCUMENT)
    git(house, "rm", "--quiet", DOCUMENT)
    code, said = commit(house, pre_commit_home, "--message=Only delete")
    assert code == 1
    assert "Art. 17(1)(b)" in said


def test_rules_of_ones_own_are_tested(tmp_path: Path, engine: Path, pre_commit_home: Path) -> None:
    """A mistyped rule of one's own is committed."""
    for name, text in PACK.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    folder = hooked(a_repository(tmp_path), engine, pre_commit_home, "art17-rules", ["./our-rules"])
    rule = folder / "our-rules/house/has-title.yaml"
    rule.write_text(rule.read_text("utf-8").replace("quality-manual", "quality-manul"), encoding="utf-8")
    git(folder, "add", "--all")
    code, said = commit(folder, pre_commit_home, "--message=Mistype")
    assert code == 1
    assert "did you mean 'quality-manual'" in said
    assert "has-title.yaml:6" in said
    git(folder, "checkout", "--quiet", "HEAD", "--", "our-rules")
    rule.write_text(rule.read_text("utf-8").replace("present", "absent"), encoding="utf-8")
    git(folder, "add", "--all")
    code, said = commit(folder, pre_commit_home, "--message=Turn it round")
    assert code == 1
    assert "3 cases, 2 wrong" in said
    git(folder, "checkout", "--quiet", "HEAD", "--", "our-rules")
    rule.write_text(rule.read_text("utf-8").replace("Readers look", "Every reader looks"), encoding="utf-8")
    git(folder, "add", "--all")
    code, said = commit(folder, pre_commit_home, "--message=Say it better")
    assert code == 0, said


def test_hooks_never_take_names_of_files() -> None:
    """pre-commit would split the names, run in parallel, or leave a commit out that only deletes."""
    hooks = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    assert set(hooks) == {"art17-check", "art17-rules"}
    assert all(hook["pass_filenames"] is False and hook["require_serial"] is True for hook in hooks.values())
    assert hooks["art17-check"]["always_run"] is True
