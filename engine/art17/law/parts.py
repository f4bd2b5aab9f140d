"""Reads what hangs on a citation's head, from the outside in: paragraph, subparagraph, point, section."""

import re
from dataclasses import dataclass, replace

from art17.law import patterns
from art17.law.languages import ordinals, words
from art17.law.place import Place, deepened, is_number, levels

_ORDINALS = ordinals()


@dataclass(frozen=True, slots=True)
class Found:
    """One provision of a citation and where it is written; `worded` when a word, not a bracket, gave its last label."""

    place: Place
    start: int
    end: int
    worded: bool = False


def with_parts(text: str, found: Found) -> Found:
    """The citation with every paragraph, point and subparagraph that follows it directly."""
    deeper: Found | None = found
    while deeper is not None:
        found = deeper
        deeper = _deeper(text, found)
    return found


def _deeper(text: str, found: Found) -> Found | None:
    """The citation with one part more; None where no part follows."""
    for read in _PARTS:
        step = read(text, found)
        if step is not None:
            return step
    return None


def _bracket(text: str, found: Found) -> Found | None:
    match = patterns.BRACKET.match(text, found.end)
    if match is None or (
        match["gap"] and len(match["label"]) > 1 and match["label"].isalpha() and not found.place.labels
    ):
        return None
    place = deepened(found.place, match["label"].lower())
    return replace(found, place=place, end=match.end(), worded=False) if place else None


def _dotted(text: str, found: Found) -> Found | None:
    match = patterns.DOTTED.match(text, found.end)
    if match is None or is_number(match["label"]) is bool(found.place.labels):
        return None
    place = deepened(found.place, match["label"])
    return replace(found, place=place, end=match.end()) if place else None


def _closed(text: str, found: Found) -> Found | None:
    """`a)` after a paragraph: `Art. 17(1) a)`; `iii)` after a letter."""
    present = levels(found.place.labels)
    match = patterns.CLOSED.match(text, found.end) if present else None
    if match is None or (match["close"] and present[-1] != "digit"):
        return None
    place = deepened(found.place, match["label"] or match["close"])
    return replace(found, place=place, end=match.end(), worded=True) if place else None


def _paragraph(text: str, found: Found) -> Found | None:
    match = patterns.PARAGRAPH.match(text, found.end)
    if match is None or found.place.labels or found.place.subparagraph:
        return None
    place = deepened(found.place, label_of(match))
    return replace(found, place=place, end=match.end(), worded=match["bare"] is not None) if place else None


def _point(text: str, found: Found) -> Found | None:
    match = patterns.POINT.match(text, found.end)
    if match is None:
        return None
    label = label_of(match)
    if not is_number(label) and "letter" in levels(found.place.labels) and not _names_a_subpoint(match["word"]):
        return None
    number, letter = _split(label) if found.place.kind == "Annex" else (label, "")
    place = deepened(found.place, number)
    if place is not None and letter:
        place = deepened(place, letter)
    return replace(found, place=place, end=match.end(), worded=match["bare"] is not None) if place else None


def _split(label: str) -> tuple[str, str]:
    """`5a` of an annex is its point 5(a): no annex has inserted numbers."""
    number = label.rstrip("abcdefghijklmnopqrstuvwxyz")
    return (number, label[len(number) :]) if number else (label, "")


def _names_a_subpoint(word: str) -> bool:
    """Whether a word can only introduce what stands beneath a letter: `Ziffer`, `subpoint`."""
    return word.lower() in words("subpoint") and word.lower() not in words("letter")


def _subparagraph(text: str, found: Found) -> Found | None:
    match = patterns.SUBPARAGRAPH.match(text, found.end)
    if match is None or found.place.subparagraph or "letter" in levels(found.place.labels):
        return None
    number = _ORDINALS[match["ordinal"].lower()] if match["ordinal"] else int(match["count"])
    return replace(found, place=replace(found.place, subparagraph=number), end=match.end())


def _sentence(text: str, found: Found) -> Found | None:
    match = patterns.SENTENCE.match(text, found.end) if found.place.labels else None
    return replace(found, end=match.end()) if match else None


def _section(text: str, found: Found) -> Found | None:
    if found.place.kind == "Art." or found.place.labels or found.place.section:
        return None
    pattern = patterns.SECTION if found.place.kind == "Annex" else patterns.DIVISION_PART
    match = pattern.match(text, found.end)
    return (
        replace(found, place=replace(found.place, section=match["section"].upper()), end=match.end()) if match else None
    )


def _annex_number(text: str, found: Found) -> Found | None:
    """`2` of `Annex IV, 2(a)`; alone it counts only where nothing else can be meant."""
    if found.place.kind != "Annex" or found.place.labels:
        return None
    match = patterns.ANNEX_NUMBER.match(text, found.end)
    if match is None:
        return None
    stands_alone = match["bare"] is not None
    if stands_alone and not match["dot"] and not (match["comma"] and patterns.ENDS_HERE.match(text, match.end())):
        return None
    place = deepened(found.place, match["label"])
    return replace(found, place=place, end=match.end()) if place else None


_PARTS = (_bracket, _dotted, _closed, _section, _subparagraph, _paragraph, _point, _sentence, _annex_number)


def label_of(match: re.Match[str]) -> str:
    """The label that a worded part gives."""
    return (match["bracketed"] or match["bare"]).rstrip(")").lower()
