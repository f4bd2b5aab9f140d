"""Keys that nothing declares and that look like one that is: `onwer`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from art17.graph.node import DERIVED
from art17.model.artefact import Defect
from art17.model.place import Place, Route
from art17.model.value import Value
from art17.model.vocabulary import FieldOf, Vocabulary
from art17.reading.facts.keys import Keys, plain

SHORTEST = 4
_LONG = 9
"""From so many letters on, two slips still show what was meant."""


class Slips:
    """Finds mistyped keys by the vocabulary of a run."""

    def __init__(self, vocabulary: Vocabulary, keys: Keys) -> None:
        self._vocabulary = vocabulary
        self._keys = keys
        common = {
            *vocabulary.fields,
            *vocabulary.links,
            *vocabulary.inverses,
            *vocabulary.aliases,
            "links",
            "items",
        } - DERIVED
        self._common = frozenset(plain(name) for name in common)
        of_types = (kind.fields for kind in vocabulary.types.values())
        self._anywhere = self._common | {plain(name) for fields in of_types for name in fields}
        self._known: dict[str, frozenset[str]] = {}
        self._meant: dict[tuple[str, str], str] = {}

    def defects(self, stated: Mapping[str, Value], place: Place, type_name: str) -> Iterator[Defect]:
        """A defect for each key of a mapping, and of the groups in it, that is one slip away from a declared one.

        What the key may mean is silent where the mapping says it as well, and a key that another type declares is
        no slip.
        """
        if type_name not in self._vocabulary.types:
            return
        known = self._names_of(type_name)
        here = {plain(key) for key in stated}
        for key, value in stated.items():
            name = plain(key)
            if name not in known and name not in self._anywhere:
                meant = self._nearest(name, type_name, known)
                if meant and meant not in here:
                    yield _defect(key, meant, Place(place.path, (*place.route, key)) if place.route else place)
            elif name in known and isinstance(value, (Mapping, list)):
                declared = self._vocabulary.first_field(type_name, self._keys.canonical(key, type_name))
                if declared and declared.parts:
                    yield from self._within(value, declared.parts, place, (key,))

    def _within(self, value: Value, parts: Mapping[str, FieldOf], place: Place, route: Route) -> Iterator[Defect]:
        """The defects of a group, or of each group of a list, and of the groups in them."""
        if isinstance(value, list):
            for index, each in enumerate(value):
                yield from self._within(each, parts, place, (*route, index))
        if not isinstance(value, Mapping):
            return
        known = frozenset(map(plain, parts))
        above = ".".join(step for step in route if isinstance(step, str))
        for key, inner in value.items():
            meant = "" if plain(key) in known else nearest_slip(plain(key), known)
            if meant and meant not in value:
                where = Place(place.path, (*place.route, *route, key)) if place.route else place
                yield _defect(f"{above}.{key}", f"{above}.{meant}", where)
            elif (part := parts.get(plain(key))) and part.parts:
                yield from self._within(inner, part.parts, place, (*route, key))

    def _names_of(self, type_name: str) -> frozenset[str]:
        if type_name not in self._known:
            kind = self._vocabulary.types[type_name]
            self._known[type_name] = self._common | {plain(name) for name in (*kind.fields, *kind.items)}
        return self._known[type_name]

    def _nearest(self, name: str, type_name: str, known: frozenset[str]) -> str:
        """The nearest declared key; the same keys come in every file."""
        at = (type_name, name)
        if at not in self._meant:
            self._meant[at] = nearest_slip(name, known)
        return self._meant[at]


def _defect(key: str, meant: str, place: Place) -> Defect:
    message = f"The key {key[:60]!r} is not read; did you mean {meant!r}?"
    return Defect("mistyped-key", place, key, message, f"write `{meant}`, or rename the key if it means something else")


def nearest_slip(word: str, known: Iterable[str]) -> str:
    """The known word that a slip or two of the hand make of another, or "".

    A plural is no slip: whoever writes `owners` means it.

    >>> [nearest_slip(word, ["owner", "next_review"]) for word in ("onwer", "ownr", "next_reveiw", "owners", "power")]
    ['owner', 'owner', 'next_review', '', '']
    """
    if len(word) < SHORTEST:
        return ""
    for meant in sorted(known):
        most = 2 if len(meant) >= _LONG else 1
        if len(meant) < SHORTEST or abs(len(word) - len(meant)) > most or word[0] != meant[0]:
            continue
        if {word, meant} in ({f"{word}s", word}, {f"{meant}s", meant}):
            continue
        if _distance(word, meant, most) <= most:
            return meant
    return ""


def slips_of(word: str) -> str:
    """A pattern of all that one slip makes of a word: a letter added, dropped, changed or swapped with its neighbour.

    >>> import re
    >>> [bool(re.fullmatch(slips_of("owner"), each)) for each in ("onwer", "ownr", "owneer", "owmer", "owner", "power")]
    [True, True, True, True, False, False]
    """
    found = [f"{word}."]
    for at in range(1, len(word)):
        before, letter, after = word[:at], word[at], word[at + 1 :]
        found.append(f"{before}(?:.{letter}{after}|[^{letter}]?{after})")
        if after and after[0] != letter:
            found.append(f"{before}{after[0]}{letter}{after[1:]}")
    return "|".join(found)


def _distance(one: str, other: str, most: int) -> int:
    """How many letters were added, dropped, changed or swapped with a neighbour; more than `most` is any more.

    The restricted Damerau-Levenshtein distance, row by row.
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]
