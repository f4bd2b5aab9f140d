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
    """What must follow a first word: each next word, with how many others may stand before it."""

    group: str
    rest: tuple[tuple[str, int], ...]


_Entry = tuple[tuple[str, ...], tuple[_Sequence, ...], Mapping[str, tuple[_Sequence, ...]]]
"""The groups of a word, the sequences that it begins, and those that it begins where a certain word is next."""
_NOTHING: _Entry = ((), (), {})


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
    _starts: dict[str, list[str]] = field(default_factory=dict[str, list[str]], init=False)
    _ends: dict[str, list[str]] = field(default_factory=dict[str, list[str]], init=False)
    _inner: list[str] = field(default_factory=list[str], init=False)
    _lengths: tuple[tuple[int, ...], tuple[int, ...]] = field(default=((), ()), init=False)
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
                    self._sequences.setdefault(first[0], []).append(_Sequence(group, tuple(rest)))
                elif group not in (named := self._singles.setdefault(first[0], [])):
                    named.append(group)
        for element in sorted(elements):
            core = element.strip("*")
            if not core or element == "#":
                continue
            if element.startswith("*") and element.endswith("*"):
                self._inner.append(core)
            elif element.startswith("*"):
                self._ends.setdefault(core, []).append(element)
            elif element.endswith("*"):
                self._starts.setdefault(core, []).append(element)
            else:
                self._exact.setdefault(core, []).append(element)
        self._lengths = (
            tuple(sorted({len(core) for core in self._starts})),
            tuple(sorted({len(core) for core in self._ends})),
        )

    def hits(self, words: Sequence[str]) -> dict[str, list[Span]]:
        """The groups that are found, each with where."""
        found: dict[str, list[Span]] = {}
        known = self._known
        for at, word in enumerate(words):
            entry = known.get(word)
            if entry is None:
                entry = self._look_up(word)
            if entry is _NOTHING:
                continue
            for group in entry[0]:
                found.setdefault(group, []).append((at, at + 1))
            begun = entry[1]
            if entry[2] and at + 1 < len(words):
                begun += entry[2].get(words[at + 1], ())
            for sequence in begun:
                if end := self._followed(words, at + 1, sequence.rest):
                    found.setdefault(sequence.group, []).append((at, end))
        return found

    def _followed(self, words: Sequence[str], at: int, rest: Sequence[tuple[str, int]]) -> int:
        """One past the last word where all of the rest follows, else 0."""
        for element, gap in rest:
            for here in range(at, min(at + gap + 1, len(words))):
                if self._is_of(words[here], element):
                    at = here + 1
                    break
            else:
                return 0
        return at

    def _is_of(self, word: str, element: str) -> bool:
        if element == "*":
            return True
        if word not in self._matched:
            self._look_up(word)
        return element in self._matched[word]

    def _look_up(self, word: str) -> _Entry:
        if len(self._known) > _MOST_KEPT:
            self._known.clear()
            self._matched.clear()
        matched = frozenset(self._elements_of(word))
        self._matched[word] = matched
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
        for length in self._lengths[0]:
            if length > len(word):
                break
            yield from self._starts.get(word[:length], ())
        for length in self._lengths[1]:
            if length > len(word):
                break
            yield from self._ends.get(word[-length:], ())
        yield from (f"*{core}*" for core in self._inner if core in word)


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
