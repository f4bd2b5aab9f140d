"""A run loads no library before it needs it."""

import subprocess
import sys

import pytest

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


@pytest.mark.parametrize(
    "library", ["networkx", "jsonschema", "tabulate", "referencing", "xlsxwriter", "openpyxl", "jinja2"]
)
def test_a_plain_check_does_not_load(library: str) -> None:
    """A plain check pays for a library that it does not need."""
    loaded = modules_after("check", str(NORTHLIGHT), "--as-of", "2026-11-23", "--format", "json")
    assert "art17.judging.evaluate" in loaded
    assert library not in loaded


@pytest.mark.parametrize("library", ["yaml", "pyromark", "isodate", "art17.tasks", "art17.judging"])
def test_the_version_loads_next_to_nothing(library: str) -> None:
    """`art17 --version` loads the engine."""
    assert library not in modules_after("--version")
