"""`make real REAL=FOLDER`: how much of documents that others wrote is read rightly, by a truth that a person labelled.

Where FOLDER has no truth, only the measures of exchange and cutting are taken: long documents read as types that they
are not, and documents without their bodies or with what must not count.
Else FOLDER holds `truth.tsv`, `score_facts.py` and one folder of documents for each name in the first column
of the truth; none of it is part of this project, so this is no test that every machine can run.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import cutting
import exchange

FACTS = (0.97, 0.88)
"""Of all facts told so many must be right, and of all that are there so many found."""
BY_FORMAT = (0.95, 0.80)
ENOUGH = 30
TYPES = (0.65, 0.85)
"""Of all documents the type of so many must be decided, and of these so many be right or acceptable."""
KINDS = 0.90


def main(folder: Path) -> int:
    """Print the scores of a folder; 1 where one of them is too low."""
    if not folder.is_dir():
        print(f"make real: skipped, since there is no folder {folder}; name one: make real REAL=...")
        return 0
    print("reading the facts of the folder", file=sys.stderr, flush=True)
    facts = facts_of(folder)
    wrong = exchange.shortfalls(list(exchange.pairs(folder, facts)))
    wrong += cutting.shortfalls(folder, facts)
    if (folder / "truth.tsv").is_file() and (folder / "score_facts.py").is_file():
        wrong += of_truth(folder)
    print("\n".join(wrong or ["all scores are high enough"]))
    return int(bool(wrong))


def of_truth(folder: Path) -> list[str]:
    """The facts of a folder held against its truth: what is too low."""
    lines = (folder / "truth.tsv").read_text("utf-8").splitlines()[1:]
    names = list(dict.fromkeys(line.partition("\t")[0] for line in lines))
    rows = [{**row, "path": f"{name}/{row['path']}"} for name in names for row in facts_of(folder / name)]
    with tempfile.TemporaryDirectory() as place:
        report, scores = Path(place, "report.json"), Path(place, "scores.json")
        report.write_text(json.dumps(rows), "utf-8")
        scorer = [sys.executable, str(folder / "score_facts.py"), str(report), "--json", str(scores), "--errors", "40"]
        subprocess.run(scorer, check=True)
        found: Mapping[str, Any] = json.loads(scores.read_text("utf-8"))
    return shortfalls(found)


def facts_of(folder: Path) -> list[dict[str, Any]]:
    """What `art17 facts` says of a folder."""
    command = [sys.executable, "-m", "art17", "facts", str(folder), "--format", "json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows


def shortfalls(scores: Mapping[str, Any]) -> list[str]:
    """What is below its bound, a sentence each."""
    formats: Mapping[str, Mapping[str, int]] = scores["by"]["format"]
    total = {key: sum(each.get(key, 0) for each in formats.values()) for key in ("truth", "tp", "fp")}
    found = list(_of_facts("facts", total, FACTS))
    for name, counted in formats.items():
        if counted.get("truth", 0) >= ENOUGH:
            found.extend(_of_facts(f"facts in {name}", counted, BY_FORMAT))
    types, kinds = scores["type"], scores["kind"]
    decided = sum(types.get(key, 0) for key in ("right", "acceptable", "wrong"))
    good = types.get("right", 0) + types.get("acceptable", 0)
    found.extend(_below("types decided", decided, decided + types.get("unsure", 0), TYPES[0]))
    found.extend(_below("types right", good, decided, TYPES[1]))
    found.extend(_below("kinds right", kinds.get("right", 0), sum(kinds.values()), KINDS))
    return found


def _of_facts(name: str, counted: Mapping[str, int], bounds: tuple[float, float]) -> list[str]:
    right, told = counted.get("tp", 0), counted.get("tp", 0) + counted.get("fp", 0)
    return [
        *_below(f"{name} right", right, told, bounds[0]),
        *_below(f"{name} found", right, counted.get("truth", 0), bounds[1]),
    ]


def _below(name: str, part: int, whole: int, bound: float) -> list[str]:
    share = part / whole if whole else 0.0
    return [f"too low: {name} {share:.1%}, wanted {bound:.0%}"] if share < bound else []


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 and sys.argv[1] else "real")))
