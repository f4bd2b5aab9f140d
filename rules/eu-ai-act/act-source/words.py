"""Hashes of word sequences of the Act, by which its own wording is known; no wording is kept.

    python rules/eu-ai-act/act-source/words.py TEXT...

reads the texts of the Act (plain text, any language) and writes `act.words` beside `act.json`.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT / "engine"))

from art17.texts.folding import folded, words_of  # noqa: E402  the checkout comes first
from art17.texts.law_words import LawWords, hashes_of  # noqa: E402

OUT = ROOT / "rules" / "eu-ai-act" / "act.words"


def main(paths: list[str]) -> None:
    """Write the hashes of all texts."""
    found = {each for path in paths for each in hashes_of(words_of(folded(Path(path).read_text(encoding="utf-8"))))}
    OUT.write_bytes(LawWords.of_hashes(found).to_bytes())
    print(f"{OUT.relative_to(ROOT)}: {len(found)} hashes")  # noqa: T201  a script


if __name__ == "__main__":
    main(sys.argv[1:])
