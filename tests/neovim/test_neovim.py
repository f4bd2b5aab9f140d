"""`art17 lsp` in a headless Neovim, which is an editor of others: `make test-neovim`."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from houses import DAY, house

SOP = "---\nid: SOP-04\ntype: record-keeping-procedure\ntitle: Release\nstatus: effective\n---\n# Release\n"
WI = """---
id: WI-01
type: work-instruction
title: 🙂 Müller
status: effective
implements: SOP-4
---
# 🙂 W

🙂 By Art. 17(k) of the AI Act.
"""
FILES = {"art17.yaml": 'read: "*.*"\npacks: [eu-ai-act, qms-practice]\n', "sop.md": SOP, "wi.md": WI}


@pytest.mark.skipif("ART17_NEOVIM" not in os.environ, reason="make test-neovim runs it")
def test_neovim_shows_completes_repairs_and_renames(tmp_path: Path) -> None:
    """Diagnostics, hover, completion, a repair and a rename reach the buffers, signs beyond the BMP or not."""
    nvim = shutil.which("nvim")
    assert nvim, "needs Neovim (Debian: apt-get install neovim)"
    root = house(tmp_path / "qms", FILES)
    command = f"{sys.executable} -m art17 lsp --as-of {DAY}"
    paths = os.pathsep.join(sys.path)
    environment = {
        **os.environ,
        "ART17": command,
        "QMS": str(root),
        "PYTHONPATH": paths,
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
    }
    script = Path(__file__).with_name("drive.lua")
    done = subprocess.run(
        [nvim, "--headless", "--clean", "-c", f"luafile {script}"],
        check=False,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout[done.stdout.index("{") :])
    assert {"art17/links/target-exists", "art17/citations/citation-is-right"} <= set(seen["diagnostics"])
    assert "Art. 17(1)(k)" in seen["hover"]
    assert "SOP-04" in seen["completion"]
    assert seen["repaired"] == "implements: SOP-04"
    assert (seen["renamed"], seen["renamed_there"]) == ("implements: SOP-40", "id: SOP-40")
