"""What an attacker once could do, one test for each way: with names, git, links, time, memory and cells."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import forked
from art17.reporting.columns import cell_text
from hostile.test_hostile import UNSAFE
from hostile.victim import DAY, MAKE
from hostile.victim import art17 as bounded_art17
from houses import ROOT

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="bounds memory as Linux does"),
    pytest.mark.skipif(shutil.which("git") is None, reason="needs git"),
]
PROCEDURE = "---\nid: {0}\ntype: procedure\ntitle: {0}\nstatus: effective\n---\n# {0}\n"
MANIFEST = "packs: [qms-practice]\n"
PACK = "title: P\nversion: '1'\nneeds: [qms-practice]\n"
RULE = (
    "title: T\nbasis: practice\nserves: x\nclass: gap\nseverity: warning\nfor:\n  type: procedure\n"
    "require:\n  owner: present\nmessage: '{{subject}} x'\nrationale: Because.\nfix: Do.\n"
)


def qms_of(folder: Path, files: dict[str, str]) -> Path:
    """A folder with a manifest and files."""
    MAKE.put(folder, {"art17.yaml": MANIFEST, **files})
    return folder


def git(folder: Path, *words: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True)


def art17(*arguments: str | Path, folder: Path = ROOT) -> subprocess.CompletedProcess[bytes]:
    """The command in a folder, where neither memory nor the start is what is tried."""
    return forked.art17(*arguments, folder=folder)


def report_on(qms: Path, *more: str) -> dict[str, object]:
    """The JSON report on a folder."""
    done = art17("check", qms, "--as-of", DAY, "--format", "json", *more)
    assert b"Traceback" not in done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("pack", "rule"),
    [("p\x1b]0;PWNED\x07\x1b[2J", "f/r"), ("p\u202e", "f/r"), ("p", "f/r\x1b[31m\u202e"), ("p", "f\x9b31m/r")],
)
@pytest.mark.parametrize("form", ["text", "junit", "github", "json"])
def test_the_name_of_a_pack_or_rule_acts_nowhere(pack: str, rule: str, form: str, tmp_path: Path) -> None:
    """A pack or rule with an escape in its name is refused, and the refusal shows none."""
    qms = qms_of(
        tmp_path / "qms", {"a.md": PROCEDURE.format("A"), f"{pack}/pack.yaml": PACK, f"{pack}/{rule}.yaml": RULE}
    )
    (qms / "art17.yaml").write_text(f"packs: [{json.dumps('./' + pack)}]\n", encoding="utf-8")
    done = art17("check", qms, "--as-of", DAY, "--format", form)
    assert done.returncode == 2
    assert not UNSAFE.search((done.stdout + done.stderr).decode())


def test_an_embedded_bare_repository_hides_nothing(tmp_path: Path) -> None:
    """Files that look like a bare repository choose neither the files, nor the index, nor the history."""
    qms = qms_of(tmp_path / "repo/qms", {"A.md": PROCEDURE.format("A"), "B.md": PROCEDURE.format("B")})
    bare = {"HEAD": "ref: refs/heads/main\n", "config": "[core]\nrepositoryformatversion=0\nbare=false\nworktree=.\n"}
    MAKE.put(qms, {**bare, "objects/.keep": "", "refs/.keep": "", "info/exclude": "B.md\n"})
    git(tmp_path / "repo", "init", "-q", ".")
    git(tmp_path / "repo", "add", "-A")
    git(tmp_path / "repo", "commit", "-qm", "x")
    for more in ((), ("--staged",), ("--new-since", "HEAD")):
        report = report_on(qms, "--no-cache", *more)
        assert {"A", "B"} <= {each["subject"]["id"] for each in report["findings"]}  # type: ignore[attr-defined, index]


@pytest.mark.parametrize("kind", ["untracked", "empty", "committed"])
def test_a_nested_repository_is_reported(kind: str, tmp_path: Path) -> None:
    """What is in a repository within the repository is not left out in silence; an exclusion settles it."""
    qms = qms_of(tmp_path / "qms", {"A.md": PROCEDURE.format("A"), "sub/I.md": PROCEDURE.format("I")})
    git(qms, "init", "-q", ".")
    git(qms / "sub", "init", "-q", ".")
    if kind != "empty":
        git(qms / "sub", "add", "-A")
        git(qms / "sub", "commit", "-qm", "x")
    if kind == "committed":
        git(qms, "add", "-A")
    found = report_on(qms)
    assert [each["path"] for each in found["problems"]] in (["sub/"], [])  # type: ignore[attr-defined]
    assert found["problems"] or "I" in json.dumps(found["findings"])
    (qms / "art17.yaml").write_text(f"{MANIFEST}exclude: [sub/]\n", encoding="utf-8")
    assert report_on(qms)["problems"] == []


@pytest.mark.parametrize("form", ["sarif", "json", "junit", "gitlab", "markdown", "text", "xlsx"])
@pytest.mark.parametrize("link", ["../victim", ".git/hooks/post-checkout", "qms/A.md"])
def test_a_committed_link_under_the_name_of_a_report(form: str, link: str, tmp_path: Path) -> None:
    """A report takes the place of a link; what it leads to stays as it is."""
    qms = qms_of(tmp_path / "repo/qms", {"A.md": PROCEDURE.format("A")})
    git(tmp_path / "repo", "init", "-q", ".")
    (tmp_path / "victim").write_text("mine")
    (tmp_path / "repo/report").symlink_to(link)
    done = art17("check", "qms", "--format", f"{form}=report", folder=tmp_path / "repo")
    assert done.returncode == 1, done.stderr
    assert (tmp_path / "victim").read_text() == "mine"
    assert not (tmp_path / "repo/.git/hooks/post-checkout").exists()
    assert (qms / "A.md").read_text() == PROCEDURE.format("A")
    assert not (tmp_path / "repo/report").is_symlink()


@pytest.mark.parametrize("spelled", ["wr", "wrl", "../here/wr"])
@pytest.mark.parametrize("checked", ["wr", "wrl"])
def test_no_link_is_written_through_however_a_folder_is_spelled(spelled: str, checked: str, tmp_path: Path) -> None:
    """Links, hard links and linked folders lead no report elsewhere."""
    here = tmp_path / "here"
    qms = qms_of(here / "wr", {"A.md": PROCEDURE.format("A")})
    (here / "wrl").symlink_to("wr")
    (tmp_path / "victim").write_text("mine")
    (tmp_path / "out").mkdir()
    (qms / "sym").symlink_to(tmp_path / "victim")
    os.link(tmp_path / "victim", qms / "hard")
    (qms / "dir").symlink_to(tmp_path / "out")
    for name in ("sym", "hard", "dir/new"):
        done = art17("check", checked, "--format", f"json={spelled}/{name}", folder=here)
        assert done.returncode == (2 if name == "dir/new" else 1), done.stderr
    assert (tmp_path / "victim").read_text() == "mine"
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("command", [("baseline", "qms", "--output"), ("graph", "qms", "--output")], ids=" ".join)
def test_a_failed_write_leaves_the_old_file(command: tuple[str, ...], tmp_path: Path) -> None:
    """Where a file cannot be written whole, the one that was there stays, and the cause is said."""
    qms_of(tmp_path / "qms", {f"{at}.md": PROCEDURE.format(f"P-{at}") for at in range(30)})
    assert art17(*command, "file", folder=tmp_path).returncode == 0
    before = (tmp_path / "file").read_bytes()
    (tmp_path / "qms/new.md").write_text(PROCEDURE.format("NEW"))
    words = " ".join((sys.executable, str(ROOT / "cli.py"), *command, "file"))
    done = subprocess.run(["sh", "-c", f"ulimit -f 2; {words}"], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"File too large" in done.stderr
    assert b"ulimit -f" in done.stderr
    assert (tmp_path / "file").read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "qms"]


BOMBS = {
    "comments": ("a.md", lambda n: "---\ntype: procedure\n---\n" + "<!--" * 8 * n),
    "comments-by-line": ("a.md", lambda n: "---\ntype: procedure\n---\n" + "<div><!--\n" * 4 * n),
    "toml": ("pyproject.toml", lambda n: '[tool.art17]\nread = ["**"]\nx = """\n[' + " " * 4 * n + 'x\n"""\n'),
    "toml-chain": ("pyproject.toml", lambda n: "[tool.art17]\n" + "a." * 4 * n + "b = 1\n"),
    "toml-front": (
        "a.md",
        lambda n: "+++\ntype = 'procedure'\n" + "".join(f"k{i} = 1\n" for i in range(n // 2)) + "+++\n# A\n",
    ),
    "json-depth": ("a.json", lambda n: '{"id": "A", "type": "procedure", "x": [' + "[" * 8 * n),
    "mdx": ("a.mdx", lambda n: "---\ntype: procedure\n---\n# A\n\n" + "{/*" * 10 * n),
    "cell": ("r.csv", lambda n: "id,owner\nA,x" + " " * 24 * n + "b\n"),
    "merges": (
        "m.yaml",
        lambda n: "type: procedure\na:\n  <<: [" + ", ".join(f"{{k{i}: v}}" for i in range(2 * n)) + "]\n",
    ),
    "systems": ("s.yaml", lambda n: "".join(f"---\nid: S{i}\ntype: ai-system\n" for i in range(n // 20))),
    "ignores": (
        "i.yaml",
        lambda n: (
            "".join(f"# art17: ignore[qms-practice/*/*{i}] until 2027-01-01 because {i}\n" for i in range(n // 10))
            + "".join(f"---\nid: P{i}\ntype: procedure\nstatus: effective\n" for i in range(n // 10))
        ),
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_time_grows_with_size_and_no_faster(name: str, tmp_path: Path) -> None:
    """Twice and four times of what once took squares or cubes of its size takes about twice and four times as long."""
    file, text = BOMBS[name]
    took: list[float] = []
    for times in (1, 2, 4):
        files = {file: text(2000 * times)}
        qms = tmp_path / str(times)
        MAKE.put(
            qms,
            files
            if file == "pyproject.toml"
            else {"art17.yaml": f"{MANIFEST}read: ['**']\ntypes: {{'*.csv': supplier-register}}\n", **files},
        )
        began = time.process_time(), os.times().children_user
        done = bounded_art17("check", qms, "--no-cache", "--quiet", "--as-of", DAY)
        assert b"Traceback" not in done.stderr
        took.append(os.times().children_user - began[1])
    assert took[2] < 3 * took[1] + 0.5, took
    assert took[2] < 15, took


def test_systems_times_documents_is_bounded(tmp_path: Path) -> None:
    """A thousand documents that cover all of a thousand systems are a problem that says so, not a lack of memory."""
    documents = "".join(f"---\nid: D-{i}\ntype: procedure\ncovers: all\n" for i in range(1000))
    systems = "".join(f"---\nid: S-{i}\ntype: ai-system\nlifecycle: on-market\n" for i in range(1000))
    manifest = "packs: [qms-practice, eu-ai-act]\n"
    qms = qms_of(tmp_path / "qms", {"art17.yaml": manifest, "c.yaml": documents, "s.yaml": systems})
    done = bounded_art17("check", qms, "--no-cache")
    assert done.returncode == 2
    assert b"represents more than" in done.stderr
    assert len(done.stderr.splitlines()) == 2


def test_too_little_memory_is_no_finding(tmp_path: Path) -> None:
    """Where memory runs out the run cannot be trusted: exit 2 and a line."""
    rows = "".join(f"---\nid: S-{i}\ntype: ai-system\n" for i in range(3000))
    qms_of(tmp_path / "qms", {"art17.yaml": "packs: [qms-practice, eu-ai-act]\n", "s.yaml": rows})
    words = f"{sys.executable} {ROOT / 'cli.py'} check qms --no-cache"
    done = subprocess.run(["sh", "-c", f"ulimit -v 110000; {words}"], cwd=tmp_path, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    assert done.returncode == 2


def test_git_has_bounds_and_what_it_did_not_answer_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tree of a milliard entries takes no memory without end, and the lost renames are not lost in silence."""
    qms = qms_of(tmp_path / "qms", {"A.md": PROCEDURE.format("A")})
    git(qms, "init", "-q", ".")
    git(qms, "add", "-A")
    git(qms, "commit", "-qm", "base")

    def made(*words: str, given: str = "") -> str:
        done = subprocess.run(["git", *words], cwd=qms, input=given, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    tree = made("hash-object", "-w", "--stdin", given="x")
    kind = "100644 blob"
    for _ in range(9):
        tree = made("mktree", given="".join(f"{kind} {tree}\tn{at}\n" for at in range(10)))
        kind = "040000 tree"
    evil = made("commit-tree", tree, "-p", "HEAD", "-m", "x")
    after = made("commit-tree", "HEAD^{tree}", "-p", evil, "-m", "y")
    git(qms, "update-ref", "HEAD", after)
    monkeypatch.setattr("art17.reading.io.git._SECONDS", 4)
    from art17.errors import UsageError
    from art17.reading.io.revision import renames_since

    with pytest.raises(UsageError, match="did not say which files were renamed"):
        renames_since(qms, made("rev-parse", "HEAD~2"))


@pytest.mark.parametrize("sign", ["=1+1", "+1", "-1", "@SUM(1)", "\uff1d1+1", "\uff0b1+1"])
@pytest.mark.parametrize("before", ["", "Plan;", "Plan; ", "Plan\t", "Plan|", " ", "\u00a0", "Plan ", '"', 'Plan;"'])
def test_no_cell_is_a_formula_whatever_separates(before: str, sign: str) -> None:
    """A text split at any separator of office programs begins no part with the sign of a formula."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(["a", cell_text(f"{before}{sign};x"), "b"])
    for separator in ",;\t| ":
        for row in csv.reader([line.getvalue()], delimiter=separator):
            assert not [cell for cell in row if cell.strip().strip('"').startswith(tuple("=+@-\uff1d\uff0b"))]


@pytest.mark.parametrize("pipe", [".gitignore", ".git/HEAD"])
def test_a_pipe_where_git_reads_is_not_waited_for(pipe: str, tmp_path: Path) -> None:
    """A pipe under a name that git opens takes seconds, and is reported."""
    qms = qms_of(tmp_path / "qms", {"A.md": PROCEDURE.format("A")})
    git(qms, "init", "-q", ".")
    (qms / pipe).unlink(missing_ok=True)
    os.mkfifo(qms / pipe)
    began = time.monotonic()
    done = bounded_art17("check", qms, "--no-cache", "--as-of", DAY)
    assert time.monotonic() - began < 10
    assert b"git could not say what is ignored" in done.stdout


def test_the_cache_is_no_link(tmp_path: Path) -> None:
    """A link where the folder of a QMS belongs in the cache is not written through."""
    from art17.memory.store import Store

    (tmp_path / "evil").mkdir()
    store = Store(tmp_path / "qms")
    assert store._folder is not None
    store._folder.parent.mkdir(parents=True, exist_ok=True)
    store._folder.symlink_to(tmp_path / "evil")
    store.save("a", [b"x"])
    store._folder.unlink()
    assert list((tmp_path / "evil").iterdir()) == []


def test_a_manifest_learns_nothing_of_what_is_outside(tmp_path: Path) -> None:
    """Whether there is a pack outside of what is checked is not said."""
    MAKE.put(tmp_path / "has", {"pack.yaml": PACK})
    said: list[bytes] = []
    for name in ("../has", "../not"):
        qms_of(tmp_path / "qms", {"art17.yaml": f"packs: ['{name}']\n"})
        said.append(art17("check", tmp_path / "qms").stderr.replace(name.encode(), b""))
    assert said[0] == said[1]


def test_hostile_text_in_every_field_of_every_output(tmp_path: Path) -> None:
    """One text that means harm, in ids, titles, owners, paths and links, acts in no output."""
    evil = "x\x1b]0;t\x07\x9b31m\u202e\ufffe\U000e0041"
    escaped = json.dumps(evil)
    body = f"---\nid: {escaped}\ntype: procedure\ntitle: {escaped}\nowner: {escaped}\nstatus: effective\nsatisfies: [{escaped}]\n---\n# {evil}\n"
    qms = qms_of(
        tmp_path / "qms",
        {f"{evil}.md": body.replace("\ufffe", ""), "s.yaml": f"id: S\ntype: ai-system\ntitle: {escaped}\n"},
    )
    forms = ("text", "json", "sarif", "junit", "github", "github-summary", "gitlab", "markdown", "csv", "html")
    calls = [("check", qms, "--format", form) for form in forms]
    calls += [("graph", qms, "--format", form) for form in ("dot", "mermaid", "graphml", "json")]
    calls += [("dossier", "--directory", qms), ("baseline", qms), ("explain", evil, qms), ("digest", evil, qms)]
    for call in calls:
        done = art17(*call, "--as-of", DAY)
        assert b"Traceback" not in done.stderr
        assert not UNSAFE.search(done.stdout.decode("utf-8-sig") + done.stderr.decode()), call
        if call[-1] in ("junit", "graphml"):
            ET.fromstring(done.stdout)
