"""Words as they are compared: lower case, without accents, umlauts written out."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WRITTEN_OUT = (
    ("ä", "ae"),
    ("ö", "oe"),
    ("ü", "ue"),
    ("ß", "ss"),
    ("œ", "oe"),
    ("æ", "ae"),
    ("’", "'"),
    ("\u2011", "-"),
    ("\u00a0", " "),
    ("\u202f", " "),
)
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_TREMA = "\u0308"
"""The two points of an umlaut, where they are a sign of their own."""
_WORD = re.compile(r"[^\W_]+")
_BETWEEN = bytes(code if chr(code).isalnum() and code < 128 else 32 for code in range(256))


def folded(text: str) -> str:
    """A text as it is compared.

    >>> folded("Geschäftsführer, l’enquête")
    "geschaeftsfuehrer, l'enquete"
    """
    plain = text.lower()
    if plain.isascii():
        return plain
    return _FOREIGN.sub(_of_foreign, unicodedata.normalize("NFC", plain) if _TREMA in plain else plain)


def _of_foreign(found: re.Match[str]) -> str:
    return _plain(found[0])


@lru_cache(maxsize=1 << 14)
def _plain(signs: str) -> str:
    """A few signs without accents, umlauts written out."""
    composed = unicodedata.normalize("NFC", signs)
    for sign, letters in _WRITTEN_OUT:
        composed = composed.replace(sign, letters)
    return "".join(sign for sign in unicodedata.normalize("NFD", composed) if not unicodedata.combining(sign))


def words_of(text: str) -> list[str]:
    """The words of a folded text; signs between them are left out.

    >>> words_of("l'enquete post-market, 15 days")
    ['l', 'enquete', 'post', 'market', '15', 'days']
    """
    if text.isascii():
        return text.encode("ascii").translate(_BETWEEN).decode("ascii").split()
    return _WORD.findall(text)


def spans_of(text: str) -> list[tuple[int, int]]:
    """Where the words of a folded text stand in it."""
    return [found.span() for found in _WORD.finditer(text)]
