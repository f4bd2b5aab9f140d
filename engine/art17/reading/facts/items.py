"""An artefact and the items inside it, each row an artefact of its own."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from art17.model.artefact import Artefact, CitationAt, Reference
from art17.model.value import Value, leaves
from art17.reading.facts.drafts import Draft, Drafts, Given
from art17.reading.facts.rows import RowIn, listed_rows

T = TypeVar("T")
_MAX_NESTING = 4


@dataclass(frozen=True, slots=True)
class Prose:
    """What was found in the text of a Markdown file, each with its offset."""

    cited: Sequence[tuple[int, CitationAt]] = field(default_factory=tuple)
    linked: Sequence[tuple[int, Reference]] = field(default_factory=tuple)


def rows_listed_in(drafts: Drafts, draft: Draft, stated: Mapping[str, Value]) -> Iterator[RowIn]:
    """The rows of the lists of a mapping that its type says are items."""
    kind = drafts.kind_of(draft)
    for name, item_type in kind.items.items() if kind else ():
        route = draft.fields.route_of(name)
        if len(route) == 1 and name not in draft.elsewhere:
            yield from listed_rows(stated.get(str(route[0])), item_type, draft.place, route)


def with_items(
    drafts: Drafts, draft: Draft, name: str, rows: Iterable[RowIn] = (), prose: Prose = Prose(), depth: int = 0
) -> Iterator[Artefact]:
    """An artefact and its items; what stands in the text of a row belongs to the row.

    Rows that hold nothing, or placeholders alone, are no items.
    """
    filled = [row for row in rows if any(True for _ in leaves(list(row.stated.values())))]
    cited, linked = _by_row(prose.cited, filled), _by_row(prose.linked, filled)
    own = drafts.artefact_of(draft, name, cited.get(-1, ()), linked.get(-1, ()))
    yield from drafts.with_roles(own, draft) if draft.within is None and not depth else (own,)
    for index, row in enumerate(filled if depth < _MAX_NESTING else ()):
        item = drafts.draft_of(row.stated, row.place, Given(row.type, is_row=True), cells=row.cells)
        if all(value is None for value in item.fields.values.values()):
            continue
        item.register = draft.place
        item.whole, item.within = draft.whole, draft
        if item.is_in_guessed_list:
            item.fields.malformed.clear()
        item.only_strict = draft.only_strict or bool(row.end)
        item.citations.extend(cited.get(index, ()))
        item.references.extend(linked.get(index, ()))
        inner = rows_listed_in(drafts, item, row.stated)
        yield from with_items(drafts, item, f"{own.id}#{index + 1}", inner, depth=depth + 1)


def rows_alone(drafts: Drafts, rows: Iterable[RowIn], name: str, whole: str) -> Iterator[Artefact]:
    """The artefacts of rows that stand in no register: a list of one type of thing."""
    for number, row in enumerate(rows, 1):
        draft = drafts.draft_of(row.stated, row.place, Given(row.type, is_row=bool(row.type)), cells=row.cells)
        if any(value is not None for value in draft.fields.values.values()):
            draft.whole = whole
            inner = rows_listed_in(drafts, draft, row.stated)
            yield from with_items(drafts, draft, f"{name}#{number}", inner)


def _by_row(found: Sequence[tuple[int, T]], rows: Sequence[RowIn]) -> dict[int, list[T]]:
    """What was found in the text, by the index of the row in which it stands, -1 for none."""
    spans = sorted((row.start, row.end, index) for index, row in enumerate(rows) if row.end)
    starts = [start for start, _, _ in spans]
    groups: dict[int, list[T]] = defaultdict(list)
    for at, what in found:
        nearest = bisect_right(starts, at) - 1
        is_within = nearest >= 0 and at < spans[nearest][1]
        groups[spans[nearest][2] if is_within else -1].append(what)
    return groups
