"""Lines that look like headings where no style or markup says so: numbered ones, and ones in capitals."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_LETTERS = 90
_NUMBERED = re.compile(
    r"(?P<label>(?:(?:section|abschnitt|kapitel|chapter|chapitre|partie|part|teil|annex|anhang|annexe|appendix)\s+)?"
    r"(?:[A-Z]\.)?\d{1,3}(?:\.\d{1,3}){0,5})[.):]?\s+(?:[-\u2013\u2014:]\s+)?(?P<title>\S.*)$",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{1,2}\.?\s+\w+\.?,?\s+\d{4}$")
_NO_HEADING = (".", ";", ":", ",", "?", "!")


@dataclass(frozen=True, slots=True)
class Guess:
    """What a line is as a heading: its level, the number before it, and its words."""

    level: int
    label: str
    title: str


def guessed_heading(line: str) -> Guess | None:
    """What a line would be as a heading; None where it does not look like one.

    >>> guessed_heading("5.2 Roles"), guessed_heading("SCOPE"), guessed_heading("We buy 2 parts.")
    (Guess(level=2, label='5.2', title='Roles'), Guess(level=1, label='', title='SCOPE'), None)
    """
    words = line.strip()
    found = _NUMBERED.match(words)
    if found and may_head(found["title"]) and not (found["title"][0].islower() or _DAY.match(words)):
        return Guess(found["label"].count(".") + 1, found["label"], found["title"])
    return Guess(1, "", words) if is_capital(words) and may_head(words) else None


def may_head(line: str) -> bool:
    """Whether a line is short enough for a heading, and does not end as a sentence or a label does."""
    words = line.strip()
    return 0 < len(words) <= MOST_LETTERS and "\n" not in words and not words.endswith(_NO_HEADING)


def is_capital(line: str) -> bool:
    """Whether a line has letters, all of them capitals."""
    letters = [sign for sign in line if sign.isalpha()]
    return len(letters) >= 4 and all(sign.isupper() for sign in letters)
