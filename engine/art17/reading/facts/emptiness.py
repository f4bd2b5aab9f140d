"""Whether a document holds nothing but its title, headings and control data: then it lays nothing down."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from art17.model.artefact import NO_TEXT, UNFILLED, UNFINISHED, Artefact, Defect
from art17.model.document import Block, Document
from art17.model.labels import Labels
from art17.model.value import is_placeholder
from art17.reading.facts.pairs import labelled, lines_of

_LABELS = 2
_NO_TEXT = frozenset({"heading", "toc", "code"})


def with_emptiness_told(artefact: Artefact, document: Document, labels: Labels, *, lists: bool = False) -> Artefact:
    """A document without a body is a draft, unless data gives it a status; that is said once.

    Of one that `lists` things a table is the body, also where its heads are those of control data (version, date).
    """
    title = artefact.text("title")
    if artefact.fields.get("status") in UNFINISHED or not is_without_body(document, labels, title, lists=lists):
        return artefact
    told = "It has a title, headings or control data and no text under them"
    return as_unfilled(artefact, NO_TEXT, told, "write what it lays down")


def without_words(artefact: Artefact, *, is_whole: bool) -> Artefact:
    """A document in which no word was read: a draft, and empty where nothing of it was left unread."""
    if is_whole and not artefact.fields.get("status"):
        return as_unfilled(artefact, NO_TEXT, "It holds no text", "write what it lays down")
    return replace(artefact, fields={**artefact.fields, "status": "draft"})


def as_unfilled(artefact: Artefact, what: str, told: str, fix: str) -> Artefact:
    """A document that lacks its content: a defect says what, and it is a draft, unless data gives it a status."""
    is_stated = bool(artefact.fields.get("status")) and "status" not in artefact.origins
    counts = "though it states a status" if is_stated else "so it counts as a draft"
    defect = Defect(UNFILLED, artefact.place, what, f"{told}, {counts}", fix)
    artefact = replace(artefact, defects=(*artefact.defects, defect))
    if is_stated:
        return artefact
    return replace(
        artefact,
        fields={**artefact.fields, "status": "draft"},
        origins={**artefact.origins, "status": "block"},
    )


def is_without_body(document: Document, labels: Labels, title: str = "", *, lists: bool = False) -> bool:
    """Whether a document that was read as a whole has no text but title, headings and control data."""
    if document.unread:
        return False
    known = {_plain(title), *(_plain(block.text.text) for block in document.blocks if block.kind == "heading")}
    return not any(_says_something(block, labels, known, lists=lists) for block in document.blocks)


def _says_something(block: Block, labels: Labels, known: Collection[str], *, lists: bool) -> bool:
    if block.kind in _NO_TEXT or block.spot.part in ("header", "footer"):
        return False
    if block.rows:
        return not _is_control(block, labels, lists=lists) and any(
            cell.text.text.strip() for row in block.rows[1:] for cell in row.cells
        )
    lines = (line.strip(" *_`>\t") for line, _ in lines_of(block.text.text, block.spot))
    return any(
        line and _plain(line) not in known and labelled(line, labels) is None and not is_placeholder(line)
        for line in lines
    )


def _is_control(block: Block, labels: Labels, *, lists: bool) -> bool:
    """Whether a table holds labels with their values, a history of revisions, or approvals."""
    first = sum(bool(row.cells) and labels.field_of(row.cells[0].text.text) is not None for row in block.rows)
    if lists:
        return first >= min(_LABELS, len(block.rows))
    heads = [labels.field_of(cell.text.text) is not None for cell in block.rows[0].cells if cell.text.text.strip()]
    return first >= min(_LABELS, len(block.rows)) or (len(heads) >= _LABELS and sum(heads) * 2 >= len(heads))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
