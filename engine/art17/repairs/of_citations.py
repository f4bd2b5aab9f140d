"""Repairs of citations: the provision that was probably meant, written as the citation was."""

from __future__ import annotations

import re
from collections.abc import Iterator

from art17.graph.node import Node
from art17.model.repair import UNSAFE, Edit, Repair

_NUMBER = re.compile(r"[0-9]|\b[IVX]+\b")


def of_citation(subject: Node) -> Iterator[Repair]:
    """The repair of a citation that names another provision than is meant, at each of its places.

    Of one that names what never was, the whole above it is no repair: that only silences the finding.
    """
    text, meant, cited = (subject.fields.get(name) for name in ("text", "meant", "provision"))
    if not (isinstance(text, str) and isinstance(meant, str) and meant) or subject.fields.get("claim") == "unable":
        return
    if isinstance(cited, str) and cited.startswith(meant):
        return
    written = _as_written(text, meant)
    if written and written != text:
        edits = tuple(Edit(place, "text", written, text) for place in (subject.place, *subject.others))
        yield Repair(f"Cite {written} instead of {text}", UNSAFE, edits)


def _as_written(text: str, meant: str) -> str:
    """The provision with the word before its number that the citation has: `Artikel 61` becomes `Artikel 72`.

    >>> _as_written("Artikel 61", "Art. 72"), _as_written("Art. 5", "Annex I")
    ('Artikel 72', 'Annex I')
    """
    old, new = _NUMBER.search(text), _NUMBER.search(meant)
    if old is None or new is None:
        return ""
    is_article = meant.startswith("Art.") and text[: old.start()].strip().casefold().startswith("art")
    return text[: old.start()] + meant[new.start() :] if is_article else meant
