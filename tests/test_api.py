"""The door for programs: what `import art17` offers, and that its documentation runs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import art17
from houses import DAY, NORTHLIGHT, ROOT, SPECIMENS, copied

BROKEN = SPECIMENS / "northlight-broken"
PAGE = (ROOT / "docs" / "api.md").read_text("utf-8")
PANDAS = """
class DataFrame:
    def __init__(self, rows): self.rows = rows
    def groupby(self, names): assert all(name in self.rows[0] for name in names); return self
    def size(self): return self
    def unstack(self, fill_value): return self
"""


def examples() -> Iterator[str]:
    """The programs of the page."""
    yield from re.findall(r"^```python(?: notebook)?\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("program", list(examples()))
def test_an_example_of_the_page_runs(program: str, tmp_path: Path) -> None:
    """Every program of the page runs as it is written; a data frame needs only rows."""
    shutil.copytree(BROKEN, tmp_path / "qms")
    (tmp_path / "pandas.py").write_text(PANDAS)
    (tmp_path / "program.py").write_text(program)
    done = subprocess.run([sys.executable, "program.py"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1)


def test_every_name_of_the_door_is_there_and_documented() -> None:
    """What is offered can be loaded, and has its row on the page."""
    for name in art17.__all__:
        assert getattr(art17, name) is not None
        assert name == "__version__" or f"`{name}" in PAGE, name


def test_the_door_and_the_command_give_the_same_findings() -> None:
    """A program sees what the command reports."""
    done = subprocess.run(
        [sys.executable, "-m", "art17", "check", str(BROKEN), "--as-of", DAY.isoformat(), "--format", "csv"],
        capture_output=True,
        text=True,
        check=False,
    )
    report = art17.check(BROKEN, as_of=DAY)
    assert len(report.findings) == len(done.stdout.splitlines()) - 1


def test_only_some_paths() -> None:
    """Findings on the paths that are named, and on no other; the verdicts are those of the whole."""
    whole = art17.check(BROKEN, as_of=DAY)
    part = art17.check(BROKEN, as_of=DAY, only=["procedures"])
    assert {each.id for each in part.findings} == {
        each.id for each in whole.findings if each.subject.place.path.startswith("procedures/")
    }
    told = [[(o.provision, o.system, o.verdict, o.strength) for o in each.obligations] for each in (part, whole)]
    assert told[0] == told[1]


def test_a_session_takes_buffers_and_lets_go_of_them(tmp_path: Path) -> None:
    """What was put counts until it is discarded, and the disk is never touched."""
    root = copied(NORTHLIGHT, tmp_path / "q")
    session = art17.Session(root, as_of=DAY)
    assert session.findings() == ()
    some = next(path for path, _ in session.report().files if path.startswith("procedures/"))
    session.put({some: None})
    assert session.findings() != ()
    session.discard()
    assert session.findings() == ()
    assert (root / some).is_file()


def test_mistakes_are_raised_with_their_fix(tmp_path: Path) -> None:
    """A folder that is not there, and a finding that is not there, say how to fix it."""
    for wrong in (lambda: art17.Session(tmp_path / "no"), lambda: art17.explain("0" * 16, NORTHLIGHT, as_of=DAY)):
        with pytest.raises(art17.Art17Error) as raised:
            wrong()
        assert all(problem.fix for problem in raised.value.problems)


def test_types_are_shipped() -> None:
    """A type checker believes the annotations of the package."""
    assert (Path(art17.__file__).parent / "py.typed").is_file()
