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
    """What must follow a first word: each next word, with how many others may be before it.

    `rank` is its place in the order in which sequences are found; one that `is_pair` ends with the word that is next.
    """

    rank: int
    group: str
    rest: tuple[tuple[str, int], ...]
    is_pair: bool


_Begun = tuple[_Sequence, ...]
_Entry = tuple[tuple[str, ...], _Begun, Mapping[str, _Begun], tuple[str, ...]]
"""The groups of a word, the sequences that it begins, those that it begins before a certain element, and its own."""
_Keyed = dict[str, tuple[tuple[str, ...], list[tuple[str, str]]]]
"""By letters: the cores, and each with its element."""
_KEYED = 3
"""By so many letters of its core an element is found."""


_NO_NEXT: Mapping[str, _Begun] = {}


class Elements(dict[str, tuple[str, ...]]):
    """The words of patterns: of which of them each word of a text is, looked up once.

    >>> elements = Elements.of(["report* .. authorit*", "*behoerde*"])
    >>> elements["marktbehoerden"], elements["reports"], elements["of"]
    (('*behoerde*',), ('report*',), ())
    """

    def __init__(self) -> None:
        super().__init__()
        self._exact: set[str] = set()
        self._starts: _Keyed = {}
        self._ends: _Keyed = {}
        self._inner: list[tuple[str, str]] = []
        self._short: list[tuple[str, str]] = []

    @classmethod
    def of(cls, patterns: Iterable[str]) -> Elements:
        """The words of some patterns."""
        found = cls()
        for element in sorted({element for pattern in patterns for element, _ in _elements(pattern)}):
            if core := element.strip("*#"):
                found._sort_in(core, element)
        return found

    def _sort_in(self, core: str, element: str) -> None:
        """Put an element where it is looked for: by the whole word, or by letters of its core."""
        if core == element:
            self._exact.add(core)
        elif len(core) < _KEYED:
            self._short.append((core, element))
        elif not element.startswith("*"):
            _put(self._starts, core[:_KEYED], core, element)
        elif not element.endswith("*"):
            _put(self._ends, core[-_KEYED:], core, element)
        else:
            self._inner.append((core, element))

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) > _MOST_KEPT:
            self.clear()
        found = [word] if word in self._exact else []
        if (keyed := self._starts.get(word[:_KEYED])) and word.startswith(keyed[0]):
            found += [element for core, element in keyed[1] if word.startswith(core)]
        if (keyed := self._ends.get(word[-_KEYED:])) and word.endswith(keyed[0]):
            found += [element for core, element in keyed[1] if word.endswith(core)]
        for core, element in self._inner:
            if core in word:
                found.append(element)
        if word.isdigit():
            found.append("#")
        for core, element in self._short:
            if _is_of(word, core, element):
                found.append(element)
        known = self[word] = tuple(sorted(set(found))) if len(found) > 1 else tuple(found)
        return known


def _put(keyed: _Keyed, key: str, core: str, element: str) -> None:
    cores, found = keyed.get(key, ((), []))
    keyed[key] = (*cores, core), [*found, (core, element)]


@dataclass(slots=True)
class Lexicon:
    """Named groups of patterns of one language; `elements` are at least those of its patterns.

    >>> lexicon = Lexicon({"authority": ["market surveillance", "*behoerde*"], "report": ["report* .. authorit*"]})
    >>> dict(lexicon.hits(["market", "surveillance", "marktbehoerden"]))
    {'authority': [(0, 2), (2, 3)]}
    >>> dict(lexicon.hits("reports it to the authority".split()))
    {'report': [(0, 5)]}
    """

    groups: Mapping[str, Iterable[str]]
    elements: Elements | None = None
    _singles: dict[str, list[str]] = field(default_factory=dict[str, list[str]], init=False)
    _sequences: dict[str, list[_Sequence]] = field(default_factory=dict[str, list[_Sequence]], init=False)
    _own: set[str] = field(default_factory=set[str], init=False)
    _entries: dict[tuple[str, ...], _Entry] = field(default_factory=dict[tuple[str, ...], _Entry], init=False)
    _known: _Known = field(init=False)

    def __post_init__(self) -> None:
        begun: list[tuple[bool, str, int, str, tuple[tuple[str, int], ...]]] = []
        for group, patterns in self.groups.items():
            for pattern in patterns:
                found = _elements(pattern)
                (first, _), rest = found[0], found[1:]
                self._own.update(element for element, _ in found)
                if rest:
                    second, gap = rest[0]
                    is_exact = not gap and "*" not in second and second != "#"
                    begun.append((is_exact, first, len(begun), group, rest))
                elif group not in (named := self._singles.setdefault(first, [])):
                    named.append(group)
        for rank, (_, first, _, group, following) in enumerate(sorted(begun)):
            is_pair = len(following) == 1 and not following[0][1] and following[0][0] != "*"
            self._sequences.setdefault(first, []).append(_Sequence(rank, group, following, is_pair))
        if self.elements is None:
            self.elements = Elements.of(pattern for patterns in self.groups.values() for pattern in patterns)
        self._known = _Known(self, self.elements)

    def hits(self, words: Sequence[str]) -> dict[str, list[Span]]:
        """The groups that are found, each with where."""
        found: dict[str, list[Span]] = {}
        entries: list[_Entry | None] = [*map(self._known.__getitem__, words), None]
        for at, entry in enumerate(entries):
            if not entry:
                continue
            groups, begun, by_next, _ = entry
            for group in groups:
                if group in found:
                    found[group].append((at, at + 1))
                else:
                    found[group] = [(at, at + 1)]
            if by_next and (following := entries[at + 1]):
                before = begun
                for element in following[3]:
                    if element in by_next:
                        begun = (*begun, *by_next[element])
                if begun is not before and len(begun) > 1:
                    begun = tuple(sorted(begun, key=_rank))
            if begun:
                _follow(begun, entries, at, found)
        return found

    def entry_of(self, elements: tuple[str, ...]) -> _Entry | None:
        """What there is to know of a word of some elements; None where none of them is of this lexicon."""
        own = tuple(filter(self._own.__contains__, elements))
        if not own:
            return None
        if own not in self._entries:
            self._entries[own] = self._made(own)
        return self._entries[own]

    def _made(self, elements: tuple[str, ...]) -> _Entry:
        singles = self._singles
        groups = tuple(dict.fromkeys(group for each in elements if each in singles for group in singles[each]))
        if not any(each in self._sequences for each in elements):
            return groups, (), _NO_NEXT, elements
        far: list[_Sequence] = []
        by_next: dict[str, _Begun] = {}
        for sequence in (each for element in elements for each in self._sequences.get(element, ())):
            following, gap = sequence.rest[0]
            if gap or following == "*":
                far.append(sequence)
            else:
                by_next[following] = (*by_next.get(following, ()), sequence)
        return groups, tuple(sorted(far, key=_rank)), by_next, elements


class _Known(dict[str, "_Entry | None"]):
    """What there is to know of each word that was met."""

    def __init__(self, lexicon: Lexicon, elements: Elements) -> None:
        super().__init__()
        self._lexicon = lexicon
        self._elements = elements

    def __missing__(self, word: str) -> _Entry | None:
        if len(self) > _MOST_KEPT:
            self.clear()
        elements = self._elements[word]
        entry = self[word] = self._lexicon.entry_of(elements) if elements else None
        return entry


_rank = attrgetter("rank")


def _is_of(word: str, core: str, element: str) -> bool:
    """Whether a word is of an element that is not a whole word."""
    if not element.startswith("*"):
        return word.startswith(core)
    return core in word if element.endswith("*") else word.endswith(core)


def _follow(begun: _Begun, entries: Sequence[_Entry | None], at: int, found: dict[str, list[Span]]) -> None:
    """Add the groups of the sequences that a word begins and that go on as they have to."""
    for sequence in begun:
        end = at + 2 if sequence.is_pair else _followed(entries, at + 1, sequence.rest)
        if end:
            found.setdefault(sequence.group, []).append((at, end))


def _followed(entries: Sequence[_Entry | None], at: int, rest: Sequence[tuple[str, int]]) -> int:
    """One past the last word where all of the rest follows, else 0; after the words there is one entry of none."""
    for element, gap in rest:
        for here in range(at, min(at + gap + 1, len(entries) - 1)):
            if element == "*" or ((entry := entries[here]) and element in entry[3]):
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
