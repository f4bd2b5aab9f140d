"""The floor: twelve passes over plain dicts, written by hand for these checks alone.

python bench/peers/hand_written.py CORPUS [files]     with `files` they are read with PyYAML, not from slim.json
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from told import model_of, tell


def findings(model: dict) -> Iterator[str]:
    """Every finding of the twelve checks."""
    artefacts = model["artefacts"]
    kind = {each["id"]: each["kind"] for each in artefacts}
    superseded = {each["id"] for each in artefacts if each["status"] == "superseded"}
    routes, articles = set(model["routes"]), set(model["articles"])
    today = date.fromisoformat(model["as_of"])
    mitigated, verified, tests, older, back = set(), set(), {}, {}, {}
    yield from (f"C03\trepo\t{absent}" for absent in set(model["required_kinds"]) - set(kind.values()))
    for each in artefacts:
        name = each["id"]
        if not each.get("owner"):
            yield f"C01\t{name}\t"
        reviewed = each["last_reviewed"]
        if (today - (reviewed if isinstance(reviewed, date) else date.fromisoformat(reviewed))).days > each[
            "review_interval_days"
        ]:
            yield f"C02\t{name}\t"
        for link in each["links"]:
            rel, target = link["rel"], link["target"]
            if target not in kind:
                yield f"C04\t{name}\t{target}"
                continue
            back.setdefault(target, []).append(name)
            if rel == "supersedes":
                older.setdefault(name, []).append(target)
            elif each["status"] == "active" and target in superseded:
                yield f"C05\t{name}\t{target}"
            if rel == "mitigates" and each["kind"] == "control":
                mitigated.add(target)
            elif rel == "verifies" and each["kind"] == "verification":
                verified.add(target)
            elif rel == "tests" and each["kind"] == "test_report":
                tests.setdefault(target, set()).add(name)
        for article in each["articles"]:
            if article not in articles:
                yield f"C08\t{name}\t{article}"
        if each["kind"] == "charter" and each.get("conformity_route") not in routes:
            yield f"C09\t{name}\t"
    shown = _reached([name for name in kind if kind[name] == "evidence"], back)
    for name in kind:
        if kind[name] == "risk" and name not in mitigated:
            yield f"C06\t{name}\t"
        elif kind[name] == "control" and name not in verified:
            yield f"C07\t{name}\t"
        elif kind[name] == "system":
            if len(tests.get(name, ())) < 3:
                yield f"C10\t{name}\t"
            if name not in shown:
                yield f"C11\t{name}\t"
    yield from (f"C12\t{name}\t" for name in older if name in _reached(older[name], older))


def _reached(starts: list[str], edges: dict[str, list[str]]) -> set[str]:
    seen, waiting = set(starts), list(starts)
    while waiting:
        for target in edges.get(waiting.pop(), ()):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen


def from_files(corpus: str) -> dict:
    """The model, its artefacts read from the front matter of the files."""
    import yaml

    model = json.loads((Path(corpus) / "head.json").read_text())
    paths = (Path(corpus) / "qms").rglob("*.md")
    texts = (path.read_text(encoding="utf-8").split("---\n", 2)[1] for path in paths)
    return {**model, "artefacts": [yaml.load(text, Loader=yaml.CSafeLoader) for text in texts]}


def main() -> None:
    corpus = sys.argv[1]
    start = time.perf_counter()
    model = from_files(corpus) if "files" in sys.argv else model_of(corpus)
    loaded = time.perf_counter()
    lines = list(findings(model))
    tell(corpus, lines, load=loaded - start, judge=time.perf_counter() - loaded)


if __name__ == "__main__":
    main()
