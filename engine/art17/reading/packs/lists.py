"""Conditions that ask the same of each entry of a list: written out once for each, before a rule is read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from art17.errors import Mistakes
from art17.model.nearest import did_you_mean
from art17.model.place import Place
from art17.model.value import Value

LISTS = "lists.yaml"
EACH_OF, HOLDS, ENTRY = "each_of", "holds", "{each}"
_SHORT = 3
Lists = Mapping[str, Sequence[str]]
"""The expressions of the entries, by the name of the list."""


def lists_in(data: Mapping[str, Value], place: Place, mistakes: Mistakes) -> Lists:
    """The lists of a pack: each entry is what it may be called, and becomes an expression that finds one of these."""
    found: dict[str, list[str]] = {}
    for name, entries in data.items():
        rows = entries if isinstance(entries, Sequence) and not isinstance(entries, str) else ()
        words = [[str(word) for word in row] for row in rows if isinstance(row, Sequence) and not isinstance(row, str)]
        if not rows or len(words) != len(rows) or not all(words):
            mistakes.add(
                place, f"{name!r} is not a list of lists of words", f"write `{name}: [[AT, Austria], [BE, Belgium]]`"
            )
            continue
        found[name] = [expression_of(row) for row in words]
    return found


def expression_of(words: Sequence[str]) -> str:
    """What finds one of the words in a text; short ones, such as codes, only as a whole and as they are written.

    >>> expression_of(["AT", "Austria"])
    '\\\\b(?:AT)\\\\b|(?i:Austria)'
    """
    short = [re.escape(word) for word in words if len(word) < _SHORT]
    long = [re.escape(word) for word in words if len(word) >= _SHORT]
    parts = [rf"\b(?:{'|'.join(short)})\b"] * bool(short) + [f"(?i:{'|'.join(long)})"] * bool(long)
    return "|".join(parts)


def written_out(value: Value, lists: Lists, place: Place, mistakes: Mistakes) -> Value:
    """A part of a rule in which what is asked of each entry of a list is asked of one after the other."""
    if isinstance(value, Mapping):
        if EACH_OF in value and set(value) == {EACH_OF, HOLDS}:
            name = str(value[EACH_OF])
            if name not in lists:
                near = did_you_mean(name, lists)
                mistakes.add(place, f"{name!r} is not a list of this pack{near}", f"add it to {LISTS}")
                return value[HOLDS]
            return {"all": [_with(value[HOLDS], entry) for entry in lists[name]]}
        return {key: written_out(part, lists, place, mistakes) for key, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [written_out(part, lists, place, mistakes) for part in value]
    return value


def _with(value: Value, entry: str) -> Value:
    if isinstance(value, Mapping):
        return {key: _with(part, entry) for key, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_with(part, entry) for part in value]
    return value.replace(ENTRY, entry) if isinstance(value, str) else value
