"""A run on staged files takes manifest, packs and overlay as they are staged, too."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from art17.checking.request import Request
from art17.checking.staged import staged
from art17.errors import Art17Error
from art17.run import check
from gates.repositories import a_repository, git
from houses import DAY, house

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
FILES = {
    "art17.yaml": "packs: [./rules]\nfail_on: error\n",
    "rules/pack.yaml": 'title: Ours\nversion: "1"\n',
    "rules/types/procedure.yaml": "title: Procedure\nkind: document\n",
    "a.md": "---\nid: SOP-1\ntype: procedure\ntitle: One\nstatus: effective\n---\n# One\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_repository(house(tmp_path, FILES))


def test_the_manifest_is_read_from_the_index(root: Path) -> None:
    """A change of the threshold that is not staged lets a commit pass."""
    (root / "art17.yaml").write_text("packs: [./rules]\nfail_on: never\n", encoding="utf-8")
    assert check(staged(Request(root, DAY))).fail_on == "error"
    assert check(Request(root, DAY)).fail_on == "never"


def test_a_manifest_that_is_not_staged_is_none(root: Path) -> None:
    """A manifest that no commit holds is applied."""
    git(root, "rm", "--quiet", "--cached", "art17.yaml")
    assert check(staged(Request(root, DAY))).manifest == ""


def test_a_manifest_that_is_a_link_is_refused(root: Path) -> None:
    """Where the manifest is a link, defaults apply in silence."""
    shutil.move(root / "art17.yaml", root / "other.yaml")
    (root / "art17.yaml").symlink_to("other.yaml")
    git(root, "add", "--all")
    with pytest.raises(Art17Error, match="is a link"):
        staged(Request(root, DAY))


@pytest.mark.parametrize("change", ["changed", "new", "deleted"])
def test_packs_must_be_as_they_are_staged(root: Path, change: str) -> None:
    """A commit is judged by rules that it does not hold."""
    file = root / "rules/types" / ("other.yaml" if change == "new" else "procedure.yaml")
    if change == "deleted":
        file.unlink()
    else:
        file.write_text("title: Other\nkind: record\n", encoding="utf-8")
    with pytest.raises(Art17Error) as told:
        staged(Request(root, DAY))
    assert [problem.place.path for problem in told.value.problems] == [f"rules/types/{file.name}"]
    git(root, "add", "--all")
    staged(Request(root, DAY))


def test_what_a_pack_needs_must_be_as_it_is_staged(root: Path) -> None:
    """A commit is judged by rules of a pack that another one needs, and that it does not hold."""
    needing = {"art17.yaml": "packs: [./more]\n", "more/pack.yaml": "title: M\nversion: '1'\nneeds: [../rules]\n"}
    house(root, needing)
    git(root, "add", "--all")
    staged(Request(root, DAY))
    (root / "rules/types/procedure.yaml").write_text("title: Other\nkind: record\n", encoding="utf-8")
    with pytest.raises(Art17Error) as told:
        staged(Request(root, DAY))
    assert [problem.place.path for problem in told.value.problems] == ["rules/types/procedure.yaml"]


def test_an_overlay_must_be_as_it_is_staged(root: Path) -> None:
    """What stands beside the files is read from the folder, whatever is staged."""
    house(root, {"art17.yaml": "packs: [./rules]\noverlay: beside\n", "beside/a.pdf.yaml": "id: P\n", "a.pdf": "x"})
    git(root, "add", "--all")
    assert check(staged(Request(root, DAY))).artefacts >= 2
    house(root, {"beside/a.pdf.yaml": "id: Q\n"})
    with pytest.raises(Art17Error, match="differs from what is staged"):
        staged(Request(root, DAY))
