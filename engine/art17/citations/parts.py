"""Reads what hangs on a citation's head, from the outside in: paragraph, subparagraph, point, section."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from art17.citations import patterns
from art17.citations.languages import ordinals, words
from art17.citations.place import Place, deepened, is_number, levels

_SECTIONS = frozenset("ABC")


class Found(NamedTuple):
    """One provision of a citation and where it is written.

    `worded` when a word, not a bracket, gave its last label; `inner` when it stands within a range, unwritten.
    """

    place: Place
    start: int
    end: int
    worded: bool = False
    inner: bool = False


def with_parts(text: str, found: Found) -> Found:
    """The citation with every paragraph, point and subparagraph that follows it directly."""
    part = patterns.part()
    while (match := part.match(text, found.end)) is not None:
        deeper = _READERS[match.lastgroup or ""](text, match, found)
        if deeper is None:
            break
        found = deeper
    return found


def _bracket(_: str, match: re.Match[str], found: Found) -> Found | None:
    if (
        match["label"] in _SECTIONS
        and found.place.kind == "Annex"
        and found.place == Place("Annex", found.place.number)
    ):
        return found._replace(place=found.place._replace(section=match["label"]), end=match.end())  # `Annex I(A)`
    label = match["label"].lower()
    if match["gap"] and len(label) > 1 and label.isalpha() and not found.place.labels:
        return None
    return _deeper(found, label, match.end())


def _deeper(found: Found, label: str, end: int, *, worded: bool = False) -> Found | None:
    """The citation with one label more; None where such a label cannot stand there."""
    place = deepened(found.place, label)
    return Found(place, found.start, end, worded) if place else None


def _dotted(_: str, match: re.Match[str], found: Found) -> Found | None:
    label = match["dotted"]
    if is_number(label) is bool(found.place.labels):
        return None
    return _deeper(found, label, match.end(), worded=found.worded)


def _closed(_: str, match: re.Match[str], found: Found) -> Found | None:
    """`a)` after a paragraph: `Art. 17(1) a)`; `iii)` after a letter."""
    present = levels(found.place.labels)
    if not present or (match["close"] and present[-1] != "digit"):
        return None
    return _deeper(found, match["closed"] or match["close"], match.end(), worded=True)


def _worded(text: str, match: re.Match[str], found: Found) -> Found | None:
    """The part that a word introduces, where it is such a word; `second` of `second subparagraph` is one too."""
    word = match["word"].lower()
    for kind in _kinds().get(word, ()):
        step = _WORDED[kind](text, word, match.end(), found)
        if step is not None:
            return step
    return None


@cache
def _kinds() -> Mapping[str, tuple[str, ...]]:
    """Which parts each word may introduce, in the order in which they are tried."""
    kinds: dict[str, tuple[str, ...]] = {}
    for kind in _WORDED:
        points = ("number", "letter", "subpoint")
        for word in ordinals() if kind == "ordinal" else words(*points) if kind == "point" else words(kind):
            if (kind, word) != ("subparagraph", "paragraph"):  # only `first paragraph` means one
                kinds[word] = (*kinds.get(word, ()), kind)
    return kinds


def _section(text: str, _: str, position: int, found: Found) -> Found | None:
    if found.place.kind == "Art." or found.place.labels or found.place.section:
        return None
    match = patterns.section_value().match(text, position)
    if match is None or (found.place.kind != "Annex" and not match.group().isdecimal()):
        return None
    return found._replace(place=found.place._replace(section=match.group().upper()), end=match.end())


def _chapter(text: str, word: str, position: int, found: Found) -> Found | None:
    """`Title III, Chapter 2`."""
    return None if found.place.kind == "Annex" else _section(text, word, position, found)


def _ordinal(text: str, word: str, position: int, found: Found) -> Found | None:
    """`second subparagraph`; `second sentence`, which the Act does not number."""
    match = patterns.word().match(text, position) if text[position : position + 1] != "," else None
    if match is None:
        return None
    noun = match["word"].lower()
    if noun not in words("subparagraph", "sentence"):
        noun = noun.removesuffix(".")  # the sentence ends here
    end = match.start("word") + len(noun)
    if noun in words("subparagraph") and _has_room(found):
        return _with_subparagraph(found, ordinals()[word], end)
    return found._replace(end=end) if noun in words("sentence") and found.place.labels else None


def _subparagraph(text: str, _: str, position: int, found: Found) -> Found | None:
    match = patterns.count().match(text, position) if _has_room(found) else None
    return _with_subparagraph(found, int(match["count"]), match.end()) if match else None


def _has_room(found: Found) -> bool:
    return not found.place.subparagraph and "letter" not in levels(found.place.labels)


def _with_subparagraph(found: Found, number: int, end: int) -> Found:
    return found._replace(place=found.place._replace(subparagraph=number), end=end)


def _paragraph(text: str, _: str, position: int, found: Found) -> Found | None:
    match = None if found.place.labels or found.place.subparagraph else patterns.value().match(text, position)
    if match is None:
        return None
    number, letter = _split(label_of(match)) if found.place.kind == "Annex" else (label_of(match), "")
    deeper = _deeper(found, number, match.end(), worded=match["bare"] is not None)
    return _deeper(deeper, letter, match.end(), worded=match["bare"] is not None) if deeper and letter else deeper


def _point(text: str, word: str, position: int, found: Found) -> Found | None:
    match = patterns.value().match(text, position)
    if match is None:
        return None
    label = label_of(match)
    if not is_number(label) and "letter" in levels(found.place.labels) and not _names_a_subpoint(word):
        return None
    number, letter = _split(label) if found.place.kind == "Annex" else (label, "")
    place = deepened(found.place, number)
    if place is not None and letter:
        place = deepened(place, letter)
    return Found(place, found.start, match.end(), match["bare"] is not None) if place else None


def _split(label: str) -> tuple[str, str]:
    """`5a` of an annex is its point 5(a): no annex has inserted numbers."""
    number = label.rstrip("abcdefghijklmnopqrstuvwxyz")
    return (number, label[len(number) :]) if number else (label, "")


def _names_a_subpoint(word: str) -> bool:
    """Whether a word can only introduce what stands beneath a letter: `Ziffer`, `subpoint`."""
    return word in words("subpoint") and word not in words("letter")


def _sentence(text: str, _: str, position: int, found: Found) -> Found | None:
    match = patterns.sentence_value().match(text, position) if found.place.labels else None
    return found._replace(end=match.end()) if match else None


def _annex_number(text: str, match: re.Match[str], found: Found) -> Found | None:
    """`2` of `Annex IV, 2(a)`; alone it counts only where nothing else can be meant."""
    if found.place.kind != "Annex" or found.place.labels:
        return None
    stands_alone = match["bare"] is not None
    if stands_alone and not match["dot"] and not (match["comma"] and patterns.ends_here().match(text, match.end())):
        return None
    if stands_alone and match["comma"] and patterns.goes_on_counting().match(text, match.end()):
        return None
    return _deeper(found, match["counted"], match.end(), worded=found.worded)


_READERS: Mapping[str, Callable[[str, re.Match[str], Found], Found | None]] = {
    "label": _bracket,
    "dotted": _dotted,
    "closed": _closed,
    "close": _closed,
    "word": _worded,
    "counted": _annex_number,
    "bare": _annex_number,
}
_WORDED: Mapping[str, Callable[[str, str, int, Found], Found | None]] = {
    "section": _section,
    "chapter": _chapter,
    "ordinal": _ordinal,
    "subparagraph": _subparagraph,
    "paragraph": _paragraph,
    "point": _point,
    "sentence": _sentence,
}


def label_of(match: re.Match[str]) -> str:
    """The label that a value gives."""
    return (match["bracketed"] or match["bare"]).rstrip(")").lower()


def labelled_at(text: str, position: int) -> re.Match[str] | None:
    """The value of a paragraph or point in words that stands at a place: `1` of `paragraph 1`."""
    match = patterns.word().match(text, position)
    kinds = _kinds().get(match["word"].lower(), ()) if match else ()
    return patterns.value().match(text, match.end()) if match and ("paragraph" in kinds or "point" in kinds) else None


def begins_with_part(text: str) -> bool:
    """Whether a text begins with a part of a citation: `point (a)`, `(b)`."""
    if patterns.bracket().match(text) or labelled_at(text, 0):
        return True
    match = patterns.word().match(text)
    return match is not None and _worded(text, match, Found(Place("Annex", "I"), 0, 0)) is not None
