"""The GitHub Action and the GitLab template, run as their services would run them."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from gates.repositories import ROOT, a_command, northlight, run, without_owner

pytestmark = pytest.mark.skipif(shutil.which("git") is None or os.name == "nt", reason="needs git and a shell")
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
SPEC, JOB = yaml.safe_load_all((ROOT / "templates" / "gitlab-ci.yml").read_text("utf-8"))
INSTALLED = "${{ steps.install.outputs.art17 }}"
RULE = "qms-practice/documents/every-document-has-an-owner"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    return northlight(tmp_path)


def filled(text: str, inputs: dict[str, str]) -> str:
    """A text with the inputs of an action or a template put in."""
    text = re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: inputs[found[1]], text)
    return re.sub(r"\$\[\[ inputs\.([\w-]+) \]\]", lambda found: inputs[found[1]], text)


@dataclass(frozen=True)
class Ended:
    """How the step that judges ended: code, both streams, what it gave as output, and its summary."""

    code: int
    said: str
    errors: str
    output: str
    summary: str


def acted(house: Path, tmp_path: Path, **given: str) -> Ended:
    """The step of the action that judges, run in a repository."""
    inputs = {name: told["default"] for name, told in ACTION["inputs"].items()} | given | {"as-of": "2026-11-23"}
    (step,) = [step for step in ACTION["runs"]["steps"] if step.get("id") == "check"]
    command = f"{a_command(tmp_path)}/art17"
    environment = {name: filled(text, inputs).replace(INSTALLED, command) for name, text in step["env"].items()}
    runner = tmp_path / "runner"
    runner.mkdir()
    output, summary = runner / "output", runner / "summary"
    summary.touch()
    environment |= {"RUNNER_TEMP": str(runner), "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary)}
    script = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
    done = run(house, *script, **environment)
    return Ended(done.returncode, done.stdout, done.stderr, output.read_text("utf-8"), summary.read_text("utf-8"))


def test_the_action_passes_a_whole_house(house: Path, tmp_path: Path) -> None:
    """A complete QMS fails, or the job has no summary."""
    ended = acted(house, tmp_path, formats="sarif=art17.sarif\njunit=art17.xml\n")
    assert (ended.code, ended.errors, ended.output) == (0, "", "exit-code=0\n")
    assert "::" not in ended.said
    assert "Org 13/13" in ended.summary
    assert json.loads((house / "art17.sarif").read_text("utf-8"))["runs"][0]["results"] == []
    assert ET.parse(house / "art17.xml").getroot().get("failures") == "0"


def test_the_action_annotates_findings_and_fails(house: Path, tmp_path: Path) -> None:
    """A finding is not shown at its file, or the job passes."""
    without_owner(house)
    ended = acted(house, tmp_path)
    assert (ended.code, ended.errors, ended.output) == (1, "", "exit-code=1\n")
    assert "::warning file=procedures/SOP-03-design-control.md,line=2,col=1," in ended.said
    assert RULE in ended.summary


def test_the_action_says_what_cannot_be_read(house: Path, tmp_path: Path) -> None:
    """A file that cannot be read is told nowhere, or the job passes."""
    (house / "procedures/SOP-03-design-control.md").write_bytes(b"---\nid: SOP-03\nowner: [a\n---\n")
    ended = acted(house, tmp_path, **{"fail-on": "never"})
    assert (ended.code, ended.output) == (2, "exit-code=2\n")
    assert "::error file=procedures/SOP-03-design-control.md,line=" in ended.said
    assert "cannot be trusted" in ended.summary


def test_inputs_of_the_action_are_no_commands(house: Path, tmp_path: Path) -> None:
    """An input runs in the shell, or a path is taken for an option."""
    trap = f"$(touch {tmp_path}/ran) `touch {tmp_path}/ran` ; touch {tmp_path}/ran"
    inputs = {"formats": f"sarif=x.sarif{trap}", "arguments": f"--select\n{trap}", "fail-on": "never"}
    ended = acted(house, tmp_path, path=f"--version{trap}", **inputs)
    assert ended.code == 2
    assert "There is no folder" in ended.errors
    assert not (tmp_path / "ran").exists()
    assert [step["name"] for step in ACTION["runs"]["steps"] if "${{" in step["run"]] == []


def test_arguments_and_thresholds_reach_the_command(house: Path, tmp_path: Path) -> None:
    """An input of the action has no effect."""
    without_owner(house)
    ended = acted(house, tmp_path, **{"fail-on": "error", "arguments": "--ignore\nart17/*"})
    assert ended.code == 0
    assert "1 warning" in ended.said


def test_the_comment_is_written_where_it_is_asked_for(house: Path, tmp_path: Path) -> None:
    """The text of the comment is missing, or is written though nobody asked."""
    acted(house, tmp_path, comment="true")
    text = (tmp_path / "runner" / "art17-comment.md").read_text("utf-8")
    assert text.startswith("<!-- art17 -->")
    assert len(text.encode()) <= 60_000


@pytest.mark.parametrize(("known", "asked"), [("", "POST repos/a/b/issues/7/comments"),
                                              ("41\n52\n", "PATCH repos/a/b/issues/comments/41")])  # fmt: skip
def test_one_comment_is_kept(known: str, asked: str, tmp_path: Path) -> None:
    """Each push adds a comment of its own, or another's is overwritten."""
    (step,) = [step for step in ACTION["runs"]["steps"] if step["name"] == "Comment"]
    assert "inputs.comment == 'true'" in step["if"]
    said = tmp_path / "said"
    service = tmp_path / "gh"
    service.write_text(
        f'#!/bin/sh\ncase "$2" in --silent) echo "$4 $5 $7" >> {said};; *) printf "{known}";; esac\n', "utf-8"
    )
    service.chmod(0o755)
    (tmp_path / "art17-comment.md").write_text("<!-- art17 -->\n", "utf-8")
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    script = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
    service_words = {"RUNNER_TEMP": str(tmp_path), "ART17_REPOSITORY": "a/b", "ART17_NUMBER": "7"}
    assert run(tmp_path, *script, PATH=path, **service_words).returncode == 0
    assert said.read_text("utf-8").strip() == f"{asked} body=@{tmp_path}/art17-comment.md"


@pytest.mark.slow
def test_every_step_of_the_action_runs_as_on_the_service(tmp_path: Path) -> None:
    """A step fails in a new environment, loses the exit code, or writes no summary or SARIF."""
    house = northlight(tmp_path)  # the other codes are tried above, where nothing is installed
    without_owner(house)
    code = 1
    runner = tmp_path / "runner"
    runner.mkdir()
    files = {name: runner / name.lower() for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_PATH")}
    for file in files.values():
        file.touch()
    given = {"as-of": "2026-11-23", "formats": "sarif=art17.sarif", "python": sys.executable}
    inputs = {name: told["default"] for name, told in ACTION["inputs"].items()} | given
    service = {"RUNNER_TEMP": str(runner), **{name: str(file) for name, file in files.items()}}
    for at, step in enumerate(ACTION["runs"]["steps"]):
        assert step["shell"] == "bash"
        if "if" in step:
            continue
        script = runner / f"step-{at}.sh"
        script.write_text(step["run"], encoding="utf-8")
        own = {
            name: filled(text, inputs).replace("${{ github.action_path }}", str(ROOT))
            for name, text in step["env"].items()
        }
        installed = files["GITHUB_OUTPUT"].read_text("utf-8").partition("\n")[0].removeprefix("art17=")
        own = {name: text.replace(INSTALLED, installed) for name, text in own.items()}
        done = run(house, "bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script, **own, **service)
        if step.get("id") != "check":
            assert done.returncode == 0, done.stderr
    assert done.returncode == code
    assert files["GITHUB_OUTPUT"].read_text("utf-8") == f"art17={runner}/art17/bin/art17\nexit-code={code}\n"
    assert files["GITHUB_PATH"].read_text("utf-8") == "", "the job's Python is another one afterwards"
    assert (runner / "art17/bin/python").is_file()
    assert "Art. 17" in files["GITHUB_STEP_SUMMARY"].read_text("utf-8")
    assert json.loads((house / "art17.sarif").read_text("utf-8"))["version"] == "2.1.0"


def test_the_template_passes_and_fails_with_its_reports(house: Path, tmp_path: Path) -> None:
    """The merge request shows nothing, or the job passes with findings."""
    inputs = {name: told.get("default", "") for name, told in SPEC["spec"]["inputs"].items()} | {"as-of": "2026-11-23"}
    texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in inputs.items()}
    job: dict[str, Any] = yaml.safe_load(filled(yaml.safe_dump(JOB), texts))["art17"]
    variables = {name: str(value or "") for name, value in job["variables"].items()}
    path = f"{a_command(tmp_path)}{os.pathsep}{os.environ['PATH']}"
    without_owner(house)
    done = run(house, "sh", "-e", "-c", "\n".join(job["script"]), PATH=path, **variables)
    assert done.returncode == 1
    assert RULE in done.stdout
    reports = job["artifacts"]["reports"]
    (entry,) = json.loads((house / reports["codequality"]).read_text("utf-8"))
    assert entry["location"]["path"] == "procedures/SOP-03-design-control.md"
    assert ET.parse(house / reports["junit"]).getroot().get("failures") == "1"
    assert all((house / path).is_file() for path in job["artifacts"]["paths"])
    assert job["artifacts"]["when"] == "always"
    assert (job["rules"], job["allow_failure"]) == ([{"when": "on_success"}], False)
    assert job["artifacts"]["expire_in"] == "30 days"


@pytest.mark.parametrize(
    ("install", "extras", "wanted"),
    [
        ("art17==0.1.0", "html,xlsx", "art17[html,xlsx]==0.1.0"),
        ("art17>=0.1", "html", "art17[html]>=0.1"),
        ("/builds/art17", "html,xlsx", "/builds/art17[html,xlsx]"),
        ("git+https://example.org/a/art17@1f2e", "html", "art17[html] @ git+https://example.org/a/art17@1f2e"),
        ("art17", "", "art17"),
    ],
)
def test_the_template_installs_extras(install: str, extras: str, wanted: str, tmp_path: Path) -> None:
    """The extras are between the name and its version, whatever is installed; the shell runs nothing of them."""
    pip = tmp_path / "python"
    pip.write_text('#!/bin/sh\nfor last; do :; done; echo "$last"\n', "utf-8")
    pip.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    script = "\n".join(JOB["art17"]["before_script"])
    done = run(tmp_path, "sh", "-e", "-c", script, PATH=path, ART17_INSTALL=install, ART17_EXTRAS=extras)
    assert (done.returncode, done.stdout.strip()) == (0, wanted)
