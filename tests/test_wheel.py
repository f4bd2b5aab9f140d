"""The built wheel, installed in an empty environment, checks a specimen from another folder."""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NOT_COPIED = (
    ".git",
    ".venv",
    "build",
    "dist",
    "tests",
    "fixtures",
    "docs",
    "bench",
    "__pycache__",
    ".*_cache",
    ".hypothesis",
)
SPECIMEN = ROOT / "fixtures" / "specimens" / "northlight"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as it would be published."""
    target = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(target), str(ROOT)], check=True, capture_output=True
    )
    return next(target.glob("*.whl"))


def test_the_wheel_adds_one_top_level_name(wheel: Path) -> None:
    """The wheel puts more than `art17` into site-packages, or leaves rules and schemas behind."""
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"art17"}
    assert "art17/data/rules/eu-ai-act/act.json" in names
    assert "art17/data/schemas/report.schema.json" in names
    assert {"art17/reporting/html/templates/page.html", "art17/reporting/html/script/draw.js"} <= set(names)
    assert not [name for name in names if "act-source" in name]


def built(root: Path, to: Path, *, umask: int, moment: str) -> bytes:
    """The wheel of a copy of the checkout, built there under another mask for modes, at another time."""
    copy = Path(shutil.copytree(ROOT, root / "checkout", ignore=shutil.ignore_patterns(*NOT_COPIED)))
    for path in copy.rglob("*"):
        os.utime(path, (int(moment), int(moment)))
        if path.is_file():
            path.chmod(path.stat().st_mode & ~umask)
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(to), str(copy)],
        check=True,
        capture_output=True,
        umask=umask,
        env={**os.environ, "TZ": "Asia/Tokyo" if umask else "UTC", "LC_ALL": "C", "PYTHONHASHSEED": moment},
    )
    return next(to.glob("*.whl")).read_bytes()


@pytest.mark.slow
def test_two_builds_are_one(wheel: Path, tmp_path: Path) -> None:
    """Folder, time, time zone, modes of files or their order show in the wheel, so that nobody can build it again."""
    builds = [
        built(tmp_path / name, tmp_path / f"{name}-out", umask=umask, moment=moment)
        for name, umask, moment in (("one", 0o022, "1000000000"), ("another place", 0o077, "1700000000"))
    ]
    digests = {hashlib.sha256(data).hexdigest() for data in (*builds, wheel.read_bytes())}
    assert len(digests) == 1


def test_installed_in_an_empty_environment_it_checks_a_specimen(wheel: Path, tmp_path: Path) -> None:
    """The installed command does not find its rules, or needs something that it does not declare."""
    home = tmp_path / "environment"
    venv.create(home, with_pip=True)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    quiet = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([python, *quiet, "--no-compile", str(wheel)], check=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = subprocess.run(
        [python, "-m", "art17", "check", str(SPECIMEN), "--as-of", "2026-11-23"],
        cwd=elsewhere,
        env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    assert "Org 13/13" in done.stdout
    assert done.returncode == 0
