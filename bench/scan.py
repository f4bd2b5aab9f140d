"""Measure what scanning for citations costs beside parsing the same Markdown files.

    python bench/scan.py [FOLDER ...] [--rounds 30]

Parsing is reading the YAML of the front matter and the Markdown of the body; scanning is finding the citations of the
body.  Both are measured in turns, in one process, nothing being remembered from one round to the next.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "engine"))

from art17.citations.acts import mentions_in  # noqa: E402  after the path is set
from art17.citations.masking import masked  # noqa: E402
from art17.citations.place import is_number, levels  # noqa: E402
from art17.reading.facts.citing import about_of, citations_in_body  # noqa: E402
from art17.reading.documents.documents import Document, document_of  # noqa: E402
from art17.reading.formats.markdown import markdown_in  # noqa: E402
from art17.reading.io.text import text_of  # noqa: E402

SPECIMEN = ROOT / "fixtures" / "specimens" / "northlight"
REMEMBERED = (mentions_in, masked, levels, is_number, about_of)


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds for a set of files, and how many citations were found."""

    parsing: float
    scanning: float
    citations: int


def parsed(text: str) -> Document:
    """The document of a text, its front matter and body parsed."""
    document = document_of("markdown", text)
    markdown_in(document.body, document.body_at)
    return document


def scanned(document: Document) -> int:
    """How many citations the body of a document has, nothing being remembered."""
    for each in REMEMBERED:
        each.cache_clear()
    return len(citations_in_body(document.body, lambda: about_of(document.body)))


def seconds(step: Callable[[], object]) -> float:
    """How long one step takes."""
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


def costs(texts: list[str], rounds: int) -> list[Cost]:
    """What each round costs; parsing and scanning take turns, file by file."""
    found: list[Cost] = []
    documents = [parsed(text) for text in texts]
    citations = sum(scanned(document) for document in documents)
    for _ in range(rounds):
        parsing = scanning = 0.0
        for text, document in zip(texts, documents, strict=True):
            parsing += seconds(lambda text=text: parsed(text))
            scanning += seconds(lambda document=document: scanned(document))
        found.append(Cost(parsing, scanning, citations))
    return found


def main() -> None:
    """Measure each folder, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[SPECIMEN])
    parser.add_argument("--rounds", type=int, default=30)
    options = parser.parse_args()
    print("| folder | files | citations | parsing ms | scanning ms | scanning to parsing |")
    print("| --- | --- | --- | --- | --- | --- |")
    for folder in options.folders:
        texts = [text_of(path.read_bytes()) for path in sorted(folder.rglob("*.md"))]
        found = costs(texts, options.rounds)
        parsing, scanning = (
            1000 * statistics.median(each) for each in zip(*((c.parsing, c.scanning) for c in found), strict=True)
        )
        ratio = statistics.median(each.scanning / each.parsing for each in found)
        print(
            f"| {folder.name} | {len(texts)} | {found[0].citations} | {parsing:.2f} | {scanning:.2f} | {ratio:.2f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
