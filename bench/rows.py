"""What is measured on a corpus: one row a command, and what is to be done before each of its runs."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

HERE = Path(__file__).parent
AS_OF = "2026-06-30"
ART17 = Path(sys.executable).with_name("art17")
"""The command that is installed beside this Python."""

LARGE = 50_000
"""From here on everything is run once, and only what tells how art17 grows."""

PASS, CLICK = "`python -c pass`", "click, hello world"
YAML, NAIVE = "PyYAML's C loader alone, front matter", "PyYAML and twelve checks by hand"
COLD, COLD_JSON, FILL = "art17, cold", "art17, cold, JSON", "art17, cold, and remembering"
WARM, FIELD, PROSE = (
    "art17, nothing changed",
    "art17, a field of one file changed",
    "art17, the prose of one file changed",
)
ACT = "art17, cold, all rules of `eu-ai-act`"
PHASES, PHASES_ACT = "phases", "phases of `eu-ai-act`"

HELLO = "import click\n@click.command()\ndef hello(): click.echo('hello')\nhello()"
LOADER = (
    "import sys, pathlib, yaml\n"
    "for path in pathlib.Path(sys.argv[1]).rglob('*.md'):\n"
    "    yaml.load(path.read_text(encoding='utf-8').split('---\\n', 2)[1], Loader=yaml.CSafeLoader)"
)
PEERS = {
    "by hand, Python": "hand_written.py",
    "networkx": "networkx_graph.py",
    "DuckDB, SQL": "duckdb_sql.py",
    "clingo, answer sets": "clingo_asp.py",
    "Oxigraph, SPARQL": "oxigraph_sparql.py",
    "pySHACL, shapes": "pyshacl_shapes.py",
    "rego-cpp, Rego": "rego_cpp.py",
    "OPA, Rego": "opa.py",
    "sphinx-needs, documents": "sphinx_needs.py",
}


@dataclass(frozen=True)
class Row:
    """A command by name; `before` is done before each run, outside the time."""

    name: str
    command: list[str]
    before: Callable[[], None] = lambda: None


class Changes:
    """Changes to files of a corpus, one at a time, and their restoration."""

    def __init__(self, corpus: Path) -> None:
        files = sorted((corpus / "qms" / "risk").rglob("*.md"))
        owned = (file for file in files if re.search(rb"^owner: \w", file.read_bytes(), re.M))
        self._file, self._other = islice(owned, 2)
        self._whole = {file: file.read_bytes() for file in (self._file, self._other)}

    def field(self) -> None:
        """Take the owner out, which is a finding."""
        self._file.write_bytes(re.sub(rb"^owner: .*$", b'owner: ""', self._file.read_bytes(), count=1, flags=re.M))

    def prose(self) -> None:
        """Add a sentence at the end of another file, of which nothing is found."""
        self._other.write_bytes(self._other.read_bytes() + b"\nThe provider shall document it.\n")

    def restore(self) -> None:
        for file, data in self._whole.items():
            file.write_bytes(data)


def forget() -> None:
    """Empty the cache, which for these runs is a folder of their own."""
    shutil.rmtree(os.environ["XDG_CACHE_HOME"], ignore_errors=True)


def art17(corpus: Path, *options: str, config: str = "manifest.yaml", select: str = "pack/*") -> list[str]:
    """One check of the corpus, by the art17 that this Python has."""
    command = [str(ART17), "check", str(corpus), "--as-of", AS_OF]
    return [*command, "--config", str(HERE / config), "--select", select, *options]


def rows_of(corpus: Path, size: int, changes: Changes) -> list[Row]:
    """The rows of one size, in the order in which every round runs them."""

    def fresh() -> None:
        changes.restore()
        forget()

    python, act = sys.executable, {"config": "eu-ai-act.yaml", "select": "eu-ai-act/*"}
    large = [
        Row(COLD, art17(corpus, "--no-cache"), changes.restore),
        Row(COLD_JSON, art17(corpus, "--no-cache", "--format", "json")),
        Row(FILL, art17(corpus), fresh),
        Row(CLICK, [python, "-c", HELLO]),  # next to what is measured by it: the machine is as fast for both
        Row(WARM, art17(corpus)),
    ]
    if size >= LARGE:
        return large
    phases = [python, str(HERE / "phases.py"), str(corpus), "--config"]
    return [
        Row(PASS, [python, "-c", "pass"], changes.restore),
        Row(YAML, [python, "-c", LOADER, str(corpus / "qms")]),
        Row(NAIVE, [python, str(HERE / "peers" / "hand_written.py"), str(corpus), "files"]),
        *large,
        Row(FIELD, art17(corpus), changes.field),
        Row(PROSE, art17(corpus), changes.prose),
        Row(ACT, art17(corpus, "--no-cache", **act), changes.restore),
        Row(PHASES, [*phases, str(HERE / "manifest.yaml"), "--select", "pack/*"]),
        Row(PHASES_ACT, [*phases, str(HERE / act["config"]), "--select", act["select"]]),
    ]


def peers_of(corpus: Path, python: str) -> list[Row]:
    """The peers, each on the corpus as parsed data, run by a Python that has them."""
    return [Row(name, [python, str(HERE / "peers" / file), str(corpus)]) for name, file in PEERS.items()]


def written_head(corpus: Path) -> None:
    """Write what the checks need to know besides the artefacts beside the corpus, for those that read the files."""
    model = json.loads((corpus / "slim.json").read_text())
    (corpus / "head.json").write_text(json.dumps({name: value for name, value in model.items() if name != "artefacts"}))
