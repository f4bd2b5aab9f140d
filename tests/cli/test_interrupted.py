"""A run that is killed, crowded, or has nowhere to write leaves no trace in what later runs say."""

import os
import random
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from houses import ROOT, SPECIMENS

KILLS = 100 if "ART17_FUZZ" in os.environ else 4
COMMAND = [sys.executable, str(ROOT / "cli.py"), "check"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small QMS that a test may change."""
    return Path(shutil.copytree(SPECIMENS / "guide-literal", tmp_path / "house"))


def started(folder: Path, *more: str, **options: object) -> subprocess.Popen[bytes]:
    """A check that runs."""
    words = [*COMMAND, str(folder), "--as-of", "2026-11-23", *more]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **options)  # type: ignore[call-overload,no-any-return]


def said(folder: Path, *more: str, **options: object) -> tuple[bytes, int]:
    """What a check prints, and its exit code."""
    process = started(folder, *more, **options)
    return process.communicate()[0], process.returncode


def test_a_killed_run_leaves_no_trace(folder: Path) -> None:
    """A check after one that was killed at any point says something else."""
    begun = time.monotonic()
    said(folder)
    lasts = time.monotonic() - begun
    dice = random.Random(17)
    changing = folder / "changing.md"
    for count in range(KILLS):
        changing.write_text(f"---\nid: X-{count}\ntype: procedure\n---\n# X\n")
        process = started(folder)
        # most of the writing is done at the end, so half of the blows fall there
        time.sleep(dice.uniform(0.7 * lasts if count % 2 else 0, 1.2 * lasts))
        process.kill()
        process.communicate()
        if count % 5 == 4:
            assert said(folder) == said(folder, "--no-cache")
    assert said(folder) == said(folder) == said(folder, "--no-cache")


def test_many_at_once_do_not_disturb_each_other(folder: Path) -> None:
    """Six checks at once, on a cache that is empty, full or stale, differ."""
    for count in range(1):
        (folder / "changing.md").write_text(f"---\nid: X-{count}\ntype: procedure\n---\n# X\n")
        alone = said(folder, "--no-cache")
        running = [started(folder) for _ in range(6)]
        assert {(process.communicate()[0], process.returncode) for process in running} == {alone}


def test_a_full_disk_changes_nothing(folder: Path, own_cache: Path) -> None:
    """A check that cannot write all of what it would keep says something else, or keeps a part."""

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    alone = said(folder, "--no-cache")
    assert said(folder, preexec_fn=small_files) == alone
    assert not [path for path in own_cache.rglob("*") if path.is_file()]
    assert said(folder) == alone
    assert [path for path in own_cache.rglob("*") if path.is_file()]
    (folder / "changing.md").write_text("---\nid: X\ntype: procedure\n---\n# X\n")
    alone = said(folder, "--no-cache")
    assert said(folder, preexec_fn=small_files) == alone
    assert said(folder) == alone


def test_without_the_right_to_write_nothing_changes(folder: Path, own_cache: Path) -> None:
    """A cache folder that is a file, or that nobody may write, fails the run."""
    alone = said(folder, "--no-cache")
    (own_cache / "art17").write_text("no folder")
    assert said(folder) == alone
    (own_cache / "art17").unlink()
    (own_cache / "art17").mkdir(mode=0o500)
    assert said(folder) == alone
