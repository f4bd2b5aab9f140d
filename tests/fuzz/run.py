"""Runs the harnesses for a while each: with atheris where it can be had, with hypothesis where not.

    python tests/fuzz/run.py --seconds 60 [--keep] [NAME ...]

What is found stands in build/fuzz/NAME, an input that breaks something as crash-*, timeout-* or oom-*.
Put such an input into tests/fuzz/corpus/NAME under a name that says what it is: there it is a test.
`--keep` adds to the corpus some small inputs that reached something new.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CORPUS = HERE / "corpus"
WORK = ROOT / "build" / "fuzz"
LONGEST = 1024
SLOWEST = 10
"""Seconds that one input may take."""
MEGABYTES = 2048
MOST_KEPT, LONGEST_KEPT = 32, 512
BROKEN = ("crash-", "timeout-", "oom-", "leak-")
INSTRUMENTED = ["art17", "isodate", "jsonschema"]


def main() -> int:
    """Run what is asked for; 1 where something broke."""
    asked = _arguments()
    sys.path[:0] = [str(ROOT / "engine"), str(ROOT / "tests")]
    if asked.one:
        _fuzz(asked.one, asked.rest)
        return 0
    from fuzz.harnesses import HARNESSES, SEEDS

    engine = "atheris" if find_spec("atheris") else "hypothesis"
    print(f"{'harness':<12}{'engine':<12}{'seconds':>8}{'inputs':>10}  found")
    broken = 0
    for name in asked.rest or HARNESSES:
        began = time.monotonic()
        run = _with_atheris if engine == "atheris" else _with_hypothesis
        inputs, found = run(name, asked.seconds, SEEDS.get(name, ()))
        broken += len(found)
        told = ", ".join(found) or "nothing"
        print(f"{name:<12}{engine:<12}{time.monotonic() - began:>8.0f}{inputs:>10}  {told}", flush=True)
        if asked.keep and engine == "atheris":
            _keep(name)
    return int(broken > 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60, help="for each harness (default: 60)")
    parser.add_argument("--keep", action="store_true", help="add what reaches more to the corpus")
    parser.add_argument("--one", default="", help=argparse.SUPPRESS)
    parser.add_argument("rest", nargs="*", metavar="NAME", help="harnesses to run (default: all)")
    return parser.parse_args()


def _with_atheris(name: str, seconds: int, seeds: Sequence[str]) -> tuple[int, list[str]]:
    """How many inputs were run, and the files that broke something."""
    work, begin = WORK / name, WORK / f"{name}.seeds"
    for folder in (work, begin, CORPUS / name):
        folder.mkdir(parents=True, exist_ok=True)
    for at, data in enumerate(_seeds(seeds)):
        (begin / f"{at:04}").write_bytes(data)
    before = _broken(work)
    told = _libfuzzer(
        name, f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={SLOWEST}", f"-rss_limit_mb={MEGABYTES}",
        f"-dict={HERE / 'words.dict'}", f"-artifact_prefix={work}/", "-print_final_stats=1",
        str(work), str(CORPUS / name), str(begin),
    )  # fmt: skip
    (work.parent / f"{name}.log").write_text(told, encoding="utf-8")
    count = re.search(r"number_of_executed_units: *(\d+)", told) or re.search(r"#(\d+)\s+\S+[^#]*\Z", told)
    return int(count[1]) if count else 0, sorted(_broken(work) - before)


def _seeds(globs: Sequence[str]) -> Iterator[bytes]:
    """The small ones of the files, and each line of a list of examples."""
    for file in sorted(path for glob in globs for path in ROOT.glob(glob)):
        data = file.read_bytes()
        yield from (part for part in (data.splitlines() if file.suffix == ".txt" else [data]) if len(part) <= LONGEST)


def _broken(work: Path) -> set[str]:
    return {file.name for file in work.iterdir() if file.name.startswith(BROKEN)}


def _libfuzzer(name: str, *options: str) -> str:
    command = [sys.executable, str(HERE / "run.py"), "--one", name, "--", *options]
    done = subprocess.run(
        command, capture_output=True, check=False, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "0"}
    )
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def _fuzz(name: str, options: list[str]) -> None:
    """In a process of its own, since libFuzzer ends the one that it runs in."""
    import atheris

    with atheris.instrument_imports(include=INSTRUMENTED):
        from fuzz.harnesses import HARNESSES
    atheris.Setup([sys.argv[0], *options], HARNESSES[name])
    atheris.Fuzz()


def _keep(name: str) -> None:
    """Add small inputs that reached something new, spread over all sizes, up to a few dozen in all."""
    kept = CORPUS / name
    free = MOST_KEPT - sum(1 for _ in kept.iterdir())
    small = [file for file in (WORK / name).iterdir() if 0 < file.stat().st_size <= LONGEST_KEPT]
    small.sort(key=lambda file: (file.stat().st_size, file.name))
    for file in small[:: max(1, len(small) // max(1, free))][: max(0, free)]:
        (kept / file.name[:16]).write_bytes(file.read_bytes())


def _with_hypothesis(name: str, seconds: int, seeds: Sequence[str]) -> tuple[int, list[str]]:
    """The same without atheris: bytes of hypothesis, and the seeds with a few bytes of theirs replaced."""
    from fuzz.blind import searched

    count, broke = searched(name, seconds, [*_seeds(seeds)])
    if broke is None:
        return count, []
    work = WORK / name
    work.mkdir(parents=True, exist_ok=True)
    file = work / f"crash-{count}"
    file.write_bytes(broke)
    return count, [file.name]


if __name__ == "__main__":
    sys.exit(main())
