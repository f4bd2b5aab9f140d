"""What of a document was not read, in words: what it does not say may stand there."""

from __future__ import annotations

from collections.abc import Iterable

from art17.model.document import Document, Unread

_WORDS = {
    "page-without-text": ("page without text", "pages without text"),
    "page-damaged": ("damaged page", "damaged pages"),
    "form-field": ("field of a form", "fields of forms"),
    "formula": ("formula that nobody has computed", "formulas that nobody has computed"),
    "embedded": ("embedded file", "embedded files"),
    "chart": ("chart", "charts"),
    "chartsheet": ("chart sheet", "chart sheets"),
    "sheet": ("sheet that is not there", "sheets that are not there"),
    "script": ("script that brings the text", "scripts that bring the text"),
    "included": ("included file", "included files"),
    "too-large": ("part beyond what is read", "parts beyond what is read"),
    "too-deep": ("part nested too deep", "parts nested too deep"),
    "unclosed": ("part that is not closed", "parts that are not closed"),
}
"""What is told of a document; pictures, macros and links elsewhere are shown by `art17 facts` alone."""

_MOST_PLACES = 3


def left_out(document: Document) -> tuple[str, ...]:
    """What was not read that may say something, with the first places.

    >>> from art17.model.document import Spot
    >>> left_out(Document("pdf", unread=(Unread("page-without-text", Spot(part="page 3")), Unread("image", Spot()))))
    ('1 page without text (page 3)',)
    """
    kinds = dict.fromkeys(each.what for each in document.unread if each.what in _WORDS)
    return tuple(_phrase(kind, [each for each in document.unread if each.what == kind]) for kind in kinds)


def _phrase(kind: str, unread: Iterable[Unread]) -> str:
    listed = list(unread)
    count = sum(each.count for each in listed)
    places = list(dict.fromkeys(place for each in listed if (place := _place(each))))
    shown = ", ".join(places[:_MOST_PLACES]) + (", ..." if len(places) > _MOST_PLACES else "")
    return f"{count} {_WORDS[kind][count > 1]}{f' ({shown})' if shown else ''}"


def _place(unread: Unread) -> str:
    spot = unread.spot
    if spot.line:
        return f"line {spot.line}"
    return f"{spot.part}!{spot.ref}" if spot.part and spot.ref else spot.part or spot.ref
