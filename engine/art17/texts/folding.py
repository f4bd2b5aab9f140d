"""Words as they are compared: lower case, without accents, umlauts written out."""

from __future__ import annotations

import re
import unicodedata

_WRITTEN_OUT = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "œ": "oe",
        "æ": "ae",
        "’": "'",
        "\u2011": "-",
        "\u00a0": " ",
        "\u202f": " ",
    }
)
_WORD = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """A text as it is compared.

    >>> folded("Geschäftsführer, l’enquête")
    "geschaeftsfuehrer, l'enquete"
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFC", text).lower().translate(_WRITTEN_OUT)
    if plain.isascii():
        return plain
    return "".join(sign for sign in unicodedata.normalize("NFD", plain) if not unicodedata.combining(sign))


def words_of(text: str) -> list[str]:
    """The words of a folded text; signs between them are left out.

    >>> words_of("l'enquete post-market, 15 days")
    ['l', 'enquete', 'post', 'market', '15', 'days']
    """
    return _WORD.findall(text)


def spans_of(text: str) -> list[tuple[int, int]]:
    """Where the words of a folded text stand in it."""
    return [found.span() for found in _WORD.finditer(text)]
