"""Cues prepared for a language: the names of their groups, and from how near a passage their words may come."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from art17.model.cue import Cue, Cues, Patterns
from art17.texts.folding import folded, words_of
from art17.texts.lexicon import Elements, Lexicon, Span
from art17.texts.passages import Around, Passage
from art17.texts.periods import Counting
from art17.texts.speech import SPEECHES
from art17.texts.speech.table import Speech

RANKS = {"own": 2.0, "label": 2.0, "row": 2.0, "lead": 2.0, "head": 2.0, "before": 1.0, "heading": 0.0}
"""How near a place is to what a passage says."""
CLOSE = ("own", "label", "row", "lead", "head", "before")
"""The places that are nearer than a heading."""
_BETWEEN = "\x1f"
_STEM = 6
"""So many letters of a verb stand in its noun too."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language with the cues of all types; a lexicon for each type is compiled where one is first read.

    Of which patterns a word is, is looked up once for all types.
    """

    speech: Speech
    types: Mapping[str, Cues]
    _lexicons: dict[str, Lexicon] = field(default_factory=dict[str, Lexicon])
    _elements: list[Elements] = field(default_factory=list[Elements])
    _plans: dict[str, Plans] = field(default_factory=dict[str, "Plans"])

    @property
    def topics(self) -> frozenset[str]:
        """The groups of words that the texts of each type are about."""
        return _topics_of(tuple(self.types))

    def lexicon(self, type_name: str) -> Lexicon:
        """The words of the language, of the cues of a type, and of the topics of all types."""
        if type_name not in self._lexicons:
            if not self._elements:
                self._elements.append(Elements.of(_all_patterns(self.speech, self.types.values())))
            groups = _groups(self.speech, self.types, self.types[type_name])
            self._lexicons[type_name] = Lexicon(groups, self._elements[0])
        return self._lexicons[type_name]

    def plans(self, type_name: str) -> Plans:
        """The cues of a type, prepared for the language."""
        if type_name not in self._plans:
            plans = tuple(Plan.of(cue, self.speech.code) for cue in self.types[type_name].cues)
            self._plans[type_name] = Plans.of(plans, self.has, self.speech.counting)
        return self._plans[type_name]

    def has(self, cue: Cue) -> bool:
        """Whether a cue has words of this language."""
        code = self.speech.code
        return bool(cue.says.get(code) or cue.forbids.get(code) or cue.value or cue.parts)


def tongues(types: Mapping[str, Cues]) -> dict[str, Tongue]:
    """The languages that can be read, by code, for the cues of these types."""
    return {code: Tongue(speech, types) for code, speech in SPEECHES.items()}


def _groups(speech: Speech, types: Mapping[str, Cues], own: Cues) -> dict[str, tuple[str, ...]]:
    groups = dict(speech.groups)
    groups |= {f"topic:{cues.type}": cues.topic.get(speech.code, ()) for cues in types.values()}
    for cue in own.cues:
        for patterns in _patterns_of(cue):
            groups.setdefault(_name(patterns, speech.code), patterns.get(speech.code, ()))
    return {name: patterns for name, patterns in groups.items() if patterns}


def _all_patterns(speech: Speech, types: Iterable[Cues]) -> Iterator[str]:
    """The patterns of a language: its own, and those of the cues and topics of all types."""
    yield from (pattern for patterns in speech.groups.values() for pattern in patterns)
    for cues in types:
        yield from cues.topic.get(speech.code, ())
        for cue in cues.cues:
            yield from (pattern for patterns in _patterns_of(cue) for pattern in patterns.get(speech.code, ()))


def _patterns_of(cue: Cue) -> Iterator[Patterns]:
    yield from (*cue.about, cue.says, cue.forbids, *cue.needs, cue.never, cue.not_under, cue.stages, cue.refers)
    yield from (patterns for _, patterns in cue.cases)
    yield from (patterns for _, values in cue.choices for _, patterns in values)


@lru_cache(maxsize=8192)
def _joined(patterns: tuple[str, ...]) -> str:
    return _BETWEEN.join(patterns)


def _name(patterns: Patterns, code: str) -> str:
    """The group that stands for a list of patterns: equal lists are one group."""
    return _joined(tuple(patterns.get(code, ())))


@lru_cache(maxsize=1024)
def stems_of(group: str) -> frozenset[str]:
    """How the longer words of a group begin: a heading has a verb as a noun ("identifies", "Risk identification")."""
    words = (word.strip("*") for pattern in group.split(_BETWEEN) for word in folded(pattern).split())
    return frozenset(word[:_STEM] for word in words if len(word) >= _STEM)


@lru_cache(maxsize=64)
def _topics_of(types: tuple[str, ...]) -> frozenset[str]:
    return frozenset(f"topic:{name}" for name in types)


@dataclass(frozen=True, slots=True)
class Plan:
    """A cue with its groups by the names that they have in the lexicon of one language, "" where it has none."""

    cue: Cue
    about: tuple[str, ...]
    says: str
    forbids: str
    needs: tuple[str, ...]
    never: str
    not_under: str
    cases: tuple[tuple[str, str], ...]
    stages: str
    refers: str
    wants_value: bool
    parts: bool
    in_head: bool
    choices: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    with_number: bool
    matters: frozenset[str]

    @classmethod
    def of(cls, cue: Cue, code: str) -> Plan:
        return cls(
            cue,
            tuple(_name(patterns, code) for patterns in cue.about),
            _name(cue.says, code),
            _name(cue.forbids, code),
            tuple(_name(patterns, code) for patterns in cue.needs),
            _name(cue.never, code),
            _name(cue.not_under, code),
            tuple((part, _name(patterns, code)) for part, patterns in cue.cases),
            _name(cue.stages, code),
            _name(cue.refers, code),
            cue.value in ("duration", "interval"),
            any(kind == "duration" for _, kind in cue.parts),
            cue.says_in_head,
            tuple((name, tuple((value, _name(each, code)) for value, each in values)) for name, values in cue.choices),
            cue.with_number,
            frozenset(_name(patterns, code) for patterns in cue.about),
        )

    def at(self, passage: Passage) -> Span | None:
        """Where a passage says which of the choices holds."""
        groups = [group for _, values in self.choices for _, group in values]
        return next((span for group in groups for span in passage.hits.get(group, ())), None)


@dataclass(frozen=True, slots=True)
class Plans:
    """The plans of a type, and which of them a passage can feed, by the groups that it has."""

    plans: tuple[Plan, ...]
    by_group: Mapping[str, tuple[int, ...]]
    by_head: Mapping[str, tuple[int, ...]]
    by_number: tuple[int, ...]
    by_period: tuple[int, ...]
    counting: Counting

    @classmethod
    def of(cls, plans: tuple[Plan, ...], has: Callable[[Cue], bool], counting: Counting) -> Plans:
        known = [(at, plan) for at, plan in enumerate(plans) if has(plan.cue)]
        by_group: dict[str, list[int]] = defaultdict(list)
        by_head: dict[str, list[int]] = defaultdict(list)
        for at, plan in known:
            for group in (plan.refers, *(() if plan.wants_value else (plan.says, plan.forbids))):
                if group:
                    by_group[group].append(at)
            if plan.in_head:
                by_head[plan.says].append(at)
        return cls(
            plans,
            {group: tuple(each) for group, each in by_group.items()},
            {group: tuple(each) for group, each in by_head.items()},
            tuple(at for at, plan in known if plan.with_number),
            tuple(at for at, plan in known if plan.wants_value or plan.parts),
            counting,
        )

    def that_may_read(self, passage: Passage) -> Sequence[Plan]:
        """The plans, in their order, that may find their verb, a number or a period, and their matter anywhere near."""
        found: set[int] = set()
        by_group = self.by_group
        for group in passage.hits:
            if group in by_group:
                found.update(by_group[group])
        if passage.head and self.by_head:
            for group in passage.head.hits:
                found.update(self.by_head.get(group, ()))
        has_digit = not passage.folded.isascii() or _DIGIT.search(passage.folded) is not None
        if has_digit and self.by_number and any(word.isdigit() for word in passage.words):
            found.update(self.by_number)
        if self.by_period and (has_digit or not self.counting.starts.isdisjoint(passage.words)):
            found.update(self.by_period)
        if not found:
            return ()
        near = _near(passage)
        return [plan for at in sorted(found) if (plan := self.plans[at]).matters <= near]


_DIGIT = re.compile("[0-9]")


def _near(passage: Passage) -> set[str]:
    """The groups of a passage and of all that is around it."""
    near = set(passage.hits)
    around = (passage.label, passage.head, passage.before, *passage.leads, *passage.headings[:2])
    near.update(*[each.hits for each in around if each])
    return near


def words_of_cells(passage: Passage) -> tuple[list[str], ...]:
    if not passage.words_of_cells:
        passage.words_of_cells = tuple(words_of(text) for text in passage.cells)
    return passage.words_of_cells


def _around(passage: Passage, place: str) -> Sequence[Around | None]:
    match place:
        case "label":
            return (passage.label,)
        case "lead":
            return passage.leads
        case "head":
            return (passage.head,)
        case "before":
            return (passage.before,)
        case _:
            return passage.headings[:2]


def near_in(passage: Passage, group: str, places: Iterable[str]) -> str:
    """The nearest place where a group is found; "" where it is nowhere."""
    for place in places:
        if place == "own":
            if group in passage.hits:
                return "own"
            continue
        if place == "row":
            if any(end <= passage.first for _, end in passage.hits.get(group, ())):
                return "row"
            continue
        for around in _around(passage, place):
            if around and group in around.hits:
                return place
    return ""


def matter_from(passage: Passage, plan: Plan) -> str:
    """From where the matter comes: the farthest of the places of its groups; "" where one is nowhere."""
    farthest = "own"
    for group in plan.about:
        place = near_in(passage, group, plan.cue.near)
        if not place:
            return ""
        if RANKS[place] < RANKS[farthest]:
            farthest = place
    if plan.wants_value and farthest == "heading" and not _is_close_enough(passage, plan):
        return ""
    return farthest


def _is_close_enough(passage: Passage, plan: Plan) -> bool:
    """A value needs its matter from nearer than the headings, or all of it from the nearest one, or some of each."""
    above = passage.headings[0].hits.keys() if passage.headings else frozenset[str]()
    if all(group in above for group in plan.about):
        return True
    close = [bool(near_in(passage, group, CLOSE)) for group in plan.about]
    return any(close) and all(is_close or group in above for is_close, group in zip(close, plan.about, strict=True))


def is_under(passage: Passage, group: str) -> bool:
    """Whether a group stands in the label, the leads or the nearest heading of a passage; a title says too much."""
    above = () if passage.is_under_title else passage.headings[:1]
    places: list[Around | None] = [passage.label, *passage.leads, *above]
    return any(around and group in around.hits for around in places)


def chosen_in(passage: Passage, plan: Plan) -> tuple[tuple[str, str], ...]:
    """For each field of the choices the first value whose patterns are in the passage."""
    held = (
        (name, next((value for value, group in values if group in passage.hits), "")) for name, values in plan.choices
    )
    return tuple((name, value) for name, value in held if value)
