"""Judge a corpus by the twelve checks and compare with what it says it holds.

python bench/agree.py CORPUS
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def lines_of(report: dict) -> list[str]:
    """The findings of a report as `CHECK<TAB>ID<TAB>DETAIL`, sorted."""
    found = set()
    for finding in report["findings"]:
        check, subject = finding["rule"].rpartition("/")[2][:3].upper(), finding["subject"]["id"]
        if "/required/" in finding["rule"]:
            kind = finding["rule"].rpartition("/")[2].removesuffix("-exists").replace("-", "_")
            found.add(f"C03\trepo\t{kind}")
        elif check in ("C04", "C05", "C08"):
            found.add(f"{check}\t{subject}\t{finding['discriminator'].partition(' ')[2]}")
        else:
            found.add(f"{check}\t{subject}\t")
    return sorted(found)


def judged(corpus: Path) -> dict:
    """The JSON report on a corpus."""
    command = [
        sys.executable, str(HERE.parent / "cli.py"), "check", str(corpus), "--config", str(HERE / "manifest.yaml"),
        "--as-of", "2026-06-30", "--format", "json", "--select", "pack/*", "--no-cache",
    ]  # fmt: skip
    return json.loads(subprocess.run(command, capture_output=True, check=False).stdout)


def main() -> int:
    """0 where the findings agree with the corpus by hash."""
    corpus = Path(sys.argv[1])
    expected = json.loads((corpus / "expected.json").read_text())
    lines = lines_of(judged(corpus))
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    agrees = digest == expected["sha256"]
    print(f"{expected['n']} artefacts, {len(lines)} findings, {'agrees' if agrees else 'DIFFERS'} {digest[:12]}")
    if not agrees:
        wanted = set((corpus / "expected.tsv").read_text().splitlines())
        print("missing", sorted(wanted - set(lines))[:10], "extra", sorted(set(lines) - wanted)[:10])
    return 0 if agrees else 1


if __name__ == "__main__":
    raise SystemExit(main())
