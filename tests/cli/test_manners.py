"""How the command behaves where its surroundings do not: closed and full streams, Ctrl-C, empty words, two to one file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from houses import ROOT, SPECIMENS

ART17 = f"{sys.executable} {ROOT / 'cli.py'}"
HOUSE = SPECIMENS / "guide-literal"
PRINTING = (f"check {HOUSE}", f"check {HOUSE} --format xlsx", "rules list", f"graph {HOUSE}", f"dossier --directory {HOUSE}",
            f"baseline {HOUSE}", "cite 'Art. 17'", "--help", "schema rule")  # fmt: skip


def shell(words: str, **names: str) -> subprocess.CompletedProcess[str]:
    """What a shell says of a line."""
    environment = {**os.environ, **names}
    return subprocess.run(["sh", "-c", words], capture_output=True, text=True, check=False, env=environment)


@pytest.mark.parametrize("words", PRINTING)
@pytest.mark.parametrize("where", [">&-", ">/dev/full"])
def test_what_cannot_be_printed_is_said(words: str, where: str) -> None:
    """A stdout that is closed or full ends the run with exit code 2, and one line about it."""
    done = shell(f"{ART17} {words} {where}")
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert "art17: cannot print the report: " in done.stderr.splitlines()[-1]


def test_a_closed_stderr_changes_no_code() -> None:
    """Without stderr the report is the same."""
    assert shell(f"{ART17} check {HOUSE} 2>&-").stdout == shell(f"{ART17} check {HOUSE}").stdout


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_an_interrupted_run_is_no_finding(tmp_path: Path) -> None:
    """Ctrl-C ends the run with 130, without a traceback."""
    for at in range(4000):
        (tmp_path / f"{at}.md").write_text(f"---\nid: D-{at}\ntype: procedure\n---\n# D\n")
    started = subprocess.Popen([*ART17.split(), "check", str(tmp_path), "--no-cache"], stdout=-1, stderr=-1, text=True)
    time.sleep(1.2)
    started.send_signal(signal.SIGINT)
    _, said = started.communicate()
    assert started.returncode == 130
    assert said.strip() == ""


def test_the_deadline_ends_a_run(tmp_path: Path) -> None:
    """A run that takes longer than it may ends with exit code 2 and a line."""
    for at in range(9000):
        (tmp_path / f"{at}.md").write_text(f"---\nid: D-{at}\ntype: procedure\n---\n# D\n")
    done = shell(f"{ART17} check {tmp_path} --no-cache --timeout 1")
    assert done.returncode == 2
    assert (
        done.stderr
        == "art17: the run took more than 1 s and was ended; check fewer files, or give it longer with --timeout\n"
    )


@pytest.mark.parametrize(
    "words",
    ["check ''", "check --baseline ''", "check --new-since ''", "check --select ''", "graph ''",
     "graph --output ''", "graph --focus ''", "baseline --output ''", "baseline --accepted-by ''", "digest ''",
     "explain ''", "dossier --directory ''", "rules list --in ''", "rules new ''"],
)  # fmt: skip
def test_an_empty_word_is_not_one_that_was_left_out(words: str) -> None:
    """An empty value, such as that of a variable that is not set, is a mistake of the call."""
    done = shell(f"{ART17} {words}")
    assert done.returncode == 2
    assert "it is empty; give a value, or leave it out" in done.stderr


@pytest.mark.parametrize("second", ["a.json", "./a.json", "b/../a.json"])
def test_two_formats_to_one_file_are_refused(second: str, tmp_path: Path) -> None:
    """Of two reports under one name, however spelled, one would be lost."""
    (tmp_path / "b").mkdir()
    done = shell(f"cd {tmp_path} && {ART17} check {HOUSE} --format json=a.json --format sarif={second}")
    assert (done.returncode, list(tmp_path.glob("*.json"))) == (2, [])
    assert "two formats would be written to" in done.stderr


def test_a_dash_is_stdout() -> None:
    """`--format json=-` prints what `--format json` prints."""
    words = f"{ART17} check {HOUSE} --as-of 2026-11-23 --format json"
    assert shell(f"{words}=-").stdout == shell(words).stdout
    assert shell(f"{words}=- --format text").returncode == 2


def test_colours_where_they_are_asked_for() -> None:
    """FORCE_COLOR colours what goes to no terminal; NO_COLOR forbids it."""
    words = f"{ART17} check {HOUSE}"
    assert "\x1b[31m" in shell(words, FORCE_COLOR="1", NO_COLOR="").stdout
    assert "\x1b" not in shell(words, FORCE_COLOR="1", NO_COLOR="1").stdout
    assert "\x1b" not in shell(words, FORCE_COLOR="", NO_COLOR="").stdout


@pytest.mark.parametrize("name", ["../p/group/rule", "/tmp/p/group/rule", "./eu-ai-act/group/rule", "link/group/rule"])
def test_a_new_rule_stays_in_the_folder(name: str, tmp_path: Path) -> None:
    """`rules new` writes nothing outside of the folder, nor into a pack that is named like a bundled one."""
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "in/link").symlink_to("../out")
    done = shell(f"cd {tmp_path / 'in'} && {ART17} rules new {name}")
    assert (done.returncode, list(tmp_path.rglob("*.yaml"))) == (2, [])
