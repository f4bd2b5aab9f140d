"""The built wheel, installed in an empty environment, checks a specimen from another folder."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
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


def test_installed_in_an_empty_environment_it_checks_a_specimen(wheel: Path, tmp_path: Path) -> None:
    """The installed command does not find its rules, or needs something that it does not declare."""
    home = tmp_path / "environment"
    venv.create(home, with_pip=True)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    quiet = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([python, *quiet, str(wheel)], check=True)
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
