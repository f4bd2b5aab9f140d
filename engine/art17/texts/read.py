"""What a document says on the matters of a type, by the cues of its language.

The rules that keep it honest stand in `docs/reading.md`; each is a function here or in `saying`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from art17.model.cue import Cue, Cues, Patterns
from art17.model.document import Document
from art17.model.place import Place
from art17.model.text_reading import LANGUAGE, NO_ACTOR, NO_CUES, OTHER_TYPE, PARTLY, Mention, TextReading
from art17.texts.folding import folded, words_of
from art17.texts.language import language_of
from art17.texts.law_words import LawWords
from art17.texts.lexicon import Lexicon, Span
from art17.texts.passages import Around, Passage, Reader
from art17.texts.periods import Period, periods_in, rhythms_in
from art17.texts.saying import clause_of, has_actors, is_denied, reason_of, taint
from art17.texts.speech import SPEECHES
from art17.texts.speech.table import Speech

LONG = 1500
"""From how many words on a matter must have a section of its own."""
FEW_WORDS = 25
_OWN, _NEAR, _FAR = 2, 1, 0
_RANKS = {"own": 2.0, "label": 2.0, "row": 2.0, "lead": 2.0, "head": 2.0, "before": 1.0, "heading": 0.0}
PlaceOf = Callable[[int, int, int], Place]
"""The place of a passage by the index of its block, its offset there, and its row (-1 for none)."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A passage that a cue reads, from where its matter comes, and the value and case where it has any."""

    passage: Passage
    near: str
    value: str = ""
    part: str = ""
    is_first_stage: bool = False
    is_working: bool = False
    chosen: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language with the cues of all types; a lexicon for each type is compiled where one is first read."""

    speech: Speech
    types: Mapping[str, Cues]
    _lexicons: dict[str, Lexicon] = field(default_factory=dict[str, Lexicon])

    def lexicon(self, type_name: str) -> Lexicon:
        """The words of the language, of the cues of a type, and of the topics of all types."""
        if type_name not in self._lexicons:
            self._lexicons[type_name] = Lexicon(_groups(self.speech, self.types, self.types[type_name]))
        return self._lexicons[type_name]

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


def _patterns_of(cue: Cue) -> Iterator[Patterns]:
    yield from (*cue.about, cue.says, cue.forbids, *cue.needs, cue.never, cue.not_under, cue.stages, cue.refers)
    yield from (patterns for _, patterns in cue.cases)
    yield from (patterns for _, values in cue.choices for _, patterns in values)


@lru_cache(maxsize=8192)
def _joined(patterns: tuple[str, ...]) -> str:
    return "\x1f".join(patterns)


def _name(patterns: Patterns, code: str) -> str:
    """The group that stands for a list of patterns: equal lists are one group."""
    return _joined(tuple(patterns.get(code, ())))


def read_text(
    document: Document,
    type_name: str,
    spoken: Mapping[str, Tongue],
    place_of: PlaceOf,
    law: LawWords | None = None,
    *,
    is_shared: bool = False,
    is_partly: bool = False,
) -> TextReading:
    """What a document says on the matters of a type.

    One that is shared by several types may be about others too; of one that is read partly nothing is missing.
    """
    words = [word for text in _texts(document) for word in words_of(folded(text))]
    code = language_of(words)
    if len(words) < FEW_WORDS and not code:
        return TextReading("", len(words), PARTLY if is_partly else "", silent=_all_matters(spoken, type_name))
    if code not in spoken:
        return TextReading(code, len(words), LANGUAGE)
    tongue = spoken[code]
    cues = tongue.types.get(type_name)
    if cues is None:
        return TextReading(code, len(words), NO_CUES)
    return _TextReader(tongue, cues, document, place_of, law, len(words), is_shared, is_partly).read()


def passages_found(document: Document, type_name: str, tongue: Tongue) -> dict[str, tuple[str, ...]]:
    """The matters of a type that passages of a document treat, each with the values that they state.

    This is what cues read before the text as a whole is weighed: what examples of cues are held against.
    """
    nowhere = Place("")
    reader = _TextReader(tongue, tongue.types[type_name], document, lambda _block, _offset, _row: nowhere, None, 0)
    found = reader.matters_found()
    return {matter: tuple(each.value for each in listed) for matter, listed in found.items()}


def _all_matters(spoken: Mapping[str, Tongue], type_name: str) -> tuple[str, ...]:
    found = (tongue.types[type_name].cues for tongue in spoken.values() if type_name in tongue.types)
    return tuple(dict.fromkeys(cue.matter for cues in found for cue in cues))


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if block.kind in ("code", "toc", "header", "footer") or block.spot.part in ("header", "footer"):
            continue
        yield block.text.text
        for row in block.rows:
            yield from (cell.text.text for cell in row.cells if not cell.is_covered)


@dataclass(slots=True)
class _TextReader:
    """One document read for one type in one language."""

    tongue: Tongue
    cues: Cues
    document: Document
    place_of: PlaceOf
    law: LawWords | None
    words: int
    is_shared: bool = False
    is_partly: bool = False
    passages: list[Passage] = field(default_factory=list[Passage])

    @property
    def lexicon(self) -> Lexicon:
        return self.tongue.lexicon(self.cues.type)

    def matters_found(self) -> dict[str, list[_Found]]:
        """What each cue reads in the passages alone."""
        self.passages = Reader(self.lexicon).passages(self.document)
        return self._all_found()

    def read(self) -> TextReading:
        self.passages = Reader(self.lexicon).passages(self.document)
        taint(self.passages)
        found = self._all_found()
        reason = self._reason(found)
        mentions = self._mentions(found)
        left = self._left(found)
        matters = tuple(dict.fromkeys(cue.matter for cue in self.cues.cues if self.tongue.has(cue)))
        silent = self._silent(matters, mentions, reason, left)
        first = self._place(left[0]) if left else None
        return TextReading(self.tongue.speech.code, self.words, reason, mentions, matters, silent, len(left), first)

    # What is found

    def _all_found(self) -> dict[str, list[_Found]]:
        """What each cue reads, by matter."""
        code = self.tongue.speech.code
        found: dict[str, list[_Found]] = defaultdict(list)
        plans = [(cue, _Plan.of(cue, code)) for cue in self.cues.cues if self.tongue.has(cue)]
        for passage in self.passages:
            hits = passage.hits
            for cue, plan in plans:
                if (
                    plan.wants_value
                    or plan.parts
                    or plan.with_number
                    or plan.refers & hits.keys()
                    or plan.verbs & hits.keys()
                    or (plan.in_head and passage.head)
                ):
                    found[cue.matter].extend(self._found(passage, cue, plan))
        return {matter: each for matter, each in found.items() if each}

    def _found(self, passage: Passage, cue: Cue, plan: _Plan) -> Iterator[_Found]:
        if plan.never & passage.hits.keys() or _under(passage, plan.not_under):
            return
        near = _matter_from(passage, plan, cue)
        if not near or (plan.parts and passage.cells and not self._is_named(passage, plan)):
            return
        if plan.refers & passage.hits.keys() and not (self._is_of_law(passage) or reason_of(passage)):
            yield _Found(passage, near)
        if not all(_near(passage, group, _CLOSE) for group in plan.needs):
            return
        if plan.wants_value:
            yield from self._periods(passage, cue, plan, near)
            return
        if plan.parts and (period := self._period_of(passage, plan)):
            at = None if passage.cells else (period.start, period.end)
            if not (self._is_of_law(passage) or reason_of(passage, at)):
                chosen = _chosen(passage, plan)
                yield _Found(passage, near, period.value, is_working=period.is_working, chosen=chosen)
            return
        verb = self._verb(passage, plan)
        if verb is None:
            return
        at, is_denial = verb
        if not (self._is_of_law(passage) or reason_of(passage, at, is_denial=is_denial)):
            yield _Found(passage, near, cue.states, chosen=_chosen(passage, plan))

    def _verb(self, passage: Passage, plan: _Plan) -> tuple[Span | None, bool] | None:
        """Where the passage says it, and whether by a denial; None where it does not."""
        spans = [span for group in plan.says for span in passage.hits.get(group, ())]
        if spans:
            return next((span for span in spans if not is_denied(passage, span)), spans[0]), False
        denied = [span for group in plan.forbids for span in passage.hits.get(group, ())]
        if denied and "negation" in passage.hits:
            return denied[0], True
        if plan.in_head and passage.head and any(group in passage.head.hits for group in plan.says):
            return None, True
        if plan.with_number and any(word.isdigit() for word in passage.words):
            return None, False
        return None

    def _is_of_law(self, passage: Passage) -> bool:
        return self.law is not None and self.law.is_quoted(passage.words[passage.own :])

    def _is_named(self, passage: Passage, plan: _Plan) -> bool:
        """Whether one of the first two cells of a row names the item, or none of the row does (a heading may)."""
        if not plan.about or plan.about[0] not in passage.hits:
            return True
        return plan.about[0] in self.lexicon.hits(words_of(" ".join(passage.cells[:2])))

    def _period_of(self, passage: Passage, plan: _Plan) -> Period | None:
        """The period that is said of the item: of its clause, else the next after it, else the nearest before it.

        Of a row it is one of a column whose head speaks of the matter, where there is such.
        """
        counting = self.tongue.speech.counting
        if passage.cells:
            cells = [
                (cell, found)
                for cell, text in enumerate(passage.cells)
                for found in periods_in(words_of(text), counting)
            ]
            headed = [found for cell, found in cells if self._is_headed(passage, cell, plan)]
            return next(iter(headed or [found for _, found in cells]), None)
        named = list(periods_in(passage.words, counting))
        hits = [span for span in passage.hits.get(plan.about[0], ()) if span[0] >= passage.own] if plan.about else []
        if len(named) < 2 or not hits:
            return named[0] if named else None
        start, end = clause_of(passage, hits[0])
        within = [found for found in named if start <= found.start < end]
        after = [found for found in named if found.start >= hits[0][1]]
        return (within or after or named[-1:])[0]

    def _is_headed(self, passage: Passage, cell: int, plan: _Plan) -> bool:
        """Whether the head of a cell speaks of the matter."""
        if cell >= len(passage.columns):
            return False
        hits = self.lexicon.hits(words_of(passage.columns[cell]))
        return any(group in hits for group in (*plan.about[1:], *plan.says, *plan.needs))

    def _periods(self, passage: Passage, cue: Cue, plan: _Plan, near: str) -> Iterator[_Found]:
        counting = self.tongue.speech.counting
        named_in = rhythms_in if cue.value == "interval" else periods_in
        if passage.cells:
            for cell, text in enumerate(passage.cells):
                for period in named_in(words_of(text), counting):
                    head = passage.columns[cell] if cell < len(passage.columns) else ""
                    yield from self._valued(
                        passage, cue, plan, near, period, f"{passage.cells[0]} | {head} | {text}", None
                    )
            return
        named = list(named_in(passage.words, counting))
        for at, period in enumerate(named):
            start = 0 if at == 0 else named[at - 1].end
            end = len(passage.words) if at + 1 == len(named) else self._end_of(passage, period, named[at + 1])
            span = " ".join(passage.words[start:end])
            yield from self._valued(passage, cue, plan, near, period, span, (period.start, period.end))

    def _end_of(self, passage: Passage, period: Period, following: Period) -> int:
        _, end = clause_of(passage, (period.start, period.end))
        return min(max(end, period.end), following.start)

    def _valued(
        self, passage: Passage, cue: Cue, plan: _Plan, near: str, period: Period, span: str, at: Span | None
    ) -> Iterator[_Found]:
        """A period with the case and the stage that the words around it name."""
        hits = self.lexicon.hits(words_of(span))
        if cue.units and period.value[-1] not in cue.units:
            return
        if plan.never & hits.keys() or self._is_of_law(passage) or reason_of(passage, at):
            return
        parts = [part for part, group in plan.cases if group in hits]
        if not parts:
            close = [around.hits for around in (passage.label, *passage.leads) if around]
            parts = [part for part, group in plan.cases if any(group in each for each in close)]
        is_first = bool(plan.stages & hits.keys())
        for part in parts or [cue.otherwise]:
            yield _Found(passage, near, period.value, part, is_first, period.is_working)

    # What it comes to

    def _reason(self, found: Mapping[str, Sequence[_Found]]) -> str:
        if self.is_partly:
            return PARTLY
        if found and not self.is_shared and self._is_of_other_type():
            return OTHER_TYPE
        if found and not has_actors(self.passages):
            return NO_ACTOR
        return ""

    def _is_of_other_type(self) -> bool:
        """Whether the text is clearly more on the matter of another type than on that of its own."""
        own = f"topic:{self.cues.type}"
        counts: dict[str, int] = defaultdict(int)
        spoken = [passage for passage in self.passages if not passage.reason]
        for passage in spoken:
            for group in passage.hits.keys() | (passage.headings[0].hits.keys() if passage.headings else set[str]()):
                if group.startswith("topic:"):
                    counts[group] += 1
        most = max((count for group, count in counts.items() if group != own), default=0)
        return len(spoken) >= 12 and most > 8 and most > 1.5 * counts[own] + 4

    def _mentions(self, found: Mapping[str, Sequence[_Found]]) -> tuple[Mention, ...]:
        mentions: list[Mention] = []
        for cue in self.cues.cues:
            of_cue = self._at_home(cue, found.get(cue.matter, ()))
            by_part: dict[str, list[_Found]] = defaultdict(list)
            for each in of_cue:
                by_part[each.part].append(each)
            for part, listed in by_part.items():
                matter = f"{cue.field}.{part}" if part else cue.matter
                if any(mention.matter == matter for mention in mentions):
                    continue
                ranked = self._ranked(cue, listed)
                value, others = _value_of(ranked)
                best = ranked[0].passage
                count = len({id(each.passage) for each in listed})
                states = _states(cue, matter, "" if others else value)
                if cue.choices:
                    chosen = dict(self._for_all(cue, found)) | dict(ranked[0].chosen)
                    states = (*states, *chosen.items())
                of = "item" if cue.is_item else "entry" if cue.entry else ""
                keys = tuple(name for name, _ in cue.entry)
                place, section = self._place(best), self._section(best)
                mentions.append(Mention(matter, place, section, count, states, others, of, keys))
        return tuple(mentions)

    def _for_all(self, cue: Cue, found: Mapping[str, Sequence[_Found]]) -> tuple[tuple[str, str], ...]:
        """What a passage says for all items of a list at once: it is on their matter, and on none of them.

        Terms of the law ("placed on the market or put into service") do not make it a quotation.
        """
        matters = {each.matter for each in self.cues.cues if each.field == cue.field}
        taken = {id(each.passage) for matter in matters for each in found.get(matter, ())}
        plan = _Plan.of(cue, self.tongue.speech.code)
        for passage in self.passages:
            if id(passage) in taken or plan.about[-1] not in passage.hits:
                continue
            if (chosen := _chosen(passage, plan)) and not reason_of(passage, plan.at(passage)):
                return chosen
        return ()

    def _at_home(self, cue: Cue, found: Sequence[_Found]) -> Sequence[_Found]:
        """In a long document what stands in a section on the matter, or in one that says it again and again."""
        if self.words <= LONG or not found:
            return found
        count: dict[int, int] = defaultdict(int)
        for each in found:
            count[each.passage.section] += 1
        code = self.tongue.speech.code
        groups = [_name(patterns, code) for patterns in (*cue.about, cue.says)]

        def is_home(passage: Passage) -> bool:
            headings = passage.headings[:-1] or passage.headings
            return any(group and group in around.hits for around in headings[:2] for group in groups)

        return [each for each in found if is_home(each.passage) or count[each.passage.section] >= 3]

    def _ranked(self, cue: Cue, found: Sequence[_Found]) -> list[_Found]:
        """The best section first, and in it the best passage."""
        code = self.tongue.speech.code
        about = [_name(patterns, code) for patterns in cue.about]
        says = _name(cue.says, code)
        of_section: dict[int, list[_Found]] = defaultdict(list)
        for each in found:
            of_section[each.passage.section].append(each)

        def of_heading(around: Around) -> float:
            in_it = sum(group in around.hits for group in about)
            rank = 2.0 * bool(in_it) + 2.0 * (in_it == len(about)) + (3.0 if in_it and says in around.hits else 0.0)
            return rank - (4.0 if "vague_heading" in around.hits else 0.0)

        def of_sections(section: int) -> float:
            first = of_section[section][0].passage
            rank = of_heading(first.headings[0]) if first.headings else 0.0
            return rank + math.log2(1 + len(of_section[section])) + 0.5 * max(map(_rank, of_section[section]))

        ranks = {section: of_sections(section) for section in of_section}
        return sorted(found, key=lambda each: (-ranks[each.passage.section], -_rank(each)))

    def _left(self, found: Mapping[str, Sequence[_Found]]) -> list[Passage]:
        """The passages on the type's topic from which nothing was read."""
        read = {id(each.passage) for listed in found.values() for each in listed}
        topic = f"topic:{self.cues.type}"
        return [
            passage
            for passage in self.passages
            if not passage.reason and topic in passage.hits and id(passage) not in read
        ]

    def _silent(
        self, matters: Sequence[str], mentions: Sequence[Mention], reason: str, left: Sequence[Passage]
    ) -> tuple[str, ...]:
        """The matters of which one may say that nothing was found (rule 6)."""
        if reason:
            return ()
        if not mentions:
            return tuple(matters) if len(left) <= 2 else ()
        treated = {mention.matter for mention in mentions}
        if left or len(treated) * 2 < len(matters):
            return ()
        complete = {cue.matter for cue in self.cues.cues if cue.is_complete}
        return tuple(matter for matter in matters if matter not in treated and matter in complete)

    def _section(self, passage: Passage) -> str:
        if passage.section < 0:
            return ""
        block = self.document.blocks[passage.section]
        return " ".join(f"{block.label} {block.text.text}".split())[:120]

    def _place(self, passage: Passage) -> Place:
        return self.place_of(passage.block, passage.offset, passage.row)


_CLOSE = ("own", "label", "row", "lead", "head", "before")


@dataclass(frozen=True, slots=True)
class _Plan:
    """A cue with its groups by the names that they have in the lexicon of one language."""

    about: tuple[str, ...]
    says: tuple[str, ...]
    forbids: tuple[str, ...]
    verbs: frozenset[str]
    needs: tuple[str, ...]
    never: frozenset[str]
    not_under: frozenset[str]
    cases: tuple[tuple[str, str], ...]
    stages: frozenset[str]
    refers: frozenset[str]
    wants_value: bool
    parts: bool
    in_head: bool
    choices: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    with_number: bool

    @classmethod
    def of(cls, cue: Cue, code: str) -> _Plan:
        return cls(
            tuple(_name(patterns, code) for patterns in cue.about),
            (_name(cue.says, code),) if cue.says.get(code) else (),
            (_name(cue.forbids, code),) if cue.forbids.get(code) else (),
            frozenset(_name(patterns, code) for patterns in (cue.says, cue.forbids) if patterns.get(code)),
            tuple(_name(patterns, code) for patterns in cue.needs),
            frozenset({_name(cue.never, code)} if cue.never.get(code) else ()),
            frozenset({_name(cue.not_under, code)} if cue.not_under.get(code) else ()),
            tuple((part, _name(patterns, code)) for part, patterns in cue.cases),
            frozenset({_name(cue.stages, code)} if cue.stages.get(code) else ()),
            frozenset({_name(cue.refers, code)} if cue.refers.get(code) else ()),
            cue.value in ("duration", "interval"),
            any(kind == "duration" for _, kind in cue.parts),
            cue.says_in_head,
            tuple((name, tuple((value, _name(each, code)) for value, each in values)) for name, values in cue.choices),
            cue.with_number,
        )

    def at(self, passage: Passage) -> Span | None:
        """Where a passage says which of the choices holds."""
        groups = [group for _, values in self.choices for _, group in values]
        return next((span for group in groups for span in passage.hits.get(group, ())), None)


def _around(passage: Passage, place: str) -> Sequence[Around | None]:
    match place:
        case "label":
            return (passage.label,)
        case "row":
            return (passage.first,)
        case "lead":
            return passage.leads
        case "head":
            return (passage.head,)
        case "before":
            return (passage.before,)
        case _:
            return passage.headings[:2]


def _near(passage: Passage, group: str, places: Iterable[str]) -> str:
    """The nearest place where a group is found; "" where it is nowhere."""
    for place in places:
        if place == "own":
            if group in passage.hits:
                return "own"
        elif any(around and group in around.hits for around in _around(passage, place)):
            return place
    return ""


def _matter_from(passage: Passage, plan: _Plan, cue: Cue) -> str:
    """From where the matter comes: the farthest of the places of its groups; "" where one is nowhere."""
    farthest = "own"
    for group in plan.about:
        place = _near(passage, group, cue.near)
        if not place:
            return ""
        if _RANKS[place] < _RANKS[farthest]:
            farthest = place
    if plan.wants_value and farthest == "heading" and not _is_close_enough(passage, plan):
        return ""
    return farthest


def _is_close_enough(passage: Passage, plan: _Plan) -> bool:
    """A value needs its matter from nearer than the headings, or all of it from the nearest one, or some of each."""
    above = passage.headings[0].hits.keys() if passage.headings else frozenset[str]()
    if all(group in above for group in plan.about):
        return True
    close = [bool(_near(passage, group, _CLOSE)) for group in plan.about]
    return any(close) and all(is_close or group in above for is_close, group in zip(close, plan.about, strict=True))


def _under(passage: Passage, groups: frozenset[str]) -> bool:
    """Whether a group stands in the label, the leads or the nearest heading of a passage."""
    places: list[Around | None] = [passage.label, *passage.leads, *passage.headings[:1]]
    return any(around and groups & around.hits.keys() for around in places)


def _chosen(passage: Passage, plan: _Plan) -> tuple[tuple[str, str], ...]:
    """For each field of the choices the first value whose patterns are in the passage."""
    held = (
        (name, next((value for value, group in values if group in passage.hits), "")) for name, values in plan.choices
    )
    return tuple((name, value) for name, value in held if value)


def _rank(found: _Found) -> float:
    passage = found.passage
    count = len(passage.words) - passage.own
    rank = _RANKS[found.near]
    rank += -3 if count < 4 else 1 if 7 <= count <= 45 else 0
    rank -= 3 if passage.text.rstrip().endswith(":") else 0
    rank += 1 if passage.kind == "paragraph" else 0
    rank += 1 if "often" in passage.hits else 0
    rank += 1 if "actor" in passage.hits else 0
    return rank


def _states(cue: Cue, matter: str, value: str) -> tuple[tuple[str, str], ...]:
    """The fields that a passage states by its cue."""
    if not cue.entry and not cue.is_item:
        return ((matter, value),) if value else ()
    parts = ((name, value) for name, kind in cue.parts if kind == "duration" and value)
    return (*cue.entry, *parts)


def _value_of(ranked: Sequence[_Found]) -> tuple[str, tuple[str, ...]]:
    """The one value that is stated for the full report, with the others that contradict it."""
    full = [each for each in ranked if each.value and not each.is_first_stage and not each.is_working]
    if not full:
        return "", ()
    best = full[0]
    return best.value, tuple(dict.fromkeys(each.value for each in full if each.value != best.value))
