"""Folders that mean harm, through the real command: a problem or an honest finding, in bounded time and memory."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import openpyxl
import pyromark
import pytest

from hostile.victim import DAY, MAKE, MEGABYTES, art17, checked, picture
from reporting.page import Element
from reporting.page import read as page_of

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="bounds memory as Linux does"),
    pytest.mark.skipif(shutil.which("git") is None, reason="needs git"),
]
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
COMMAND = re.compile(r"::(error|warning|notice) ((?:\w+=[^,:]*,?)+)::(.*)")
LARGE = 3_000_000
"""From here on the reader of pages takes minutes; what thousands of rows hold, a few hold too."""
RUNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Expected:
    """What must come of a folder: the exit code, what the problems or stderr say, findings, and ids that are read."""

    code: int
    problems: tuple[str, ...] = ()
    findings: tuple[tuple[str, str], ...] = ()
    reads: tuple[str, ...] = ("SOP-FINE",)
    seconds: float = 10
    megabytes: int = MEGABYTES


STOPPED: tuple[str, ...] = ()
"""Of a folder whose manifest or pack is refused nothing is read."""

EXPECTED = {
    "alias-bomb": Expected(2, ("bomb.yaml: The aliases represent", "bomb.md: The aliases", "x.pdf.yaml: The aliases")),
    "alias-bomb-in-the-manifest": Expected(2, ("art17.yaml:6:", "The aliases represent more than"), reads=STOPPED),
    "deep-nesting": Expected(
        2,
        ("flow.yaml: The YAML is nested", "block.yaml: The YAML is nested", "maps.yaml: The YAML is nested",
         "deep.json: The JSON is nested", "maps.json: The JSON is nested"),
        reads=("SOP-FINE", "Q", "B", "L", "E"),
        seconds=15,
    ),
    "file-of-200-megabytes": Expected(
        2, tuple(f"{name}: The file has more than 8 MiB" for name in ("big.yaml", "big.md", "big.json", "big.csv", "a.pdf.yaml"))
    ),
    "manifest-of-200-megabytes": Expected(2, ("art17.yaml: The file has more than 8 MiB",), reads=STOPPED),
    "ten-million-short-lines": Expected(2, ("lines.md: The file has more than 8 MiB",)),
    "short-lines-up-to-the-limit": Expected(2, ("lines.md: The Markdown has more than",), seconds=20),
    "blank-lines-up-to-the-limit": Expected(1, reads=("SOP-FINE", "BLANK", "BLANK-Y"), seconds=30),
    "list-up-to-the-limit": Expected(2, ("items.yaml: The YAML has more than",), seconds=30),
    "objects-up-to-the-limit": Expected(2, ("objects.json: The JSON has more than",)),
    "rows-up-to-the-limit": Expected(2, ("rows.csv: The CSV has more than",)),
    "table-up-to-the-limit": Expected(2, ("table.md: The Markdown has more than",), seconds=30),
    "nothing-but-citations": Expected(1, reads=("SOP-FINE", "C-1", "C-2"), seconds=40),
    "long-chains": Expected(1, findings=(("supersession-has-no-circle", "R-0"),), reads=("SOP-FINE", "N-0", "R-0"), seconds=30),
    "nul-bytes": Expected(2, tuple(f"a.{end}: The file contains NUL" for end in ("yaml", "md", "json", "csv"))),
    "utf-16": Expected(
        2,
        ("unmarked.md: The byte 0xFC is not UTF-8", "half.md: The byte", "odd.yaml: The byte"),
        reads=("SOP-FINE", "LE", "BE", "U32"),
    ),
    "invalid-utf-8": Expected(
        2, tuple(f"{name}.md: The byte 0x" for name in ("stray", "overlong", "half", "cut"))
    ),
    "byte-order-mark": Expected(1, reads=("SOP-FINE", "BOM-1", "BOM-2", "BOM-3")),
    "line-ends": Expected(1, reads=("SOP-FINE", "CRLF", "CRLF-Y", "CR", "CR-Y", "MIXED")),
    "duplicate-keys": Expected(
        2, ("a.yaml: The key 'owner'", "a.md: The key 'id'", "a.json: The key 'id'", "deep.yaml: The key 'a'")
    ),
    "merge-keys": Expected(
        2, ("self.yaml: Nothing before *x", "chain.yaml: The aliases represent"), reads=("SOP-FINE", "TEXT", "LIST", "MANY")
    ),
    "tags-that-construct": Expected(2, ("name.yaml: The file holds a list of texts",), reads=("SOP-FINE", "T-1", "T-2", "T-3")),
    "tags-in-the-manifest": Expected(2, ("A list was found where a text belongs",), reads=STOPPED),
    "extreme-values": Expected(
        1, findings=(("values-are-well-formed", "E-3"), ("values-are-well-formed", "E-4"), ("values-are-well-formed", "E-6")),
        reads=("SOP-FINE", "E-1", "E-2", "E-3", "E-4", "E-5", "E-6", "E-7", "E-8", "W", "N"),
    ),
    "symlink-loops": Expected(2, ("self.md: This is a link", "a.yaml: This is a link", "b.yaml: This is a link")),
    "symlinks-out": Expected(
        2, ("file.md: This is a link", "relative.md: This is a link", "gone.md: This is a link", "zero.yaml: This is a link")
    ),
    "manifest-is-a-symlink": Expected(2, ("art17.yaml: This is a link or no file",), reads=STOPPED),
    "pyproject-is-a-symlink": Expected(2, ("pyproject.toml: This is a link or no file",), reads=STOPPED),
    "manifest-is-a-pipe": Expected(2, ("art17.yaml: This is a link or no file",), reads=STOPPED),
    "manifest-is-a-folder": Expected(2, ("art17.yaml: This is a link or no file",), reads=STOPPED),
    "manifest-leads-out": Expected(2, ("The overlay '../outside' leads out",), reads=STOPPED),
    "manifest-names-a-pack-outside": Expected(2, ("The pack '../outside' lies outside",), reads=STOPPED),
    "overlay-is-a-symlink": Expected(2, ("The overlay 'overlay' leads out",), reads=STOPPED),
    "pack-is-a-symlink": Expected(2, ("The pack './pack' lies outside",), reads=STOPPED),
    "pack-needs-one-outside": Expected(2, ("The pack '../../outside' lies outside",), reads=STOPPED),
    "pack-of-links": Expected(2, ("This is not JSON",), reads=STOPPED),
    "pack-that-cannot-be-opened": Expected(
        2, ("pack/x/rule.yaml: The file cannot be read: Permission denied", "pack/closed/: The folder cannot be read"),
        reads=STOPPED,
    ),
    "pack-of-a-terabyte": Expected(1, reads=STOPPED),
    "rule-beyond-the-limit": Expected(2, ("pack/x/rule.yaml: The file has more than 8 MiB",), reads=STOPPED),
    "folders-a-thousand-deep": Expected(1, reads=("SOP-FINE", "SOP-DEEP")),
    "names-that-no-path-can-have": Expected(
        2, (r"There is no pack './a\x00b'", "There is no pack './aaa", "There is no pack './loop'"), reads=STOPPED
    ),
    "overlay-that-no-path-can-have": Expected(2, (r"The overlay 'a\x00b' leads out",), reads=STOPPED),
    "overlay-of-a-long-name": Expected(2, ("The overlay folder does not exist",)),
    "pipes-and-devices": Expected(2, ("pipe.md: This is a link or a special file",)),
    "unreadable-files": Expected(
        2, ("closed.md: The file cannot be read: Permission denied", "closed/: The folder cannot be listed")
    ),
    "unreadable-files-in-git": Expected(
        2, tuple(f"{name}: The file cannot be read: Permission denied" for name in ("closed.md", "closed/a.md"))
    ),
    "side-cars-that-are-links": Expected(
        2, tuple(f"{name}.pdf.yaml: This is a link or a special file" for name in "ab")
    ),
    "names-with-newlines": Expected(
        2, ("bad\\xff.md: The name of the file is not UTF-8", "broken"), reads=("SOP-FINE", *(f"SOP-{at}" for at in range(7)))
    ),
    "escapes-and-bidi-marks": Expected(2, ("broken", "inside.md"), reads=("SOP-FINE", "E-2")),
    "escapes-in-the-manifest": Expected(2, ("is unknown",), reads=STOPPED),
    "ids-that-look-alike": Expected(
        1, findings=(("names-differ-by-more-than-case", "sop-x"), ("id-is-unique", "CAF\u00c9"), ("names-differ-by-more-than-case", "CAF\u00c9")), reads=("SOP-X", "sop-x")
    ),
    "named-like-the-manifest": Expected(1, reads=("SOP-FINE", "SUB", "UPPER")),
    "path-of-4000-characters": Expected(2, ("/: The folder cannot be listed",)),
    "exploding-expressions": Expected(2, ("This is not a PDF",), findings=(("plus", "SOP-FINE"), ("star", "SOP-FINE")), reads=("SOP-FINE", "SOP-DEEP")),
    "expressions-re2-refuses": Expected(2, ("back.yaml:9:", "huge.yaml:9:", "is not an RE2 expression"), reads=STOPPED),
    "remote-reference": Expected(2, ("The key '$ref' is unknown",), reads=STOPPED),
    "remote-links": Expected(1, reads=("SOP-FINE", "L")),
    "markup-and-formulas": Expected(2, (".yaml: This is not YAML",)),
    "git-that-runs-programs": Expected(1, reads=("SOP-FINE", "SOP-CHANGED", "SOP-NEW")),
    "git-partial-clone": Expected(1, reads=("SOP-FINE", "SOP-TRACKED")),
    "git-elsewhere": Expected(1),
    "git-index-that-leads-out": Expected(1),
    "git-broken": Expected(1),
    "office-bombs": Expected(
        2,
        ("bomb.docx: The part word/document.xml unpacks to more", "laughs.docx: The part word/document.xml has a document type",
         "leads-out.docx: The part word/document.xml has a document type", "laughs.xlsx: The part xl/strings.xml has a document type"),
        reads=("SOP-FINE", "emoji", "strings"), seconds=40, megabytes=300,
    ),
    "office-depths": Expected(
        2, ("paragraphs.docx: The part word/document.xml has more than",),
        reads=("SOP-FINE", "controls", "many-tables", "wide", "notes", "fields"), seconds=40, megabytes=300,
    ),
    "office-sheets": Expected(
        1, reads=("SOP-FINE", "rows", "declared", "merged", "merges", "across", "hidden"), seconds=40, megabytes=300
    ),
    "office-mislabelled": Expected(
        2,
        ("page.docx: This is not an Office file", "old.docx: The file is encrypted, or of an Office format before",
         "half.docx: The Office file is damaged", "flagged.docx: The Office file is encrypted", "empty.docx: This is not",
         "text.pdf: This is not a PDF"),
        reads=("SOP-FINE", "backslashes", "macro", "picture"), megabytes=300,
    ),
    "pdf-bombs": Expected(
        2, ("forms.pdf: The PDF takes more memory or time", "words.pdf: The PDF takes more", "loop.pdf: The PDF is damaged"),
        reads=("SOP-FINE", "pages", "fine"), seconds=20, megabytes=300,
    ),
    "pages-and-texts": Expected(1, reads=("SOP-FINE", "include", "stars", "replace"), seconds=30, megabytes=300),
}  # fmt: skip
SLOW = [name for name, expected in EXPECTED.items() if expected.seconds > 20]


def test_every_folder_is_checked() -> None:
    """The script makes a folder of which nobody says what must come."""
    assert set(EXPECTED) == set(MAKE.MAKERS)


@pytest.mark.parametrize("name", [pytest.param(n, marks=pytest.mark.slow if n in SLOW else ()) for n in EXPECTED])
def test_a_hostile_folder(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder ends the run, is followed out of, runs something, writes, or takes more than its time and memory."""
    expected = EXPECTED[name]
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        monkeypatch.setenv("HOSTILE_URL", f"http://127.0.0.1:{server.getsockname()[1]}/")
        qms = MAKE.make(name, tmp_path)
        before = picture(tmp_path / name)
        found = checked(qms, tmp_path / "out", megabytes=expected.megabytes)
        after = picture(tmp_path / name)
        with pytest.raises(BlockingIOError):
            server.accept()
    restore(qms)
    assert "Traceback" not in found.said
    assert found.code == expected.code, found.said
    for said in expected.problems:
        assert said in found.problems + found.err
    for rule, subject in expected.findings:
        assert subject in found.findings(rule), rule
    assert [name for name in expected.reads if not found.reads(name)] == []
    assert not UNSAFE.search(found.said)
    assert MAKE.SECRET not in found.said + found.page + json.dumps(found.report)
    assert not (tmp_path / name / "ran").exists(), "a program was run"
    assert before == after, "something was written"
    check_written(tmp_path / "out")
    assert found.seconds < expected.seconds


def restore(qms: Path) -> None:
    """Let whoever tidies up after the test into a folder that was closed."""
    for folder in (qms / "closed", qms / "pack" / "closed"):
        if folder.is_dir():
            folder.chmod(0o755)
    for folder in (qms / "d", qms / "pack" / "d"):
        subprocess.run(["rm", "-rf", str(folder)], check=True)  # Python's own way calls itself for each level


def check_written(out: Path) -> None:
    """Each format holds, and nothing of the folder became markup, a formula, a command or an escape in it."""
    files = {file.name: file for file in out.iterdir()}
    for name, file in files.items():
        if name != "xlsx":
            assert not UNSAFE.search(file.read_text(encoding="utf-8-sig")), name
    for name in files.keys() & {"json", "sarif", "gitlab"}:
        json.loads(files[name].read_bytes())
    if not files:
        return
    ET.fromstring(files["junit"].read_bytes())
    text = files["html"].read_text(encoding="utf-8")
    if len(text) < LARGE:
        check_page(page_of(text))
    for name in ("markdown", "github-summary"):
        rendered = pyromark.html(files[name].read_text(encoding="utf-8"))
        assert not re.search(r"<(script|img|iframe)|javascript:(?!alert\(1\)\))|href=\"(?!#|https://)", rendered), name
    for line in files["github"].read_text(encoding="utf-8").splitlines():
        assert COMMAND.fullmatch(line) or line.startswith("art17: ")
    rows = csv.reader(io.StringIO(files["csv"].read_text(encoding="utf-8-sig")))
    assert not [cell for row in rows for cell in row if cell.startswith(RUNS)]
    for sheet in openpyxl.load_workbook(io.BytesIO(files["xlsx"].read_bytes())):
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert not [cell.value for cell in cells if cell.data_type == "f" or str(cell.value).startswith(RUNS)]


def check_page(page: Element) -> None:
    """Nothing in a page loads, runs or leads anywhere but what the template has."""
    assert not [each.tag for each in page.all("img", "iframe", "object", "embed", "base")]
    assert not [a for each in page.all() for a in each.attributes if a.startswith("on")]
    assert {urlsplit(each.attributes.get("href", "")).scheme for each in page.all("a")} <= {"", "https"}


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("git-index-that-leads-out", ("check", "{}", "--staged")),
        ("git-elsewhere", ("check", "{}", "--staged")),
        ("symlinks-out", ("check", "{}", "--baseline", "{}/file.md")),
        ("symlinks-out", ("check", "{}", "--config", "{}/relative.md")),
        ("pack-of-links", ("crosswalk", "iso-42001", "{}")),
        ("pack-needs-one-outside", ("rules", "list", "--in", "{}")),
    ],
)
def test_a_secret_outside_is_told_nowhere(name: str, command: tuple[str, ...], tmp_path: Path) -> None:
    """What stands outside of the folder is told by another command, or through a file that the call names."""
    qms = MAKE.make(name, tmp_path)
    done = art17(*(part.format(qms) for part in command))
    assert MAKE.SECRET.encode() not in done.stdout + done.stderr
    assert b"Traceback" not in done.stderr
    assert b"No such option" not in done.stderr
    assert done.returncode in (1, 2)


@pytest.mark.parametrize("command", [("check", "{}", "--baseline"), ("cite", "--file")])
@pytest.mark.parametrize("what", ["pipe", "zero"])
def test_a_named_file_that_never_ends(command: tuple[str, ...], what: str, tmp_path: Path) -> None:
    """A pipe or a device under the name of a file that a call names is waited for, or read without end."""
    qms = MAKE.make("ids-that-look-alike", tmp_path)
    named = tmp_path / "named"
    os.mkfifo(named) if what == "pipe" else named.symlink_to("/dev/zero")
    done = art17(*(part.format(qms) for part in command), named)
    assert b"Traceback" not in done.stderr
    assert done.returncode == 2


GIT_COMMANDS = (
    ("check", "--staged"),
    ("check", "--new-since", "HEAD"),
    ("check", "--format", "sarif"),
    ("baseline",),
    ("graph",),
    ("dossier", "--directory"),
    ("digest", "SOP-FINE"),
    ("explain", "Art. 17(1)(a)"),
)


@pytest.mark.parametrize("command", GIT_COMMANDS, ids=" ".join)
@pytest.mark.parametrize("name", ["git-that-runs-programs", "git-partial-clone"])
def test_no_command_makes_git_run_anything(name: str, command: tuple[str, ...], tmp_path: Path) -> None:
    """A command other than a plain check starts what the settings of a repository name."""
    qms = MAKE.make(name, tmp_path)
    done = art17(*command, qms) if command[0] != "check" else art17("check", qms, *command[1:])
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 1, 2)
    assert not (tmp_path / name / "ran").exists()


def test_the_trap_works(tmp_path: Path) -> None:
    """The repository that runs programs runs none even for plain git, so that the tests above prove nothing."""
    qms = MAKE.make("git-that-runs-programs", tmp_path)
    MAKE.git(qms, "ls-files", "--others")
    assert (tmp_path / "git-that-runs-programs" / "ran").exists()


@pytest.mark.parametrize(
    "command",
    [
        ("check", "{}"), ("check", "{}", "--format", "json"), ("check", "{}", "--format", "github"),
        ("check", "{}", "--format", "html"), ("check", "{}", "--format", "markdown"), ("check", "{}", "--format", "sarif"),
        ("graph", "{}"), ("graph", "{}", "--format", "mermaid"), ("graph", "{}", "--format", "json"),
        ("graph", "{}", "--format", "graphml"), ("dossier", "--directory", "{}"),
        ("dossier", "--directory", "{}", "--format", "html"), ("explain", "Art. 17(1)(a)", "{}"),
        ("explain", "qms-practice/documents/version-is-stated", "{}"),
        ("explain", "art17/artefact/values-are-well-formed", "{}"), ("cite", "--file", f"{{}}/{MAKE.ANSI}{MAKE.BIDI}.md"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_nothing_raw_reaches_the_terminal(command: tuple[str, ...], tmp_path: Path) -> None:
    """A command prints an escape or a direction mark of a file as it stands there."""
    qms = MAKE.make("escapes-and-bidi-marks", tmp_path)
    done = art17(*(part.format(qms) for part in command), "--as-of", DAY)
    assert b"Traceback" not in done.stderr
    assert not UNSAFE.search((done.stdout + done.stderr).decode())
    assert len(done.stdout) > 50


@pytest.mark.parametrize("command", [("check", "{}", "--format", "json={}/out.json"), ("baseline", "{}", "--output", "{}/out.json"),
                                     ("graph", "{}", "--output", "{}/out.json"), ("dossier", "--directory", "{}", "--format", "html={}/out.json")], ids=" ".join)  # fmt: skip
def test_nothing_is_written_through_a_link(command: tuple[str, ...], tmp_path: Path) -> None:
    """A link under the name of a report is replaced, and what it leads to stays as it is."""
    qms = tmp_path / "qms"
    MAKE.put(qms, {"fine.md": MAKE.FINE, "art17.yaml": "packs: [art17]\n"})
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    (qms / "out.json").symlink_to(tmp_path / "mine")
    done = art17(*(part.format(qms) for part in command))
    assert done.returncode in (0, 1)
    assert not (qms / "out.json").is_symlink()
    assert (tmp_path / "mine").read_text(encoding="utf-8") == "mine"
