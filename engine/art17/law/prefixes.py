"""Reads what stands before an article or annex: `points 5(b) and (c) of Annex III`."""

import re
from dataclasses import replace

from art17.law import patterns
from art17.law.grammar import Found, followed_by, with_parts
from art17.law.place import Place

_WINDOW = 140
_VALUE = rf"(?:\([\w.]{{1,5}}\)|\d{{1,3}}(?:\.\d)?[a-z]?|[a-z][ab]?(?![^\W_])\)?|[ivx]{{1,4}}(?![^\W_]))(?:\([\w.]{{1,5}}\)){{0,3}}(?:{patterns.GAP}[a-z]\))?"
_UNIT_WORD = patterns.either("paragraph", "number", "letter", "section", "subpoint")
_UNIT = (
    rf"(?:{_UNIT_WORD}{patterns.GAP}{_VALUE}"
    rf"(?:{patterns.GAP}(?:[,;]|[-–—]|(?:,\s?)?{patterns.either('conjunctions', 'until')}){patterns.GAP}(?:{_UNIT_WORD}{patterns.GAP})?{_VALUE}){{0,12}}"
    rf"(?:,?{patterns.GAP}{_UNIT_WORD}{patterns.GAP}{_VALUE}){{0,2}}"
    rf"|{patterns.ORDINAL_SUBPARAGRAPH})"
)
_PREFIX = re.compile(
    rf"(?<![^\W_])(?P<units>{_UNIT}(?:(?:,|{patterns.OF_PATTERN}){patterns.GAP}{_UNIT}){{0,2}}),?{patterns.OF_PATTERN}$",
    re.IGNORECASE,
)
_OF_ENDS = re.compile(rf"{patterns.OF_PATTERN}$", re.IGNORECASE)
_EACH = re.compile(_UNIT, re.IGNORECASE)


def with_prefix(text: str, group: tuple[Found, ...], earliest: int) -> tuple[Found, ...]:
    """The group, with the points that are named before it as parts of its first member."""
    head = group[0]
    window = text[max(earliest, head.start - _WINDOW) : head.start]
    if _OF_ENDS.search(window[-12:]) is None:
        return group
    match = _PREFIX.search(window)
    if match is None:
        return group
    offset = head.start - len(window)
    whole = head.place
    units = list(_EACH.finditer(match["units"]))
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
