"""Fields of an artefact that only its text states: read by cues, beneath what data and control blocks state."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from art17.model.artefact import Artefact, Defect
from art17.model.document import Document
from art17.model.place import Place
from art17.model.settings import Settings
from art17.model.text_reading import NO_ACTOR, OTHER_TYPE, PARTLY, UNDERSTOOD, Mention, TextReading
from art17.model.value import Value, is_placeholder
from art17.model.vocabulary import TypeOf, Vocabulary
from art17.reading.documents.left_out import left_out
from art17.reading.facts.block_fields import text_length
from art17.reading.facts.parts import is_same_heading
from art17.reading.io.globs import last_match
from art17.reading.packs.cues import cues_in, joined
from art17.texts.folding import folded, words_of
from art17.texts.headings import CLOSE, fit, is_of_references, point_named
from art17.texts.law_words import LawWords
from art17.texts.plans import Tongue, tongues
from art17.texts.read import PlaceOf, read_text, spoken_in, topics_named, topics_of

SAYS_NOTHING = "text-says-nothing"
UNREAD_TABLE = "unread-table"
_NAMED, _LIKELY, _TREATED = 3, 3, 2
"""How often a text has to name the topic of a type, how many types are looked at, how many fields it has to treat."""
_SECTIONS, _LONGEST_HEADING = 3, 90
"""How many sections are looked at for each type that headings name, and from what length on one is a sentence."""
_ENOUGH_WORDS = 12
_LEAST_ROWS, _LEAST_OF_ROW = 2, 4
"""How many rows of a table have to be filled, and how many words one of them has."""
_LISTED_BY = frozenset({"register"})
"""The forms of what a table by itself may be."""
_POINTS = "Art. 17(1)("
_LAID_DOWN = frozenset({"procedure", "policy"})
"""The forms of what a section may hold of a type that has no cues, if it has so many words with its heading."""
_MAY_BE = frozenset({UNDERSTOOD, PARTLY, NO_ACTOR})
_READ_KINDS = frozenset({"document", "record"})


class TextFields:
    """Adds what the text of open artefacts says; the cues are compiled where the first such text is met."""

    def __init__(self, vocabulary: Vocabulary, settings: Settings) -> None:
        self._vocabulary = vocabulary
        self._stated = last_match(settings.reading)
        self._looked_at: Document | None = None
        self._readings: dict[str, TextReading] = {}

    @cached_property
    def tongues(self) -> Mapping[str, Tongue]:
        """The cues of all packs, by language."""
        words = self._vocabulary
        more = {name: [cues_in(name, text) for text in texts] for name, texts in words.extra_cues.items()}
        own = {name: cues_in(name, text) for name, text in words.cues.items()}
        names = dict.fromkeys((*own, *more))
        return tongues({name: joined([own[name]] if name in own else [], more.get(name, ())) for name in names})

    @cached_property
    def _law(self) -> LawWords | None:
        return LawWords.of_bytes(self._vocabulary.law_words) if self._vocabulary.law_words else None

    def is_open(self, artefact: Artefact, *, has_items: bool, from_body: frozenset[str] = frozenset()) -> bool:
        """Whether the fields of an artefact are read from its text: it states none in data, or the manifest says so."""
        kind = self._vocabulary.types.get(artefact.type)
        stated = self._stated(artefact.path)
        if kind is None or kind.kind not in _READ_KINDS or stated == "closed" or artefact.register is not None:
            return False
        return stated == "open" or not (has_items or self._states_content(artefact, kind, from_body))

    def is_open_part(self, artefact: Artefact) -> bool:
        """Whether a further role of a document, or a section of it, is read from the text: data states none of it."""
        kind = self._vocabulary.types.get(artefact.type)
        if not artefact.is_part or kind is None or kind.kind not in _READ_KINDS:
            return False
        stated = self._stated(artefact.path)
        return stated == "open" or (stated != "closed" and not self._states_content(artefact, kind, frozenset()))

    def fields_treated(self, document: Document, type_name: str) -> tuple[str, ...]:
        """The fields of a type that a text treats, as far as its cues find them; nothing where it has none."""
        if type_name not in self._vocabulary.cues:
            return ()
        reading = self._reading_as(document, type_name)
        return tuple(dict.fromkeys(mention.field for mention in reading.mentions)) if reading.decides else ()

    def is_of_another_type(self, document: Document, type_name: str) -> bool:
        """Whether a text is more about the matter of another type, as far as the cues of both find it."""
        return type_name in self._vocabulary.cues and self._reading_as(document, type_name).reason == OTHER_TYPE

    def _reading_as(self, document: Document, type_name: str) -> TextReading:
        """The document read for a type, once for as long as no other document is looked at."""
        if self._looked_at is not document:
            self._looked_at, self._readings = document, {}
        if type_name not in self._readings:
            nowhere = Place("")
            self._readings[type_name] = read_text(
                document, type_name, self.tongues, lambda _block, _offset, _row: nowhere, self._law
            )
        return self._readings[type_name]

    def with_types_treated(self, artefact: Artefact, document: Document) -> Artefact:
        """A document that states no type, with the types of which its text treats what they lay down, if any."""
        if artefact.type or artefact.fields.get("type") or self._stated(artefact.path) == "closed":
            return artefact
        topics = topics_of(document, self.tongues) if self._vocabulary.cues else {}
        likely = sorted((name for name, count in topics.items() if count >= _NAMED), key=lambda each: -topics[each])
        whole = [name for name in likely[:_LIKELY] if len(self.fields_treated(document, name)) >= _TREATED]
        found = {name: Mention(name, artefact.place) for name in whole}
        found = {each.matter: each for each in self._sections_treated(artefact, document, "")} | found
        return replace(artefact, reading=TextReading(perhaps=_by_type(found))) if found else artefact

    def _sections_treated(self, artefact: Artefact, document: Document, code: str) -> Iterator[Mention]:
        """Other types that a section lays down: its heading names their topic or point, and its text says something.

        Of several sections the one is taken whose heading names the matter best, so it is with a table by its heads.
        """
        code = code or spoken_in(document)
        tongue = self.tongues.get(code) if self._vocabulary.cues else None
        if tongue is None or not tongue.types:
            return
        own = {artefact.type}
        looked_at: Counter[str] = Counter()
        for likeness, at, heading, name in sorted(self._candidates(document, tongue), key=lambda each: -each[0]):
            if name in own or looked_at[name] == _SECTIONS:
                continue
            looked_at[name] += 1
            is_table = document.blocks[at].kind == "table"
            section, first = _table_at(document, at) if is_table else _section_at(document, at)
            place_of = _places_in(artefact.path, document, first)
            if self._may_hold(section, name, tongue, is_close=likeness >= CLOSE):
                own.add(name)
                yield Mention(name, place_of(0, 0, -1), heading)

    def _candidates(self, document: Document, tongue: Tongue) -> Iterator[tuple[float, int, str, str]]:
        """The headings, and the tables by their heads, that name a type: how well, where, the heading, the type."""
        above = ""
        for at, block in enumerate(document.blocks):
            if block.kind == "heading":
                above = heading = block.text.text.strip()
                if heading and len(heading) <= _LONGEST_HEADING and not is_of_references(heading):
                    for name in self._named_in(heading, tongue):
                        yield self._fit(heading, name), at, heading, name
            elif block.kind == "table" and len(block.rows) > _LEAST_ROWS:
                first = next((cell.text.text.strip() for cell in block.rows[0].cells), "")
                yield from ((CLOSE, at, above, name) for name in self._named_by_head(first, tongue))

    def _named_by_head(self, head: str, tongue: Tongue) -> Iterator[str]:
        """The types that list what the head of a first column names: their topic, and nothing besides."""
        if not head or len(head) > _LONGEST_HEADING:
            return
        for name in tongue.types:
            kind = self._vocabulary.types.get(name)
            if kind and kind.items and not _LISTED_BY.isdisjoint(kind.forms) and self._fit(head, name) >= 1:
                yield name

    def _fit(self, heading: str, name: str) -> float:
        kind = self._vocabulary.types[name]
        return fit(heading, kind.names, kind.satisfies)

    def _may_hold(self, section: Document, name: str, tongue: Tongue, *, is_close: bool = False) -> bool:
        """Whether a section lays down what a type is for: by cues, or, where there are none, if it says anything.

        Under a heading that is about the matter alone a table whose rows are filled says enough.
        """
        if is_close and self._has_filled_table(section):
            return True
        if name not in tongue.types:
            return text_length(section) >= _ENOUGH_WORDS
        code = tongue.speech.code
        reading = read_text(section, name, self.tongues, lambda _block, _offset, _row: Place(""), self._law, code=code)
        return reading.reason in _MAY_BE and len(reading.mentions) >= _enough(reading)

    def _has_filled_table(self, section: Document) -> bool:
        """Whether a table of a section has rows of several cells that are neither prompts nor words of the law."""
        filled = 0
        for block in section.blocks:
            for row in block.rows[max(block.heads, 1) :] if block.kind == "table" else ():
                texts = [cell.text.text.strip() for cell in row.cells if not cell.is_covered]
                said = [text for text in texts if text and not is_placeholder(text) and not text.endswith("?")]
                words = words_of(folded(" ".join(said)))
                is_of_law = self._law is not None and self._law.is_quoted(words)
                filled += len(said) > 1 and len(words) >= _LEAST_OF_ROW and not is_of_law
        return filled >= _LEAST_ROWS

    def _named_in(self, heading: str, tongue: Tongue) -> Iterator[str]:
        """The types whose topic a heading names, by the words of cues or of titles; one without cues it names alone.

        A heading that has no words of its own may name the point of the law.
        """
        words = [word for word in words_of(folded(heading)) if not word.isdigit()]
        named = set(topics_named(heading, tongue))
        for at, word in enumerate(words):
            of_word = [each for each in self._topics.get(word, ()) if each[0] == words[at : at + len(each[0])]]
            named |= {name for phrase, name in of_word if name in tongue.types or len(phrase) == len(words)}
        if not named and (point := point_named(heading)):
            named = {name for name in self._of_points.get(point, ()) if self._fit(heading, name) >= 1}
        yield from sorted(named)

    @cached_property
    def _of_points(self) -> Mapping[str, Sequence[str]]:
        """The types of documents by the points of Art. 17(1) that they satisfy."""
        found: dict[str, list[str]] = defaultdict(list)
        for name, kind in self._vocabulary.types.items():
            if kind.kind == "document":
                for cite in kind.satisfies:
                    if cite.startswith(_POINTS):
                        found[cite.removeprefix(_POINTS).rstrip(")")].append(name)
        return found

    @cached_property
    def _topics(self) -> Mapping[str, Sequence[tuple[list[str], str]]]:
        """The words by which titles name the matter of types of documents, by the first of them."""
        found: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
        for name, kind in self._vocabulary.types.items():
            if kind.kind == "document" and not _LAID_DOWN.isdisjoint(kind.forms):
                for words in map(words_of, map(folded, (*kind.titles, *kind.topics))):
                    found[words[0]].append((words, name))
        return found

    def _states_content(self, artefact: Artefact, kind: TypeOf, from_body: frozenset[str]) -> bool:
        content = kind.fields.keys() - self._vocabulary.fields.keys() - from_body
        placeholders = {name.partition(".")[0] for name in artefact.placeholders}
        return any(artefact.fields.get(name) is not None or name in placeholders for name in content)

    def read(self, artefact: Artefact, document: Document) -> Iterator[Artefact]:
        """An open artefact with what its text states, and the items that the text lists; of a section, its own text."""
        part, first = _section_of(document, artefact.section) if artefact.section else (document, 0)
        place_of = _places_in(artefact.path, document, first)
        is_shared = artefact.is_part and not artefact.section
        reading = read_text(
            part,
            artefact.type,
            self.tongues,
            place_of,
            self._law,
            is_shared=is_shared,
            is_partly=bool(left_out(document)),
        )
        kind = self._vocabulary.types[artefact.type]
        if artefact.origins.get("type") == "name":
            reading = reading.as_guessed()
        if not artefact.is_part and kind.kind == "document" and not _states_its_type(artefact):
            others = {each.matter: each for each in self._sections_treated(artefact, document, reading.language)}
            reading = replace(reading, perhaps=_by_type(others))
        own = replace(artefact, reading=reading)
        if reading.says_nothing and all(each.kind != "unfilled" for each in own.defects):
            own = replace(own, defects=(*own.defects, _says_nothing(own, kind, reading)))
        if not reading.decides:
            yield own
            return
        own = _with_rows_read(own) if reading.mentions else own
        stated = [mention for mention in reading.mentions if mention.states and mention.of != "item"]
        yield _with_values(own, stated)
        listed = [mention for mention in reading.mentions if mention.states and mention.of == "item"]
        for number, mention in enumerate(listed, 1):
            yield _item(own, kind, mention, number, reading)


def _enough(reading: TextReading) -> int:
    """How many matters a section has to treat: two, or one where the type has no more than two.

    The entries of a list are one matter, unless the list is all there is.
    """
    fields = {matter.partition("[")[0] for matter in reading.looked_for}
    return min(_TREATED, max(1, len(fields if len(fields) > 1 else reading.looked_for) - 1))


def _states_its_type(artefact: Artefact) -> bool:
    """Whether the document has its type in its own data: who writes that may declare its sections too."""
    return bool(artefact.fields.get("type")) and "type" not in artefact.elsewhere


def _by_type(found: Mapping[str, Mention]) -> tuple[Mention, ...]:
    return tuple(found[name] for name in sorted(found))


def _says_nothing(own: Artefact, kind: TypeOf, reading: TextReading) -> Defect:
    count = f"{reading.words:,} word{'' if reading.words == 1 else 's'}"
    name = kind.title[:1].lower() + kind.title[1:]
    article = "an" if name[:1] in "aeiou" else "a"
    message = f"Nothing was found in the text of {own.id} that {article} {name} lays down ({count} read)"
    matters = ", ".join(dict.fromkeys(matter.partition("[")[0] for matter in reading.silent))
    fix = f"write what it lays down ({matters}), give the file its right type, or keep these fields as data"
    return Defect(SAYS_NOTHING, own.place, "text", message, fix)


def _with_rows_read(own: Artefact) -> Artefact:
    """The artefact without the complaint that the columns of its tables are not known: their rows were read as text."""
    defects = tuple(each for each in own.defects if each.kind != UNREAD_TABLE)
    return own if len(defects) == len(own.defects) else replace(own, defects=defects, has_unread_rows=False)


def _with_values(own: Artefact, mentions: Sequence[Mention]) -> Artefact:
    """The artefact with the values that its text states: of fields, of parts of groups, of entries of lists."""
    values: dict[str, Value] = {}
    places: dict[str, Place] = {}
    for mention in mentions:
        first = mention.field.partition(".")[0]
        if own.fields.get(first) is not None:
            continue
        places.setdefault(first, mention.place)
        if mention.of == "entry":
            before = values.get(mention.field)
            values[mention.field] = [*(before if isinstance(before, list) else []), dict(mention.states)]
            continue
        for name, value in mention.states:
            group, _, part = name.partition(".")
            held = values.get(group)
            values[group] = {**(held if isinstance(held, Mapping) else {}), part: value} if part else value
    if not values:
        return own
    return replace(
        own,
        fields={**own.fields, **values},
        elsewhere={**own.elsewhere, **places},
        origins={**own.origins, **dict.fromkeys(values, "text")},
    )


def _item(own: Artefact, kind: TypeOf, mention: Mention, number: int, reading: TextReading) -> Artefact:
    """An item that a passage names; what the passage says besides is for people to read."""
    names = [name for name, _ in mention.states]
    told = () if _says_only_that(mention, reading) else (replace(mention, matter="*", states=()),)
    origins = {name: "entry" if name in mention.keys else "text" for name in names}
    return Artefact(
        id=f"{own.id}#{number}",
        type=kind.items.get(mention.field, ""),
        place=replace(mention.place, route=(0, mention.field, number - 1)),
        fields=dict(mention.states),
        register=own.place,
        origins=origins,
        elsewhere=dict.fromkeys(names, mention.place),
        reading=TextReading(reading.language, reading.words, mentions=told),
    )


def _says_only_that(mention: Mention, reading: TextReading) -> bool:
    """Whether a text only names an item, and has nothing on what its list is asked for besides (a fallback)."""
    asked = [matter for matter in reading.looked_for if matter.startswith(f"{mention.field}[")]
    return mention.matter == mention.field and bool(asked) and not any(m.matter in asked for m in reading.mentions)


def _section_of(document: Document, heading: str) -> tuple[Document, int]:
    """The blocks under a heading, as a document, and the index of the first of them in the whole."""
    blocks = document.blocks
    titled = (
        at for at, block in enumerate(blocks) if block.kind == "heading" and is_same_heading(heading, block.text.text)
    )
    start = next(titled, -1)
    return _section_at(document, start) if start >= 0 else (replace(document, blocks=()), 0)


def _table_at(document: Document, at: int) -> tuple[Document, int]:
    """A table as a document, and its index."""
    return replace(document, blocks=(replace(document.blocks[at], under=-1),)), at


def _section_at(document: Document, start: int) -> tuple[Document, int]:
    """The heading at an index and the blocks under it, as a document, and that index."""
    blocks = document.blocks
    level = blocks[start].level
    following = (
        at for at, block in enumerate(blocks) if at > start and block.kind == "heading" and block.level <= level
    )
    end = next(following, len(blocks))
    inner = tuple(replace(block, under=max(block.under - start, -1)) for block in blocks[start:end])
    return replace(document, blocks=inner), start


def _places_in(path: str, document: Document, first: int) -> PlaceOf:
    """Where passages are: line and column where the format has them, else the file; `first` is the index of block 0."""

    def place_of(block: int, offset: int, row: int) -> Place:
        held = document.blocks[first + block]
        spot = held.rows[row].spot if 0 <= row < len(held.rows) else held.spot
        if not spot.line:
            return Place(path)
        line = spot.line + (held.text.text.count("\n", 0, offset) if row < 0 else 0)
        return Place(path, (), line, spot.column if line == spot.line and row < 0 and not offset else 1)

    return place_of
