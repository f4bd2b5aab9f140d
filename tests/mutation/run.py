"""Mutation testing of the evaluator: change `evaluation/` and `conditions/` in every small way; some test must notice.

mutmut makes the mutants; mypy catches those that do not type, the fast tests of each group the others.
What survives must stand in `survivors.toml` with a reason: what does not fails the run, as does a reason
for something that no longer survives.  Named by function and change, reasons outlive moved lines.
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BUILD = ROOT / "build" / "mutation"
REASONS = HERE / "survivors.toml"
ALSO = ("rules", "schemas", "docs", "fixtures/conformance")
"""What the tests read beside the engine."""
CAUGHT_BY_TYPES, SURVIVED = 37, (0, 5, 33)
TIMEOUTS = (-24, 24, 36, 152, 255, -9)


@dataclass(frozen=True)
class Group:
    """Modules that are mutated together, and the tests that they are run against, without those that take long."""

    name: str
    mutated: tuple[str, ...]
    tests: tuple[str, ...]
    without: tuple[str, ...] = ("tests/evaluation/test_sentences.py",)


PACKS = "tests/skeletons/test_furnishing.py::test_a_house_by_the_bundled_packs"
GROUPS = (
    Group(
        "conditions",
        ("conditions/*",),
        ("tests/conditions", "tests/evaluation", "tests/skeletons"),
        ("tests/evaluation/test_sentences.py", PACKS),
    ),
    Group("evaluation", ("evaluation/*",), ("tests/evaluation",)),
    Group("skeletons", ("skeletons/*",), ("tests/skeletons",)),
)


@dataclass(frozen=True)
class Survivor:
    """A change that nothing noticed."""

    where: str
    was: str
    now: str

    def __str__(self) -> str:
        return f"{self.where}\n  - {self.was}\n  + {self.now}"


Result = tuple[str, int | None, Survivor]
"""A mutant: its name, how its tests ended, and what it changes."""
Excuses = Mapping[str, Sequence[Mapping[str, str]]]


def main() -> int:
    """Run the groups, and hold what survives against the reasons."""
    parser = argparse.ArgumentParser(description="Mutation testing of the evaluator.")
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(group.name for group in GROUPS))
    parser.add_argument("--again", action="store_true", help="try only what survived the last run, with today's tests")
    parser.add_argument("--report", action="store_true", help="run nothing; tell what the last run found")
    wanted = parser.parse_args()
    unknown = set(wanted.groups).difference(group.name for group in GROUPS)
    if unknown:
        parser.error(f"no such group: {', '.join(sorted(unknown))}")
    chosen = [group for group in GROUPS if not wanted.groups or group.name in wanted.groups]
    for group in chosen:
        if not wanted.report:
            run(group, again=wanted.again)
    results = [each for group in chosen for each in results_of(group)]
    return judged(results, tomllib.loads(REASONS.read_text("utf-8")))


def run(group: Group, *, again: bool) -> None:
    """Let mutmut run on a copy, so that nothing is written into the checkout."""
    stage = BUILD / group.name
    if again:
        forget_survivors(stage)
    else:
        shutil.rmtree(stage, ignore_errors=True)
    for old in (stage / "tests", stage / "mutants/tests", stage / "mutants/mutmut-stats.json"):
        shutil.rmtree(old, ignore_errors=True) if old.is_dir() else old.unlink(missing_ok=True)
    for source in ("engine", *ALSO, "tests"):
        name = "src" if source == "engine" else source
        ignored = shutil.ignore_patterns("__pycache__", "browser")
        shutil.copytree(ROOT / source, stage / name, dirs_exist_ok=True, ignore=ignored)
    (stage / "pyproject.toml").write_text(settings(group, typed=True), "utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment["PYTEST_DEBUG_TEMPROOT"] = str(stage)  # other runs clear away old folders, and a test fails by that
    command = [str(Path(sys.executable).with_name("mutmut")), "run", "--max-children", "2"]
    subprocess.run(command, cwd=stage, env=environment, check=True)


def forget_survivors(stage: Path) -> None:
    """Let mutmut take what survived for what was never tried, so that it tries again."""
    for meta in (stage / "mutants").rglob("*.meta"):
        data = json.loads(meta.read_text("utf-8"))
        codes = data["exit_code_by_key"]
        data["exit_code_by_key"] = {name: None if code in SURVIVED else code for name, code in codes.items()}
        meta.write_text(json.dumps(data), "utf-8")


def settings(group: Group, *, typed: bool) -> str:
    """The settings of the copy: mutmut finds its sources under `src`, and mypy reads them there."""
    check = [sys.executable, "-m", "mypy", "--output=json"] if typed else []
    overrides = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mypy"]["overrides"]
    untyped = sorted({module for each in overrides for module in each["module"]})
    # what reads all packs tests their words, and takes its time
    without = " ".join(f"--deselect={each}" for each in group.without)
    pytest = f"--strict-markers {without} -q -p no:cacheprovider -p no:xdist -p no:hypothesispytest -p no:doctest"
    return "\n".join(
        (
            "[tool.mutmut]",
            'source_paths = ["src"]',
            f"only_mutate = {json.dumps([f'src/art17/{glob}' for glob in group.mutated])}",
            f"also_copy = {json.dumps([each.partition('/')[0] for each in ALSO])}",
            f"pytest_add_cli_args_test_selection = {json.dumps(group.tests)}",
            f"type_check_command = {json.dumps(check)}",
            "track_dependencies = false",
            "use_git_change_detection = false",
            "timeout_constant = 5.0",
            "[tool.pytest.ini_options]",
            f'addopts = "{pytest}"',
            'markers = ["slow: takes long"]',
            'filterwarnings = ["error"]',
            'pythonpath = ["src", "tests"]',
            "[tool.mypy]",
            "strict = true",
            "warn_unused_ignores = false",
            'mypy_path = "src"',
            'packages = ["art17"]',
            "[[tool.mypy.overrides]]",
            f"module = {json.dumps(untyped)}",
            "ignore_missing_imports = true",
            "",
        )
    )


def results_of(group: Group) -> Iterator[Result]:
    """Each mutant of the last run: its name, how its tests ended, and what it changes."""
    for meta in sorted((BUILD / group.name / "mutants/src/art17").rglob("*.meta")):
        codes: Mapping[str, int | None] = json.loads(meta.read_text("utf-8"))["exit_code_by_key"]
        if codes:
            spans = json.loads(meta.with_suffix(".spans").read_text("utf-8"))["spans"]
            lines = meta.with_suffix("").read_text("utf-8").splitlines()
            for name, code in codes.items():
                yield name, code, change_of(name, spans, lines)


def change_of(name: str, spans: Mapping[str, Sequence[int]], lines: Sequence[str]) -> Survivor:
    """What a mutant changes, named by function and lines, so that it is known again when these have moved."""
    module, _, mangled = name.rpartition(".")
    function = mangled.partition("__mutmut_")[0]
    was, now = (
        [line.strip().replace(key, function) for line in lines[spans[key][0] - 1 : spans[key][1]]]
        for key in (f"{function}__mutmut_orig", mangled)
    )
    changed = [line for line in difflib.ndiff(was, now) if line[0] in "-+"]
    gone, come = ([line[2:] for line in changed if line[0] == sign] for sign in "-+")
    where = f"{module.removeprefix('art17.')} {re.sub('^x_', '', function).removeprefix('xǁ').replace('ǁ', '.')}"
    return Survivor(where, " / ".join(gone), " / ".join(come))


def judged(results: Sequence[Result], excuses: Excuses) -> int:
    """Tell the figures, and what has no reason or, in the modules that were run, needs none; 1 where there is such."""
    reasons = {Survivor(each["where"], each["was"], each["now"]) for each in excuses.get("survivor", ())}
    families = [Survivor(each["where"], each["was"], each["now"]) for each in excuses.get("family", ())]
    figures = Counter(_word_for(code) for _, code, _ in results)
    survived = [each for _, code, each in results if code in SURVIVED]
    unlisted = [each for each in survived if each not in reasons and not any(_is_of(each, of) for of in families)]
    modules = {_module_of(each) for _, _, each in results}
    unused = sorted((each for each in reasons - set(survived) if _module_of(each) in modules), key=str)
    for each in unlisted:
        print(f"SURVIVED {each}")
    for each in unused:
        print(f"KILLED, yet has a reason: {each}")
    told = ", ".join(f"{number} {word}" for word, number in sorted(figures.items()))
    print(f"{len(results)} mutants: {told}; {len(survived) - len(unlisted)} with a reason, {len(unlisted)} without")
    return 1 if unlisted or unused or figures["not run"] else 0


def _module_of(survivor: Survivor) -> str:
    return survivor.where.partition(" ")[0]


def _is_of(survivor: Survivor, family: Survivor) -> bool:
    pairs = ((family.where, survivor.where), (family.was, survivor.was), (family.now, survivor.now))
    return all(re.search(pattern, text) for pattern, text in pairs)


def _word_for(code: int | None) -> str:
    if code is None:
        return "not run"
    if code in SURVIVED:
        return "survived"
    if code == CAUGHT_BY_TYPES:
        return "caught by types"
    return "timed out" if code in TIMEOUTS else "killed"


if __name__ == "__main__":
    sys.exit(main())
