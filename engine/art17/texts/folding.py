"""Words as they are compared: lower case, without accents, umlauts written out."""

from __future__ import annotations

import re
import unicodedata

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
_MAY_COMBINE = re.compile("[\u0300-\U0010ffff]")
"""Signs below these are put on none before them."""
_WORD = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """A text as it is compared.

    >>> folded("Geschäftsführer, l’enquête")
    "geschaeftsfuehrer, l'enquete"
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFC", text).lower()
    for sign, letters in _WRITTEN_OUT:
        plain = plain.replace(sign, letters)
    return plain if plain.isascii() else _MAY_COMBINE.sub(_uncombined, unicodedata.normalize("NFD", plain))


def _uncombined(found: re.Match[str]) -> str:
    return "" if unicodedata.combining(found[0]) else found[0]


def words_of(text: str) -> list[str]:
    """The words of a folded text; signs between them are left out.

    >>> words_of("l'enquete post-market, 15 days")
    ['l', 'enquete', 'post', 'market', '15', 'days']
    """
    return _WORD.findall(text)


def spans_of(text: str) -> list[tuple[int, int]]:
    """Where the words of a folded text stand in it."""
    return [found.span() for found in _WORD.finditer(text)]
