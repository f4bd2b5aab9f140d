"""What was read of each document of a folder: every control fact, where it is and how it was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from art17.errors import UsageError
from art17.model.document import Document
from art17.model.vocabulary import Vocabulary
from art17.reading.documents.read import document_in
from art17.reading.facts.control_blocks import Fact, all_facts_in, day_order_in, surest
from art17.reading.facts.document_lists import facts_of_lists
from art17.reading.facts.front_facts import facts_of_front
from art17.reading.facts.keys import Keys
from art17.reading.facts.recognition import Guess, Recogniser
from art17.reading.io.endings import BLOCKS, blocks_format_of, format_of, is_lock
from art17.reading.io.source import WorkingTree
from art17.reading.io.unreadable import UnreadableError
from art17.reading.packs.declared import declared_by
from art17.reading.settings import settings_of

_DOCUMENTS = frozenset({"markdown", *BLOCKS.values()})


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """A document with its facts, those that count first; `problem` says why it was not read, `left_out` what was not.

    `others` are facts of the same fields that say something else, in places that count less.
    """

    path: str
    facts: tuple[Fact, ...] = ()
    problem: str = ""
    left_out: tuple[str, ...] = ()
    others: tuple[Fact, ...] = ()
    guess: Guess | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """A document as it was read, or why it was not."""

    path: str
    document: Document | None = None
    front: tuple[Fact, ...] = ()
    problem: str = ""


def facts(root: Path) -> Iterator[DocumentFacts]:
    """The facts of every document of a folder that has a reader, in the order of their paths.

    Day and month in digits are told apart by all days of the folder that tell.

    Raises:
        UsageError: where there is no such folder.
        SettingsError, PackError: where its manifest or a pack is wrong.
    """
    if not root.is_dir():
        raise UsageError(f"there is no folder {root}", "name the folder that holds the documents")
    declared = declared_by(settings_of(root))
    vocabulary = declared.vocabulary
    source = WorkingTree(root)
    read = [_read(source, path, form, vocabulary) for path, form in _documents(source)]
    orders = {order for each in read if each.document and (order := day_order_in(each.document)) is not None}
    month_first = orders.pop() if len(orders) == 1 else None
    recogniser = Recogniser(vocabulary, declared.act)
    found = [_facts_of(each, vocabulary, recogniser, month_first=month_first) for each in read]
    return iter(_with_lists(found, {each.path: each.document for each in read if each.document}, vocabulary))


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


def _documents(source: WorkingTree) -> Iterator[tuple[str, str]]:
    for path in source.paths():
        file_format = blocks_format_of(path) or format_of(path)
        if file_format in _DOCUMENTS and not is_lock(path):
            yield path, file_format


def _read(source: WorkingTree, path: str, file_format: str, vocabulary: Vocabulary) -> _Read:
    try:
        data = source.read(path)
        if data is None:
            return _Read(path, problem="a link or special file, which is not read")
        front = facts_of_front(data, file_format, Keys(vocabulary), vocabulary.labels)
        return _Read(path, document_in(file_format, data), front)
    except UnreadableError as error:
        return _Read(path, problem=error.message)


def _facts_of(
    read: _Read, vocabulary: Vocabulary, recogniser: Recogniser, *, month_first: bool | None
) -> DocumentFacts:
    if read.document is None:
        return DocumentFacts(read.path, problem=read.problem)
    every = (*read.front, *all_facts_in(read.document, read.path, vocabulary.labels, month_first=month_first))
    counted = surest(every)
    values = {fact.field: fact.value for fact in counted}
    others = dict.fromkeys(
        fact for fact in every if not fact.is_open and values[fact.field] and fact.value != values[fact.field]
    )
    left_out = tuple(dict.fromkeys(each.what for each in read.document.unread))
    guess = recogniser.guess(read.path, values.get("title", ""), read.document)
    return DocumentFacts(read.path, counted, left_out=left_out, others=tuple(others), guess=guess)
