"""Groups of patterns, found in one pass over the words of a text.

A pattern is made of words: `report` (this word), `report*` (its beginning), `*meldung` (its end),
`*behoerde*` (within it), `#` (a number), `*` (any word); words follow each other, and `..` between
two lets up to eight others stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from art17.texts.folding import folded

FAR = 8
"""How many words `..` may stand for."""
_MOST_KEPT = 60_000
Span = tuple[int, int]
Hits = Mapping[str, Sequence[Span]]
"""For each group found the spans of words that are of it, first to one past the last."""


@dataclass(frozen=True, slots=True)
class _Sequence:
    """What must follow a first word: each next word, with how many others may be before it; `needs` are the words."""

    group: str
    rest: tuple[tuple[str, int], ...]
    needs: frozenset[str]

    @classmethod
    def of(cls, group: str, rest: Sequence[tuple[str, int]]) -> _Sequence:
        return cls(group, tuple(rest), frozenset(element for element, _ in rest if element != "*"))


_Entry = tuple[tuple[str, ...], tuple[_Sequence, ...], Mapping[str, tuple[_Sequence, ...]]]
"""The groups of a word, the sequences that it begins, and those that it begins where a certain word is next."""
_NOTHING: _Entry = ((), (), {})
_Keyed = dict[str, list[tuple[str, str]]]
_NO_ELEMENTS: frozenset[str] = frozenset()
_KEYED = 3
"""By so many letters of its core an element is found."""


@dataclass(slots=True)
class Lexicon:
    """Named groups of patterns of one language.

    >>> lexicon = Lexicon({"authority": ["market surveillance", "*behoerde*"], "report": ["report* .. authorit*"]})
    >>> dict(lexicon.hits(["market", "surveillance", "marktbehoerden"]))
    {'authority': [(0, 2), (2, 3)]}
    >>> dict(lexicon.hits("reports it to the authority".split()))
    {'report': [(0, 5)]}
    """

    groups: Mapping[str, Iterable[str]]
    _exact: dict[str, list[str]] = field(default_factory=dict[str, list[str]], init=False)
    _starts: _Keyed = field(default_factory=dict[str, list[tuple[str, str]]], init=False)
    _ends: _Keyed = field(default_factory=dict[str, list[tuple[str, str]]], init=False)
    _inner: _Keyed = field(default_factory=dict[str, list[tuple[str, str]]], init=False)
    _short: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]], init=False)
    _singles: dict[str, list[str]] = field(default_factory=dict[str, list[str]], init=False)
    _sequences: dict[str, list[_Sequence]] = field(default_factory=dict[str, list[_Sequence]], init=False)
    _known: dict[str, _Entry] = field(default_factory=dict[str, _Entry], init=False)
    _matched: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]], init=False)

    def __post_init__(self) -> None:
        elements: set[str] = set()
        for group, patterns in self.groups.items():
            for pattern in patterns:
                first, *rest = _elements(pattern)
                elements.update(element for element, _ in (first, *rest))
                if rest:
                    self._sequences.setdefault(first[0], []).append(_Sequence.of(group, rest))
                elif group not in (named := self._singles.setdefault(first[0], [])):
                    named.append(group)
        for element in sorted(elements):
            if core := element.strip("*#"):
                self._sort_in(core, element)

    def _sort_in(self, core: str, element: str) -> None:
        """Put an element where it is looked for: by the whole word, or by letters of its core."""
        if core == element:
            self._exact.setdefault(core, []).append(element)
        elif len(core) < _KEYED:
            self._short.append((core, element))
        elif not element.startswith("*"):
            self._starts.setdefault(core[:_KEYED], []).append((core, element))
        elif not element.endswith("*"):
            self._ends.setdefault(core[-_KEYED:], []).append((core, element))
        else:
            self._inner.setdefault(core[:_KEYED], []).append((core, element))

    def hits(self, words: Sequence[str]) -> dict[str, list[Span]]:
        """The groups that are found, each with where."""
        found: dict[str, list[Span]] = {}
        known, look_up = self._known, self._look_up
        entries = [known.get(word) or look_up(word) for word in words]
        matched: list[frozenset[str]] = []
        present: frozenset[str] = _NO_ELEMENTS
        for at, entry in enumerate(entries):
            if entry is _NOTHING:
                continue
            for group in entry[0]:
                found.setdefault(group, []).append((at, at + 1))
            begun = entry[1]
            if entry[2] and at + 1 < len(words):
                begun += entry[2].get(words[at + 1], ())
            if begun and not matched:
                matched = [self._elements_in(word) for word in words]
                present = _NO_ELEMENTS.union(*matched)
            for sequence in begun:
                if sequence.needs <= present and (end := _followed(matched, at + 1, sequence.rest)):
                    found.setdefault(sequence.group, []).append((at, end))
        return found

    def _elements_in(self, word: str) -> frozenset[str]:
        """The elements that a word matches."""
        if word not in self._matched:
            self._look_up(word)
        return self._matched[word]

    def _look_up(self, word: str) -> _Entry:
        if len(self._known) > _MOST_KEPT:
            self._known.clear()
            self._matched.clear()
        matched = frozenset(self._elements_of(word)) or _NO_ELEMENTS
        self._matched[word] = matched
        if not matched:
            self._known[word] = _NOTHING
            return _NOTHING
        singles = tuple(dict.fromkeys(group for each in sorted(matched) for group in self._singles.get(each, ())))
        anything: list[_Sequence] = []
        by_next: dict[str, tuple[_Sequence, ...]] = {}
        for sequence in (each for element in sorted(matched) for each in self._sequences.get(element, ())):
            following, gap = sequence.rest[0]
            if gap or "*" in following or following == "#":
                anything.append(sequence)
            else:
                by_next[following] = (*by_next.get(following, ()), sequence)
        entry = (singles, tuple(anything), by_next) if singles or anything or by_next else _NOTHING
        self._known[word] = entry
        return entry

    def _elements_of(self, word: str) -> Iterable[str]:
        yield from self._exact.get(word, ())
        if word.isdigit():
            yield "#"
        yield from (each for core, each in self._starts.get(word[:_KEYED], ()) if word.startswith(core))
        yield from (each for core, each in self._ends.get(word[-_KEYED:], ()) if word.endswith(core))
        inner = self._inner
        for at in range(len(word) - _KEYED + 1):
            if (key := word[at : at + _KEYED]) in inner:
                yield from (each for core, each in inner[key] if word.startswith(core, at))
        yield from (each for core, each in self._short if _is_of(word, core, each))


def _is_of(word: str, core: str, element: str) -> bool:
    """Whether a word is of an element that is not a whole word."""
    if not element.startswith("*"):
        return word.startswith(core)
    return core in word if element.endswith("*") else word.endswith(core)


def _followed(matched: Sequence[frozenset[str]], at: int, rest: Sequence[tuple[str, int]]) -> int:
    """One past the last word where all of the rest follows, else 0; `matched` are the elements of each word."""
    for element, gap in rest:
        for here in range(at, min(at + gap + 1, len(matched))):
            if element == "*" or element in matched[here]:
                at = here + 1
                break
        else:
            return 0
    return at


_JOINED = re.compile(r"[-']")


def _elements(pattern: str) -> list[tuple[str, int]]:
    """The words of a pattern, each with how many others may stand before it."""
    found: list[tuple[str, int]] = []
    gap = 0
    for piece in folded(pattern).split():
        if piece == "..":
            gap = FAR
            continue
        for element in filter(None, _JOINED.split(piece)):
            found.append((element, gap))
            gap = 0
    if not found:
        raise ValueError(f"the pattern {pattern!r} has no word")
    return found
