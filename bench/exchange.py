"""How much long documents answer of types that they are not: the measure of exchange, for `make real`.

Each document of more than `LONG` words is read as each type that carries none of the points of its own (by its title
or file name).  A pair answers too much where more than a tenth of the matters that cues look for are treated.
It says on stderr how far it is, and reads no further document after `LIMIT` seconds of processor time; what was not
read is told.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "engine"))

from art17.errors import Art17Error  # noqa: E402  after the path is set
from art17.model.place import Place  # noqa: E402
from art17.reading.documents.read import document_in  # noqa: E402
from art17.reading.packs.cues import cues_in  # noqa: E402
from art17.texts.law_words import LawWords  # noqa: E402
from art17.texts.plans import tongues  # noqa: E402
from art17.texts.read import LONG, read_text  # noqa: E402

RULES = ROOT / "rules" / "eu-ai-act"
FORMATS = {".md": "markdown", ".docx": "docx", ".rst": "rst", ".html": "html"}
TENTH = 10
LIMIT = 600
MOST = 0.02
"""Of all pairs so many may answer more than a tenth."""
CARRIES = {
    "a": ("regulatory-compliance-strategy", "modification-procedure"),
    "b": ("design-control-procedure",),
    "c": ("quality-assurance-procedure",),
    "d": ("test-and-validation-procedure",),
    "e": ("standards-register",),
    "f": ("data-management-procedure",),
    "g": ("risk-management-procedure",),
    "h": ("pmm-procedure", "pmm-plan"),
    "i": ("incident-procedure",),
    "j": ("communication-procedure",),
    "k": ("record-keeping-procedure",),
    "l": ("resource-management-plan",),
    "m": ("accountability-framework",),
}
"""The types of documents for each point of Art. 17(1)."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A document read as a type that it is not: how many of the matters it answers."""

    path: str
    type: str
    answered: int
    of: int

    @property
    def is_too_much(self) -> bool:
        return self.answered * TENTH > self.of

    def __str__(self) -> str:
        return f"{self.path} as {self.type}: {self.answered} of {self.of}"


def pairs(folder: Path, facts: list[dict[str, Any]]) -> Iterator[Pair]:
    """Each long document of a folder read as each type that it is not, by what `art17 facts` guesses."""
    own = _own_types(facts)
    cues = {file.stem: cues_in(file.stem, file.read_text("utf-8")) for file in sorted(RULES.glob("cues/*.yaml"))}
    spoken = tongues(cues)
    law = LawWords.of_bytes((RULES / "act.words").read_bytes())
    nowhere = Place("")
    files = _long_ones(folder)
    for at, (file, data) in enumerate(files):
        path = file.relative_to(folder).as_posix()
        print(f"\rexchange: {at + 1} of {len(files)} documents", end="", file=sys.stderr, flush=True)
        if time.process_time() > LIMIT:
            print(f"\nexchange: stopped after {LIMIT} s, {len(files) - at} documents are not read", file=sys.stderr)
            return
        try:
            document = document_in(FORMATS[file.suffix], data)
        except Art17Error:
            continue
        for name in cues:
            if name in own.get(path, ()):
                continue
            reading = read_text(document, name, spoken, lambda _block, _offset, _row: nowhere, law)
            if reading.words <= LONG or not reading.looked_for:
                continue
            yield Pair(path, name, len(reading.mentions) if reading.decides else 0, len(reading.looked_for))
    print(file=sys.stderr)


def _long_ones(folder: Path) -> list[tuple[Path, bytes]]:
    """The files that may be long, each content once."""
    found: dict[bytes, Path] = {}
    for file in sorted(folder.rglob("*")):
        if file.suffix in FORMATS and file.is_file() and len(data := file.read_bytes()) >= LONG * 3:
            found.setdefault(data, file)
    return [(file, data) for data, file in found.items()]


def _own_types(facts: list[dict[str, Any]]) -> Mapping[str, set[str]]:
    """The types of documents by path: what is guessed, and all that carry the same points."""
    own: dict[str, set[str]] = {}
    for fact in facts:
        types = own.setdefault(fact["path"], set())
        if fact["field"] == "type":
            types.update(filter(None, (fact.get("guess"), fact["value"])))
        if fact["field"] == "points":
            types.update(name for point in fact["value"] for name in CARRIES.get(point, ()))
    return own


def shortfalls(found: list[Pair]) -> list[str]:
    """Print the measure; a sentence where too many pairs answer too much."""
    bad = [pair for pair in found if pair.is_too_much]
    answered, of = sum(pair.answered for pair in found), sum(pair.of for pair in found)
    print(
        f"exchange: {len({pair.path for pair in found})} documents over {LONG:,} words, {len(found)} pairs with types"
        f" that they are not; {answered} of {of} matters answered, {len(bad)} pairs answer more than a tenth"
    )
    for pair in bad:
        print(f"  {pair}")
    return (
        [f"too many: {len(bad)} of {len(found)} pairs answer more than a tenth"] if len(bad) > MOST * len(found) else []
    )
