"""What was read of each document of a folder: every control fact, where it is and how it was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from art17.errors import UsageError
from art17.model.document import Document
from art17.reading.documents.read import document_in
from art17.reading.facts.control_blocks import Fact, facts_in
from art17.reading.facts.front_facts import facts_of_front
from art17.reading.io.endings import BLOCKS, blocks_format_of, format_of, is_lock
from art17.reading.io.source import WorkingTree
from art17.reading.io.unreadable import UnreadableError

_DOCUMENTS = frozenset({"markdown", *BLOCKS.values()})


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """A document with its facts; `problem` says why it was not read, `left_out` what of it was not."""

    path: str
    facts: tuple[Fact, ...] = ()
    problem: str = ""
    left_out: tuple[str, ...] = ()


def facts(root: Path) -> Iterator[DocumentFacts]:
    """The facts of every document of a folder that has a reader, in the order of their paths.

    Raises:
        UsageError: where there is no such folder.
    """
    if not root.is_dir():
        raise UsageError(f"there is no folder {root}", "name the folder that holds the documents")
    source = WorkingTree(root)
    for path in source.paths():
        file_format = blocks_format_of(path) or format_of(path)
        if file_format in _DOCUMENTS and not is_lock(path):
            yield _of_file(source, path, file_format)


def _of_file(source: WorkingTree, path: str, file_format: str) -> DocumentFacts:
    try:
        data = source.read(path)
        if data is None:
            return DocumentFacts(path, problem="a link or special file, which is not read")
        document = document_in(file_format, data)
        front = facts_of_front(data, file_format)
    except UnreadableError as error:
        return DocumentFacts(path, problem=error.message)
    stated = {fact.field for fact in front}
    found = (*front, *(fact for fact in facts_in(document, path) if fact.field not in stated))
    return DocumentFacts(path, found, left_out=_left_out(document))


def _left_out(document: Document) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.what for each in document.unread))
