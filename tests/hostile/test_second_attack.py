"""A second attack: packs that grow, folders swapped for links, git's side files, drawings, overlays, many small files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import art17
from art17.checking.request import Request
from art17.commands.graph import draw
from art17.errors import Art17Error
from art17.reading.io import writing
from art17.reading.io.index import index_of
from art17.reading.io.revision import commit_of, parents_since
from art17.reading.io.source import WorkingTree
from art17.reading.qms import read_qms
from art17.reading.settings import settings_of
from art17.reporting.graph_dot import dot_of
from art17.reporting.graph_mermaid import mermaid_of
from builders import SMALL, law
from hostile.victim import MAKE
from houses import DAY

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="links and limits as Linux has them"),
    pytest.mark.skipif(shutil.which("git") is None, reason="needs git"),
]
PACK = "title: P\nversion: '1'\nneeds: [eu-ai-act]\n"
PROCEDURE = "---\nid: {0}\ntype: procedure\nstatus: effective\n---\n# {0}\n"
CUE = "topic: {en: [risk]}\nwords:\n%s\ncues:\n  - field: deadlines.general\n    about: [a]\n    says: {en: [we]}\n"


def git(folder: Path, *words: str) -> str:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def committed(folder: Path, *names: str) -> list[str]:
    """A repository with a commit for each name, oldest first."""
    git(folder, "init", "-q", "-b", "main", ".")
    for name in names:
        (folder / f"{name}.md").write_text(PROCEDURE.format(name), encoding="utf-8")
        git(folder, "add", "-A")
        git(folder, "commit", "-qm", name)
    return git(folder, "rev-list", "--reverse", "HEAD").split()


CHAIN = "\n".join(f"  {one}: [{', '.join([other] * 40)}]" for one, other in zip("abcde", "bcdef", strict=True))
MANY = [f"d{at}" for at in range(2000)]
LABELS = [f'"{{document}} {at}"' for at in range(2000)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cues/incident-procedure.yaml", CUE % "  a: a"),
        ("cues/incident-procedure.yaml", CUE % "  a: [b]\n  b: [a]"),
        ("cues/incident-procedure.yaml", CUE % CHAIN),
        ("cues/incident-procedure.yaml", CUE % "  a: b\n  reads: {en: [x]}" + "    choices: {kind: reads}\n"),
        ("labels.yaml", f"documents: [{', '.join(MANY)}]\nfields:\n  owner: [{', '.join(LABELS)}]\n"),
    ],
    ids=["ring", "ring-of-two", "width", "examples-elsewhere", "labels"],
)
def test_the_words_of_a_pack_are_bounded(name: str, text: str, tmp_path: Path) -> None:
    """Groups that name each other, or stand for millions of words, are a mistake of the pack."""
    MAKE.put(tmp_path, {"art17.yaml": "packs: [./p]\n", "p/pack.yaml": PACK, f"p/{name}": text})
    MAKE.put(tmp_path, {"a.md": "---\nid: A\ntype: incident-procedure\n---\n# A\n\nWe report risks within 5 days.\n"})
    with pytest.raises(Art17Error) as raised:
        art17.check(tmp_path, as_of=DAY)
    assert len(raised.value.problems) == 1
    assert raised.value.problems[0].place.path.endswith(name)


@pytest.mark.parametrize(
    "title",
    [
        "x\n  click n0 href 'javascript:alert(1)'",
        '%%{init: {"securityLevel": "loose"}}%%',
        'a"]; b',
        "a'/><img src=x onerror=alert(1)>",
        "\u2028click n0 call x()",
    ],
)
def test_no_title_of_a_link_goes_on_in_a_drawing(title: str, tmp_path: Path) -> None:
    """What a pack calls a link stays within its label, or in its comment, in DOT and in Mermaid."""
    MAKE.put(tmp_path, {"art17.yaml": "packs: [./p]\n", "p/pack.yaml": PACK})
    MAKE.put(tmp_path, {"p/links.yaml": f"leans:\n  title: {json.dumps(title)}\n"})
    MAKE.put(tmp_path, {"a.md": "---\nid: A\ntype: procedure\nleans: [GONE]\n---\n# A\n"})
    drawing = draw(Request(tmp_path, DAY), "", 1).drawing
    assert drawing.broken
    for line in mermaid_of(drawing).splitlines():
        assert not line.lstrip().startswith(("click", "%%{")), line
        assert not (line.lstrip().startswith("%%") and "{" in line), line
    for line in dot_of(drawing).splitlines():
        assert line.startswith(("//", "  ", "digraph", "}")), line
        assert line.replace('\\"', "").count('"') % 2 == 0 or line.startswith("//"), line


def test_a_folder_swapped_for_a_link_is_not_read(tmp_path: Path) -> None:
    """A folder that becomes a link after it was looked at leads no reading out of what is checked."""
    MAKE.put(tmp_path, {"qms/sub/a.md": PROCEDURE.format("A"), "out/a.md": "secret"})
    tree = WorkingTree(tmp_path / "qms")
    assert tree.read("sub/a.md")
    (tmp_path / "qms/sub").rename(tmp_path / "qms/was")
    (tmp_path / "qms/sub").symlink_to(tmp_path / "out")
    assert tree.read("sub/a.md") is None


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_folder_swapped_for_a_link_is_not_written_through(
    moment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between looking at the way and writing, nobody can lead the file elsewhere."""
    (tmp_path / "qms/out").mkdir(parents=True)
    (tmp_path / "victim").mkdir()

    def swap() -> None:
        (tmp_path / "qms/out").rename(tmp_path / "qms/was")
        (tmp_path / "qms/out").symlink_to(tmp_path / "victim")

    def swapping(make: Callable[..., object]) -> Callable[..., object]:
        def made(*given: object, **named: object) -> object:
            if not (tmp_path / "qms/was").exists():
                swap()
            return make(*given, **named)

        return made

    if moment == "before":
        monkeypatch.setattr(writing, "_is_stream", swapping(writing._is_stream))
        with pytest.raises(Art17Error, match="is a link"):
            writing.write_file(b"x", tmp_path / "qms/out/report", tmp_path / "qms")
    else:
        monkeypatch.setattr(writing, "_mode_of", swapping(writing._mode_of))
        writing.write_file(b"x", tmp_path / "qms/out/report", tmp_path / "qms")
        assert (tmp_path / "qms/was/report").read_bytes() == b"x"
    assert list((tmp_path / "victim").iterdir()) == []


@pytest.mark.parametrize("by", ["commit-graph", "grafts", "replace"])
def test_no_file_beside_the_commits_changes_history(by: str, tmp_path: Path) -> None:
    """A commit-graph that is damaged, grafts and replacements of objects say nothing on who is whose parent."""
    first, second, third = committed(tmp_path, "A", "B", "C")
    if by == "commit-graph":
        git(tmp_path, "commit-graph", "write", "--reachable")
        file = tmp_path / ".git/objects/info/commit-graph"
        data = bytearray(file.read_bytes())
        file.chmod(0o644)
        data[-200:-20] = bytes(len(data[-200:-20]))
        file.write_bytes(data)
    elif by == "grafts":
        (tmp_path / ".git/info/grafts").write_text(f"{third} {first}\n")
    else:
        other = git(tmp_path, "commit-tree", f"{first}^{{tree}}", "-m", "x")
        git(tmp_path, "replace", third, other)
    assert parents_since(tmp_path, first) == {third: (second,), second: (first,)}
    assert commit_of(tmp_path, "HEAD") == third


@pytest.mark.parametrize("how", ["split", "sparse", "corrupt-pack", "corrupt-index", "alternates-gone"])
def test_an_index_of_any_kind_is_read_or_said(how: str, tmp_path: Path) -> None:
    """A split or sparse index gives every staged file; what git cannot give is a problem, never silence."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/D.md").write_text(PROCEDURE.format("D"))
    committed(tmp_path, "A", "B")
    if how == "split":
        git(tmp_path, "update-index", "--split-index")
        (tmp_path / "C.md").write_text(PROCEDURE.format("C"))
        git(tmp_path, "add", "C.md")
    elif how == "sparse":
        git(tmp_path, "sparse-checkout", "set", "--cone", "--sparse-index", "nothing")
        assert not (tmp_path / "sub").exists()
    elif how == "corrupt-pack":
        git(tmp_path, "gc", "-q")
        (pack,) = (tmp_path / ".git/objects/pack").glob("*.pack")
        pack.chmod(0o644)
        pack.write_bytes(pack.read_bytes()[:40] + bytes(80))
    elif how == "corrupt-index":
        (tmp_path / ".git/index").write_bytes(b"DIRC" + bytes(90))
    else:
        shutil.move(str(tmp_path / ".git/objects"), tmp_path / "gone")
        MAKE.put(tmp_path, {".git/objects/info/alternates": f"{tmp_path / 'nowhere'}\n", ".git/objects/pack/.k": ""})
    try:
        staged = index_of(tmp_path)
    except Art17Error:
        assert how.startswith(("corrupt", "alternates"))
        return
    if how in ("split", "sparse"):
        assert {"A.md", "B.md", "sub/D.md"} <= {*staged.paths()}
        assert all(staged.read(path) for path in staged.paths())
    else:
        read = read_qms(tmp_path, settings_of(tmp_path), SMALL, law(), staged)
        assert read.problems


@pytest.mark.parametrize("overlay", [".", "./", "../qms", "link", ".."])
def test_an_overlay_holds_not_what_it_is_laid_over(overlay: str, tmp_path: Path) -> None:
    """An overlay that is the folder, or around it, would have every file twice."""
    MAKE.put(tmp_path, {"repo/qms/art17.yaml": f"packs: [qms-practice]\noverlay: {overlay}\n"})
    MAKE.put(tmp_path, {"repo/qms/a.md": PROCEDURE.format("A")})
    (tmp_path / "repo/qms/link").symlink_to(tmp_path / "repo")
    git(tmp_path / "repo", "init", "-q", ".")
    with pytest.raises(Art17Error, match="overlay"):
        art17.check(tmp_path / "repo/qms", as_of=DAY)


@pytest.mark.parametrize(
    ("bound", "value", "message"),
    [
        ("art17.reading.qms.MOST_ARTEFACTS", 4, "more than 4 artefacts together"),
        ("art17.reading.qms.MOST_BYTES", 100, "MiB together"),
        ("art17.graph.build.MOST_LINKS", 3, "more than 3 links together"),
        ("art17.evaluation.questions.MOST_QUESTIONS", 0, "more than 0 questions"),
    ],
)
def test_all_files_together_are_bounded(
    bound: str, value: int, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many small files are no way round what one file may hold; the run says so and evaluates no half of it."""
    body = "\n\nWe investigate each serious incident and report it within 15 days of becoming aware of it.\n"
    for at in range(5):
        text = (
            f"---\nid: P-{at}\ntype: incident-procedure\nrelated: [P-1]\nstatus: effective\n---\n# Incidents {at}{body}"
        )
        MAKE.put(tmp_path, {f"{at}.md": text})
    MAKE.put(tmp_path, {"art17.yaml": "packs: [eu-ai-act]\nreading: {'**': open}\n"})
    art17.check(tmp_path, as_of=DAY)
    monkeypatch.setattr(bound, value)
    with pytest.raises(Art17Error, match=message):
        art17.check(tmp_path, as_of=DAY)


def test_a_drawing_of_many_broken_links_grows_with_them(tmp_path: Path) -> None:
    """Each broken link is named by its ends at once, not by a search through all artefacts."""
    MAKE.put(tmp_path, {"art17.yaml": "packs: [qms-practice]\n"})
    rows = "".join(f"---\nid: P-{at}\ntype: procedure\nrelated: [X-{at}]\n" for at in range(1500))
    MAKE.put(tmp_path, {"a.yaml": rows})
    drawing = draw(Request(tmp_path, DAY), "", 1).drawing
    began = os.times().user
    assert mermaid_of(drawing).count("%% broken") == 1500
    assert dot_of(drawing).count("// broken") == 1500
    assert os.times().user - began < 1
