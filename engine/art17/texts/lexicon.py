"""Groups of patterns, found in one pass over the words of a text.

A pattern is made of words: `report` (this word), `report*` (its beginning), `*meldung` (its end),
`*behoerde*` (within it), `#` (a number), `*` (any word); words follow each other, and `..` between
two lets up to eight others stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter

from art17.texts.folding import folded

FAR = 8
"""How many words `..` may stand for."""
_MOST_KEPT = 60_000
Span = tuple[int, int]
Hits = Mapping[str, Sequence[Span]]
"""For each group found the spans of words that are of it, first to one past the last."""


@dataclass(frozen=True, slots=True)
class _Sequence:
    """What must follow a first word: each next word, with how many others may be before it; `needs` are the words.

    `rank` is its place in the order in which sequences are found; one that `is_pair` ends with the word that is next.
    """

    rank: int
    group: str
    rest: tuple[tuple[str, int], ...]
    needs: frozenset[str]
    is_pair: bool


_Begun = tuple[_Sequence, ...]
_Entry = tuple[tuple[str, ...], _Begun, Mapping[str, _Begun], frozenset[str]]
"""The groups of a word, the sequences that it begins, those that it begins before a certain element, and its own.

None where it is of no element.
"""
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
    _begun: dict[str, tuple[_Begun, Mapping[str, _Begun]]] = field(
        default_factory=dict[str, tuple[_Begun, Mapping[str, _Begun]]], init=False
    )
    _known: _Known = field(init=False)

    def __post_init__(self) -> None:
        elements: set[str] = set()
        begun: list[tuple[bool, str, int, str, tuple[tuple[str, int], ...]]] = []
        for group, patterns in self.groups.items():
            for pattern in patterns:
                found = tuple(_elements(pattern))
                (first, _), rest = found[0], found[1:]
                elements.update(element for element, _ in found)
                if rest:
                    second, gap = rest[0]
                    is_exact = not gap and "*" not in second and second != "#"
                    begun.append((is_exact, first, len(begun), group, rest))
                elif group not in (named := self._singles.setdefault(first, [])):
                    named.append(group)
        for rank, (_, first, _, group, following) in enumerate(sorted(begun)):
            needs = frozenset(element for element, _ in following if element != "*")
            is_pair = len(following) == 1 and not following[0][1] and following[0][0] != "*"
            self._sequences.setdefault(first, []).append(_Sequence(rank, group, following, needs, is_pair))
        for element in sorted(elements):
            if core := element.strip("*#"):
                self._sort_in(core, element)
        self._known = _Known(self)

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
        entries = [*map(self._known.__getitem__, words), None]
        present: frozenset[str] = _NO_ELEMENTS
        matched: list[frozenset[str]] = []
        for at, entry in enumerate(entries):
            if not entry:
                continue
            groups, begun, by_next, _ = entry
            for group in groups:
                if group in found:
                    found[group].append((at, at + 1))
                else:
                    found[group] = [(at, at + 1)]
            if by_next and (following := entries[at + 1]) and not by_next.keys().isdisjoint(following[3]):
                both = [*begun, *(each for element in following[3] for each in by_next.get(element, ()))]
                begun = tuple(sorted(both, key=_rank))
            for sequence in begun:
                if sequence.is_pair:
                    found.setdefault(sequence.group, []).append((at, at + 2))
                    continue
                if not matched:
                    matched = [each[3] if each else _NO_ELEMENTS for each in entries[:-1]]
                    present = _NO_ELEMENTS.union(*matched)
                if sequence.needs <= present and (end := _followed(matched, at + 1, sequence.rest)):
                    found.setdefault(sequence.group, []).append((at, end))
        return found

    def entry_of(self, word: str) -> _Entry | None:
        """What there is to know of a word; None where it is of no element."""
        elements = self._elements_of(word)
        if not elements:
            return None
        matched = sorted(set(elements)) if len(elements) > 1 else elements
        singles = self._singles
        groups = tuple(dict.fromkeys(group for each in matched if each in singles for group in singles[each]))
        far: _Begun = ()
        by_next: dict[str, _Begun] = {}
        for element in matched:
            if element in self._sequences:
                always, following = self._begun_by(element)
                far += always
                by_next = _both(by_next, following) if by_next else dict(following)
        if len(far) > 1:
            far = tuple(sorted(far, key=_rank))
        return groups, far, by_next, frozenset(matched)

    def _begun_by(self, element: str) -> tuple[_Begun, Mapping[str, _Begun]]:
        """The sequences that an element begins, and those that it begins where the next word is of an element."""
        if element not in self._begun:
            far: list[_Sequence] = []
            by_next: dict[str, list[_Sequence]] = {}
            for sequence in self._sequences[element]:
                following, gap = sequence.rest[0]
                (far if gap or following == "*" else by_next.setdefault(following, [])).append(sequence)
            self._begun[element] = tuple(far), {word: tuple(each) for word, each in by_next.items()}
        return self._begun[element]

    def _elements_of(self, word: str) -> list[str]:
        found = list(self._exact.get(word, ()))
        if word.isdigit():
            found.append("#")
        if keyed := self._starts.get(word[:_KEYED]):
            found += [each for core, each in keyed if word.startswith(core)]
        if keyed := self._ends.get(word[-_KEYED:]):
            found += [each for core, each in keyed if word.endswith(core)]
        inner = self._inner
        for at in range(len(word) - _KEYED + 1):
            if (key := word[at : at + _KEYED]) in inner:
                found += [each for core, each in inner[key] if word.startswith(core, at)]
        found += [each for core, each in self._short if _is_of(word, core, each)]
        return found


class _Known(dict[str, "_Entry | None"]):
    """What there is to know of each word that was met."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, word: str) -> _Entry | None:
        if len(self) > _MOST_KEPT:
            self.clear()
        entry = self[word] = self._lexicon.entry_of(word)
        return entry


_rank = attrgetter("rank")


def _both(one: Mapping[str, _Begun], other: Mapping[str, _Begun]) -> dict[str, _Begun]:
    return {word: (*one.get(word, ()), *other.get(word, ())) for word in (*one, *other)}


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


@lru_cache(maxsize=1 << 16)
def _elements(pattern: str) -> tuple[tuple[str, int], ...]:
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
    return tuple(found)
