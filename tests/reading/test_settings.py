"""The manifest as settings."""

from pathlib import Path

import pytest

from art17.errors import SettingsError, UsageError
from art17.model.place import Place
from art17.reading.settings import settings_of
from reading.small import written

MANIFEST = """\
read: "qms/**"
exclude: [old/]
packs: [eu-ai-act, ./ours]
types: {"02/*.md": procedure, "*.csv": supplier-register}
aliases: {owner: process_owner}
values: {status: {live: effective}}
units: {review_in: months}
severity: {"qms-practice/**": error}
fail_on: error
provider: {name: Northlight}
systems: [{id: SYS-1}]
"""


def test_manifest(tmp_path: Path):
    """What the manifest says is what the settings hold."""
    found = settings_of(written(tmp_path, art17_yaml=MANIFEST))
    assert (found.read, found.exclude, found.packs) == (("qms/**",), ("old/",), ("eu-ai-act", "./ours"))
    assert found.types == (("02/*.md", "procedure"), ("*.csv", "supplier-register"))
    assert (found.aliases, found.values) == ({"owner": ("process_owner",)}, {"status": {"live": "effective"}})
    assert (found.severity, found.fail_on, found.enforce) == ((("qms-practice/**", "error"),), "error", "now")
    assert (found.provider, found.systems) == ({"name": "Northlight"}, ({"id": "SYS-1"},))
    assert (found.place, found.is_default, found.folder) == (Place("art17.yaml", (0,)), False, str(tmp_path))


def test_defaults(tmp_path: Path):
    """Without a manifest the defaults hold, and say so."""
    found = settings_of(tmp_path)
    assert (found.is_default, found.place, found.packs) == (True, Place("art17.yaml"), ("eu-ai-act", "qms-practice"))


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n"])
def test_empty_manifest(tmp_path: Path, text: str):
    """An empty manifest is one."""
    assert not settings_of(written(tmp_path, art17_yaml=text)).is_default


def test_table_in_pyproject(tmp_path: Path):
    """`[tool.art17]` is a manifest too; another table is none."""
    root = written(
        tmp_path, pyproject_toml="[tool.art17]\nread = ['qms/**']\n[tool.art17.units]\nreview_in = 'months'\n"
    )
    assert settings_of(root).units == {"review_in": "months"}
    assert settings_of(written(tmp_path, pyproject_toml="[tool.other]\nx = 1\n")).is_default


def test_all_mistakes_at_once(tmp_path: Path):
    """Every mistake is told, with its line and the nearest word."""
    root = written(tmp_path, art17_yaml="paks: [a]\nfail_on: eror\nunits: {a: fortnights}\ntypes: [x]\n")
    with pytest.raises(SettingsError) as caught:
        settings_of(root)
    told = sorted((problem.place.line, problem.message) for problem in caught.value.problems)
    assert [line for line, _ in told] == [1, 2, 3, 4]
    assert "did you mean 'error'" in told[1][1]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("art17_yaml", "a: ["),
        ("art17_yaml", "a: 1\n---\nb: 2\n"),
        ("pyproject_toml", "[tool.art17\n"),
        ("pyproject_toml", f"[tool.art17]\n[tool.x]\na = {'9' * 5000}\n"),
        ("art17_yml", ""),
    ],
)
def test_unreadable_manifest(tmp_path: Path, name: str, text: str):
    """A manifest that cannot be read, or has another name, ends the run."""
    with pytest.raises(SettingsError):
        settings_of(written(tmp_path, **{name: text}))


def test_folder_that_does_not_exist(tmp_path: Path):
    """A folder or a named manifest that is not there is told."""
    with pytest.raises(UsageError, match="no folder"):
        settings_of(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="no manifest"):
        settings_of(tmp_path, tmp_path / "nowhere.yaml")


def test_named_manifest_elsewhere(tmp_path: Path):
    """A manifest may lie outside of the folder; packs and overlay are relative to it."""
    written(tmp_path / "client")
    root = written(tmp_path, client__a_md="x", ours__lean_yaml="packs: ./p\n")
    found = settings_of(root / "client", root / "ours" / "lean.yaml")
    assert (found.packs, found.folder) == (("./p",), str(root / "ours"))
