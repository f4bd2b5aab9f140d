"""Measure whole processes, paired round by round, on a synthetic corpus.

    python bench/run.py [--sizes 1000,10000] [--rounds 5]

Prints a Markdown table: medians in seconds, and ratios to the PyYAML C loader on the same files.
Machines are noisy: quote the ratios, and say how many cores there were.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
AS_OF = "2026-06-30"
HELLO = "import click\n@click.command()\ndef hello(): click.echo('hello')\nhello()"
LOADER = (
    "import sys, pathlib, yaml\n"
    "for path in pathlib.Path(sys.argv[1]).rglob('*.md'):\n"
    "    yaml.load(path.read_text(encoding='utf-8').split('---\\n', 2)[1], Loader=yaml.CSafeLoader)"
)


def commands(corpus: Path) -> dict[str, list[str]]:
    """What is measured, by name."""
    art17 = [sys.executable, str(ROOT / "cli.py"), "check", str(corpus), "--as-of", AS_OF, "--no-cache"]
    twelve = [*art17, "--config", str(HERE / "manifest.yaml"), "--select", "pack/*"]
    return {
        "python -c pass": [sys.executable, "-c", "pass"],
        "click hello world": [sys.executable, "-c", HELLO],
        "PyYAML C loader, front matter only": [sys.executable, "-c", LOADER, str(corpus / "qms")],
        "art17, twelve checks, text": twelve,
        "art17, twelve checks, JSON": [*twelve, "--format", "json"],
    }


def measured(corpus: Path, rounds: int) -> dict[str, float]:
    """The median of each, all run once in every round."""
    times: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, command in commands(corpus).items():
            start = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
            times.setdefault(name, []).append(time.perf_counter() - start)
    return {name: statistics.median(found) for name, found in times.items()}


def main() -> None:
    """Generate each corpus, measure, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}, {options.rounds} rounds\n"
    )
    print("| artefacts | what | median s | to PyYAML |\n| --- | --- | --- | --- |")
    for size in options.sizes.split(","):
        with tempfile.TemporaryDirectory() as folder:
            corpus = Path(folder) / "corpus"
            generate = [sys.executable, str(HERE / "corpus.py"), "--n", size, "--out", str(corpus)]
            subprocess.run(generate, stdout=subprocess.DEVNULL, check=True)
            found = measured(corpus, options.rounds)
            base = found["PyYAML C loader, front matter only"]
            for name, median in found.items():
                print(f"| {size} | {name} | {median:.3f} | {median / base:.2f} |", flush=True)
            agreed = subprocess.run(
                [sys.executable, str(HERE / "agree.py"), str(corpus)], capture_output=True, text=True, check=False
            )
            print(f"\n{agreed.stdout.strip()}\n", flush=True)


if __name__ == "__main__":
    main()
