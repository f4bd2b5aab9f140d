"""Reads what stands before an article or annex: `points 5(b) and (c) of Annex III`."""

import re
from dataclasses import replace
from functools import cache

from art17.law import patterns
from art17.law.grammar import followed_by
from art17.law.parts import Found, with_parts
from art17.law.place import Place

_WINDOW = 140
_VALUE = (
    rf"(?:\([\w.]{{1,5}}\)|\d{{1,3}}(?:\.\d)?[a-z]?|[a-z][ab]?(?![^\W_])\)?"
    rf"|[ivx]{{1,4}}(?![^\W_]))(?:\([\w.]{{1,5}}\)){{0,3}}(?:{patterns.GAP}[a-z]\))?"
)
_UNIT_WORD = patterns.either("paragraph", "number", "letter", "section", "subpoint")
_WORD = r"[^\W\d_]{2,14}(?![^\W\d_])\.?"  # any word: the grammar decides whether it introduces a part
_UNIT = (
    rf"(?:{_UNIT_WORD}{patterns.GAP}{_VALUE}"
    rf"(?:{patterns.GAP}(?:[,;]|[-–—]"
    rf"|(?:,\s?)?{patterns.either('conjunctions', 'until')}){patterns.GAP}"
    rf"(?:{_WORD}{patterns.GAP})?{_VALUE}){{0,12}}"
    rf"(?:,?{patterns.GAP}{_WORD}{patterns.GAP}{_VALUE}){{0,2}}"
    rf"|{patterns.ORDINAL_SUBPARAGRAPH})"
)
_OF_ENDS = re.compile(rf"{patterns.OF_PATTERN}$", re.IGNORECASE)


@cache
def _prefix() -> re.Pattern[str]:
    """The pattern of everything before a head; compiled when first needed, for it is large and seldom used."""
    return re.compile(
        rf"(?<![^\W_])(?P<units>{_UNIT}(?:(?:,"
        rf"|{patterns.OF_PATTERN}){patterns.GAP}{_UNIT}){{0,2}}),?{patterns.OF_PATTERN}$",
        re.IGNORECASE,
    )


@cache
def _unit() -> re.Pattern[str]:
    """The pattern of one unit of it: `points (a) and (b)`."""
    return re.compile(_UNIT, re.IGNORECASE)


def with_prefix(text: str, group: tuple[Found, ...], earliest: int) -> tuple[Found, ...]:
    """The group, with the points that are named before it as parts of its first member."""
    head = group[0]
    window = text[max(earliest, head.start - _WINDOW) : head.start]
    if _OF_ENDS.search(window[-12:]) is None:
        return group
    match = _prefix().search(window)
    if match is None:
        return group
    offset = head.start - len(window)
    whole = head.place
    units = list(_unit().finditer(match["units"]))
    for unit in reversed(units[1:]):
        whole = _parts(unit.group(), whole)[0].place
    members = _parts(units[0].group(), whole)
    if members[0].place == whole:
        return group
    start = offset + match.start()
    placed = tuple(replace(each, start=start + each.start, end=start + each.end) for each in members)
    return (*placed[:-1], replace(placed[-1], end=head.end), *group[1:])


def _parts(unit: str, whole: Place) -> tuple[Found, ...]:
    """The places that a unit like `points (a) and (b)` names within a whole."""
    first = with_parts(unit, Found(whole, 0, 0))
    return followed_by(unit, first, plural=True)
