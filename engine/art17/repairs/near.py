"""Which id a mistyped one means, where exactly one can be meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from art17.graph.lookalikes import looks_like

_ALIKE = 0.8
_DIGITS = re.compile(r"[0-9]+")


def same_spelling(word: str, known: Iterable[str]) -> str:
    """The one known word that differs by case, Unicode form or blanks alone, or "".

    >>> same_spelling("sop-01 ", ["SOP-01", "SOP-010"])
    'SOP-01'
    """
    return _only(each for each in known if each != word and _folded(each) == _folded(word))


def meant_id(word: str, known: Iterable[str]) -> str:
    """The one known id that a slip made of another, or "": its numbers are the same, since SOP-04 is not SOP-05.

    >>> [meant_id(word, ["SOP-04", "SOP-05", "SOP-14"]) for word in ("SOP-4", "SPO-04", "SOP-06")]
    ['SOP-04', 'SOP-04', '']
    """
    names = [each for each in known if _numbers(each) == _numbers(word) and each != word]
    if alike := _only(each for each in names if looks_like(each) == looks_like(word)):
        return alike
    return _only(get_close_matches(word, names, n=2, cutoff=_ALIKE))


def _only(found: Iterable[str]) -> str:
    names = list(dict.fromkeys(found))
    return names[0] if len(names) == 1 else ""


def _folded(word: str) -> str:
    return " ".join(unicodedata.normalize("NFC", word).casefold().split())


def _numbers(word: str) -> list[int]:
    return [int(digits) for digits in _DIGITS.findall(word)]
