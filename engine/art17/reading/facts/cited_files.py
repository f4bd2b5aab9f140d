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


def citations_in_file(path: str, act: Act, given: str = "") -> Iterator[tuple[CitationAt, Place]]:
    """Every citation in a file with its line and column, in the order in which they stand.

    Where words do not say otherwise they are of the `given` act; without one, of that which the file is about.

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
    settings = Settings(acts=(("**", given),) if given else ())
    drafts = Drafts(Vocabulary(), settings, act, presumes_act=True)
    artefacts = artefacts_of(Place(path, (0,)), document, Given(), (), drafts)
    found = [each for artefact in artefacts for each in artefact.citations]
    known = located_in(data, {each.place for each in found})
    placed = [(each, known[each.place]) for each in found]
    yield from sorted(placed, key=_order)


def _order(placed: tuple[CitationAt, Place]) -> tuple[int, int, int, int]:
    at, place = placed
    return place.line, place.column, at.citation.start, at.citation.nth
