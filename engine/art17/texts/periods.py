"""Periods in words: "within fifteen days", "48 hours", "zehn Jahre", "douze mois"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_JOINED = re.compile(r"(\d{1,3})([a-z]{1,10})")
_MOST = 999


@dataclass(frozen=True, slots=True)
class Period:
    """A period that stands from the word `start` to `end` (one past the last).

    `value` is ISO 8601; `is_working` where working days are counted, which are no days of the calendar.
    """

    start: int
    end: int
    value: str
    is_working: bool = False


@dataclass(frozen=True, slots=True)
class Counting:
    """How a language counts: its number words (several words where it takes several), units, and words between.

    `each` are words that come before a period which comes again ("every two years"), `rhythms` what says so
    in other words ("quarterly"), by their words.
    """

    numbers: Mapping[tuple[str, ...], int]
    units: Mapping[str, str]
    between: frozenset[str]
    working: frozenset[str]
    longest: int = 4
    each: frozenset[tuple[str, ...]] = frozenset()
    rhythms: Mapping[tuple[str, ...], str] = field(default_factory=dict[tuple[str, ...], str])
    starts: frozenset[str] = field(default=frozenset(), init=False)
    """The words with which a period or a rhythm may begin, digits apart."""

    def __post_init__(self) -> None:
        begun = (*self.numbers, *self.each, *self.rhythms)
        object.__setattr__(self, "starts", frozenset(words[0] for words in begun))


def periods_in(words: Sequence[str], counting: Counting) -> Iterator[Period]:
    """The periods that are named, in order."""
    at = 0
    while at < len(words):
        found = _period_at(words, at, counting)
        if found:
            yield found
            at = found.end
        else:
            at += 1


def rhythms_in(words: Sequence[str], counting: Counting) -> Iterator[Period]:
    """How often something is done, in order: "every six months", "annually", "tous les deux ans".

    >>> each, yearly = frozenset({("every",)}), {("annually",): "P1Y"}
    >>> english = Counting({("six",): 6}, {"months": "M"}, frozenset(), frozenset(), each=each, rhythms=yearly)
    >>> [each.value for each in rhythms_in("within six months , every six months or annually".split(), english)]
    ['P6M', 'P1Y']
    """
    at = 0
    while at < len(words):
        found = _rhythm_at(words, at, counting)
        if found:
            yield found
        at = found.end if found else at + 1


def _rhythm_at(words: Sequence[str], at: int, counting: Counting) -> Period | None:
    for length in range(min(counting.longest, len(words) - at), 0, -1):
        several = tuple(words[at : at + length])
        end = at + length
        if several in counting.each and end < len(words) and (found := _period_at(words, end, counting)):
            return Period(at, found.end, found.value, found.is_working)
        if value := counting.rhythms.get(several):
            return Period(at, end, value)
    return None


def _period_at(words: Sequence[str], at: int, counting: Counting) -> Period | None:
    if (joined := _JOINED.fullmatch(words[at])) and (unit := counting.units.get(joined[2])):
        return Period(at, at + 1, _iso(int(joined[1]), unit))
    number, end = _number_at(words, at, counting)
    if not number:
        return None
    if end < len(words) and words[end].isdigit() and int(words[end]) == number:
        end += 1  # fifteen (15) days
    is_working = False
    while end < len(words) and words[end] in counting.between:
        is_working = is_working or words[end] in counting.working
        end += 1
    unit = counting.units.get(words[end]) if end < len(words) else None
    if unit is None:
        return None
    is_working = is_working or words[end] in counting.working
    end += 1
    if end < len(words) and words[end] in counting.working:
        is_working, end = True, end + 1  # jours ouvres
    return Period(at, end, _iso(number, unit), is_working)


def _number_at(words: Sequence[str], at: int, counting: Counting) -> tuple[int, int]:
    word = words[at]
    if word.isdigit():
        return (int(word), at + 1) if len(word) <= 3 and 0 < int(word) <= _MOST else (0, at)
    for length in range(min(counting.longest, len(words) - at), 0, -1):
        if number := counting.numbers.get(tuple(words[at : at + length])):
            return number, at + length
    return 0, at


def _iso(number: int, unit: str) -> str:
    return f"PT{number}H" if unit == "H" else f"P{number}{unit}"
