"""The citations in one file, whether or not it belongs to a QMS."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from art17.errors import UsageError
from art17.law.act import Act
from art17.model.artefact import Artefact, CitationAt
from art17.model.place import Place
from art17.model.settings import Settings
from art17.model.vocabulary import Vocabulary
from art17.reading.documents.documents import document_of
from art17.reading.documents.places import located_in
from art17.reading.documents.read import document_in
from art17.reading.facts.artefacts import artefacts_of, artefacts_of_blocks
from art17.reading.facts.drafts import Drafts, Given
from art17.reading.io.endings import blocks_format_of, format_of
from art17.reading.io.source import bytes_outside
from art17.reading.io.text import text_of
from art17.reading.io.unreadable import UnreadableError


def citations_in_file(path: str, act: Act, given: str = "") -> Iterator[tuple[CitationAt, Place]]:
    """Every citation in a file with its line and column, in the order in which they stand.

    Where words do not say otherwise they are of the `given` act; without one, of that which the file is about.

    Raises:
        UsageError: where the file cannot be read.
    """
    settings = Settings(acts=(("**", given),) if given else ())
    drafts = Drafts(Vocabulary(), settings, act, presumes_act=True)
    try:
        data = bytes_outside(Path(path))
        artefacts = _artefacts_of(path, data, drafts)
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}", "name a file that is there") from error
    except UnreadableError as error:
        problem = error.problem(path)
        raise UsageError(problem.message, problem.fix, problem.place) from error
    found = [each for artefact in artefacts for each in artefact.citations]
    known = located_in(data, {each.place for each in found})
    placed = [(each, known[each.place]) for each in found]
    yield from sorted(placed, key=_order)


def _artefacts_of(path: str, data: bytes, drafts: Drafts) -> tuple[Artefact, ...]:
    top, blocks = Place(path, (0,)), blocks_format_of(path)
    if blocks:
        return artefacts_of_blocks(top, document_in(blocks, data), Given(), drafts)
    return artefacts_of(top, document_of(format_of(path) or "markdown", text_of(data)), Given(), (), drafts)


def _order(placed: tuple[CitationAt, Place]) -> tuple[int, int, int, int]:
    at, place = placed
    return place.line, place.column, at.citation.start, at.citation.nth
