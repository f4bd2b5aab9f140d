"""Data for the page's own script, in a form in which no text of a file can become markup."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from art17.reporting.safe import safe

Data = str | int | Sequence["Data"] | Mapping[str, "Data"]

_MARKUP = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def script_data(value: Data) -> str:
    """JSON for a script element: without a character that ends the element, or that hides what it says."""
    text = json.dumps(_clean(value), ensure_ascii=False, separators=(",", ":"))
    return text.translate(_MARKUP)


def _clean(value: Data) -> Data:
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, Mapping):
        return {key: _clean(part) for key, part in value.items()}
    return value if isinstance(value, int) else [_clean(part) for part in value]


class Texts:
    """Texts that occur often, each kept once and known by its number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """The number of a text; the next one where it is new."""
        return self._numbers.setdefault(text, len(self._numbers))

    @property
    def all(self) -> list[str]:
        return list(self._numbers)
