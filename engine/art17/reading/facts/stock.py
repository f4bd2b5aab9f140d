"""What each document of a folder is and says of itself, before any manifest speaks: facts, kind, type, columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from art17.law.act import Act
from art17.model.document import Block, Cell, Document, Row, Spot, Text
from art17.model.settings import Settings
from art17.model.vocabulary import TypeOf, Vocabulary
from art17.reading.documents.read import document_in
from art17.reading.facts.block_fields import tables_in, text_length
from art17.reading.facts.control_blocks import Fact, all_facts_in, day_order_in, surest
from art17.reading.facts.document_lists import facts_of_lists
from art17.reading.facts.drafts import Drafts
from art17.reading.facts.front_facts import facts_of_front
from art17.reading.facts.recognition import Guess, Recogniser
from art17.reading.facts.rows import table_columns
from art17.reading.formats.csv_text import rows_of
from art17.reading.io.endings import BLOCKS, blocks_format_of, format_of, is_lock
from art17.reading.io.source import Source, digest_of_bytes
from art17.reading.io.text import text_of
from art17.reading.io.unreadable import UnreadableError
from art17.texts.folding import folded, words_of
from art17.texts.language import language_of

_DOCUMENTS = frozenset({"markdown", *BLOCKS.values()})
_TABLES = frozenset({*_DOCUMENTS, "csv"})
_WEAK_FORMS = ("matrix", "matrice", "schedule", "übersicht", "uebersicht", "tabelle", "tableau", "catalogue", "catalog")
"""Words for tables that list anything: only columns show that they are registers."""
_ENOUGH = 20_000
"""So many words show the language of a text."""
_TELLING = 100
"""So many words must a text have for its silence to tell something."""

Told = Callable[[int, int], None]
"""Called after each document with how many were read, of how many."""


def _nobody(_done: int, _all: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class TableColumns:
    """The columns of a table: the field that each known head means, and the heads that nothing knows."""

    matched: Mapping[str, str]
    unmatched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """A document with its facts, those that count first; `problem` says why it was not read, `left_out` what was not.

    `others` are facts of the same fields that say something else, in places that count less.
    `words` counts those of its body, and `columns` are those of its tables where it is a register.
    """

    path: str
    facts: tuple[Fact, ...] = ()
    problem: str = ""
    left_out: tuple[str, ...] = ()
    others: tuple[Fact, ...] = ()
    guess: Guess | None = None
    digest: str = ""
    language: str = ""
    words: int = 0
    columns: tuple[TableColumns, ...] = ()

    def value(self, name: str) -> str:
        """What it says of itself under a name, or ""."""
        return next((fact.value for fact in self.facts if fact.field == name and not fact.is_open), "")


@dataclass(frozen=True, slots=True)
class _Read:
    """A document as it was read, or why it was not."""

    path: str
    document: Document | None = None
    front: tuple[Fact, ...] = ()
    problem: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class StockTaker:
    """Takes stock by the vocabulary of a run; `looks_closely` where titles do not tell the type, and at columns."""

    vocabulary: Vocabulary
    act: Act | None
    settings: Settings = field(default_factory=Settings)
    looks_closely: bool = False

    def of(self, source: Source, paths: Iterable[str], told: Told = _nobody) -> list[DocumentFacts]:
        """The facts of every document among the paths that has a reader, in their order.

        Day and month in digits are told apart by all days of the folder that tell.
        """
        wanted = list(self._documents(paths))
        read: list[_Read] = []
        for path, form in wanted:
            read.append(self._read(source, path, form))
            told(len(read), len(wanted))
        orders = {order for each in read if each.document and (order := day_order_in(each.document)) is not None}
        month_first = orders.pop() if len(orders) == 1 else None
        recogniser = Recogniser(self.vocabulary, self.act)
        drafts = Drafts(self.vocabulary, self.settings, self.act)
        found = [self._facts_of(each, recogniser, drafts, month_first=month_first) for each in read]
        return _with_lists(found, {each.path: each.document for each in read if each.document}, self.vocabulary)

    def _documents(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        formats = _TABLES if self.looks_closely else _DOCUMENTS
        for path in paths:
            file_format = blocks_format_of(path) or format_of(path)
            if file_format in formats and not is_lock(path):
                yield path, file_format

    def _read(self, source: Source, path: str, file_format: str) -> _Read:
        try:
            data = source.read(path)
            if data is None:
                return _Read(path, problem="a link or special file, which is not read")
            if file_format == "csv":
                return _Read(path, _table_of(data), digest=digest_of_bytes(data))
            document = document_in(file_format, data)
        except UnreadableError as error:
            return _Read(path, problem=error.message)
        try:
            front = facts_of_front(
                data, file_format, Drafts(self.vocabulary, self.settings).keys, self.vocabulary.labels
            )
        except UnreadableError as error:
            return _Read(path, problem=error.message)
        return _Read(path, document, front, digest=digest_of_bytes(data))

    def _facts_of(
        self, read: _Read, recogniser: Recogniser, drafts: Drafts, *, month_first: bool | None
    ) -> DocumentFacts:
        if read.document is None:
            return DocumentFacts(read.path, problem=read.problem)
        every = (*read.front, *all_facts_in(read.document, read.path, drafts.labels, month_first=month_first))
        counted = surest(every)
        values = {fact.field: fact.value for fact in counted}
        others = dict.fromkeys(
            fact for fact in every if not fact.is_open and values[fact.field] and fact.value != values[fact.field]
        )
        left_out = tuple(dict.fromkeys(each.what for each in read.document.unread))
        guess = recogniser.guess(read.path, values.get("title", ""), read.document)
        found = DocumentFacts(
            read.path, counted, left_out=left_out, others=tuple(others), guess=guess, digest=read.digest
        )
        return self._looked_at(found, read.document, recogniser, drafts) if self.looks_closely else found

    def _looked_at(
        self, found: DocumentFacts, document: Document, recogniser: Recogniser, drafts: Drafts
    ) -> DocumentFacts:
        """What was found, with what the text and its headings say of its type, its language and its columns."""
        guess = found.guess
        if guess and guess.is_sure and _is_by_name_alone(guess, found) and guess.type in self.vocabulary.cues:
            guess = replace(guess, is_sure=False)
        if guess and guess.is_sure and _is_by_one_word(guess) and drafts.texts.is_of_another_type(document, guess.type):
            guess = replace(guess, is_sure=False)
        elif guess and guess.kind in ("document", "record") and not guess.is_sure:
            guess = recogniser.seen_closely(guess, document, drafts.texts.fields_treated)
        if guess and guess.is_sure and guess.is_by_topic and self._is_silent(guess, document, drafts):
            guess = replace(guess, is_sure=False)
        kind = self.vocabulary.types.get(guess.type) if guess else None
        columns = tuple(_columns_of(document, found.path, kind, drafts)) if guess and guess.kind == "register" else ()
        if guess and guess.is_sure and _is_a_table_of_something_else(guess, columns):
            guess = replace(guess, is_sure=False)
        texts = " ".join(block.text.text for block in document.blocks if block.kind not in ("code", "toc"))
        language = language_of(words_of(folded(texts))[:_ENOUGH])
        return replace(found, guess=guess, language=language, words=text_length(document), columns=columns)

    def _is_silent(self, guess: Guess, document: Document, drafts: Drafts) -> bool:
        """Whether a text of some length has nothing of what its type lays down."""
        has_cues = guess.type in self.vocabulary.cues
        return has_cues and text_length(document) >= _TELLING and not drafts.texts.fields_treated(document, guess.type)


def _is_by_name_alone(guess: Guess, found: DocumentFacts) -> bool:
    """Whether only the file's name shows the type, though the document has a title: its text must bear that out."""
    return bool(found.value("title")) and (guess.why or {}).get("type", "").endswith("in its file name")


def _is_by_one_word(guess: Guess) -> bool:
    """Whether a single word shows the type, as in `Implementation roadmap`: its text must not be of another matter."""
    word, _, place = (guess.why or {}).get("type", "").rpartition("' in its ")
    return bool(place) and " " not in word


def _is_a_table_of_something_else(guess: Guess, columns: Sequence[TableColumns]) -> bool:
    """Whether a matrix or overview has no column of the register that its title names."""
    is_weak = any(f"'{word}'" in (guess.why or {}).get("kind", "") for word in _WEAK_FORMS)
    return is_weak and bool(columns) and not any(each.matched for each in columns)


def _columns_of(document: Document, path: str, kind: TypeOf | None, drafts: Drafts) -> Iterator[TableColumns]:
    """The columns of each table, as a register of that type reads them."""
    for _, _, _, heads, under in tables_in(document):
        shown = [head for head in heads if head.strip()]
        if kind is None or not kind.items:
            yield TableColumns({}, tuple(shown))
            continue
        item, names = table_columns(heads, under, kind, drafts, path)
        known = {head: name for head, name in zip(heads, names, strict=False) if item and name and head.strip()}
        fields = {*drafts.field_names(item), "id"}
        matched = {head: name for head, name in known.items() if name in fields}
        yield TableColumns(matched, tuple(head for head in shown if head not in matched))


def _table_of(data: bytes) -> Document:
    """A CSV as a document that holds one table."""
    rows = rows_of(text_of(data))
    made = tuple(
        Row(tuple(Cell(Text(cell), Spot(row.line, 1)) for cell in row.cells), Spot(row.line, 1)) for row in rows
    )
    return Document("csv", (Block("table", Text(), Spot(1, 1), rows=made, heads=1),) if made else ())


def _with_lists(
    found: list[DocumentFacts], documents: Mapping[str, Document], vocabulary: Vocabulary
) -> list[DocumentFacts]:
    """The facts with what the lists of documents among them say of the others, where these do not say it."""
    lists = [(each.path, documents[each.path]) for each in found if each.guess and each.guess.kind == "index"]
    numbers = {each.path: next((fact.value for fact in each.facts if fact.field == "id"), "") for each in found}
    said = facts_of_lists(lists, numbers, vocabulary.labels)
    return [
        replace(each, facts=surest((*each.facts, *said[each.path]))) if each.path in said else each for each in found
    ]
