"""The citations in fields and bodies, each with its place and the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import TYPE_CHECKING

from art17.model.artefact import CitationAt
from art17.model.place import Place, Route
from art17.model.value import Bracketed, Value, leaves
from art17.model.vocabulary import FieldOf
from art17.reading.facts.fields import Fields

if TYPE_CHECKING:
    from art17.law.act import Act
    from art17.law.errata import ErratumFound
    from art17.model.law import Citation

_BEGINNINGS = ("art", "ann", "anh")
_GOES_ON = re.compile(r"[A-Za-zäÄ.]{0,9}(?:[\s\u00a0\u202f&>]|&nbsp;){0,20}[0-9IVX]")
"""What every citation in prose contains: asked first, since the grammar takes long to load."""

_SPEAKS_OF_QMS = re.compile(r"(?i)\b(?:quality management|qms|qualitätsmanagement|gestion de la qualité)\b")
_AROUND = 60
_IN_PASSING = 3


def may_cite(text: str) -> bool:
    """Whether a text may hold a citation in prose: a quick look, before the grammar is loaded."""
    lower = text.lower()
    if len(lower) != len(text):  # a letter that is two in lower case: what stands where cannot be told so quickly
        return True
    for beginning in _BEGINNINGS:  # finding a word is many times faster than searching a pattern
        at = lower.find(beginning)
        while at >= 0:
            if _GOES_ON.match(text, at + len(beginning)):
                return True
            at = lower.find(beginning, at + 1)
    return False


def citations_in_body(body: str, declared: Sequence[str], presumed: str | None = None) -> tuple[Citation, ...]:
    """The citations in the Markdown of a document.

    They are of the act that its fields declare, or that its opening names; of the `presumed` one
    where the document names no other.
    """
    if not may_cite(body):
        return ()
    # late: a run that meets no citation does not need the grammar
    from art17.citations.citations import citations_in, default_act  # noqa: PLC0415

    act = default_act(body, *declared)
    if act is None and presumed and not _is_about_another(body, presumed):
        act = presumed
    return citations_in(body, act)


def errata_in_body(body: str, citations: Sequence[Citation], act: Act) -> tuple[ErratumFound, ...]:
    """Where a document follows the wording of the guide and the Regulation differs."""
    if not citations and not _SPEAKS_OF_QMS.search(body):
        return ()
    from art17.law.errata import errata_in  # noqa: PLC0415  late: as above

    return errata_in(body, citations, act)


def words_around(text: str, start: int, end: int) -> str:
    """The words around a part of a text, on one line."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    return " ".join(text[first:last].split())


def citations_in_fields(
    fields: Fields,
    place: Place,
    cells: Mapping[str, Place],
    kinds: Mapping[str, FieldOf],
    asked: Set[str],
    presumed: str | None = None,
) -> Iterator[CitationAt]:
    """The citations in the values of the fields that are asked; those of kind citation must be nothing else.

    Where no field names another act, they are of the `presumed` one.
    """
    others: list[bool] = []
    for name, value in fields.values.items() if asked else ():
        if value is None or name not in asked:
            continue
        where = cells.get(name)
        for route, text, is_citation in _texts(value, fields.route_of(name), kinds.get(name)):
            if is_citation or may_cite(text):
                at = where or (Place(place.path, (*place.route, *route)) if place.route else place)
                if presumed and not is_citation and not others:
                    texts = (text for value in fields.values.values() for text in leaves(value))
                    others.append(_names_another(texts, presumed))
                act = None if is_citation or others == [True] else presumed
                for citation in _in_value(text, act, is_citation=is_citation):
                    yield CitationAt(citation, at, words_around(text, citation.start, citation.end))


def _names_another(texts: Iterable[str], presumed: str) -> bool:
    """Whether any text names another act than the presumed one, so that nothing can be presumed."""
    from art17.citations.acts import telling_mentions  # noqa: PLC0415  late, as above

    return any(mention.act != presumed for text in texts for mention in telling_mentions(text))


def _is_about_another(body: str, presumed: str) -> bool:
    """Whether a document speaks of other acts in a heading, or so often that nothing can be presumed.

    That the GDPR is named in passing says nothing of a citation that stands elsewhere.
    """
    from art17.citations.acts import in_heading, telling_mentions  # noqa: PLC0415  late, as above

    mentions = telling_mentions(body)
    others = [mention for mention in mentions if mention.act != presumed]
    if any(in_heading(mention, body) for mention in others):
        return True
    return len(others) > max(_IN_PASSING, len(mentions) - len(others))


@lru_cache(maxsize=4096)
def _in_value(text: str, act: str | None, *, is_citation: bool) -> tuple[Citation, ...]:
    """The citations in one value; the same ones are written again and again."""
    from art17.citations.citations import citations_in, cited  # noqa: PLC0415  late, as above

    return cited(text) if is_citation else citations_in(text, act)


def _texts(value: Value, route: Route, kind: FieldOf | None) -> Iterator[tuple[Route, str, bool]]:
    """The texts in a value, each with its route and whether it should be a citation."""
    is_citation = kind is not None and kind.kind == "citation"
    if isinstance(value, str):
        yield route, value, is_citation
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _texts(part, (*route, key), kind.parts.get(key) if kind else None)
    elif isinstance(value, Bracketed) and is_citation and len(value) > 1:
        from art17.citations.citations import rejoined  # noqa: PLC0415  late, as above

        whole = [(i, part) for i, part in enumerate(value) if isinstance(part, str)]
        for index, text in rejoined([part for _, part in whole]):
            yield (*route, whole[index][0]), text, True
    elif value is not None:
        for index, part in enumerate(value):
            yield from _texts(part, (*route, index), kind)
