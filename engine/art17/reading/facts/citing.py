"""The citations in fields and bodies, each with its place and the words around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import TYPE_CHECKING

from art17.model.artefact import CitationAt
from art17.model.place import Place, Route
from art17.model.value import Bracketed, Value
from art17.model.vocabulary import FieldOf
from art17.reading.facts.fields import Fields

if TYPE_CHECKING:
    from art17.citations.about import About
    from art17.law.act import Act
    from art17.law.errata import ErratumFound
    from art17.model.law import Citation

_BEGINNINGS = ("art", "ann", "anh")
_GOES_ON = re.compile(r"[A-Za-zäÄ.]{0,9}(?:[\s\u00a0\u202f&>]|&nbsp;){0,20}[0-9IVX]")
"""What every citation in prose contains: asked first, since the grammar takes long to load."""

_SPEAKS_OF_QMS = re.compile(r"(?i)\b(?:quality management|qms|qualitätsmanagement|gestion de la qualité)\b")
_AROUND = 60


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


Said = tuple[str, str, tuple[str, ...], bool, bool]
"""What a document says of itself: title, name of its file, texts of its fields, whether it claims to meet the Act,
whether its type is known."""


@lru_cache(maxsize=64)
def about_of(text: str, said: Said = ("", "", (), False, False), presumed: str | None = None, given: str = "") -> About:
    """Which act a document is about: the one given, else by what it says of itself, else the `presumed` one."""
    from art17.citations.about import About, Statement, about  # noqa: PLC0415  late: most runs need no grammar

    return About(given, is_stated=True) if given else about(text, Statement(*said), presumed)


def citations_in_body(body: str, act: About | Callable[[], About]) -> tuple[Citation, ...]:
    """The citations in the Markdown of a document, which is about an act; asked only where it may cite something."""
    if not may_cite(body):
        return ()
    from art17.citations.citations import citations_in  # noqa: PLC0415  late: as above

    return citations_in(body, act() if callable(act) else act)


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
    act: Callable[[], About],
) -> Iterator[CitationAt]:
    """The citations in the values of the fields that are asked; those of kind citation must be nothing else.

    Where neither a value, its keys nor what stands beside it names an act, they are of the one that `act` gives.
    """
    for name, value in fields.values.items() if asked else ():
        if value is None or name not in asked:
            continue
        where = cells.get(name)
        for route, text, is_citation, beside in _texts(value, fields.route_of(name), kinds.get(name), fields.values):
            if is_citation or may_cite(text):
                at = where or (Place(place.path, (*place.route, *route)) if place.route else place)
                about = None if is_citation else _named_near(route, beside) or act()
                for citation in _in_value(text, about, is_citation=is_citation):
                    here = at
                    if citation.start and not where and at.route:
                        here = at.within(citation.text, text.count(citation.text, 0, citation.start))
                    yield CitationAt(citation, here, words_around(text, citation.start, citation.end))


def _named_near(route: Route, beside: Mapping[str, Value]) -> About | None:
    """The act that the keys above a value name, or a value beside it that is nothing but a name: `law: GDPR`."""
    from art17.citations.about import About, act_of_keys, act_of_name  # noqa: PLC0415  late, as above

    act = act_of_keys(step for step in route if isinstance(step, str))
    if act is None:
        named = {act_of_name(value) for value in beside.values() if isinstance(value, str)} - {None}
        act = named.pop() if len(named) == 1 else None
    return About(act, is_stated=True) if act else None


@lru_cache(maxsize=4096)
def _in_value(text: str, about: About | None, *, is_citation: bool) -> tuple[Citation, ...]:
    """The citations in one value; the same ones are written again and again."""
    from art17.citations.citations import citations_in, cited  # noqa: PLC0415  late, as above

    return cited(text) if is_citation else citations_in(text, about)


def _texts(
    value: Value, route: Route, kind: FieldOf | None, beside: Mapping[str, Value]
) -> Iterator[tuple[Route, str, bool, Mapping[str, Value]]]:
    """The texts in a value, each with its route, whether it should be a citation, and the mapping that it is in."""
    is_citation = kind is not None and kind.kind == "citation"
    if isinstance(value, str):
        yield route, value, is_citation, beside
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _texts(part, (*route, key), kind.parts.get(key) if kind else None, value)
    elif isinstance(value, Bracketed) and is_citation and len(value) > 1:
        from art17.citations.citations import rejoined  # noqa: PLC0415  late, as above

        whole = [(i, part) for i, part in enumerate(value) if isinstance(part, str)]
        for index, text in rejoined([part for _, part in whole]):
            yield (*route, whole[index][0]), text, True, beside
    elif value is not None:
        for index, part in enumerate(value):
            yield from _texts(part, (*route, index), kind, beside)
