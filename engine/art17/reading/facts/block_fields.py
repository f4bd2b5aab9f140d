"""Fields of an artefact that its text states in control blocks, under those that data states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from art17.model.artefact import Artefact
from art17.model.document import Block, Document
from art17.model.labels import Labels
from art17.model.place import Place
from art17.model.value import Value
from art17.model.vocabulary import TypeOf
from art17.reading.facts.control_blocks import Fact, all_facts_in, day_order_in, surest
from art17.reading.facts.disagreements import disagreements
from art17.reading.facts.keys import Keys, plain
from art17.reading.facts.own_status import HEAD, is_draft_by_its_words
from art17.reading.facts.rows import RowIn, table_columns

CONTROL = (
    "title", "version", "status", "owner", "author", "approved_by", "approved_on", "last_reviewed", "next_review", "review_in",
)  # fmt: skip
"""The fields that control blocks state; an id is left to data, since several documents may share a number."""


def with_block_facts(artefact: Artefact, document: Document, labels: Labels) -> Artefact:
    """The artefact with what its control blocks state and data does not; a placeholder states nothing.

    Where two places that count disagree, that is one note.
    """
    every = all_facts_in(document, artefact.path, labels)
    found = {
        fact.field: fact
        for fact in surest(every)
        if fact.field in CONTROL and fact.found_in != "filename" and not _is_stated(artefact, fact)
    }
    artefact = replace(
        artefact,
        month_first=day_order_in(document),
        defects=(*artefact.defects, *disagreements(artefact, every)),
    )
    said = {name: fact for name, fact in found.items() if not fact.is_open}
    stated: dict[str, Value] = {name: fact.value for name, fact in said.items()}
    if not (artefact.fields.get("status") or stated.get("status")) and _is_draft(artefact, document, stated):
        stated["status"] = "draft"
    if not stated:
        return artefact
    return replace(
        artefact,
        fields={**artefact.fields, **stated},
        elsewhere={**artefact.elsewhere, **{name: _place(artefact.path, fact) for name, fact in said.items()}},
        origins={**artefact.origins, **dict.fromkeys(stated, "block")},
    )


def _is_draft(artefact: Artefact, document: Document, stated: Mapping[str, Value]) -> bool:
    """Whether a document says of itself that it is not finished, where no label gives it a status."""
    title = stated.get("title") or artefact.fields.get("title")
    head = [block for block in document.blocks if block.kind != "toc"][:HEAD]
    return is_draft_by_its_words(artefact.path, str(title or ""), "\n".join(map(_line, head)))


def _line(block: Block) -> str:
    """A block as a line or lines of text; the cells of a row between bars."""
    rows = (f"| {' | '.join(cell.text.text for cell in row.cells)} |" for row in block.rows)
    return "\n".join((block.text.text, *rows))


def _is_stated(artefact: Artefact, fact: Fact) -> bool:
    return bool(artefact.fields.get(fact.field)) or fact.field in artefact.placeholders


def _place(path: str, fact: Fact) -> Place:
    """A line and column where the format has them, else the file."""
    line, _, column = fact.where.partition(":")
    return Place(path, (), int(line), int(column)) if line.isdigit() and column.isdigit() else Place(path)


def rows_in_tables(document: Document, kind: TypeOf, path: str, keys: Keys) -> Iterator[RowIn]:
    """The rows of tables that list items of a register, by their columns."""
    for number, block in enumerate(document.blocks):
        if not block.rows or len(block.rows) < 2:
            continue
        heads = max(1, block.heads)
        names = [plain(cell.text.text) for cell in block.rows[heads - 1].cells]
        under = tuple(document.blocks[at].text.text for at in document.above(number))
        item_type, columns = table_columns(names, under, kind, keys)
        if not item_type:
            continue
        for at, row in enumerate(block.rows[heads:]):
            named = [(name, cell) for name, cell in zip(columns, row.cells, strict=False) if name]
            stated = {name: cell.text.text.strip() or None for name, cell in reversed(named)}
            yield RowIn(stated, item_type, Place(path, (0, "table", number, at)))


def text_length(document: Document) -> int:
    """How many words the body has: headers, footers and contents are none of it."""
    body = [block for block in document.blocks if block.spot.part not in ("header", "footer") and block.kind != "toc"]
    cells = (cell.text.text for block in body for row in block.rows for cell in row.cells if not cell.is_covered)
    return _words(block.text.text for block in body) + _words(cells)


def _words(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)
