"""Fields of an artefact that its text states in control blocks, under those that data states."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from art17.model.artefact import BLANKS, UNFINISHED, Artefact, Defect
from art17.model.document import Block, Document, Row
from art17.model.labels import Labels
from art17.model.place import Place
from art17.model.value import Value
from art17.model.vocabulary import TypeOf
from art17.reading.facts.blanks import blanks_of
from art17.reading.facts.control_blocks import Fact, all_facts_in, day_order_in, surest
from art17.reading.facts.disagreements import disagreements
from art17.reading.facts.emptiness import as_unfilled
from art17.reading.facts.own_status import HEAD, is_draft_by_its_words
from art17.reading.facts.rows import RowIn, TableReader, day_orders, table_columns

CONTROL = (
    "title", "version", "status", "owner", "author", "approved_by", "approved_on", "effective_on", "dated", "last_reviewed", "next_review", "review_in",
)  # fmt: skip
"""The fields that control blocks state; an id is left to data, since several documents may share a number."""

_FEWEST_ROWS = 2
_FEWEST_COLUMNS = 3
_LABELS = 2


def with_block_facts(artefact: Artefact, document: Document, labels: Labels, front: Iterable[Fact] = ()) -> Artefact:
    """The artefact with what its control blocks state and data does not; a placeholder states nothing.

    `front` is what front matter states under keys that are labels.  Where two places that count disagree, that is
    one note.
    """
    every = (*front, *all_facts_in(document, artefact.path, labels))
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
    artefact = replace(artefact, defects=(*artefact.defects, *_open_changes(artefact, document, stated)))
    if not stated:
        return artefact
    return replace(
        artefact,
        fields={**artefact.fields, **stated},
        elsewhere={**artefact.elsewhere, **{name: _place(artefact.path, fact) for name, fact in said.items()}},
        origins={**artefact.origins, **dict.fromkeys(stated, "block")},
    )


def _open_changes(artefact: Artefact, document: Document, stated: Mapping[str, Value]) -> Iterator[Defect]:
    """One note where a document that is approved holds changes that nobody has accepted or rejected."""
    if (artefact.fields.get("status") or stated.get("status")) not in ("approved", "effective"):
        return
    texts = (text for block in document.blocks for text in (block.text, *(c.text for r in block.rows for c in r.cells)))
    count = sum(mark.kind in ("inserted", "deleted") for text in texts for mark in text.marks)
    if count:
        changes = f"{count} tracked changes" if count > 1 else "a tracked change"
        message = f"The document is {artefact.fields.get('status') or stated.get('status')}, and has {changes} that nobody has accepted or rejected"
        yield Defect(
            "open-changes", Place(artefact.path), "text", message, "accept or reject them, and have the text approved"
        )


def with_blanks_told(artefact: Artefact, document: Document) -> Artefact:
    """A document that is an unfilled template is a draft, unless data gives it a status; its blanks are counted."""
    blanks = blanks_of(document, with_boxes=False)
    if not blanks or artefact.fields.get("status") in UNFINISHED:
        return artefact
    return as_unfilled(artefact, BLANKS, f"It has {blanks} blanks to be filled in", "fill them in, or take them out")


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


def rows_in_tables(
    document: Document,
    kind: TypeOf,
    path: str,
    drafts: TableReader,
    spans: Mapping[tuple[int, int], tuple[int, int]],
) -> Iterator[RowIn]:
    """The rows of tables that list items of a register, by their columns; titles above the heads are none.

    `spans` say where each row, by the indices of its table and of itself, begins and ends in the body.
    """
    for number, block, at, heads, under in tables_in(document):
        item_type, columns = table_columns(heads, under, kind, drafts, path)
        if not item_type:
            continue
        texts = [[cell.text.text for cell in row.cells] for row in block.rows[at + 1 :]]
        columns = drafts.columns.fitting(columns, item_type, texts)
        orders = day_orders(columns, texts)
        for index, row in enumerate(block.rows[at + 1 :], at + 1):
            if row.is_hidden:
                continue
            named = [(name, cell) for name, cell in zip(columns, row.cells, strict=False) if name]
            stated = {
                name: drafts.columns.value(
                    name,
                    item_type,
                    cell.value if _is_day(cell.value) else cell.text.text,
                    month_first=orders.get(name),
                )
                for name, cell in reversed(named)
            }
            start, end = spans.get((number, index), (0, 0))
            yield RowIn(stated, item_type, Place(path, (0, "table", number, index - 1)), start=start, end=end)


def unread_tables(document: Document, kind: TypeOf, drafts: TableReader) -> tuple[str, ...]:
    """The columns of each table that may be the register's own and that nothing understands."""
    found: list[str] = []
    is_register = "register" in kind.forms[:1] or "register" in kind.name
    for _, block, at, heads, under in tables_in(document):
        is_apart = bool(under) and drafts.labels.is_apart(under[0])
        is_control = sum(drafts.labels.field_of(row.cells[0].text.text) is not None for row in block.rows) >= _LABELS
        if is_apart or is_control or len(heads) < _FEWEST_COLUMNS or len(block.rows) - at - 1 < _FEWEST_ROWS:
            continue
        if is_register or drafts.columns.is_partly_known(heads, kind):
            found.append(", ".join(repr(head[:40]) for head in heads if head.strip()))
    return tuple(found)


def tables_in(document: Document) -> Iterator[tuple[int, Block, int, list[str], tuple[str, ...]]]:
    """Each table with the index of the row of its heads, these, and the headings above it, the nearest first."""
    for number, block in enumerate(document.blocks):
        if len(block.rows) < _FEWEST_ROWS or block.spot.part in ("header", "footer"):
            continue
        at = max(1, block.heads) - 1
        while at < len(block.rows) - 2 and _filled(block.rows[at]) < _FEWEST_ROWS:
            at += 1
        under = tuple(document.blocks[index].text.text for index in document.above(number))
        yield number, block, at, [_head(block, at, column) for column in range(len(block.rows[at].cells))], under


def _head(block: Block, at: int, column: int) -> str:
    """The head of a column: in its last row of heads, or where that is empty, above it."""
    for row in reversed(block.rows[max(0, at - 1) : at + 1]):
        if column < len(row.cells) and (text := " ".join(row.cells[column].text.text.split())):
            return text
    return ""


def _filled(row: Row) -> int:
    return sum(bool(cell.text.text.strip()) and not cell.is_covered for cell in row.cells)


def _is_day(value: str) -> bool:
    return re.fullmatch(r"\d{4}-\d\d-\d\d(?:T00:00(?::00)?)?", value) is not None


def text_length(document: Document) -> int:
    """How many words the body has: headers, footers and contents are none of it."""
    body = [block for block in document.blocks if block.spot.part not in ("header", "footer") and block.kind != "toc"]
    cells = (cell.text.text for block in body for row in block.rows for cell in row.cells if not cell.is_covered)
    return _words(block.text.text for block in body) + _words(cells)


def _words(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)
