"""Fetch what our files are validated by: `python tests/reporting/official.py`, with npm and pip.

The schema of SARIF and the validator with the rules of code-scanning services come in one package;
the schema of JUnit files that Jenkins reads comes with the sources of pytest; Mermaid draws graphs;
gitlab-ci-local runs GitLab templates.  Each package is held by its digest, and fetched where a file
of it is not there yet.  They are no part of this repository.
"""

from __future__ import annotations

import hashlib
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "build" / "official"
SCHEMA = FOLDER / "sarif-2.1.0.json"
VALIDATOR = FOLDER / "Sarif.Multitool"
JUNIT_SCHEMA = FOLDER / "junit-10.xsd"
MERMAID = FOLDER / "mermaid.min.js"
GITLAB_RUNNER = FOLDER / "gitlab-ci-local.mjs"
NPM = (shutil.which("npm") or "npm", "pack", "--silent")
PIP = (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:")


@dataclass(frozen=True, slots=True)
class Package:
    """A package: how it is fetched, its digest, and where which of its files shall stand."""

    fetch: tuple[str, ...]
    name: str
    digest: str
    targets: Mapping[str, Path]


PACKAGES = (
    Package(
        NPM,
        "@microsoft/sarif-multitool-linux@5.7.0",
        "27d8e3e96dde578a23b7c45035b8d741fece5731e2700aa068015b8c44d1514e",
        {"package/sarif-2.1.0.json": SCHEMA, "package/Sarif.Multitool": VALIDATOR},
    ),
    Package(
        PIP,
        "pytest==8.4.2",
        "86c0d0b93306b961d58d62a4db4879f27fe25513d4b969df351abdddb3c30e01",
        {"pytest-8.4.2/testing/example_scripts/junit-10.xsd": JUNIT_SCHEMA},
    ),
    Package(
        NPM,
        "mermaid@11.12.2",
        "c4ab1840638b1735135090c667382e89cc353b46b56761514a3d0a8a80963832",
        {"package/dist/mermaid.min.js": MERMAID},
    ),
    Package(
        NPM,
        "gitlab-ci-local@4.75.1",
        "fb1165eafff80c2a9eaf05a3e392f2558b5db7daa747b61d83450e18fb549bb8",
        {"package/dist/index.js": GITLAB_RUNNER},
    ),
)


def wrong_with(package: Package) -> str:
    """Fetch a package and take files out of it; what went wrong, or ""."""
    with tempfile.TemporaryDirectory() as folder:
        command = [*package.fetch, package.name]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        packed = [*Path(folder).glob("*.tgz"), *Path(folder).glob("*.tar.gz")]
        if done.returncode or len(packed) != 1:
            return f"{package.name} cannot be fetched: {done.stderr.strip()}"
        found = hashlib.sha256(packed[0].read_bytes()).hexdigest()
        if found != package.digest:
            return f"{package.name} has the digest {found}, and should have {package.digest}"
        FOLDER.mkdir(parents=True, exist_ok=True)
        with tarfile.open(packed[0]) as archive:
            for name, target in package.targets.items():
                member = archive.extractfile(name)
                assert member is not None
                target.write_bytes(member.read())
    return ""


def fetched() -> str:
    """Fetch what is not there yet; what went wrong, or ""."""
    if shutil.which("npm") is None:
        return "npm is not installed"
    lacking = (package for package in PACKAGES if not all(target.is_file() for target in package.targets.values()))
    return next((wrong for package in lacking if (wrong := wrong_with(package))), "")


if __name__ == "__main__":
    wrong = fetched()
    print(wrong or f"in {FOLDER.relative_to(FOLDER.parents[1])}: schemas, validator, Mermaid, runner", file=sys.stderr)  # noqa: T201
    if not wrong:
        VALIDATOR.chmod(0o755)
    if not wrong and platform.system() != "Linux":
        print("the validator runs on Linux only; elsewhere the schema alone is used", file=sys.stderr)  # noqa: T201
    sys.exit(bool(wrong))
