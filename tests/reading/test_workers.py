"""Files that several processes read give what one process reads."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from houses import ROOT

CORPUS = ROOT / "bench" / "corpus.py"
SCRIPT = """
import os, sys
sys.path.insert(0, {engine!r})
from art17.reading import workers
os.sched_setaffinity(0, {cores!r})
started = []
cores = workers.cores
def noted():
    started.append(cores())
    return started[-1] if {as_it_is!r} else 2
workers.cores = noted
if {dies!r}:
    whole, count = workers.record_of, [0]
    def dying(read):
        count[0] += 1
        if count[0] == 70:
            os._exit(9)
        return whole(read)
    workers.record_of = dying
sys.argv = ["art17", "check", {folder!r}, "--config", {config!r}, "--select", "pack/*",
            "--as-of", "2026-06-30", "--format", "json", "--no-cache"]
from art17.cli import main
main()
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough files to be worth several processes."""
    folder = tmp_path_factory.mktemp("corpus") / "c"
    subprocess.run([sys.executable, str(CORPUS), "--n", "500", "--out", str(folder)], check=True, capture_output=True)
    (folder / "qms" / "broken.md").write_bytes(b"---\nid: [\n---\n")
    (folder / "qms" / "bytes.md").write_bytes(b"---\nid: \xff\n---\n")
    return folder


def report_on(corpus: Path, cores: set[int], *, as_it_is: bool = True, dies: bool = False) -> bytes:
    """The report in JSON, by processes on these cores."""
    script = SCRIPT.format(
        engine=str(ROOT / "engine"), cores=cores, as_it_is=as_it_is, dies=dies, folder=str(corpus),
        config=str(ROOT / "bench" / "manifest.yaml"),
    )  # fmt: skip
    return subprocess.run([sys.executable, "-c", script], capture_output=True, check=False).stdout


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere one process reads")
def test_several_processes_read_what_one_reads(corpus: Path) -> None:
    """A report depends on how many processes read, or on whether one of them dies."""
    one = report_on(corpus, {min(os.sched_getaffinity(0))})
    assert one.count(b'"message"') > 10
    assert report_on(corpus, os.sched_getaffinity(0), as_it_is=False) == one
    assert report_on(corpus, os.sched_getaffinity(0), as_it_is=False, dies=True) == one
