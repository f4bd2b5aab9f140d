"""How the command behaves where its surroundings do not: closed and full streams, Ctrl-C, empty words, two to one file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from art17.cli.terminal import has_links
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


def test_an_interrupt_while_modules_are_loaded_is_one(tmp_path: Path) -> None:
    """Ctrl-C in the making of a class reaches the command as another error."""
    (tmp_path / "loaded.py").write_text(
        "import sys, art17.cli as cli\n"
        "class Broken:\n    def __set_name__(self, owner, name):\n        raise KeyboardInterrupt\n"
        "def load(**options):\n    class Made:\n        part = Broken()\n"
        "cli.art17.main = load\ncli.main()\n",
        "utf-8",
    )
    done = shell(f"{sys.executable} {tmp_path / 'loaded.py'}")
    assert (done.returncode, done.stderr) == (130, "")


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


def test_a_mistyped_command_gets_a_suggestion() -> None:
    """A command that there is not names the one that was probably meant."""
    done = shell(f"{ART17} chekc {HOUSE}")
    assert (done.returncode, done.stdout) == (2, "")
    assert "No such command 'chekc'; did you mean 'check'?" in done.stderr


def test_places_are_links_where_the_terminal_has_them(tmp_path: Path) -> None:
    """The place of a finding leads to its file, however its name is written; a link in a text of a file stays text."""
    stranger = "\\e]8;;file:///etc/passwd\\e\\\\here"
    (tmp_path / "ä b.md").write_text(f'---\nid: D-1\ntype: procedure\ntitle: "{stranger}"\n---\n# D\n', "utf-8")
    linked = shell(f"{ART17} check {tmp_path}", FORCE_HYPERLINK="1", NO_COLOR="1").stdout
    assert f"\x1b]8;;{tmp_path.resolve().as_uri()}/%C3%A4%20b.md\x1b\\ä b.md:2:1\x1b]8;;\x1b\\" in linked
    assert "]8;;file:///etc" in linked
    assert "\x1b]8;;file:///etc" not in linked
    assert "\x1b" not in shell(f"{ART17} check {tmp_path}", FORCE_HYPERLINK="0").stdout


@pytest.mark.parametrize(
    ("names", "has"),
    [
        ({"TERM_PROGRAM": "WezTerm"}, True),
        ({"TERM": "xterm-kitty"}, True),
        ({"VTE_VERSION": "7600"}, True),
        ({"VTE_VERSION": "4800"}, False),
        ({"WT_SESSION": "x"}, True),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "dumb", "FORCE_HYPERLINK": "1"}, True),
        ({"TERM": "xterm-kitty", "FORCE_HYPERLINK": "0"}, False),
    ],
)
def test_which_terminals_have_links(names: dict[str, str], has: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Links are for terminals that are known to have them, and for whoever asks."""
    for name in ("TERM", "TERM_PROGRAM", "VTE_VERSION", "WT_SESSION", "KONSOLE_VERSION", "FORCE_HYPERLINK"):
        monkeypatch.delenv(name, raising=False)
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    assert has_links(is_terminal=True) is has
    assert has_links(is_terminal=False) is (names.get("FORCE_HYPERLINK") == "1")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("art17 che", ["check"]),
        ("art17 check --format j", ["json", "junit"]),
        (
            "art17 rules show eu-ai-act/4/",
            ["eu-ai-act/4/literacy-has-a-programme", "eu-ai-act/4/literacy-is-supported"],
        ),
        ("art17 check --select art17/people/", ["art17/people/directory-exists", "art17/people/owner-is-known"]),
        ("art17 explain rr-", ["RR-RANK", "RR-SHIFT"]),
        ("art17 digest iap", ["IAP-001"]),
        ("art17 graph --focus QM-", ["QM-001"]),
        ("art17 schema ai-s", ["ai-system"]),
    ],
)
def test_names_are_completed(typed: str, offered: list[str]) -> None:
    """A shell is offered commands, formats, ids of rules and artefacts, and schemas that begin as what was typed."""
    assert completed("bash", typed, SPECIMENS / "northlight") == offered


@pytest.mark.parametrize("name", ["zsh", "fish"])
def test_other_shells_complete_too(name: str) -> None:
    """zsh and fish are offered the same, in their own form."""
    assert completed(name, "art17 check --format j", HOUSE) == ["json", "junit"]


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_the_documented_line_gives_a_shell_its_script(name: str) -> None:
    """The line in docs/terminal.md prints a script that asks art17 for names."""
    assert f"_ART17_COMPLETE={name}_source art17" in (ROOT / "docs/terminal.md").read_text("utf-8")
    assert f"_ART17_COMPLETE={name}_complete" in shell(ART17, _ART17_COMPLETE=f"{name}_source").stdout


def test_completion_in_a_folder_that_cannot_be_read_is_silent(tmp_path: Path) -> None:
    """A broken manifest is reported by the command, not while a name is typed."""
    (tmp_path / "art17.yaml").write_text("packs: [no-such-pack]\n", "utf-8")
    assert completed("bash", "art17 explain S", tmp_path) == []


def completed(name: str, typed: str, folder: Path) -> list[str]:
    """What a shell of that name is offered in a folder after what was typed; nothing may go to stderr."""
    words = typed.split(" ")
    at = words[-1] if name == "fish" else str(len(words) - 1)
    names = {"_ART17_COMPLETE": f"{name}_complete", "COMP_WORDS": typed, "COMP_CWORD": at}
    done = shell(f"cd {folder} && {ART17}", **names)
    assert done.stderr == ""
    lines = done.stdout.strip().splitlines()
    return lines[1::3] if name == "zsh" else [line.partition(",")[2].partition("\t")[0] for line in lines]


@pytest.mark.parametrize("words", ["digest REG-SUP#SUP-01", "graph --focus REG-SUP#SUP-01", "explain REG-SUP#SUP-01"])
def test_an_item_is_named_within_its_register(words: str) -> None:
    """`digest`, `graph --focus` and `explain` take `register#item`."""
    folder = SPECIMENS / "northlight"
    where = f" {folder}" if "graph" not in words else ""
    done = shell(f"{ART17} {words}{where}" if where else f"cd {folder} && {ART17} {words}")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout
