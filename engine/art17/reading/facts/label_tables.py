"""Control facts in tables: rows of labels, labels above values, revision histories, approvals and signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from art17.model.document import Block, Cell, Row
from art17.model.labels import DAY_OR_PERSON, REVIEWER, Labels
from art17.reading.facts.dates_in_words import date_of
from art17.reading.facts.pairs import Pair, labelled, lines_of
from art17.reading.facts.shapes import day_of, is_open, is_person, version_of

_MOST_CELLS = 6
_CHANGE_COLUMNS = frozenset(
    {
        "version",
        "dated",
        "author",
        "approved_by",
        "reviewer",
        "approved_on",
        "written",
        "approved",
        "reviewed",
        "effective_on",
    }
)
_OF_HISTORY = (
    "version",
    "dated",
    "author",
    "approved_by",
    "approved_on",
    "written",
    "approved",
    "status",
    "effective_on",
)
_ACTS = frozenset({"author", "approved_by", "owner", *DAY_OR_PERSON, REVIEWER})
"""Labels of whoever wrote, checked, approved or owns."""


def pairs_of_table(block: Block, index: int, found_in: str, labels: Labels, *, is_near: bool) -> Iterator[Pair]:
    """The pairs of a table; where it is not near the head, it has to look like a control block by itself."""
    rows = _rows(block)
    if not rows:
        return
    columns = [labels.field_of(cell.text.text) for cell in rows[0].cells]
    known = {column for column in columns if column}
    is_of_one = len(rows) == 2 and bool(known - _CHANGE_COLUMNS)
    is_history = len(known & _CHANGE_COLUMNS) >= 2 and len(rows) > 1 and len(columns) > 2 and not is_of_one
    if is_history and _lists_documents(rows, columns):
        return
    if is_history and ("version" in known or (len(rows) > 2 and "dated" in known and "" in columns)):
        yield from _of_history(rows, columns, index)
        return
    for read in (_of_acts_by_row, _of_acts_by_column, _of_approvers):
        if approvals := list(read(rows, index, labels)):
            yield from approvals
            return
    if wide := list(_of_wide(rows, index, found_in, labels)):
        yield from wide
        return
    yield from _label_rows(rows, index, found_in, labels, is_near=is_near)


def _lists_documents(rows: Sequence[Row], columns: Sequence[str | None]) -> bool:
    """Whether the rows are of several documents: their numbers or titles differ."""
    for at, column in enumerate(columns):
        said = {" ".join(row.cells[at].text.text.split()) for row in rows[1:] if at < len(row.cells)} - {""}
        if column in ("id", "title") and len(said) > 1:
            return True
    return False


def _rows(block: Block) -> list[Row]:
    """The rows that say something, without bands of one cell above them."""
    rows = [row for row in block.rows if any(cell.text.text.strip() for cell in row.cells)]
    while len(rows) > 2 and len(rows[0].cells) > 1 and sum(not cell.is_covered for cell in rows[0].cells) == 1:
        rows = rows[1:]
    return rows


def _of_wide(rows: Sequence[Row], index: int, found_in: str, labels: Labels) -> Iterator[Pair]:
    """Labels above one row of values; also several such pairs of rows below each other."""
    if len(rows) % 2 or len(rows) > 8:
        return
    for labelled_row, valued in zip(rows[::2], rows[1::2], strict=True):
        fields = [labels.field_of(cell.text.text) for cell in labelled_row.cells]
        named = [field for field in fields if field is not None]
        if len({field for field in named if field}) < 2 or len(named) <= len(fields) / 2:
            return
        if sum(labels.field_of(cell.text.text) is not None for cell in valued.cells) > len(valued.cells) / 3:
            return
    for labelled_row, valued in zip(rows[::2], rows[1::2], strict=True):
        for label, cell in zip(labelled_row.cells, valued.cells, strict=False):
            if field := labels.field_of(label.text.text):
                yield Pair(field, open_or_text(cell), cell.spot, index, found_in)


def _label_rows(rows: Sequence[Row], index: int, found_in: str, labels: Labels, *, is_near: bool) -> Iterator[Pair]:
    """Rows of labels and values, one pair or several a row; lines of `label: value` within cells too."""
    found: list[Pair] = []
    lined = 0
    for row in rows:
        cells = [cell for cell in row.cells if not cell.is_covered]
        if len(cells) > _MOST_CELLS:
            return
        is_lined = False
        for at in range(len(cells) - 1):
            field = labels.field_of(cells[at].text.text)
            follows = at == 0 or at % 2 == 0 or labels.field_of(cells[at - 1].text.text) is None
            if field is not None and follows and (at == 0 or _holds_labels(rows, at, labels)):
                is_lined = True
                if field:
                    found.append(Pair(field, open_or_text(cells[at + 1]), cells[at + 1].spot, index, found_in))
        within = [pair for cell in cells for pair in _within(cell, index, found_in, labels)]
        found += within
        is_lined = is_lined or bool(within)
        lined += is_lined
    distinct = len({pair.field for pair in found})
    if distinct < 2 and labels.column_of(rows[0].cells[0].text.text) == "position":
        return  # under `Role | Responsibility` stand roles, and what each of them does
    if found and (is_near or distinct >= 3) and (lined >= 2 or is_near) and lined >= len(rows) / 3:
        yield from found


def _within(cell: Cell, index: int, found_in: str, labels: Labels) -> Iterator[Pair]:
    """The lines of `label: value` in a cell; after a label that ends its line, the next line is the value."""
    lines = list(lines_of(cell.text.text, cell.spot))
    for (line, spot), following in zip(lines, [*lines[1:], ("", cell.spot)], strict=True):
        pair = labelled(line, labels)
        if pair and pair[1].strip():
            yield Pair(pair[0], pair[1], spot, index, found_in)
        elif pair and following[0].strip() and not labelled(following[0], labels):
            yield Pair(pair[0], following[0], following[1], index, found_in)


def _holds_labels(rows: Sequence[Row], column: int, labels: Labels) -> bool:
    """Whether a column further right holds labels, and not a head alone above values: half of what is in it."""
    texts = [row.cells[column].text.text for row in rows if column < len(row.cells)]
    filled = [text for text in texts if text.strip()]
    return len(filled) < 3 or sum(labels.field_of(text) is not None for text in filled) * 2 >= len(filled)


def open_or_text(cell: Cell) -> str:
    """The text of a cell; a control that only shows its prompt is open, and a typed day is told in full."""
    text = cell.text
    prompts = [mark for mark in text.marks if mark.kind == "placeholder"]
    if prompts and all(mark.end - mark.start >= len(text.text.strip()) for mark in prompts):
        return "TBD"
    return cell.value if re.fullmatch(r"\d{4}-\d\d-\d\d(?:T00:00(?::00)?)?", cell.value) else text.text


def _of_history(rows: Sequence[Row], columns: Sequence[str | None], index: int) -> Iterator[Pair]:
    """Of a revision history the newest row: by version, then by day, then the last."""
    body = rows[1:]
    if "version" in columns:
        at = columns.index("version")
        body = [row for row in body if at < len(row.cells) and version_of(row.cells[at].text.text.strip(" *_`"))]
        keys = [_version_key(row.cells[at].text.text) for row in body]
    else:
        at = columns.index("dated")
        body = [row for row in body if at < len(row.cells) and day_of("dated", open_or_text(row.cells[at]))]
        keys = [(day_of("dated", open_or_text(row.cells[at])),) for row in body]
    if not body:
        return
    newest = max(range(len(body)), key=lambda number: keys[number])
    for column, cell in zip(columns, body[newest].cells, strict=False):
        if column in _OF_HISTORY and cell.text.text.strip():
            yield Pair(column, open_or_text(cell), cell.spot, index, "history")


def _version_key(text: str) -> tuple[int | str, ...]:
    numbers = tuple(int(part) for part in re.findall(r"\d{1,6}", text)[:4])
    return numbers or (0, text.strip().casefold()[-1:])


def _of_acts_by_row(rows: Sequence[Row], index: int, labels: Labels) -> Iterator[Pair]:
    """A row for whoever wrote, checked and approved; columns for name, position and day.

    What is known of a person is told together: `A. Lind, Head of Quality`.
    """
    heads = [labels.column_of(cell.text.text) for cell in rows[0].cells]
    names = [at for at, head in enumerate(heads) if head == "name" and at]
    days = [at for at, head in enumerate(heads) if head == "day" and at]
    if len(rows) < 2 or not names:
        return
    positions = [at for at, head in enumerate(heads) if head == "position" and at]
    for row in rows[1:]:
        field = labels.field_of(row.cells[0].text.text)
        if field not in _ACTS or names[0] >= len(row.cells):
            continue
        person, day = _person_of(field), _day_of(field)
        cells = [row.cells[at] for at in (names[0], *positions[:1]) if at < len(row.cells)]
        said = [text for cell in cells if (text := open_or_text(cell).strip()) and not is_open(text)]
        is_named = cells[0].text.text.strip() and not is_open(open_or_text(cells[0]).strip())
        if person and (is_named or cells[0].text.text.strip()):  # a role may own, but only a person signs
            yield Pair(
                person, ", ".join(said) if said and (is_named or person == "owner") else "TBD", cells[0].spot, index
            )
        if day and days and days[0] < len(row.cells) and row.cells[days[0]].text.text.strip():
            yield Pair(day, open_or_text(row.cells[days[0]]), row.cells[days[0]].spot, index)


def _of_approvers(rows: Sequence[Row], index: int, labels: Labels) -> Iterator[Pair]:
    """A row for each who approved, under heads such as `Approving signature`, name, position and day."""
    heads = [labels.column_of(cell.text.text) for cell in rows[0].cells]
    fields = [labels.field_of(cell.text.text) for cell in rows[0].cells]
    if "name" not in heads or "day" not in heads or _person_of(fields[0] or "") != "approved_by":
        return
    name, day = heads.index("name"), heads.index("day")
    for row in rows[1:2]:
        cells = row.cells
        if max(name, day) < len(cells) and cells[0].text.text.strip() and cells[name].text.text.strip():
            yield Pair("approved_by", open_or_text(cells[name]), cells[name].spot, index)
            yield Pair("approved_on", open_or_text(cells[day]), cells[day].spot, index)


def _of_acts_by_column(rows: Sequence[Row], index: int, labels: Labels) -> Iterator[Pair]:
    """A column for whoever wrote, checked and approved; below it name and day, in any order."""
    fields = [labels.field_of(cell.text.text) for cell in rows[0].cells]
    acts = [at for at, field in enumerate(fields) if field in _ACTS]
    others = [field for at, field in enumerate(fields) if at and field not in _ACTS]
    if len(acts) < 2 or others or len(rows) < 2 or len(rows) > 7 or (0 not in acts and _is_matrix(rows, labels)):
        return
    for at in acts:
        field = str(fields[at])
        person, day = _person_of(field), _day_of(field)
        for row in rows[1:]:
            if at >= len(row.cells):
                continue
            for line, spot in lines_of(open_or_text(row.cells[at]), row.cells[at].spot):
                said = line.strip()
                stated = labelled(said, labels)
                said = stated[1].strip() if stated else said
                if day and (date_of(said, month_first=True)):
                    yield Pair(day, said, spot, index)
                    day = ""
                elif person and not is_open(said) and is_person(said) and labels.field_of(said) is None:
                    yield Pair(person, said, spot, index)
                    person = ""


def _is_matrix(rows: Sequence[Row], labels: Labels) -> bool:
    """Whether each row says who acts on something of its own, as for each type of document, and not on this one."""
    heads = [row.cells[0].text.text for row in rows[1:] if row.cells[0].text.text.strip()]
    return sum(not labels.column_of(head) and labels.field_of(head) is None for head in heads) > 1


def _person_of(field: str) -> str:
    person = DAY_OR_PERSON[field][1] if field in DAY_OR_PERSON else field
    return "" if person == REVIEWER else person


def _day_of(field: str) -> str:
    """The field of the day on which it was approved; whoever wrote or checked a document dates only that."""
    return "approved_on" if _person_of(field) == "approved_by" else ""
