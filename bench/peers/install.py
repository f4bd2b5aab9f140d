"""Install the peers of the dependency group `bench`; one that cannot be had is told, and is a row without figures."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

PIP = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]


def main() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
    peers = project["dependency-groups"]["bench"]
    if subprocess.run([*PIP, *peers], capture_output=True, check=False).returncode == 0:
        return
    for peer in peers:  # some peers have no wheel for every machine
        if subprocess.run([*PIP, peer], check=False).returncode:
            print(f"{peer} cannot be installed here", file=sys.stderr)


if __name__ == "__main__":
    main()
