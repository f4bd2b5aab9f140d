"""`--format`: several in one run, each where it is wanted, with paths that its readers find."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gates.repositories import run
from houses import ROOT, house

DAY = ("--as-of", "2026-11-23")
PROCEDURE = "---\nid: SOP-1\ntype: procedure\ntitle: Purchasing\nstatus: effective\n---\n# Purchasing\n\nWe buy.\n"


def art17(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command, run in a folder."""
    return run(folder, sys.executable, ROOT / "cli.py", *arguments)


@pytest.fixture
def qms(tmp_path: Path) -> Path:
    """A folder in which something is wrong, beneath the place where the command runs."""
    house(tmp_path / "our qms", {"procedures/a.md": PROCEDURE, "art17.yaml": "packs: [qms-practice]\n"})
    return tmp_path


def test_several_formats_come_of_one_run(qms: Path) -> None:
    """A second format replaces the first, or a file holds what belongs on stdout."""
    wanted = ["--format", "sarif=out.sarif", "--format", "csv=out.csv", "--format", "xlsx=out.xlsx", "--format", "text"]
    done = art17("check", "our qms", *DAY, *wanted, folder=qms)
    assert (done.returncode, done.stderr) == (1, "")
    assert "has no owner" in done.stdout
    assert json.loads((qms / "out.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert (qms / "out.csv").read_text("utf-8").startswith("\ufeffSeverity,")
    assert (qms / "out.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize("has_git", [False, True])
def test_services_find_the_files_from_the_root_of_the_repository(qms: Path, has_git: bool) -> None:
    """Paths lead from the folder that was checked, so that no service finds a file."""
    if has_git and shutil.which("git") is None:
        pytest.skip("needs git")
    if has_git:
        subprocess.run(["git", "init", "--quiet"], cwd=qms, check=True)
    done = art17("check", "our qms", *DAY, "--format", "gitlab", folder=qms)
    paths = {entry["location"]["path"] for entry in json.loads(done.stdout)}
    assert "our qms/procedures/a.md" in paths
    done = art17("check", "our qms", *DAY, "--format", "json", folder=qms)
    assert "procedures/a.md" in {finding["subject"]["path"] for finding in json.loads(done.stdout)["findings"]}


def test_inside_of_a_repository_the_place_of_the_call_does_not_matter(qms: Path) -> None:
    """A job that runs in a sub-folder annotates files that do not exist."""
    if shutil.which("git") is None:
        pytest.skip("needs git")
    subprocess.run(["git", "init", "--quiet"], cwd=qms, check=True)
    done = art17("check", ".", *DAY, "--format", "github", folder=qms / "our qms")
    assert "file=our qms/procedures/a.md," in done.stdout


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("sarf", "did you mean 'sarif'"),
        ("csv=", "names no file"),
        ("csv=no/such/folder/a.csv", "cannot write no/such/folder/a.csv"),
    ],
)
def test_what_cannot_be_written_is_told(qms: Path, wanted: str, said: str) -> None:
    """A mistyped format, or a folder that is not there, ends in a traceback."""
    done = art17("check", "our qms", *DAY, "--format", wanted, folder=qms)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_threshold_of_the_call_is_that_of_the_report(qms: Path) -> None:
    """JUnit tells failures that do not fail the run."""
    done = art17("check", "our qms", *DAY, "--format", "junit", "--fail-on", "never", folder=qms)
    assert done.returncode == 0
    assert 'failures="0"' in done.stdout.splitlines()[1]


def test_problems_are_told_on_stderr_where_no_text_report_tells_them(qms: Path) -> None:
    """A run that cannot be trusted is silent at the terminal."""
    (qms / "our qms/procedures/b.md").write_bytes(b"---\nid: [a\ntype: procedure\n---\n")
    done = art17("check", "our qms", *DAY, "--format", "sarif=out.sarif", folder=qms)
    assert done.returncode == 2
    assert "procedures/b.md" in done.stderr
    assert (
        json.loads((qms / "out.sarif").read_text("utf-8"))["runs"][0]["invocations"][0]["executionSuccessful"] is False
    )
