"""What a document says on the matters of a type, by the cues of its language.

The rules that keep it honest stand in `docs/reading.md`; each is a function here or in `saying`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from art17.model.cue import Cue, Cues
from art17.model.document import Document
from art17.model.place import Place
from art17.model.text_reading import ADVICE, LANGUAGE, NO_ACTOR, NO_CUES, OTHER_TYPE, PARTLY, Mention, TextReading
from art17.texts.folding import folded, words_of
from art17.texts.language import language_of
from art17.texts.law_words import LawWords
from art17.texts.lexicon import Lexicon, Span
from art17.texts.passages import Around, Passage, Reader
from art17.texts.periods import Period, periods_in, rhythms_in
from art17.texts.plans import (
    CLOSE,
    RANKS,
    Plan,
    Tongue,
    chosen_in,
    is_under,
    matter_from,
    near_in,
    stems_of,
    words_of_cells,
)
from art17.texts.saying import clause_of, has_actors, is_advice, is_denied, reason_of, taint

LONG = 1500
"""From how many words on a matter must have a section of its own."""
FEW_WORDS = 25
_FEW_LEFT, _SHARE_LEFT = 2, 6
"""So many passages on the topic, one in so many, may be left unread where one says that there is nothing."""
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


def read_text(
    document: Document,
    type_name: str,
    spoken: Mapping[str, Tongue],
    place_of: PlaceOf,
    law: LawWords | None = None,
    *,
    is_shared: bool = False,
    is_partly: bool = False,
    code: str = "",
) -> TextReading:
    """What a document says on the matters of a type; `code` is its language where that is known.

    One that is shared by several types may be about others too; of one that is read partly nothing is missing.
    """
    words = _words_in(document)
    code = code or language_of(words)
    if not code and len(words) - _of_headings(document) < FEW_WORDS:
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


def spoken_in(document: Document) -> str:
    """The language of a document; "" where that does not show."""
    return language_of(_words_in(document))


def topics_named(text: str, tongue: Tongue) -> tuple[str, ...]:
    """The types whose topic a heading names."""
    hits = tongue.lexicon(next(iter(tongue.types))).hits(words_of(folded(text)))
    return tuple(name for name in tongue.types if f"topic:{name}" in hits)


def topics_of(document: Document, spoken: Mapping[str, Tongue]) -> dict[str, int]:
    """How often a document names the topic of each type, in the language that it is in."""
    words = _words_in(document)
    tongue = spoken.get(language_of(words))
    if tongue is None or not tongue.types:
        return {}
    hits = tongue.lexicon(next(iter(tongue.types))).hits(words)
    return {name: len(hits[f"topic:{name}"]) for name in tongue.types if f"topic:{name}" in hits}


def _words_in(document: Document) -> list[str]:
    return [word for text in _texts(document) for word in words_of(folded(text))]


def _all_matters(spoken: Mapping[str, Tongue], type_name: str) -> tuple[str, ...]:
    found = (tongue.types[type_name].cues for tongue in spoken.values() if type_name in tongue.types)
    return tuple(dict.fromkeys(cue.looked_for for cues in found for cue in cues))


def _of_headings(document: Document) -> int:
    """How many words stand in headings, which lay nothing down."""
    return sum(len(words_of(folded(block.text.text))) for block in document.blocks if block.kind == "heading")


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
    rhythms: dict[int, set[str]] = field(default_factory=dict[int, set[str]])
    """Those in the first cells of a table, by its block."""

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
        matters = tuple(dict.fromkeys(cue.looked_for for cue in self.cues.cues if self.tongue.has(cue)))
        silent = self._silent(matters, mentions, reason, left)
        first = self._place(left[0]) if left else None
        return TextReading(self.tongue.speech.code, self.words, reason, mentions, matters, silent, len(left), first)

    # What is found

    def _all_found(self) -> dict[str, list[_Found]]:
        """What each cue reads, by matter."""
        found: dict[str, list[_Found]] = defaultdict(list)
        plans = self.tongue.plans(self.cues.type)
        for passage in self.passages:
            if passage.reason or reason_of(passage):
                continue
            for plan in plans.that_may_read(passage):
                if read := list(self._found(passage, plan)):
                    found[plan.cue.matter].extend(read)
        return dict(found)

    def _found(self, passage: Passage, plan: Plan) -> Iterator[_Found]:
        if plan.never in passage.hits or (plan.not_under and is_under(passage, plan.not_under)):
            return
        near = matter_from(passage, plan)
        if not near or (plan.parts and passage.cells and not self._is_named(passage, plan)):
            return
        if plan.refers in passage.hits and not (self._is_of_law(passage) or reason_of(passage)):
            yield _Found(passage, near)
        if not all(near_in(passage, group, CLOSE) for group in plan.needs):
            return
        if plan.wants_value:
            yield from self._periods(passage, plan, near)
            return
        if plan.parts and (period := self._period_of(passage, plan)):
            at = None if passage.cells else (period.start, period.end)
            if not (self._is_of_law(passage) or reason_of(passage, at)):
                chosen = chosen_in(passage, plan)
                yield _Found(passage, near, period.value, is_working=period.is_working, chosen=chosen)
            return
        verb = self._verb(passage, plan)
        if verb is None:
            return
        at, is_denial = verb
        if not (self._is_of_law(passage) or reason_of(passage, at, is_denial=is_denial)):
            yield _Found(passage, near, plan.cue.states, chosen=chosen_in(passage, plan))

    def _verb(self, passage: Passage, plan: Plan) -> tuple[Span | None, bool] | None:
        """Where the passage says it, and whether by a denial; None where it does not."""
        spans = passage.hits.get(plan.says, ())
        if spans:
            return next((span for span in spans if not is_denied(passage, span)), spans[0]), False
        denied = passage.hits.get(plan.forbids, ())
        if denied and "negation" in passage.hits:
            return denied[0], True
        if plan.in_head and passage.head and plan.says in passage.head.hits:
            return None, True
        if plan.with_number and any(word.isdigit() for word in passage.words):
            return None, False
        return None

    def _is_of_law(self, passage: Passage) -> bool:
        if passage.is_quoted is None:
            passage.is_quoted = self.law is not None and self.law.is_quoted(passage.words[passage.own :])
        return passage.is_quoted

    def _is_named(self, passage: Passage, plan: Plan) -> bool:
        """Whether one of the first two cells of a row names the item, or none of the row does (a heading may)."""
        if not plan.about or plan.about[0] not in passage.hits:
            return True
        return plan.about[0] in self.lexicon.hits(words_of(" ".join(passage.cells[:2])))

    def _period_of(self, passage: Passage, plan: Plan) -> Period | None:
        """The period that is said of the item: of its clause, else the next after it, else the nearest before it.

        Of a row it is one of a column whose head speaks of the matter, where there is such.
        """
        counting = self.tongue.speech.counting
        if passage.cells:
            cells = [
                (cell, found)
                for cell, words in enumerate(words_of_cells(passage))
                for found in periods_in(words, counting)
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

    def _is_headed(self, passage: Passage, cell: int, plan: Plan) -> bool:
        """Whether the head of a cell speaks of the matter."""
        if cell >= len(passage.columns):
            return False
        hits = self.lexicon.hits(words_of(passage.columns[cell]))
        return any(group in hits for group in (*plan.about[1:], plan.says, *plan.needs))

    def _periods(self, passage: Passage, plan: Plan, near: str) -> Iterator[_Found]:
        counting = self.tongue.speech.counting
        named_in = rhythms_in if plan.cue.value == "interval" else periods_in
        if passage.cells:
            for cell, words in enumerate(words_of_cells(passage)):
                for period in named_in(words, counting):
                    head = passage.columns[cell] if cell < len(passage.columns) else ""
                    span = f"{passage.cells[0]} | {head} | {passage.cells[cell]}"
                    found = self._valued(passage, plan, near, period, span, None)
                    yield from (replace(each, value="") for each in found) if self._is_of_schedule(passage) else found
            return
        named = list(named_in(passage.words, counting))
        for at, period in enumerate(named):
            start = 0 if at == 0 else named[at - 1].end
            end = len(passage.words) if at + 1 == len(named) else self._end_of(passage, period, named[at + 1])
            span = " ".join(passage.words[start:end])
            yield from self._valued(passage, plan, near, period, span, (period.start, period.end))

    def _is_of_schedule(self, passage: Passage) -> bool:
        """Whether each row of its table says what is done in one rhythm (daily, weekly): none is that of the matter."""
        if passage.block not in self.rhythms:
            rows = (row for row in self.passages if row.block == passage.block and row.cells)
            self.rhythms[passage.block] = {rhythm for row in rows for rhythm in self._rhythms_of(row)}
        return bool(self._rhythms_of(passage)) and len(self.rhythms[passage.block]) > 1

    def _rhythms_of(self, row: Passage) -> set[str]:
        """The rhythms in the first cell of a row."""
        return {found.value for found in rhythms_in(words_of_cells(row)[0], self.tongue.speech.counting)}

    def _end_of(self, passage: Passage, period: Period, following: Period) -> int:
        _, end = clause_of(passage, (period.start, period.end))
        return min(max(end, period.end), following.start)

    def _valued(
        self, passage: Passage, plan: Plan, near: str, period: Period, span: str, at: Span | None
    ) -> Iterator[_Found]:
        """A period with the case and the stage that the words around it name."""
        cue = plan.cue
        if cue.units and period.value[-1] not in cue.units:
            return
        hits = self.lexicon.hits(words_of(span))
        if plan.never in hits or self._is_of_law(passage) or reason_of(passage, at):
            return
        parts = [part for part, group in plan.cases if group in hits]
        if not parts:
            close = [around.hits for around in (passage.label, *passage.leads) if around]
            parts = [part for part, group in plan.cases if any(group in each for each in close)]
        is_first = plan.stages in hits
        for part in parts or [cue.otherwise]:
            yield _Found(passage, near, period.value, part, is_first, period.is_working)

    # What it comes to

    def _reason(self, found: Mapping[str, Sequence[_Found]]) -> str:
        if self.is_partly:
            return PARTLY
        if found and not self.is_shared and self._is_of_other_type(found):
            return OTHER_TYPE
        if found and is_advice(self.passages):
            return ADVICE
        if found and not has_actors(self.passages):
            return NO_ACTOR
        return ""

    def _is_of_other_type(self, found: Mapping[str, Sequence[_Found]]) -> bool:
        """Whether the text is clearly more on the matter of another type than on that of its own."""
        own = f"topic:{self.cues.type}"
        counts: dict[str, int] = defaultdict(int)
        without_own: dict[str, int] = defaultdict(int)
        spoken = [passage for passage in self.passages if not passage.reason]
        known = self.tongue.topics
        read = {id(each.passage) for listed in found.values() for each in listed}
        on_own = 0
        for passage in spoken:
            topics = known.intersection(passage.hits)
            if passage.headings:
                topics |= known.intersection(passage.headings[0].hits)
            for group in topics:
                counts[group] += 1
            if own in topics or id(passage) in read:
                on_own += 1
                continue
            for group in topics:
                without_own[group] += 1
        most = max((count for group, count in counts.items() if group != own), default=0)
        if len(spoken) < 12 or (most > 8 and most > 1.5 * counts[own] + 4):
            return len(spoken) >= 12
        return self.words > LONG and not _is_on(on_own, len(spoken), max(without_own.values(), default=0))

    def _mentions(self, found: Mapping[str, Sequence[_Found]]) -> tuple[Mention, ...]:
        mentions: list[Mention] = []
        for plan in self.tongue.plans(self.cues.type).plans:
            cue = plan.cue
            of_cue = self._at_home(plan, found.get(cue.matter, ()))
            by_part: dict[str, list[_Found]] = defaultdict(list)
            for each in of_cue:
                by_part[each.part].append(each)
            for part, listed in by_part.items():
                matter = f"{cue.field}.{part}" if part else cue.matter
                if any(mention.matter == matter for mention in mentions):
                    continue
                ranked = self._ranked(plan, listed)
                value, others = _value_of(ranked)
                best = ranked[0].passage
                count = len({id(each.passage) for each in listed})
                states = _states(cue, matter, "" if others else value)
                if cue.choices:
                    chosen = dict(self._for_all(plan, found)) | dict(ranked[0].chosen)
                    states = (*states, *chosen.items())
                of = "item" if cue.is_item else "entry" if cue.entry else ""
                keys = tuple(name for name, _ in cue.entry)
                place, section = self._place(best), self._section(best)
                mentions.append(Mention(matter, place, section, count, states, others, of, keys))
        return tuple(mentions)

    def _for_all(self, plan: Plan, found: Mapping[str, Sequence[_Found]]) -> tuple[tuple[str, str], ...]:
        """What a passage says for all items of a list at once: it is on their matter, and on none of them.

        Terms of the law ("placed on the market or put into service") do not make it a quotation.
        """
        matters = {each.matter for each in self.cues.cues if each.field == plan.cue.field}
        taken = {id(each.passage) for matter in matters for each in found.get(matter, ())}
        for passage in self.passages:
            if id(passage) in taken or plan.about[-1] not in passage.hits:
                continue
            if (chosen := chosen_in(passage, plan)) and not reason_of(passage, plan.at(passage)):
                return chosen
        return ()

    def _at_home(self, plan: Plan, found: Sequence[_Found]) -> Sequence[_Found]:
        """In a long document what stands in a section on the matter, or in one that says it again and again."""
        if self.words <= LONG or not found:
            return found
        count: dict[int, int] = defaultdict(int)
        for each in found:
            count[each.passage.section] += 1
        groups = [group for group in (*plan.about, plan.says) if group]

        def is_home(passage: Passage) -> bool:
            headings = passage.headings[:-1] or passage.headings
            return any(group in around.hits for around in headings[:2] for group in groups)

        return [each for each in found if is_home(each.passage) or count[each.passage.section] >= 3]

    def _ranked(self, plan: Plan, found: Sequence[_Found]) -> list[_Found]:
        """The best section first, and in it the best passage."""
        about, says, stems = plan.about, plan.says, stems_of(plan.says)
        of_section: dict[int, list[_Found]] = defaultdict(list)
        for each in found:
            of_section[each.passage.section].append(each)

        def of_passage(each: _Found) -> float:
            named = sum(len(each.passage.hits.get(group, ())) for group in (*about, says))
            return _rank(each) + min(2.0, 0.5 * max(named - 2, 0))

        def of_heading(around: Around) -> float:
            in_it = sum(group in around.hits for group in about)
            is_said = says in around.hits or any(stem in word for stem in stems for word in around.words)
            rank = 2.0 * bool(in_it) + 2.0 * (in_it == len(about)) + (3.0 if in_it and is_said else 0.0)
            return rank - (4.0 if "vague_heading" in around.hits else 0.0)

        def of_sections(section: int) -> float:
            first = of_section[section][0].passage
            rank = of_heading(first.headings[0]) if first.headings else 0.0
            told = {_list_of(each.passage) for each in of_section[section]}
            return rank + math.log2(1 + len(told)) + 0.5 * max(map(of_passage, of_section[section]))

        ranks = {section: of_sections(section) for section in of_section}
        return sorted(found, key=lambda each: (-ranks[each.passage.section], -of_passage(each)))

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
            spoken = sum(not passage.reason for passage in self.passages)
            is_little = len(left) <= _FEW_LEFT and len(left) * _SHARE_LEFT < max(spoken, 1)
            return tuple(matters) if is_little and not any(map(self._says_something, left)) else ()
        told_as = {cue.matter: cue.looked_for for cue in self.cues.cues}
        treated = {told_as.get(mention.matter, mention.matter) for mention in mentions}
        if left or len(treated) * 2 < len(matters):
            return ()
        complete = {cue.looked_for for cue in self.cues.cues if cue.is_complete}
        return tuple(matter for matter in matters if matter not in treated and matter in complete)

    def _says_something(self, passage: Passage) -> bool:
        """Whether somebody does in it what a cue of the type looks for, though on no matter that it knows."""
        return any(plan.says in passage.hits for plan in self.tongue.plans(self.cues.type).plans if plan.says)

    def _section(self, passage: Passage) -> str:
        if passage.section < 0:
            return ""
        block = self.document.blocks[passage.section]
        return " ".join(f"{block.label} {block.text.text}".split())[:120]

    def _place(self, passage: Passage) -> Place:
        return self.place_of(passage.block, passage.offset, passage.row)


def _is_on(own: int, whole: int, most: int) -> bool:
    """Whether a long text is on a matter: a quarter of it, or a tenth and three times what is on another alone.

    A manual of everything treats each matter in passing; its sections are read as what they are.
    """
    return own * 4 >= whole or (own * 10 >= whole and own >= 3 * most)


def _list_of(passage: Passage) -> int:
    """What a passage counts as: all items that one line introduces are one."""
    return id(passage.leads[0] if passage.own else passage)


def _rank(found: _Found) -> float:
    passage = found.passage
    count = len(passage.words) - passage.own
    rank = RANKS[found.near]
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
    """The best value that is stated for the full report; where others contradict it, all of them."""
    full = [each for each in ranked if each.value and not each.is_first_stage and not each.is_working]
    if not full:
        return "", ()
    best = full[0]
    values = tuple(dict.fromkeys(each.value for each in full))
    return best.value, values if len(values) > 1 else ()
