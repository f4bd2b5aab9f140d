"""What every peer shares: the corpus as one JSON file, and its findings told in one form.

A peer gets `slim.json`: only the fields that the checks ask for, already parsed.  That is its best case; art17 reads
the Markdown files.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path


def model_of(corpus: str) -> dict:
    """The corpus as parsed data."""
    return json.loads((Path(corpus) / "slim.json").read_text(encoding="utf-8"))


def tell(corpus: str, lines: Iterable[str], checks: str = "", **seconds: float) -> None:
    """Print whether the findings (`CHECK<TAB>ID<TAB>DETAIL`) agree with the corpus, and the times taken.

    They agree by hash; where a tool can say only some `checks`, by check and subject of these.
    """
    found = sorted(set(lines))
    if checks:
        wanted = (Path(corpus) / "expected.tsv").read_text(encoding="utf-8").splitlines()
        wanted = sorted({_subject(line) for line in wanted if line[:3] in checks.split()})
        found = sorted({_subject(line) for line in found})
        agrees, counts = found == wanted, Counter(line[:3] for line in wanted)
    else:
        expected = json.loads((Path(corpus) / "expected.json").read_text())
        digest = hashlib.sha256("\n".join(found).encode()).hexdigest()
        agrees, counts = digest == expected["sha256"], Counter(expected["counts"])
    told = Counter(line[:3] for line in found)
    differs = {
        check: [told[check], counts[check]] for check in sorted({*told, *counts}) if told[check] != counts[check]
    }
    print(json.dumps({"agrees": agrees, "differs": differs, "checks": len(checks.split()) or 12, **seconds}))


def _subject(line: str) -> str:
    return "\t".join(line.split("\t")[:2])
