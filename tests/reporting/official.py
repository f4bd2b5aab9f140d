"""Fetch what our files are validated by: `python tests/reporting/official.py`, once, with npm and pip.

The schema of SARIF and the validator with the rules of code-scanning services come in one package;
the schema of JUnit files that Jenkins reads comes with the sources of pytest; Mermaid draws graphs.
Each package is held by its digest.  They are no part of this repository.
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
JUNIT_PACKAGE = "pytest==8.4.2"
JUNIT_DIGEST = "86c0d0b93306b961d58d62a4db4879f27fe25513d4b969df351abdddb3c30e01"
JUNIT_SCHEMA = FOLDER / "junit-10.xsd"
MERMAID_PACKAGE = "mermaid@11.12.2"
MERMAID_DIGEST = "c4ab1840638b1735135090c667382e89cc353b46b56761514a3d0a8a80963832"
MERMAID = FOLDER / "mermaid.min.js"


def taken(command: list[str], suffix: str, digest: str, targets: dict[str, Path]) -> str:
    """Fetch a package by a command and take files out of it; what went wrong, or ""."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        packed = list(Path(folder).glob(f"*{suffix}"))
        if done.returncode or len(packed) != 1:
            return f"{command[-1]} cannot be fetched: {done.stderr.strip()}"
        found = hashlib.sha256(packed[0].read_bytes()).hexdigest()
        if found != digest:
            return f"{command[-1]} has the digest {found}, and should have {digest}"
        FOLDER.mkdir(parents=True, exist_ok=True)
        with tarfile.open(packed[0]) as package:
            for name, target in targets.items():
                member = package.extractfile(name)
                assert member is not None
                target.write_bytes(member.read())
    return ""


def others_fetched() -> str:
    """Fetch the schema of JUnit files, and Mermaid; what went wrong, or ""."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:", JUNIT_PACKAGE]
    npm = [shutil.which("npm") or "npm", "pack", "--silent", MERMAID_PACKAGE]
    schema = {"pytest-8.4.2/testing/example_scripts/junit-10.xsd": JUNIT_SCHEMA}
    wrong = taken(pip, ".tar.gz", JUNIT_DIGEST, schema)
    return wrong or taken(npm, ".tgz", MERMAID_DIGEST, {"package/dist/mermaid.min.js": MERMAID})


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
    wrong = fetched() or others_fetched()
    print(wrong or f"in {FOLDER.relative_to(FOLDER.parents[1])}: schemas, validator, Mermaid", file=sys.stderr)  # noqa: T201
    if not wrong and platform.system() != "Linux":
        print("the validator runs on Linux only; elsewhere the schema alone is used", file=sys.stderr)  # noqa: T201
    sys.exit(bool(wrong))
