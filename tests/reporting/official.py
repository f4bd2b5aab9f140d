"""Fetch what SARIF files are validated by: `python tests/reporting/official.py`, once, with npm.

The schema of the standard and the validator with the rules of code-scanning services come in one
package, which is held by its digest.  They are no part of this repository.
"""

from __future__ import annotations

import hashlib
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "build" / "official"
PACKAGE = "@microsoft/sarif-multitool-linux@5.7.0"
DIGEST = "27d8e3e96dde578a23b7c45035b8d741fece5731e2700aa068015b8c44d1514e"
SCHEMA = FOLDER / "sarif-2.1.0.json"
VALIDATOR = FOLDER / "Sarif.Multitool"


def fetched() -> str:
    """Fetch and unpack the package; what went wrong, or ""."""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not installed"
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [npm, "pack", "--silent", PACKAGE], cwd=folder, capture_output=True, text=True, check=False
        )
        packed = list(Path(folder).glob("*.tgz"))
        if done.returncode or len(packed) != 1:
            return f"npm cannot fetch {PACKAGE}: {done.stderr.strip()}"
        found = hashlib.sha256(packed[0].read_bytes()).hexdigest()
        if found != DIGEST:
            return f"{PACKAGE} has the digest {found}, and should have {DIGEST}"
        FOLDER.mkdir(parents=True, exist_ok=True)
        with tarfile.open(packed[0]) as package:
            for target in (SCHEMA, VALIDATOR):
                member = package.extractfile(f"package/{target.name}")
                assert member is not None
                target.write_bytes(member.read())
    VALIDATOR.chmod(0o755)
    return ""


if __name__ == "__main__":
    wrong = fetched()
    print(wrong or f"in {FOLDER.relative_to(FOLDER.parents[1])}: schema and validator", file=sys.stderr)  # noqa: T201
    if not wrong and platform.system() != "Linux":
        print("the validator runs on Linux only; elsewhere the schema alone is used", file=sys.stderr)  # noqa: T201
    sys.exit(bool(wrong))
