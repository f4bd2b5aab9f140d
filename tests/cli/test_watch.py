"""`art17 check --watch` prints what came and what went."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from art17.checking.request import Request
from art17.cli.watch import watched
from houses import DAY, house

WI = "---\nid: WI-01\ntype: work-instruction\ntitle: W\nstatus: effective\nimplements: {0}\n---\n# W\n"


def test_each_save_prints_what_came_and_went(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A link that breaks comes, one that is mended goes; what did not change is silent, a wrong manifest is said."""
    root = house(tmp_path, {"wi.md": WI.format("SOP-01"), "art17.yaml": 'read: "*.md"\npacks: [qms-practice]\n'})
    house(root, {"sop.md": "---\nid: SOP-01\ntype: release-procedure\nstatus: effective\n---\n# S\n"})

    def looks() -> Iterator[None]:
        yield
        house(root, {"wi.md": WI.format("SOP-1x")})
        yield
        house(root, {"wi.md": WI.format("SOP-01")})
        yield
        house(root, {"art17.yaml": "packs: [nowhere]\n"})
        yield

    watched(Request(root, DAY, select=("art17/links/*",)), looks())
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert lines[1:4] == [
        "-- wi.md: 1 came, 0 went, 1 left",
        '+ wi.md:6:13 error Work instruction WI-01 "W" points to SOP-1x by `implements`, which does not exist.'
        "  art17/links/target-exists",
        "-- wi.md: 0 came, 1 went, 0 left",
    ]
    assert "There is no pack 'nowhere'" in err
