"""What kind of document a file is, and of which type: a guess from its name, folder, title and first headings.

The words are data: `titles`, `topics` and `forms` of a type, and the words of each form in packs.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from art17.law.act import Act
from art17.model.document import Document
from art17.model.vocabulary import TypeOf, Vocabulary
from art17.reading.facts.blanks import blanks_of

KINDS = ("document", "record", "register", "form", "index", "other")
_KIND_OF_FORM = {
    "register": "register", "report": "record", "form": "form", "index": "index", "agreement": "record",
    "declaration": "record", "other": "other",
}  # fmt: skip
_WORDS = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_PARTS = re.compile(r"\s{0,40}(?:[:–—|(\[,;]|\s-\s)\s{0,40}")
_NUMBER = re.compile(r"^[A-Z]{1,6}(?:[-_ ./][A-Z0-9]{1,8}){0,4}[-_ ./]?\d+(?:\.\d+)*[a-z]?(?![^\W_])[-_ :]*")
_OTHER_WORDS = frozenset({"ing", "ings", "able", "ed", "er", "ers"})
"""With these a word is another one, and no compound: a report is no reporting."""
_TABLES = ("xlsx", "csv")
_DEALING = frozenset({"management", "handling", "process", "procedure", "workflow", "verfahren", "prozess"})
_LONGEST_HEADING = 90
_BEGINNING = 3
_STEM = 5
"""From so many letters on, a word also matches as a part of a compound."""

_MAINTAINED = frozenset({"policy", "procedure", "plan", "manual", "instruction"})
_FILLED = frozenset({"", "record", "register"})
"""Kinds of document that are a form as long as they have blanks; a procedure with blanks is an unfinished one."""
_ROWS = 5
_TITLE, _NAME, _FOLDER = 3, 2, 1
_OF_TITLE, _OF_FORM = 20, 4
"""What a whole title, and a form that fits, add to the letters that match."""
_FIELDS_SEEN, _FIELDS_ALONE, _HEADINGS_SEEN = 2, 3, 2
"""So many fields of a type a text treats where its title names the type, or where only its headings do."""
_LOOKED_AT = 3
_GENERAL = {"policy": "policy", "procedure": "procedure", "instruction": "work-instruction", "index": "qms-index"}
"""The type of a document of which nothing but the form is known."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a document seems to be.

    `type` is "" where nothing tells it, and `is_sure` where its title or name does, with its form;
    `points` are letters of Art. 17(1), each with its reason under the letter in `why`.  `is_by_topic` where only a
    word of the matter tells the type, as `governance` does, and no name that its documents have.
    """

    kind: str
    type: str = ""
    is_sure: bool = False
    points: tuple[str, ...] = ()
    why: Mapping[str, str] | None = None
    is_by_topic: bool = False


class _Typed(NamedTuple):
    """The type that a name or title shows, as in `Guess`, and why."""

    name: str = ""
    is_sure: bool = False
    is_by_topic: bool = False
    why: str = ""


Treated = Callable[[Document, str], tuple[str, ...]]
"""Which fields of a type a text treats."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words in a row of one type or form."""

    words: tuple[str, ...]
    name: str

    @property
    def weight(self) -> int:
        return sum(map(len, self.words))


class _Phrases:
    """Phrases in their order, and by how their first words begin: a title is held against few of them."""

    def __init__(self, phrases: Iterable[_Phrase]) -> None:
        self.all = tuple(phrase for phrase in phrases if phrase.words)
        self._by_beginning: dict[str, list[int]] = defaultdict(list)
        for index, phrase in enumerate(self.all):
            self._by_beginning[phrase.words[0][:_BEGINNING]].append(index)

    def likely_in(self, part: Iterable[str]) -> Iterator[_Phrase]:
        """The phrases of which the first word may be among some words: each word that is the same begins with it."""
        beginnings = {word[:length] for word in part for length in range(1, _BEGINNING + 1)}
        found = (index for each in beginnings for index in self._by_beginning.get(each, ()))
        return (self.all[index] for index in sorted(found))


@dataclass(frozen=True, slots=True)
class _Source:
    """Where words come from: how much they count, how that place is called, and the words in parts."""

    weight: int
    place: str
    parts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Match:
    """A phrase found in a source, `at` a place of a part; `is_head` before a particle, `is_all` where it is the part.

    `is_compound` where its last word is only the beginning of one.
    """

    phrase: _Phrase
    source: _Source
    part: int
    at: int
    is_head: bool = False
    is_all: bool = False
    is_compound: bool = False

    @property
    def end(self) -> int:
        return self.at + len(self.phrase.words)


class Recogniser:
    """Guesses by the vocabulary of a run."""

    def __init__(self, vocabulary: Vocabulary, act: Act | None = None) -> None:
        self._types = {
            name: kind for name, kind in vocabulary.types.items() if kind.titles or kind.topics or kind.forms
        }
        forms = (_Phrase(_split(word), form) for form, words in vocabulary.forms.items() for word in words)
        titles = (_Phrase(_split(title), name) for name, kind in self._types.items() for title in kind.titles)
        topics = (_Phrase(_split(topic), name) for name, kind in self._types.items() for topic in kind.topics)
        self._forms, self._titles, self._topics = _Phrases(forms), _Phrases(titles), _Phrases(topics)
        self._named = _Phrases((*self._titles.all, *self._topics.all))
        self._points = {name: tuple(_points_of(kind, act)) for name, kind in vocabulary.types.items()}

    def guess(self, path: str, title: str, document: Document) -> Guess:
        """What a document seems to be, with the reasons."""
        sources = _sources(path, title)
        kind, form, reason = self._kind_of(sources, document)
        why = {"kind": reason} if reason else {}
        name, is_sure, is_by_topic, reason = self._type_of(sources, kind, form)
        if document.format in _TABLES:
            name = self._register_of(name)
        found = self._types.get(name)
        if found and self._tells_kind(found, kind, form, is_sure=is_sure):
            kind = kind_of_type(found)
            why["kind"] = f"its type is {found.title.lower()}"
        if reason:
            why["type"] = reason
        subject = name if found and kind != "form" else self._subject_of(sources)
        about = f"it is about {self._types[subject].title.lower()}" if subject in self._types else ""
        points = dict.fromkeys(self._points.get(subject, ()), about)
        return Guess(kind or "document", name, is_sure, tuple(sorted(points)), {**why, **points}, is_by_topic)

    def _tells_kind(self, found: TypeOf, kind: str, form: _Match | None, *, is_sure: bool) -> bool:
        """Whether the kind is that of the type: where no form tells it, or the form is a word of the type's own title.

        A register or an index is nothing by a guess that is not sure.
        """
        if not kind or (kind == "document" and not form):
            return is_sure or kind_of_type(found) in ("document", "record")
        own = (title.words for title in self._titles.all if title.name == found.name)
        return is_sure and form is not None and kind in _FILLED and any({*form.phrase.words} <= {*each} for each in own)

    def seen_closely(self, guess: Guess, document: Document, treated: Treated) -> Guess:
        """A guess that is not sure, after a look at headings and text; `treated` names fields that the text treats."""
        headings = self._named_by_headings(document)
        general = guess.type in _GENERAL.values()
        if guess.type and not general:
            fields = treated(document, guess.type)
            if len(fields) < _FIELDS_SEEN:
                return self._seen_of_its_matter(guess, document, treated)
            return self._told_by_text(guess, guess.type, headings.get(guess.type, ()), fields)
        likely = sorted(headings, key=lambda name: (-len(headings[name]), name))[:_LOOKED_AT]
        seen = {name: treated(document, name) for name in likely if self._types[name].kind in ("document", "record")}
        order = sorted(seen, key=lambda name: (-len(seen[name]), -len(headings[name]), name))
        if not order:
            return guess
        best, more = order[0], len(seen[order[1]]) if len(order) > 1 else 0
        enough = len(seen[best]) >= _FIELDS_ALONE and len(headings[best]) >= _HEADINGS_SEEN
        if not enough or len(seen[best]) <= more:
            return guess
        return replace(self._told_by_text(guess, best, headings[best], seen[best]), is_sure=False)

    def _seen_of_its_matter(self, guess: Guess, document: Document, treated: Treated) -> Guess:
        """A guess that the text does not bear out, or another type of the same points that it does."""
        points = set(self._points.get(guess.type, ()))
        others = [
            name
            for name, kind in self._types.items()
            if name != guess.type and kind_of_type(kind) == "document" and points & set(self._points[name])
        ]
        seen = {name: fields for name in others if len(fields := treated(document, name)) >= _FIELDS_ALONE}
        best = max(seen, key=lambda name: (len(seen[name]), name), default="")
        return self._told_by_text(guess, best, (), seen[best]) if best else guess

    def _named_by_headings(self, document: Document) -> dict[str, tuple[str, ...]]:
        """The headings that name the matter of a type, by type."""
        found: dict[str, list[str]] = defaultdict(list)
        for block in document.blocks:
            text = block.text.text.strip()
            if block.kind != "heading" or not text or len(text) > _LONGEST_HEADING:
                continue
            source = _Source(_TITLE, "heading", (_split(text),))
            best = max(
                _matches(source, self._named, is_suffix=False),
                key=lambda each: (each.phrase.weight, each.phrase.name),
                default=None,
            )
            if best and text not in found[best.phrase.name]:
                found[best.phrase.name].append(text)
        return {name: tuple(texts) for name, texts in found.items()}

    def _told_by_text(self, guess: Guess, name: str, headings: Iterable[str], fields: Iterable[str]) -> Guess:
        why = dict(guess.why or {})
        shown = [f"heading {heading!r}" for heading in tuple(headings)[:2]]
        read = ", ".join(dict.fromkeys(each.partition(".")[0].replace("_", " ") for each in fields))
        why["type"] = "; ".join((*([why["type"]] if why.get("type") else []), *shown, f"its text treats {read}"))
        points = self._points.get(name, ())
        why |= {each: f"it is about {self._types[name].title.lower()}" for each in points}
        kind = guess.kind if guess.kind == "record" else kind_of_type(self._types[name])
        return replace(guess, kind=kind, type=name, is_sure=True, points=tuple(sorted(points)), why=why)

    def _kind_of(self, sources: tuple[_Source, ...], document: Document) -> tuple[str, _Match | None, str]:
        """The kind ("" where only the type can tell), the form that tells it, and why."""
        form = self._form_of(sources)
        kind = _KIND_OF_FORM.get(form.phrase.name, "document") if form else ""
        said = f"{' '.join(form.phrase.words)!r} in its {form.source.place}" if form else ""
        blanks = blanks_of(document)
        if blanks and kind in _FILLED:
            return "form", None, f"{blanks} blanks to be filled in"
        is_sheet = document.format == "xlsx"
        if is_sheet and kind == "form" and not blanks and _filled_rows(document):
            return "register", form, f"{said}, which is filled in"
        if is_sheet and not kind:
            return "register", None, "a workbook of tables"
        return kind, form, said

    def _subject_of(self, sources: tuple[_Source, ...]) -> str:
        """The type whose matter the title or name names, whatever the form."""
        near = [source for source in sources if source.weight > _FOLDER]
        named = [match for source in near for match in _matches(source, self._named, is_suffix=False)]
        best = max(named, key=lambda each: (each.phrase.weight * each.source.weight, each.phrase.name), default=None)
        return best.phrase.name if best else ""

    def _form_of(self, sources: Iterable[_Source]) -> _Match | None:
        """The form that the title names, else the file's name, else the folder.

        Where it names several, the last counts (`Incident report form`), but the first where what follows it
        begins with a particle (`Procédure de gestion`, `Policy for reports`); a form to fill in outdoes all.
        """
        sources = tuple(sources)
        found = [match for source in sources for match in _longest(_matches(source, self._forms, is_suffix=True))]
        every = [match for match in found if not _is_object(match)]
        for wanted in ("other", "form", "index"):
            for match in every:
                is_named = match.source.weight > _FOLDER or wanted == "form"
                if match.phrase.name == wanted and is_named and not _is_annexed(match, every):
                    return match
        for source in sources:
            here = [match for match in every if match.source is source and source.weight > _FOLDER]
            if here:
                return _by_number(_head_of(here), every)
        return next((match for match in every), None)

    def _type_of(self, sources: tuple[_Source, ...], kind: str, form: _Match | None) -> _Typed:
        """The best type, if any."""
        if kind == "other":
            return _Typed("none", is_sure=True, why="it is about the folder itself")
        if kind == "form":
            is_there = "template" in self._types
            return _Typed("template", is_sure=True, why="it is to be filled in") if is_there else _Typed()
        name = "register" if kind == "register" else form.phrase.name if form else ""
        scored: dict[str, tuple[int, _Typed]] = {}
        for match, is_title in self._named_in(sources):
            own = match.phrase.name
            if (score := self._score(match, form, name, is_title=is_title)) > scored.get(own, (0,))[0]:
                is_whole = is_title or (match.is_all and match.source.weight == _TITLE)
                if match.is_compound and "procedure" not in self._types[own].forms:
                    is_whole = False  # `Complaint management` in one word is more than complaints
                is_sure = match.source.weight > _FOLDER and (is_whole or bool(name))
                scored[own] = score, _Typed(own, is_sure, not is_whole, _because(match))
        general = _GENERAL.get(name, "") if form and form.source.weight > _FOLDER else ""
        if general in self._types and form and not any(typed.is_sure for _, typed in scored.values()):
            return _Typed(general, is_sure=general != "procedure", why=_because(form))
        if not scored:
            return _Typed()
        return max(
            scored.values(), key=lambda each: (each[0], each[1].is_sure, *self._is_likelier(each[1].name), each[1].name)
        )[1]

    def _register_of(self, name: str) -> str:
        """The one register that lists records of a type; a workbook of them is no such record."""
        lists = [each for each, kind in self._types.items() if name in kind.items.values()]
        return lists[0] if len(lists) == 1 else name

    def _is_likelier(self, name: str) -> tuple[bool, bool]:
        """Of types that a title names alike, what is maintained is likelier than a record, and a procedure than a plan."""
        return self._types[name].kind == "document", "procedure" in self._types[name].forms

    def _named_in(self, sources: Iterable[_Source]) -> Iterator[tuple[_Match, bool]]:
        """Every title and topic that is found, and whether it is a title."""
        for source in sources:
            for phrases, is_title in ((self._titles, True), (self._topics, False)):
                for match in _matches(source, phrases, is_suffix=False):
                    yield match, is_title

    def _score(self, match: _Match, form: _Match | None, form_name: str, *, is_title: bool) -> int:
        """How much a match says for its type; 0 where the form of the document speaks against it."""
        found = self._types[match.phrase.name]
        if found.index and match.source.weight == _FOLDER:
            return 0  # a folder of documents lists none
        if found.kind == "record" and _is_managed(match):
            return 0
        fits = not form_name or form_name in found.forms
        if not fits and not (is_title and match.source.weight > _FOLDER and not _is_beyond(form, match)):
            return 0
        is_whole = is_title or (match.is_all and match.source.weight == _TITLE)
        of_form = _OF_FORM if fits and form_name else 0
        return match.phrase.weight * match.source.weight + (_OF_TITLE if is_whole else 0) + of_form


def _is_object(match: _Match) -> bool:
    """Whether a form comes right after a particle: `Realisation of assessments` is about them, and is none."""
    before = match.source.parts[match.part][match.at - 1] if match.at else ""
    return before in _OF and match.at > 1 and not match.is_head and _KIND_OF_FORM.get(match.phrase.name) == "record"


def _is_annexed(match: _Match, every: Iterable[_Match]) -> bool:
    """Whether a form only comes with what is laid down: `Internal audit procedure and checklist`."""
    before = match.source.parts[match.part][match.at - 1] if match.at else ""
    return before in _WITH and any(
        other.source is match.source
        and other.part == match.part
        and other.end < match.at
        and other.phrase.name in ("procedure", "policy", "plan", "manual")
        for other in every
    )


def _is_beyond(form: _Match | None, match: _Match) -> bool:
    """Whether the form is named behind a title that it does not fit: `Risk register procedure`, `Declaration: analysis`."""
    return form is not None and form.source is match.source and (form.part, form.end) > (match.part, match.end)


def _is_managed(match: _Match) -> bool:
    """Whether it is about dealing with such records, and none of them: `Change request management`."""
    part = match.source.parts[match.part]
    return match.end < len(part) and part[match.end] in _DEALING


def _because(match: _Match) -> str:
    return f"{' '.join(match.phrase.words)!r} in its {match.source.place}"


def kind_of_type(found: TypeOf) -> str:
    """Whether documents of a type are registers, records, forms, indexes or documents."""
    if found.name == "template":
        return "form"
    if found.index:
        return "index"
    if found.kind != "document":
        return "record"
    return "register" if found.forms[:1] == ("register",) or (found.items and "register" in found.name) else "document"


def _points_of(kind: TypeOf, act: Act | None) -> Iterator[str]:
    """The letters of Art. 17(1) that a type can carry, by itself or by an article that the law names in a letter."""
    linkages = act.linkages if act else ()
    for letter in "abcdefghijklm":
        point = f"Art. 17(1)({letter})"
        targets = [each.target for each in linkages if each.source == point and each.kind == "reference"]
        beneath = any(act.is_beneath(each, target) for each in kind.satisfies for target in targets) if act else False
        if point in kind.satisfies or beneath:
            yield letter


def _sources(path: str, title: str) -> tuple[_Source, ...]:
    folder, name = posixpath.split(path)
    stem = posixpath.splitext(name)[0]
    if stem.strip("_").casefold() == "index" and folder:
        stem = posixpath.basename(folder)  # the page of a folder on a site, and no index of documents
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])|[_\-.]+", " ", _NUMBER.sub("", stem) or stem)
    last = " ".join(folder.split("/")[-2:])
    number = re.findall(r"[A-Z]{2,}", found[0]) if (found := _NUMBER.match(stem) or _NUMBER.match(title)) else []
    return (
        _Source(_TITLE, "title", tuple(_split(part) for part in _PARTS.split(_NUMBER.sub("", title)) if part)),
        _Source(_NAME, "file name", (_split(spaced),)),
        _Source(_FOLDER, "number", tuple(_split(part) for part in number)),
        _Source(_FOLDER, "folder", (_split(re.sub(r"[_\-.]+", " ", last)),)),
    )


@lru_cache(maxsize=4096)
def _split(text: str) -> tuple[str, ...]:
    """The words of a text, folded: `ß`, accents and case as people type file names without them."""
    folded = unicodedata.normalize("NFKD", text.casefold().replace("\u2019", "'"))
    for spelled, letter in (("a\u0308", "ae"), ("o\u0308", "oe"), ("u\u0308", "ue")):
        folded = folded.replace(spelled, letter)
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return tuple(word for each in _WORDS.findall(plain) for word in each.split("'"))


def _matches(source: _Source, phrases: _Phrases, *, is_suffix: bool) -> Iterator[_Match]:
    for number, part in enumerate(source.parts):
        for phrase in phrases.all if is_suffix else phrases.likely_in(part):
            size = len(phrase.words)
            for at in range(len(part) - size + 1):
                words = zip(phrase.words, part[at : at + size], strict=True)
                if all(_is_same(*pair, is_suffix=is_suffix, is_last=n == size - 1) for n, pair in enumerate(words)):
                    follows = part[at + size] if at + size < len(part) else ""
                    is_compound = not is_suffix and len(part[at + size - 1]) >= len(phrase.words[-1]) + 3
                    yield _Match(phrase, source, number, at, follows in _PARTICLES, size == len(part), is_compound)
                    break


def _by_number(form: _Match, every: Iterable[_Match]) -> _Match:
    """The form, or that of the number where it says more: `SOP-02 Control of records` is no record."""
    numbered = (each for each in every if each.source.place == "number" and each.phrase.name in _MAINTAINED)
    return next(numbered, form) if form.phrase.name == "report" else form


def _longest(matches: Iterable[_Match]) -> list[_Match]:
    """Of matches that end at one word the longest: `Vorstandsvorlage` is no `Vorlage`."""
    best: dict[tuple[int, int], _Match] = {}
    for match in matches:
        key = (match.part, match.end)
        if key not in best or match.phrase.weight > best[key].phrase.weight:
            best[key] = match
    return list(best.values())


def _filled_rows(document: Document) -> bool:
    """Whether tables hold at least as many rows as make a list."""
    rows = [row for block in document.blocks for row in block.rows[max(1, block.heads) :]]
    return sum(sum(bool(cell.text.text.strip()) for cell in row.cells) > len(row.cells) / 2 for row in rows) >= _ROWS


_WITH = frozenset(["and", "with", "including", "und", "mit", "nebst", "et", "avec"])
_OF = frozenset(
    {"de", "des", "du", "d", "of", "for", "on", "zu", "zur", "zum", "fuer", "fur", "ueber", "der", "pour", "relative"}
    | {"sur", "to"}
)
_PARTICLES = _OF | {"und", "and", "et"}


def _is_same(word: str, other: str, *, is_suffix: bool, is_last: bool) -> bool:
    """Whether two words are one: also in the plural, and as the end (forms) or beginning (topics) of a compound."""
    if word == other or other in (f"{word}s", f"{word}e", f"{word}en", f"{word}n"):
        return True
    if len(word) < _STEM or len(other) < len(word) + 3:
        return False
    if is_suffix:
        return other.endswith(word)
    return is_last and other.startswith(word) and other.removeprefix(word) not in _OTHER_WORDS


def _head_of(matches: list[_Match]) -> _Match:
    """The form that a title is: the first before a particle, else the last; of equal place the longest."""
    for match in sorted(matches, key=lambda each: (each.at, -each.phrase.weight)):
        if match.is_head:
            return match
    return max(matches, key=lambda each: (each.at + len(each.phrase.words), each.phrase.weight))
