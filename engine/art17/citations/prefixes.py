"""Reads what stands before an article or annex: `points 5(b) and (c) of Annex III`."""

import re
from functools import cache

from art17.citations import patterns
from art17.citations.grammar import followed_by
from art17.citations.languages import words
from art17.citations.parts import Found, with_parts
from art17.citations.place import Place

_WINDOW = 140
_NEAR = 40
_SHORT = 2
_BEFORE_A_HEAD = " \t\n\u00a0\u202f>;'’"  # with what `of the` ends: a blank, `&nbsp;`, `de l'`
_VALUE = (
    rf"(?:\([\w.]{{1,5}}\)|\d{{1,3}}(?:\.\d)?[a-z]?|[a-z][ab]?(?![^\W_])\)?"
    rf"|[ivx]{{1,4}}(?![^\W_]))(?:\([\w.]{{1,5}}\)){{0,3}}(?:{patterns.GAP}[a-z]\))?"
)
_WORD = r"[^\W\d_]{2,14}(?![^\W\d_])\.?"  # any word: the grammar decides whether it introduces a part


@cache
def _unit() -> re.Pattern[str]:
    """The pattern of one unit before a head: `points (a) and (b)`."""
    introduced = patterns.either("paragraph", "number", "letter", "section", "subpoint")
    return re.compile(
        rf"(?:{introduced}{patterns.PLURAL}?+{patterns.GAP}{_VALUE}"
        rf"(?:{patterns.GAP}(?:[,;]|[-–—]|(?:,\s?)?{patterns.either('conjunctions', 'until')}){patterns.GAP}"
        rf"(?:{_WORD}{patterns.GAP})?{_VALUE}){{0,12}}"
        rf"(?:,?{patterns.GAP}{_WORD}{patterns.GAP}{_VALUE}){{0,2}}"
        rf"|{patterns.ordinal_subparagraph()})",
        re.IGNORECASE,
    )


@cache
def _prefix() -> re.Pattern[str]:
    """The pattern of everything before a head."""
    unit, of = _unit().pattern, patterns.of()
    return re.compile(rf"(?<![^\W_])(?P<units>{unit}(?:(?:,|{of}){patterns.GAP}{unit}){{0,2}}),?{of}$", re.IGNORECASE)


@cache
def _of_words() -> frozenset[str]:
    return frozenset(part for word in words("of") for part in word.split()) | {"the"}


def _ends_with_part(text: str) -> bool:
    """Whether a text ends with a label or the word for a subparagraph, then `of the`: asked first, for it is cheap."""
    if text[-1:] not in _BEFORE_A_HEAD:
        return False
    tokens = text.lower().replace(">", " ").replace("&nbsp;", " ").replace(")", ") ").split()
    last = len(tokens) - 1
    while last >= 0 and tokens[last] in _of_words():
        last -= 1
    if last in (-1, len(tokens) - 1):
        return False
    token = tokens[last].rstrip(",")
    if token[-1:] == ")" or len(token) <= _SHORT or token in words("subparagraph"):
        return True
    return set(token) <= set("ivx") or any(sign.isdigit() for sign in token)


def with_prefix(text: str, group: tuple[Found, ...], earliest: int) -> tuple[Found, ...]:
    """The group, with the points that are named before it as parts of its first member."""
    head = group[0]
    if not _ends_with_part(text[max(earliest, head.start - _NEAR) : head.start]):
        return group
    window = text[max(earliest, head.start - _WINDOW) : head.start]
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
    placed = tuple(each._replace(start=start + each.start, end=start + each.end) for each in members)
    return (*placed[:-1], placed[-1]._replace(end=head.end), *group[1:])


def _parts(unit: str, whole: Place) -> tuple[Found, ...]:
    """The places that a unit like `points (a) and (b)` names within a whole."""
    first = with_parts(unit, Found(whole, 0, 0))
    return followed_by(unit, first, plural=True)
