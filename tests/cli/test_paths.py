"""Which QMS the paths of a call belong to."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from art17.cli.paths import root_and_only
from art17.errors import UsageError
from houses import DAY, SPECIMENS, copied


def art17(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The started command."""
    command = [sys.executable, "-m", "art17", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def qms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a manifest, a folder and two files; it is the working directory."""
    (tmp_path / "qms" / "sub").mkdir(parents=True)
    for name in ("art17.yaml", "a.md", "sub/b.md"):
        (tmp_path / "qms" / name).write_text("")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "qms"


@pytest.mark.parametrize(
    ("paths", "root", "only"),
    [
        ((), ".", ()),
        (("qms",), "qms", ()),
        (("qms/a.md",), "qms", ("a.md",)),
        (("qms/sub",), "qms", ("sub",)),
        (("qms/sub", "qms/a.md"), "qms", ("a.md", "sub")),
        (("qms", "qms/a.md"), "qms", ()),
    ],
)
def test_a_part_is_checked_within_its_qms(qms: Path, paths: tuple[str, ...], root: str, only: tuple[str, ...]) -> None:
    """A file or subfolder means the QMS above it; the folder with the manifest means all of it."""
    assert root_and_only(paths) == (Path(root), only)


def test_a_folder_of_its_own_repository_is_checked_alone(qms: Path) -> None:
    """A manifest above the root of a repository is somebody else's."""
    (qms / "sub" / ".git").mkdir()
    assert root_and_only(("qms/sub",)) == (Path("qms/sub"), ())


@pytest.mark.parametrize("paths", [("",), ("qms/a.md", "gone.md"), ("qms/a.md", "other/c.md")])
def test_paths_without_one_qms_are_refused(qms: Path, paths: tuple[str, ...]) -> None:
    """An empty path, one that is not there, and paths of two QMS are said, with the fix."""
    (qms.parent / "other").mkdir()
    for name in ("art17.yaml", "c.md"):
        (qms.parent / "other" / name).write_text("")
    with pytest.raises(UsageError) as raised:
        root_and_only(paths)
    assert raised.value.problems[0].fix


def test_the_command_shows_only_findings_on_the_paths(tmp_path: Path) -> None:
    """Findings on the named paths alone, and at most as many as the limit says, with a count of the rest."""
    root = copied(SPECIMENS / "northlight-broken", tmp_path)
    done = art17(
        "check", str(root / "registers"), str(root / "procedures"), "--as-of", DAY.isoformat(), "--format=json"
    )
    paths = {each["subject"]["path"].partition("/")[0] for each in json.loads(done.stdout)["findings"]}
    assert paths == {"registers", "procedures"}
    text = art17("check", str(root), "--as-of", DAY.isoformat(), "--limit", "3").stdout
    assert re.search(r"\.\.\. and \d+ more .*`--limit 0`", text)
