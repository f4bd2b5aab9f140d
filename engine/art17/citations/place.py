"""The structure of a citation: article or annex, its labels from the outside in, and their canonical spelling."""

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

Level = Literal["digit", "letter", "sub"]

_ROMAN_DIGITS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_DIGIT = re.compile(r"\d{1,3}(?:\.\d{1,2})?[a-z]{0,2}")


class Place(NamedTuple):
    """A provision as its citation builds it; it need not exist. Many are made, so it is a tuple."""

    kind: Literal["Art.", "Annex", "Chapter", "Title"]
    number: str
    section: str | None = None
    subparagraph: int | None = None
    labels: tuple[str, ...] = ()


def canonical(place: Place) -> str:
    """The one spelling that the data uses.

    >>> canonical(Place("Art.", "17", labels=("1", "a")))
    'Art. 17(1)(a)'
    >>> canonical(Place("Annex", "VIII", section="A", labels=("3",)))
    'Annex VIII, Section A(3)'
    """
    opening = f"{place.kind} {place.number}"
    if place.section:
        opening += f", {'Chapter' if place.kind == 'Title' else 'Section'} {place.section}"
    if place.subparagraph is None:
        return opening + _bracketed(place.labels)
    outside = sum(1 for level in levels(place.labels) if level == "digit")
    points = _bracketed(place.labels[outside:])
    tail = f", point {points}" if points else ""
    return f"{opening}{_bracketed(place.labels[:outside])}, subparagraph {place.subparagraph}{tail}"


def _bracketed(labels: tuple[str, ...]) -> str:
    return f"({')('.join(labels)})" if labels else ""


@cache
def _canonical() -> re.Pattern[str]:
    return re.compile(
        r"(Art\.|Annex|Chapter|Title) (\w+)(?:, (?:Section|Chapter) (\w))?"
        r"((?:\([^)]+\))*)(?:, subparagraph (\d)(?:, point ((?:\([^)]+\))+))?)?"
    )


def place_of(cite: str) -> Place | None:
    """The structure of a canonical citation; None where it is not canonical.

    >>> place_of("Art. 17(1)(a)")
    Place(kind='Art.', number='17', section=None, subparagraph=None, labels=('1', 'a'))
    """
    match = _canonical().fullmatch(cite)
    if match is None:
        return None
    kind, number, section, outer, subparagraph, points = match.groups()
    labels = tuple(re.findall(r"\(([^()]+)\)", outer + (points or "")))
    return Place(kind, number, section, int(subparagraph) if subparagraph else None, labels)  # type: ignore[arg-type]


@cache
def _plain() -> re.Pattern[str]:
    return re.compile(
        r"(?:Art\. \d{1,3}[a-z]?|Annex (?=[IVX])X?(?:IX|IV|V?I{0,3}))"
        r"(?:\(\d{1,3}[a-z]?\))?(?:\([a-z]\)(?:\((?:ix|iv|v?i{1,3}|v|x)\))?)?",
        re.ASCII,
    )


def is_plain(text: str) -> bool:
    """Whether a string is the canonical citation of an article or annex, so that nothing need be parsed.

    >>> is_plain("Art. 17(1)(a)"), is_plain("Art. 17 (1)(a)"), is_plain("Annex IIII")
    (True, False, False)
    """
    return _plain().fullmatch(text) is not None


@lru_cache(maxsize=1024)
def levels(labels: tuple[str, ...]) -> tuple[Level, ...]:
    """What kind of label stands at each depth: a number, a letter, or a part of a letter."""
    found: list[Level] = []
    for label in labels:
        if "letter" in found:
            found.append("sub")
        else:
            found.append("digit" if is_number(label) else "letter")
    return tuple(found)


@lru_cache(maxsize=1024)
def is_number(label: str) -> bool:
    """Whether a label counts: `1`, `3.1`, `6a`; not `a`, `iii`."""
    return _DIGIT.fullmatch(label) is not None


def is_roman(label: str) -> bool:
    """Whether a label can be a small Roman number."""
    return roman_value(label.upper()) is not None


def deepened(place: Place, label: str) -> Place | None:
    """The place one label further in; None where such a label cannot stand there."""
    present = levels(place.labels)
    if is_number(label):
        fits = not present
    elif "letter" in present:
        fits = "sub" not in present and is_roman(label)
    else:
        fits = True
    return Place(place.kind, place.number, place.section, place.subparagraph, (*place.labels, label)) if fits else None


def sibling(place: Place, label: str) -> Place | None:
    """The place beside another one: `(b)` after `Art. 17(1)(a)`; None where nothing of its kind stands there."""
    present = levels(place.labels)
    wanted: Level = "digit" if is_number(label) else "letter"
    if "sub" in present and is_roman(label):
        wanted = "sub"
    if wanted not in present:
        return None
    return place._replace(labels=(*place.labels[: present.index(wanted)], label))


def between(first: Place, last: Place, at_most: int | None = None) -> tuple[Place, ...]:
    """The places of a range after its first one; only the last where there are too many, or they cannot be counted."""
    steps: tuple[str, ...] | None = None
    labelled = bool(first.labels or last.labels)
    if not labelled and first.kind == last.kind:
        steps = _labels_between(first.number, last.number, roman=first.kind == "Annex")
    elif labelled and first.labels[:-1] == last.labels[:-1] and first.number == last.number:
        steps = _labels_between(first.labels[-1], last.labels[-1], roman=levels(last.labels)[-1] == "sub")
    if not steps or (at_most is not None and len(steps) > at_most):
        return (last,)
    if labelled:
        outer = last.labels[:-1]
        return tuple([Place(last.kind, last.number, last.section, last.subparagraph, (*outer, each)) for each in steps])
    return tuple([Place(last.kind, each, last.section, last.subparagraph) for each in steps])


def _labels_between(first: str, last: str, *, roman: bool) -> tuple[str, ...] | None:
    """The labels after the first one up to the last; None where they cannot be counted."""
    if first.isdecimal() and last.isdecimal():
        return tuple(str(number) for number in range(int(first) + 1, int(last) + 1))
    low, high = roman_value(first.upper()), roman_value(last.upper())
    if roman and low and high:
        written = (roman_of(number) for number in range(low + 1, high + 1))
        return tuple(text if last.isupper() else text.lower() for text in written)
    if len(first) == len(last) == 1 and first.isalpha() and last.isalpha():
        return tuple(chr(code) for code in range(ord(first) + 1, ord(last) + 1))
    return None


def roman_of(number: int) -> str:
    """A number below 40 in Roman digits.

    >>> roman_of(14)
    'XIV'
    """
    return "X" * (number // 10) + _ROMAN_DIGITS[number % 10]


_ROMAN_VALUES = {roman_of(number): number for number in range(1, 40)}


def roman_value(text: str) -> int | None:
    """The value of Roman digits below 40; None for anything else."""
    return _ROMAN_VALUES.get(text)
