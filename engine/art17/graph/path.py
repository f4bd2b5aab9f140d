"""Paths over links: `^covers`, `mitigated_by / verified_by`, `(supersedes | replaces)+`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from art17.graph.facts import Facts
from art17.graph.node import AMBIGUOUS, UNSURE, Link, Node
from art17.model.nearest import did_you_mean
from art17.model.vocabulary import Vocabulary

ANY = "any"
_NEVER_OF_ITEMS = frozenset({"item_of", "supersedes"})
"""Links that what a text lists never writes itself."""
UNBOUNDED = 1_000_000
"""How many more items a text may list than were found in it."""
ARTEFACTS = "artefacts"
_TOKEN = re.compile(r"\s*(?:([A-Za-z][\w-]*)|([\^+?/|()]))")


@dataclass(frozen=True, slots=True)
class StepAlong:
    """One link: forwards or backwards, by its canonical name, or `any`."""

    name: str
    backwards: bool
    written: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Sequel:
    parts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Either:
    parts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    part: Path


@dataclass(frozen=True, slots=True)
class Perhaps:
    """A path that may be left out: what is here, and what it leads to."""

    part: Path


@dataclass(frozen=True, slots=True)
class Everything:
    """All artefacts of the QMS."""


Path = StepAlong | Sequel | Either | Repeated | Perhaps | Everything


class PathError(ValueError):
    """A path that is none; `part` is the sign or word at fault, its `nth` (from 0) in the text, "" for the whole."""

    def __init__(self, message: str, part: str = "", nth: int = 0) -> None:
        super().__init__(message)
        self.part = part
        self.nth = nth


def path_in(text: str, vocabulary: Vocabulary) -> Path:
    """The path that a text says.

    Raises:
        PathError: for a word that is no link, or a sign in the wrong place.
    """
    if text.strip() == ARTEFACTS:
        return Everything()
    return _Parser(text, vocabulary).path()


class _Parser:
    """Recursive descent over a path; depth is bounded by its length, which is bounded."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        if len(text) > 400:
            raise PathError("the path is longer than 400 characters")
        self._vocabulary = vocabulary
        self._tokens = list(_tokens(text))
        self._at = 0

    def path(self) -> Path:
        found = self._either()
        if self._at < len(self._tokens):
            raise self._error(f"{self._tokens[self._at]!r} is not expected here")
        return found

    def _next(self, *signs: str) -> str:
        token = self._tokens[self._at] if self._at < len(self._tokens) else ""
        if token and (not signs or token in signs):
            self._at += 1
            return token
        return ""

    def _either(self) -> Path:
        parts = [self._sequel()]
        while self._next("|"):
            parts.append(self._sequel())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _sequel(self) -> Path:
        parts = [self._repeated()]
        while self._next("/"):
            parts.append(self._repeated())
        return parts[0] if len(parts) == 1 else Sequel(tuple(parts))

    def _repeated(self) -> Path:
        part = self._one()
        while sign := self._next("+", "?"):
            made = Repeated if sign == "+" else Perhaps
            part = part if isinstance(part, made) else made(part)
        return part

    def _one(self) -> Path:
        backwards = bool(self._next("^"))
        if self._next("("):
            inner = self._either()
            if not self._next(")"):
                raise self._error("a closing parenthesis is missing")
            return against(inner) if backwards else inner
        word = self._next()
        if not word or not word[0].isalpha():
            self._at -= bool(word)
            before = f" before {word!r}" if word else " at the end"
            raise self._error(f"a link is missing in the path{before}")
        return self._step(word, backwards=backwards)

    def _error(self, message: str) -> PathError:
        """A mistake at the sign or word that comes next."""
        if self._at >= len(self._tokens):
            return PathError(message)
        part = self._tokens[self._at]
        return PathError(message, part, sum(token.count(part) for token in self._tokens[: self._at]))

    def _step(self, word: str, *, backwards: bool) -> StepAlong:
        if word == ANY:
            return StepAlong(ANY, backwards, word)
        found = self._vocabulary.link_of(word)
        if found is None:
            known = [*self._vocabulary.links, *self._vocabulary.inverses, ARTEFACTS]
            self._at -= 1
            raise self._error(f"{word!r} is not a link{did_you_mean(word, known)}")
        link, inverted = found
        return StepAlong(link.name, backwards != inverted, word)


def _tokens(text: str) -> Iterator[str]:
    at = 0
    while at < len(text.rstrip()):
        found = _TOKEN.match(text, at)
        if not found:
            part = text[at:].strip()[:20]
            raise PathError(f"{part!r} is not part of a path", part.split()[0], text[:at].count(part.split()[0]))
        at = found.end()
        yield found[1] or found[2]


def against(path: Path) -> Path:
    """The path walked from its end to its start."""
    match path:
        case StepAlong(name, backwards, written):
            return StepAlong(name, not backwards, written)
        case Sequel(parts):
            return Sequel(tuple(against(part) for part in reversed(parts)))
        case Either(parts):
            return Either(tuple(against(part) for part in parts))
        case Repeated(part):
            return Repeated(against(part))
        case Perhaps(part):
            return Perhaps(against(part))
        case Everything():
            return path


def steps_of(path: Path) -> Iterator[StepAlong]:
    """Every step that a path mentions."""
    match path:
        case StepAlong():
            yield path
        case Sequel(parts) | Either(parts):
            for part in parts:
                yield from steps_of(part)
        case Repeated(part) | Perhaps(part):
            yield from steps_of(part)
        case Everything():
            return


def starts_backwards(path: Path) -> bool:
    """Whether any step of the path goes against the direction of its links."""
    return isinstance(path, Everything) or any(step.backwards for step in steps_of(path))


@dataclass(slots=True)
class Walk:
    """What walking a path met: where it led, and what kept it from leading further.

    `hindered` are links that lead nowhere, `perhaps` those whose writers may mean a node that was met.
    """

    facts: Facts
    including: frozenset[str] = frozenset()
    unfinished: dict[int, None] = field(default_factory=dict[int, None])
    withdrawn: dict[int, None] = field(default_factory=dict[int, None])
    hindered: dict[int, Link] = field(default_factory=dict[int, Link])
    perhaps: dict[int, Link] = field(default_factory=dict[int, Link])
    unread: dict[int, None] = field(default_factory=dict[int, None])
    open_lists: dict[int, None] = field(default_factory=dict[int, None])

    @property
    def doubt(self) -> int:
        """How many more nodes there may be: behind doubtful links, in or behind unreadable files, in texts."""
        links = {**self.hindered, **self.perhaps}.values()
        doubtful = sum(1 for link in links if link.status in (AMBIGUOUS, UNSURE))
        return len(self.open_lists) * UNBOUNDED + len(self.unread) + doubtful

    def along(self, path: Path, start: int) -> tuple[int, ...]:
        """The nodes that the path leads to from `start` (-1: from nowhere), in node order."""
        if isinstance(path, Everything):
            return self.among(self.facts.indices, start)
        reached = self._walk(path, {start: None}) if start >= 0 else {}
        if starts_backwards(path):
            self.unread.update(dict.fromkeys(index for index in self.facts.unreadable if index not in reached))
        return tuple(sorted(reached))

    def among(self, indices: Iterable[int], start: int) -> tuple[int, ...]:
        """Of the indices those that count, as if `artefacts` had led to them."""
        self.unread.update(dict.fromkeys(index for index in self.facts.unreadable if index != start))
        readable = (index for index in indices if not self.facts.node(index).unreadable)
        return tuple(index for index in readable if index != start and self._counts(index))

    def _walk(self, path: Path, starts: dict[int, None]) -> dict[int, None]:
        match path:
            case StepAlong():
                return self._step(path, starts)
            case Sequel(parts):
                reached = starts
                for part in parts:
                    reached = self._walk(part, reached)
                return reached
            case Either(parts):
                return {index: None for part in parts for index in self._walk(part, starts)}
            case Repeated(part):
                return self._repeat(part, starts)
            case Perhaps(part):
                return {**starts, **self._walk(part, starts)}
            case Everything():
                return dict.fromkeys(self.along(path, -1))

    def _repeat(self, part: Path, starts: dict[int, None]) -> dict[int, None]:
        reached: dict[int, None] = {}
        frontier = starts
        while frontier:
            found = self._walk(part, frontier)
            frontier = {index: None for index in found if index not in reached}
            reached.update(frontier)
        return reached

    def _step(self, step: StepAlong, starts: Iterable[int]) -> dict[int, None]:
        follow = self.facts.into if step.backwards else self.facts.out
        names = tuple(self.facts.vocabulary.links) if step.name == ANY else (step.name,)
        reached: dict[int, None] = {}
        for start in starts:
            if self.facts.node(start).unreadable or self._may_have_more(
                start, is_to_items="item_of" in names and step.backwards
            ):
                self.unread[start] = None
            for name in names:
                for link in follow(start, name):
                    index = link.source if step.backwards else link.target
                    if index not in reached and self._counts(index):
                        reached[index] = None
            if not step.backwards and self._may_say_more(start, step.name, names):
                self.open_lists[start] = None
            if step.backwards and "item_of" in names and self.facts.node(start).lists_in_text(self.facts.vocabulary):
                self.open_lists[start] = None
            self._note_hindered(step, start)
        return reached

    def _may_have_more(self, start: int, *, is_to_items: bool) -> bool:
        """Whether rows that were not read may hold more of an item, or more items of a register: not its own links."""
        register = self.facts.node(start).register
        return self.facts.node(register if register >= 0 else start).has_unread_rows and (register >= 0 or is_to_items)

    def _may_say_more(self, index: int, written: str, names: Iterable[str]) -> bool:
        """Whether a text of which that is not known may name what a node is linked to.

        Links from any artefact (owner, approver) are read from control data in each text; `any` asks for those
        that are there.
        """
        node = self.facts.node(index)
        if node.is_text_item:
            return not _NEVER_OF_ITEMS.issuperset(names)
        is_of_some = written != ANY and bool(self.facts.vocabulary.links[written].sources)
        return node.is_unread_text and is_of_some and written not in _NEVER_OF_ITEMS

    def _note_hindered(self, step: StepAlong, start: int) -> None:
        for name in self.facts.vocabulary.links if step.name == ANY else (step.name,):
            for link in self.facts.hindered(start, name, backwards=step.backwards):
                # The graph holds the links, and comparing them is slow.
                own_end = link.target if step.backwards else link.source
                if link.writer == start == own_end:
                    self.hindered[id(link)] = link
                elif self._is_open(self.facts.node(link.writer)):
                    self.perhaps[id(link)] = link

    def _is_open(self, node: Node) -> bool:
        return node.is_in_force or node.status in self.including

    def _counts(self, index: int) -> bool:
        node = self.facts.node(index)
        if self._is_open(node):
            return True
        (self.unfinished if node.is_unfinished else self.withdrawn)[index] = None
        return False
