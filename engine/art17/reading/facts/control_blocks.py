"""Control facts of a document as people write them: label lines, label tables, revision and approval tables, headers.

A pair counts only if its left is a known label and its right is no label, no placeholder and of the
field's shape.  A placeholder is an open value: it hides what is weaker.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from art17.model.document import Block, Document, Spot, where
from art17.model.labels import DAY_OR_PERSON, REVIEW_DATE, REVIEWER, Labels
from art17.reading.facts.dates_in_words import date_of, interval_of, is_month_first, is_undecided, status_of
from art17.reading.facts.free_lines import free_lines, of_the_name, sentences, signed_lines
from art17.reading.facts.label_tables import pairs_of_table
from art17.reading.facts.pairs import STRENGTH, Pair, lines_of, segments_of
from art17.reading.facts.shapes import DATES, PEOPLE, day_of, is_open, shaped
from art17.reading.facts.titles import title_of

_OF_THE_HEAD = frozenset({"id", "title", "version", "status"})
"""What only the head says of the document: at the end of one they are about something else."""

_OF_A_CLOSE = frozenset({"owner", "dated", "approved_by", "next_review"})
"""With one of these, lines at the end are a control block that closes the document, and a version in them is its own."""

_DATED = "dated"
"""Of the days when a document was created and changed, the last is its own."""

_HEAD = 60
_TAIL = 12
_SECTIONS_OF_HEAD = 3
_HEAD_OF_DIRECTIVES = 10
_OWN_BODY = 5
"""So many blocks between two directives of one kind, and the first describes the document with its text."""
_LISTED = 3
_LEAD = 120
_EXAMPLE = re.compile(r"\b(?:examples?|beispiele?|exemples?)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\d+(?:\.\d+)*[.)]?\s+\S")
_LINES = frozenset({"paragraph", "quote", "item", "box", "header", "footer"})
_DAYS = re.compile(r"\b\d{1,2}[/-]\d{1,2}[/-]\d{4}\b")
_PERSON_AND_DAY = re.compile(
    r"(?P<person>[^\W\d].{1,70}?)(?:,| [–—-]|;| \()\s?(?:am |on |le |den |dated )?(?P<day>\d[^,;()]{5,18}|[^\W\d]{3,9}\.? \d{1,2},? \d{4})\)?"
)
_NOTE = re.compile(r"[(–—-]\s*([^\W\d][^()]{2,60}?)\)?\s*$")
_PROGRAMS = frozenset(
    {"un-named", "unknown", "author", "user", "microsoft office user", "administrator", "admin", "(anonymous)", ""}
)
_COUNTER = re.compile(r"\d{5,}")
"""A number that a program keeps."""

_OF_PROPERTIES = {"contentStatus": "status", "custom:Version": "version", "custom:Owner": "owner"}


@dataclass(frozen=True, slots=True)
class Fact:
    """A value of a field: as it is to be read, where it is, and how it was found (see `STRENGTH`).

    A day of which day and month cannot be told apart is kept as it is written, `is_undecided`.
    """

    field: str
    value: str
    found_in: str
    where: str
    is_open: bool = False
    is_undecided: bool = False


def facts_in(document: Document, path: str, labels: Labels, *, month_first: bool | None = None) -> tuple[Fact, ...]:
    """The control facts of a document, one a field, the surest; open ones (placeholders) are marked.

    `path` gives what the file's name says; `month_first` how days in digits are meant in this folder.
    """
    return surest(all_facts_in(document, path, labels, month_first=month_first))


def surest(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Of each field the first fact, which is the surest."""
    found: dict[str, Fact] = {}
    for fact in facts:
        found.setdefault(fact.field, fact)
    return tuple(found.values())


def all_facts_in(document: Document, path: str, labels: Labels, *, month_first: bool | None = None) -> tuple[Fact, ...]:
    """All control facts of a document, the surest first; several of a field where it is said in several places."""
    order = month_first if month_first is not None else day_order_in(document)
    title, found_in, place = title_of(document, labels)
    end = _end_of_head(document, labels)
    pairs = _decided(
        [
            *_pairs(document, labels, end),
            *free_lines(document, labels, end, title),
            *signed_lines(document),
            *sentences(document, title),
            *of_the_name(path),
            *_of_properties(document, labels),
        ],
        labels,
        order,
    )
    found: list[Fact] = []
    for rank in STRENGTH:
        facts = [_fact(pair, document, labels, order) for pair in pairs if pair.found_in == rank]
        told = [fact for fact in facts if fact and not (document.format == "rst" and fact.field == "title")]
        found += sorted(told, key=lambda fact: fact.value if fact.field == _DATED and fact.value else "", reverse=True)
    if title and not any(fact.field == "title" for fact in found):
        found.append(Fact("title", title, found_in, place))
    return tuple(found)


def _fact(pair: Pair, document: Document, labels: Labels, month_first: bool | None) -> Fact | None:
    place = where(document, pair.block, pair.spot) if pair.block >= 0 else pair.spot.ref
    name = "id" if pair.field == "directive id" else pair.field
    text = " ".join(pair.text.split()).strip(" *_`")
    if is_open(text) or (name in PEOPLE and text[:1] == "[" and is_open(text.partition(",")[0])):
        return Fact(name, "", pair.found_in, place, is_open=True)
    value = shaped(pair.field, text, labels, month_first=month_first)
    if not value and name in DATES and is_undecided(text):
        return Fact(name, text, pair.found_in, place, is_undecided=True)
    return Fact(name, value, pair.found_in, place) if value else None


def day_order_in(document: Document) -> bool | None:
    """Whether days in digits have the month first, by those that tell; None where none does, or they differ."""
    orders: set[bool] = set()
    for text in _all_texts(document):
        for word in _DAYS.findall(text):
            if (order := is_month_first(word)) is not None:
                orders.add(order)
    return orders.pop() if len(orders) == 1 else None


def _all_texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        yield block.text.text
        for row in block.rows:
            yield from (cell.text.text for cell in row.cells)


_LETTERS_OF_A_MATRIX = frozenset(["responsible", "accountable", "consulted", "informed"])
_SEVERAL_LETTERS, _FIRST_WORDS, _LOOKED_AT = 3, 3, 40
_SAID_OF_FIELDS = frozenset(
    {"requirement", "requirements", "meaning", "explanation", "anforderung", "anforderungen", "bedeutung"}
    | {"erläuterung", "exigence", "exigences", "signification", "explication"}
)


def _pairs(document: Document, labels: Labels, end: int) -> Iterator[Pair]:
    """Every label with a value, in the order of the document."""
    last = len(document.blocks) - _TAIL
    control = _directive_of(document, labels)
    if control >= 0:
        yield from _of_directive(document.blocks[control], control, labels)
    lines: list[Pair] = []
    for index, block in enumerate(document.blocks):
        if _is_directive(block, document):
            continue
        is_margin = block.spot.part in ("header", "footer") or block.kind in ("header", "footer")
        is_control = not is_margin and _is_in_control_section(document, block, labels)
        found_in = "header" if is_margin else "block"
        is_near = index < end or index >= last or is_margin or is_control
        if not is_margin and _is_of_another(document, index, labels):
            continue
        if block.kind == "table":
            found = pairs_of_table(block, index, found_in, labels, is_near=is_near)
            yield from (pair for pair in found if pair.field != "title" or index < end or is_margin)
        elif block.kind in _LINES and is_near:
            is_tail = index >= end and not (is_margin or is_control)
            following = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
            pairs = list(_of_lines(block, following, index, found_in, labels))
            if block.kind == "item" and block.label[:1].isdigit():  # a list of columns or steps: `1. Title - ...`
                pairs = [pair for pair in pairs if pair.field != "title"]
            closes = {pair.field for pair in pairs} & _OF_A_CLOSE
            lines += [
                replace(pair, found_in="tail") if is_tail else pair
                for pair in pairs
                if not (is_tail and pair.field in _OF_THE_HEAD and not (closes and pair.field == "version"))
            ]
    if not _lists_others(lines):
        apart = _said_section_by_section(document, labels, {pair.field for pair in lines if pair.block >= end})
        yield from (pair for pair in lines if pair.block < end or pair.field not in apart)


def _said_section_by_section(document: Document, labels: Labels, fields: set[str]) -> frozenset[str]:
    """Those of some fields that have lines under several headings: each speaks of its section, as of a phase."""
    sections: defaultdict[str, set[int]] = defaultdict(set)
    if fields:
        for block in document.blocks:
            if block.kind in _LINES and ":" in block.text.text[:_LEAD]:
                for line, _ in _labelled_lines(block, labels):
                    for field, _ in segments_of(line, labels):
                        sections[field].add(block.under)
    return frozenset(field for field in fields if len(sections[field]) >= _LISTED)


def _is_of_another(document: Document, index: int, labels: Labels) -> bool:
    """Whether a block speaks of another document: an example, or a list of related documents with their facts."""
    block = document.blocks[index]
    heading = document.blocks[block.under].text.text if document.above(index)[1:] else ""
    before = document.blocks[index - 1] if index else block
    leads = before.text.text[-_LEAD:] if before.kind in ("paragraph", "item") and block.kind == "table" else ""
    heads = [cell.text.text for cell in block.rows[0].cells] if block.rows else []
    if any(_EXAMPLE.search(text) for text in (heading, leads, *heads)) or _explains(block, heads, labels):
        return True
    nearest = document.blocks[block.under].text.text if block.under >= 0 else ""
    is_listed = not {"id", "title"}.isdisjoint(labels.field_of(head) for head in heads)
    return is_listed and labels.is_apart(nearest) and not labels.is_section(nearest)


def _explains(block: Block, heads: Sequence[str], labels: Labels) -> bool:
    """Whether a table is about documents in general, and states nothing of this one.

    It explains the letters of a matrix of responsibilities, says what each field has to hold, or says in a
    column behind its first who acts, the same role in several rows.
    """
    told = {
        word
        for row in block.rows[:_LOOKED_AT]
        for cell in row.cells
        for word in cell.text.text.casefold().split()[:_FIRST_WORDS]
    }
    if len(told & _LETTERS_OF_A_MATRIX) >= _SEVERAL_LETTERS:
        return bool(block.rows)
    if any(head.strip(" :*").casefold() in _SAID_OF_FIELDS for head in heads[1:]):
        return True
    seen = Counter(
        (at, field)
        for row in block.rows[1:_LOOKED_AT]
        for at, cell in enumerate(row.cells[1:-1])
        if not cell.is_covered and (field := labels.field_of(cell.text.text))
    )
    return any(count > 1 for count in seen.values())


def _is_in_control_section(document: Document, block: Block, labels: Labels) -> bool:
    return block.under >= 0 and labels.is_section(document.blocks[block.under].text.text)


def _lists_others(pairs: Iterable[Pair]) -> bool:
    """Whether lines list the facts of several documents: two fields that each have three values or more."""
    values: defaultdict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        values[pair.field].add(pair.text.strip().casefold())
    return sum(len(each) >= _LISTED for field, each in values.items() if field) >= 2


def _is_directive(block: Block, document: Document) -> bool:
    """Whether a table is the options of a directive, which need not be about the document."""
    return document.format == "rst" and block.kind == "table" and bool(block.label)


def _directive_of(document: Document, labels: Labels) -> int:
    """The index of the directive that describes the document, or -1: the first with two known labels, once in the file.

    Where a directive comes again at once, the file lists things of its kind (requirements, roles).
    """
    counted = Counter(block.label for block in document.blocks if _is_directive(block, document))
    for index, block in enumerate(document.blocks[:_HEAD_OF_DIRECTIVES]):
        if not _is_directive(block, document) or len({p.field for p in _of_directive(block, index, labels)}) < 2:
            continue
        following = document.blocks[index + 1 : index + 1 + _OWN_BODY]
        has_body = len(following) == _OWN_BODY and not any(_is_directive(each, document) for each in following)
        return index if counted[block.label] == 1 or (counted[block.label] <= _LISTED and has_body) else -1
    return -1


def _of_directive(block: Block, index: int, labels: Labels) -> Iterator[Pair]:
    """The options of a directive whose names are known labels."""
    for row in block.rows:
        field = labels.field_of(row.cells[0].text.text)
        if field:
            identity = "directive id" if field == "id" else field
            yield Pair(identity, row.cells[1].text.text, row.cells[1].spot, index)


def _end_of_head(document: Document, labels: Labels) -> int:
    """The index of the first numbered section, or of the third without a number: what comes before it is the head."""
    seen = 0
    for index, block in enumerate(document.blocks[:_HEAD]):
        if block.kind != "heading":
            continue
        if labels.is_section(block.text.text):
            continue
        seen += 1
        if block.level > 0 and seen > 1 and (block.label[:1].isdigit() or _NUMBERED.match(block.text.text)):
            return index
        if seen > _SECTIONS_OF_HEAD and not block.is_guessed:
            return index
    return min(len(document.blocks), _HEAD)


def _of_lines(block: Block, following: Block | None, index: int, found_in: str, labels: Labels) -> Iterator[Pair]:
    """Label lines, also several in one; after a label that ends its line, the next line is the value."""
    lines = [(line, spot) for line, spot in _labelled_lines(block, labels) if line.strip()]
    if following is not None and following.kind == "paragraph" and len(following.text.text) <= 200:
        beyond = next(iter(lines_of(following.text.text, following.spot)), ("", block.spot))
    else:
        beyond = ("", block.spot)
    for number, (line, spot) in enumerate(lines):
        for field, text in segments_of(line, labels):
            if text.strip(" *_`"):
                yield Pair(field, text, spot, index, found_in)
            elif field in PEOPLE | DATES | {"approved"}:
                value, at = lines[number + 1] if number + 1 < len(lines) else beyond
                if value.strip() and not segments_of(value, labels):
                    yield Pair(field, value, at, index, found_in)


def _labelled_lines(block: Block, labels: Labels) -> Iterator[tuple[str, Spot]]:
    """The lines of a block; a bold label within one begins a line: `**Owner:** A **Version:** 2`."""
    text = block.text.text
    cuts = [
        mark.start
        for mark in block.text.marked("strong")
        if ":" in (*text[mark.start : mark.end].rstrip()[-1:], *text[mark.end : mark.end + 1])
        and labels.field_of(text[mark.start : mark.end]) is not None
    ]
    offset = 0
    for line, spot in lines_of(text, block.spot):
        inner = [0, *(cut - offset for cut in cuts if 0 < cut - offset < len(line)), len(line)]
        yield from ((line[start:end], spot) for start, end in pairwise(inner))
        offset += len(line) + 1


def _of_properties(document: Document, labels: Labels) -> Iterator[Pair]:
    """Document properties that somebody set on purpose; those that programs fill in say little."""
    spot = Spot(ref="document property")
    for name, value in document.properties.items():
        custom = name.removeprefix("custom:")
        field = _OF_PROPERTIES.get(name) or (labels.field_of(custom) if name != custom else "")
        if field and field in PEOPLE and (value.casefold() in _PROGRAMS or "openpyxl" in value.casefold()):
            continue
        if field and not (field == "version" and _COUNTER.fullmatch(value.strip())):
            yield Pair(field, value, spot, -1, "property")


def _of_person_and_day(pair: Pair) -> Iterator[Pair]:
    """The pair; of a person with a day behind the name both: `Approved: A. Lind, 3 May 2025`."""
    is_act = pair.field in DAY_OR_PERSON or pair.field in ("author", "approved_by")
    said = _PERSON_AND_DAY.fullmatch(pair.text.strip(" *_`")) if is_act and len(pair.text) <= _LEAD else None
    if said is None or not date_of(said["day"], month_first=True):
        yield pair
        return
    person, day = DAY_OR_PERSON[pair.field][::-1] if pair.field in DAY_OR_PERSON else (pair.field, "")
    yield replace(pair, field=person, text=said["person"])
    if day or person == "approved_by":
        yield replace(pair, field=day or "approved_on", text=said["day"])


def _decided(pairs: Iterable[Pair], labels: Labels, month_first: bool | None) -> list[Pair]:
    """The pairs with what their value or the document's other days decide; labels without a field are gone."""
    listed = list(pairs)
    days = {
        day
        for pair in listed
        if pair.field in DATES - {"next_review"} and (day := date_of(pair.text, month_first=month_first))
    }
    has_next = any(pair.field == "next_review" for pair in listed)
    found: list[Pair] = []
    for pair in (part for each in listed for part in _of_person_and_day(each)):
        field = pair.field
        if field in ("reviewed", REVIEW_DATE) and interval_of(pair.text):
            field = "review_in"
        elif field in DAY_OR_PERSON:
            is_day = bool(day_of("dated", pair.text.strip(" *_`"), month_first=True))
            field = DAY_OR_PERSON[field][0 if is_day else 1]
        elif field == REVIEW_DATE:
            day = date_of(pair.text, month_first=month_first)
            field = "next_review" if days and day > max(days) and not has_next else "last_reviewed"
        is_label = labels.field_of(pair.text) is not None and not is_open(pair.text.strip(" *_`"))
        if field not in ("", REVIEWER) and (field == "status" or not is_label):
            found.append(replace(pair, field=field))
        if field in ("next_review", "last_reviewed") and (note := _NOTE.search(pair.text)) and interval_of(note[1]):
            found.append(replace(pair, field="review_in", text=note[1], found_in="free"))
        if field == "version" and (note := _NOTE.search(pair.text)):
            said = next((word for part in re.split(r"[,;]", note[1]) if (word := status_of(part.strip()))), "")
            if said:
                found.append(replace(pair, field="status", text=said, found_in="free"))
    return found
