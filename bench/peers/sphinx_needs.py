"""Eight of the checks as warnings of sphinx-needs: python bench/peers/sphinx_needs.py CORPUS

Writing the corpus as needs is loading; the run of Sphinx, which parses them, is judging.  What needs a way through
links (C05, C11, C12) or the absence of a kind (C03) no warning can say; a warning names the need, not the detail.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from told import model_of, tell

CONF = """
extensions = ["sphinx_needs"]
needs_types = {types!r}
needs_id_regex = "^[A-Z0-9_]{{3,}}"
needs_fields = {{name: {{"nullable": True}} for name in ("owner", "last_reviewed", "articles", "conformity_route")}}
needs_links = {links!r}
needs_warnings = {{
    "C01": "owner in (None, '')",
    "C02": "last_reviewed < '2025-06-30'",
    "C06": "type == 'risk' and not mitigates_back",
    "C07": "type == 'control' and not verifies_back",
    "C08": "any(article not in {articles!r} for article in (articles or '').split('; '))",
    "C09": "type == 'charter' and conformity_route not in {routes!r}",
    "C10": "type == 'system' and len(tests_back) < 3",
}}
needs_warnings_always_warn = True
suppress_warnings = ["needs.deprecated"]
"""
CHECKS = "C01 C02 C04 C06 C07 C08 C09 C10"


def write(model: dict, folder: Path) -> None:
    """Write the corpus as a Sphinx project."""
    artefacts = sorted(model["artefacts"], key=lambda each: each["kind"])
    kinds = sorted({each["kind"] for each in artefacts})
    rels = sorted({link["rel"] for each in artefacts for link in each["links"]})
    types = [{"directive": kind, "title": kind, "prefix": "", "color": "#fff", "style": "node"} for kind in kinds]
    links = {rel: {"incoming": f"{rel} by", "outgoing": rel} for rel in rels}
    (folder / "conf.py").write_text(
        CONF.format(types=types, links=links, articles=model["articles"], routes=model["routes"])
    )
    pages = []
    for kind, group in groupby(artefacts, key=lambda each: each["kind"]):
        of_kind = list(group)
        for at in range(0, len(of_kind), 200):
            pages.append(f"{kind}_{at}")
            needs = "".join(map(_need, of_kind[at : at + 200]))
            (folder / f"{pages[-1]}.rst").write_text(f"{pages[-1]}\n{'=' * 40}\n\n{needs}")
    contents = "".join(f"   {page}\n" for page in pages)
    (folder / "index.rst").write_text(f"QMS\n===\n\n.. toctree::\n\n{contents}")


def _need(artefact: dict) -> str:
    fields = {"id": _id(artefact["id"]), "status": artefact["status"], "articles": "; ".join(artefact["articles"])}
    fields |= {name: artefact[name] for name in ("owner", "last_reviewed", "conformity_route") if artefact.get(name)}
    for link in artefact["links"]:
        targets = {_id(each["target"]) for each in artefact["links"] if each["rel"] == link["rel"]}
        fields[link["rel"]] = ", ".join(sorted(targets))
    options = "".join(f"   :{name}: {value}\n" for name, value in fields.items())
    return f".. {artefact['kind']}:: {artefact['id']}\n{options}\n   Text.\n\n"


def _id(name: str) -> str:
    return name.replace("-", "_")


def lines_of(told: str) -> Iterator[str]:
    """The findings in what Sphinx complains of."""
    for check, needs in re.findall(r"(C\d\d): failed\n\s+failed needs: \d+ \(([^)]*)\)", told):
        yield from (f"{check}\t{need.replace('_', '-')}\t" for need in needs.split(", "))
    yield from (f"C04\t{need.replace('_', '-')}\t" for need in re.findall(r"Need '(\w+)' has unknown outgoing", told))


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = time.perf_counter()
        write(model_of(sys.argv[1]), folder)
        loaded = time.perf_counter()
        command = [sys.executable, "-m", "sphinx", "-q", "--no-color", "-b", "needs", folder, folder / "built"]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        judged = time.perf_counter()
    if run.returncode:
        raise SystemExit(run.stderr)
    tell(sys.argv[1], lines_of(run.stderr), CHECKS, load=loaded - start, judge=judged - loaded)


main()
