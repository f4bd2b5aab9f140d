"""The corpus of the benchmark, its twelve checks as rules, and the same checks elsewhere agree."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[1] / "bench"
sys.path.insert(0, str(BENCH))


def said(tmp_path: Path, *command: str) -> str:
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    run = subprocess.run([sys.executable, *command], capture_output=True, text=True, env=environment, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    said(folder, str(BENCH / "corpus.py"), "--n", "300", "--json", "--out", str(folder / "300"))
    return folder / "300"


def test_findings_agree_with_the_corpus(corpus: Path, tmp_path: Path) -> None:
    """art17 finds in the corpus something else than what was planted."""
    assert "agrees" in said(tmp_path, str(BENCH / "agree.py"), str(corpus))


@pytest.mark.parametrize("peer", ["hand_written", "networkx_graph"])
def test_peers_agree_with_the_corpus(corpus: Path, tmp_path: Path, peer: str) -> None:
    """A peer that needs nothing besides the project's own packages finds something else."""
    assert json.loads(said(tmp_path, str(BENCH / "peers" / f"{peer}.py"), str(corpus)))["agrees"] is True


def test_phases_are_told(corpus: Path, tmp_path: Path) -> None:
    """A phase that the benchmark puts a clock on is called differently now."""
    for config in ("manifest.yaml", "eu-ai-act.yaml"):
        told = json.loads(said(tmp_path, str(BENCH / "phases.py"), str(corpus), "--config", str(BENCH / config)))
        assert all(told[phase] > 0 for phase in ("import", "packs", "read", "graph", "judge", "explain", "locate"))
        assert told["verdicts"]


def test_the_page_has_a_place_for_the_figures() -> None:
    """`bench/run.py --write` finds nowhere to write."""
    page = (BENCH.parent / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert page.index("<!-- measured: begin -->") < page.index("<!-- measured: end -->")


def test_code_is_counted_without_blanks_comments_and_docstrings() -> None:
    """A line counts where it holds code: of a call over two lines both, of a docstring or comment none."""
    from size import code_lines

    text = '"""A module."""\n\nx = 1  # one\n# none\ndef f():\n    """What\n\n    it does."""\n    return (x +\n        1)\n'
    assert code_lines(text) == 4


def test_the_size_is_measured() -> None:
    """The engine has lines, and a check of a specimen loads its main line but not all of it."""
    from size import ENGINE, engine_lines, modules_loaded

    loaded = modules_loaded(BENCH.parent / "fixtures/specimens/guide-literal")
    assert 100 < loaded < len(list(ENGINE.rglob("*.py")))
    assert engine_lines() > 10_000
