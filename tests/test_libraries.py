"""Each library that is not Python's own is known to one module, so that another can take its place."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from houses import ROOT

ENGINE = ROOT / "engine" / "art17"
KNOWN_TO = {
    "click": "cli/",
    "distributed": "portfolio/runners.py",
    "docx": "reporting/word/parts.py",
    "duckdb": ("portfolio/", "reporting/parquet.py"),
    "icalendar": "reporting/calendar.py",
    "isodate": "model/days.py",
    "jinja2": "reporting/html/page.py",
    "jsonschema": "reading/packs/schemas.py",
    "networkx": "graph/walks.py",
    "platformdirs": "memory/store.py",
    "lsprotocol": "editor/server.py",
    "pygls": "editor/server.py",
    "pypdfium2": "reading/formats/pdf_child.py",
    "pyromark": "reading/formats/markdown.py",
    "re2": "conditions/matching.py",
    "referencing": "reading/packs/schemas.py",
    "tabulate": "reporting/text.py",
    "tomllib": "reading/formats/toml_text.py",
    "xlsxwriter": "reporting/xlsx.py",
    "yaml": "reading/formats/yaml_text.py",
}
"""For each library the module, or the wing, that may import it."""

NAMES = {"google-re2": "re2", "python-docx": "docx", "pyyaml": "yaml"}


def imported(file: Path) -> Iterator[str]:
    """The outermost names that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "import_module":
            yield from (each.value.partition(".")[0] for each in node.args if isinstance(each, ast.Constant))


def test_each_library_is_imported_in_one_place() -> None:
    """A second module comes to know a library that one was to hide."""
    own = (sys.stdlib_module_names | {"art17", "_typeshed"}) - {"tomllib"}  # `_typeshed` is for mypy alone
    for file in sorted(ENGINE.rglob("*.py")):
        path = file.relative_to(ENGINE).as_posix()
        strangers = {name for name in set(imported(file)) - own if not path.startswith(KNOWN_TO.get(name, "?"))}
        assert not strangers, f"{path} imports {', '.join(sorted(strangers))}"


def test_what_is_depended_upon_is_used() -> None:
    """A dependency that nothing imports is installed by everybody."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = (name for extra in project["optional-dependencies"].values() for name in extra)
    stated = {name.partition(">")[0] for name in (*project["dependencies"], *extras)}
    assert {NAMES.get(name, name) for name in stated} == KNOWN_TO.keys() - {"tomllib", "referencing", "lsprotocol"}
