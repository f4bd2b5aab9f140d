"""`art17 baseline` and `check --baseline`, `--new-since`, `--no-ignores` as people call them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from houses import ROOT, house
from reading.test_git import git
from reading.test_revision import commit
from test_specimens import run

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
DAY = ("--as-of", "2026-11-23")
RULE = "qms-practice/documents/version-is-stated"
PROCEDURE = "---\nid: SOP-1\ntype: procedure\nstatus: effective\nversion: '1'\n---\n# Purchasing\n\nWe buy.\n"
COMMENT = f"<!-- art17: ignore[{RULE}] until 2027-03-01 because the template is new -->\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small house with findings, in a repository."""
    house(tmp_path, {"SOP-1.md": PROCEDURE, "art17.yaml": "provider: {id: ORG, title: Example}\n"})
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path)
    return tmp_path


def drop_version(root: Path) -> None:
    (root / "SOP-1.md").write_text(PROCEDURE.replace("version: '1'\n", ""), encoding="utf-8")


def test_a_baseline_is_written_used_and_outgrown(root: Path) -> None:
    """A known house fails, a new defect passes, or nobody is told how much is set aside."""
    assert run("check", ".", *DAY, folder=root).returncode == 1
    done = run("baseline", ".", *DAY, "--output", "known.yaml", folder=root)
    assert (done.returncode, done.stdout) == (0, "")
    assert "known findings" in done.stderr
    done = run("check", ".", *DAY, "--baseline", "known.yaml", folder=root)
    assert done.returncode == 0
    assert "known before and not shown" in done.stdout
    drop_version(root)
    done = run("check", ".", *DAY, "--baseline", "known.yaml", folder=root)
    assert done.returncode == 1
    assert done.stdout.count("Fix") == 1
    assert RULE in done.stdout


def test_a_baseline_can_be_read_before_it_is_written(root: Path) -> None:
    """Without a file the baseline goes anywhere but to stdout."""
    done = run("baseline", ".", *DAY, folder=root)
    assert done.stdout.startswith("# What `art17 check --baseline` knows")


def test_a_revision_tells_what_is_new_and_by_whom(root: Path) -> None:
    """What was there before fails the run, or the commit is not named."""
    assert run("check", ".", *DAY, "--new-since", "HEAD", folder=root).returncode == 0
    drop_version(root)
    culprit = commit(root)
    done = run("check", ".", *DAY, "--new-since", "HEAD~1", folder=root)
    assert done.returncode == 1
    assert f"New   {culprit[:10]}" in done.stdout


def test_a_run_that_is_held_against_nothing_is_not_trusted(root: Path) -> None:
    """A revision or a baseline that is not there passes for one in which nothing was known."""
    for option in (("--new-since", "nowhere"), ("--baseline", "nowhere.yaml")):
        done = run("check", ".", *DAY, *option, folder=root)
        assert (done.returncode, "Traceback" in done.stderr) == (2, False)
        assert "nowhere" in done.stderr


def test_nothing_is_written_from_a_run_that_cannot_be_trusted(root: Path) -> None:
    """A baseline of half a folder accepts what comes later."""
    (root / "broken.md").write_text("---\nid: [\n---\n", encoding="utf-8")
    done = run("baseline", ".", *DAY, "--output", "known.yaml", folder=root)
    assert done.returncode == 2
    assert not (root / "known.yaml").exists()


def test_an_auditor_sees_through_a_comment(root: Path) -> None:
    """A comment hides a finding, does not spare the run, or cannot be seen through."""
    drop_version(root)
    known = ("--baseline", "known.yaml")
    (root / "SOP-1.md").write_text(
        (root / "SOP-1.md").read_text("utf-8").replace("We buy", f"{COMMENT}\nWe buy"), "utf-8"
    )
    run("baseline", ".", *DAY, "--output", "known.yaml", folder=root)
    done = run("check", ".", *DAY, *known, "--quiet", folder=root)
    assert done.returncode == 0
    assert "Until 2027-03-01, ignored by a comment (SOP-1.md:8:1): the template is new" in done.stdout
    assert "1 waived, " in done.stdout
    assert run("check", ".", *DAY, *known, "--no-ignores", folder=root).returncode == 1


def test_the_report_of_it_has_the_shape_that_its_schema_says(root: Path) -> None:
    """What is said of waivers, changes and commits is in no schema."""
    commit(root)
    (root / "SOP-1.md").write_text(PROCEDURE.replace("version: '1'\n", f"# {COMMENT[5:-5]}\nowner: x\n"), "utf-8")
    done = run("check", ".", *DAY, "--new-since", "HEAD", "--format", "json", folder=root)
    report = json.loads(done.stdout)
    jsonschema.validate(report, json.loads((ROOT / "schemas/report.schema.json").read_text("utf-8")))
    found = {finding["status"] for finding in report["findings"]}
    assert found == {"active", "waived", "baselined"}
    (waived,) = (finding["waived"] for finding in report["findings"] if "waived" in finding)
    assert (waived["by"], waived["until"], waived["path"], waived["line"]) == ("ignore", "2027-03-01", "SOP-1.md", 5)
    new = [each for each in report["findings"] if "change" in each and each["status"] == "active"]
    assert new
    assert all(finding["brought_by"] == ["not committed"] for finding in new)
