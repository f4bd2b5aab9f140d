"""A run loads no library before it needs it."""

import subprocess
import sys

from houses import NORTHLIGHT, ROOT

SCRIPT = """
import sys
sys.argv = ["art17", *{arguments!r}]
sys.path.insert(0, {engine!r})
from art17.cli import main
try:
    main()
except SystemExit:
    pass
print("\\n".join(sorted(sys.modules)), file=sys.stderr)
"""


def modules_after(*arguments: str) -> set[str]:
    """The modules that a command has loaded when it ends."""
    script = SCRIPT.format(arguments=arguments, engine=str(ROOT / "engine"))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    return set(done.stderr.split())


NEEDLESS = {"networkx", "jsonschema", "tabulate", "referencing", "xlsxwriter", "openpyxl", "jinja2"}


def test_a_plain_check_loads_no_library_that_it_does_not_need() -> None:
    """A plain check pays for what only other formats and commands use."""
    loaded = modules_after("check", str(NORTHLIGHT), "--as-of", "2026-11-23", "--format", "json")
    assert "art17.evaluation.evaluate" in loaded
    assert not loaded & NEEDLESS


WARM = {
    "art17", "art17.version", "art17.__main__", "art17.cli", "art17.cli.check", "art17.cli.formats", "art17.cli.show", "art17.errors",
    "art17.model", "art17.model.nearest", "art17.model.place", "art17.model.problem", "art17.reading",
    "art17.reading.io.bundled", "art17.reading.io.git", "art17.memory.identity", "art17.memory.inputs",
    "art17.reading.io", "art17.memory", "art17.reading.manifests", "art17.reading.io.source", "art17.memory.store", "art17.reading.io.trees", "art17.reading.io.unreadable",
    "art17.reporting", "art17.reporting.style", "art17.reporting.table", "art17.memory.replay", "art17.checking", "art17.checking.request", "art17.cli.paths",
    "art17.cli.empty", "art17.cli.deadline", "art17.cli.terminal", "art17.reading.io.endings", "art17.reporting.safe",
}  # fmt: skip
NEVER_WARM = ("yaml", "pyromark", "isodate", "re2", "networkx", "jsonschema", "tabulate", "multiprocessing")


def test_a_warm_check_loads_these_modules_and_no_more() -> None:
    """A check that only says again what it said loads what it does not need."""
    words = ("check", str(NORTHLIGHT), "--as-of", "2026-11-23")
    modules_after(*words)
    loaded = modules_after(*words)
    assert {name for name in loaded if name.partition(".")[0] == "art17"} <= WARM
    assert "art17.memory.replay" in loaded
    of_coverage = {"multiprocessing"} if "coverage" in loaded else set[str]()  # it loads that by itself
    assert not loaded.intersection(NEVER_WARM) - of_coverage


def test_the_version_loads_next_to_nothing() -> None:
    """`art17 --version` loads the engine."""
    assert not modules_after("--version") & {"yaml", "pyromark", "isodate", "art17.commands", "art17.evaluation"}
