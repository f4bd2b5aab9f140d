"""The citations in one file, whether or not it belongs to a QMS."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from art17.errors import UsageError
from art17.law.act import Act
from art17.model.artefact import CitationAt
from art17.model.place import Place
from art17.model.settings import Settings
from art17.model.vocabulary import Vocabulary
from art17.reading.documents.documents import document_of
from art17.reading.documents.places import located_in
from art17.reading.facts.artefacts import artefacts_of
from art17.reading.facts.drafts import Drafts, Given
from art17.reading.io.endings import format_of
from art17.reading.io.source import bytes_outside
from art17.reading.io.text import text_of
from art17.reading.io.unreadable import UnreadableError


def citations_in_file(path: str, act: Act) -> Iterator[tuple[CitationAt, Place]]:
    """Every citation in a file with its line and column, in the order in which they stand.

    Where the file names no act at all, they are taken to be of the one given.

    Raises:
        UsageError: where the file cannot be read.
    """
    try:
        data = bytes_outside(Path(path))
        document = document_of(format_of(path) or "markdown", text_of(data))
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}", "name a file that is there") from error
    except UnreadableError as error:
        problem = error.problem(path)
        raise UsageError(problem.message, problem.fix, problem.place) from error
    drafts = Drafts(Vocabulary(), Settings(), act, presumes_act=True)
    found = [c for artefact in artefacts_of(Place(path), document, Given(), (), drafts) for c in artefact.citations]
    known = located_in(data, {each.place for each in found})
    placed = [(each, known[each.place]) for each in found]
    yield from sorted(placed, key=lambda each: (each[1], each[0].citation.start, each[0].citation.provision or ""))
