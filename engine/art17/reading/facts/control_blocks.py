"""Control facts of a document as people write them: label lines, label tables, revision and approval tables, headers.

A pair counts only if its left is a known label and its right is no label, no placeholder and of the
field's shape.  A placeholder is an open value: it hides what is weaker.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from art17.model.document import Block, Cell, Document, Row, Spot, where
from art17.model.value import is_placeholder
from art17.reading.facts.dates_in_words import date_of, interval_of, is_month_first, status_of
from art17.reading.facts.labels import field_of

DATES = frozenset({"approved_on", "effective_on", "dated", "last_reviewed", "next_review"})
_PEOPLE = frozenset({"owner", "author", "approved_by"})
_OF_THE_HEAD = frozenset({"id", "title", "version", "status"})
"""What only the head says of the document: at the end of one they are about something else."""

_HEAD = 60
_TAIL = 12
_MOST_CELLS_OF_A_PAIR = 6
_HEAD_OF_DIRECTIVES = 10
_SEPARATED = re.compile(r"\s{0,40}(?:::|:|=|\u2013|\u2014|\s-\s|\t)\s*")  # bounded: searching blanks takes squares
_SEGMENTS = re.compile(r"\s{1,40}[|·•‖]\s+|\t+| {3,}|\s{0,40}\|\s*|;\s+")
_NUMBERED = re.compile(r"\d+(?:\.\d+)*[.)]?\s+\S")
_VERSION = re.compile(r"v?\.?\s*(\d+(?:\.\d+){0,3}(?:[-+ ]?[a-z]\w{0,10})?)", re.IGNORECASE)
_FREE_VERSION = re.compile(
    r"(?:^|[\s(])(?:(?:version|rev(?:ision)?\.?|ausgabe|fassung|issue|indice)\s*[:.]?\s*(?P<any>\d+(?:\.\d+){0,3})"
    r"|v\.?\s?(?P<dotted>\d+(?:\.\d+){1,3}))\b",
    re.IGNORECASE,
)
_FREE_APPROVED = re.compile(
    r"(?:^|[\s|·,(-])(?:approved|freigegeben|genehmigt|approuvée?)(?: on| am| le)?:?\s+(.{8,20}?)\s*[).|·]?$",
    re.IGNORECASE,
)
_SENTENCES = (
    re.compile(
        r"\bthis (?:document|policy|procedure|plan|manual|standard|register|methodology|statement|programme|framework)\b[^.]{0,80}?"
        r"\breview(?:ed)?\b[^.]{0,40}?\b(?P<every>annually|quarterly|monthly|semi-annually|biennially|every [\w ]{1,14}?(?:months?|years?))",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bdiese[sr]? (?:dokument|richtlinie|verfahren|verfahrensanweisung|plan|handbuch|leitlinie|anweisung|konzept)\b[^.]{0,60}?"
        r"\b(?P<every>jährlich|halbjährlich|vierteljährlich|alle [\w ]{1,14}?(?:monate|jahre))\b[^.]{0,40}?\b(?:über)?prüft\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:ce|cet|cette|le présent|la présente) (?:document|politique|procédure|plan|manuel|registre)\b[^.]{0,60}?"
        r"\b(?:revue?|révisée?|réexaminée?)\b[^.]{0,40}?\b(?P<every>annuellement|chaque année|tous les [\w ]{1,12}?(?:mois|ans))",
        re.IGNORECASE,
    ),
)
"""Sentences in which a document says how often it is reviewed itself."""
_FREE_DATED = re.compile(r"(?:\bstand\b|\bdatum\b|\bdate\b|\bdu\b|\bvom\b|[-–—|,·(])\s*:?\s*(.{6,24})$", re.IGNORECASE)
_IN_NAME = re.compile(r"([A-Z][A-Za-z]{0,8}(?:[-_][A-Z]{1,6}){0,3}[-_ ]?\d{1,5}(?:[-.]\d{1,4})?)(?=[-_ .]|$)")
_VERSION_IN_NAME = re.compile(r"[-_ ]v(?:er(?:sion)?)?[-_ ]?(\d+(?:[._]\d+){0,2})(?=[-_ .]|$)", re.IGNORECASE)
_PROMPT = re.compile(
    r"(?i)^(?:click|tap|enter|insert|select|choose|type here|klicken|hier eingeben|bitte|saisir|cliquez|choisir|à compléter|"
    r"to be (?:filled|completed|assigned|determined|confirmed|added|provided)|noch (?:festzulegen|offen)|un-?named|unnamed|"
    r"(?:dd|tt|jj|mm|yyyy|jjjj|aaaa)(?:[-/. ](?:dd|tt|jj|mm|yyyy|jjjj|aaaa|yy))+)"
)
_DIRECTIVE_ID = re.compile(r"[^\W_][\w.:/-]{0,119}")
"""The identifier in a directive: one word, which need not have a digit."""
_CHANGE_COLUMNS = frozenset({"version", "dated", "author", "approved_by", "reviewer", "approved_on"})

STRENGTH = ("block", "history", "header", "free", "property", "filename")
"""Where a fact was found, the surest first."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A value of a field: as it is to be read, where it is, and how it was found (see `STRENGTH`)."""

    field: str
    value: str
    found_in: str
    where: str
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class _Pair:
    """A label and what is written for it."""

    field: str
    text: str
    spot: Spot
    block: int
    found_in: str = "block"


def facts_in(document: Document, path: str, *, month_first: bool | None = None) -> tuple[Fact, ...]:
    """The control facts of a document, one a field, the surest; open ones (placeholders) are marked.

    `path` gives what the file's name says; `month_first` how days in digits are meant in this folder.
    """
    order = month_first if month_first is not None else _order_in(document)
    pairs = _decided(
        [*_pairs(document), *_free(document), *_sentences(document), *_of_the_name(path), *_of_properties(document)],
        order,
    )
    found: dict[str, Fact] = {}
    for rank in STRENGTH:
        for pair in (each for each in pairs if each.found_in == rank):
            if _named(pair.field) in found:
                continue
            fact = _fact(pair, document, order)
            if fact is not None:
                found[fact.field] = fact
    if document.format == "rst":
        found.pop("title", None)
    if "title" not in found and (title := _title(document)):
        found["title"] = title
    return tuple(found.values())


def _named(field: str) -> str:
    return "id" if field == "directive id" else field


def _fact(pair: _Pair, document: Document, month_first: bool | None) -> Fact | None:
    place = where(document, pair.block, pair.spot) if pair.block >= 0 else pair.spot.ref
    text = " ".join(pair.text.split()).strip(" *_`")
    if is_placeholder(text) or "<%" in text or "{{" in text or _PROMPT.match(text.strip("[]<>() ")):
        return Fact(_named(pair.field), "", pair.found_in, place, is_open=True)
    if pair.field == "directive id":
        return Fact("id", text, pair.found_in, place) if _DIRECTIVE_ID.fullmatch(text) else None
    value = _shaped(pair.field, text, month_first)
    return Fact(pair.field, value, pair.found_in, place) if value else None


def _shaped(field: str, text: str, month_first: bool | None) -> str:
    """A text as a value of a field; "" where it does not have the field's shape."""
    if not text or (field_of(text) is not None and field not in ("title", "status")):
        return ""
    if field in DATES:
        return date_of(text, month_first=month_first) or _date_within(text, month_first)
    if field == "review_in":
        return interval_of(text)
    if field == "status":
        return status_of(text)
    if field == "version":
        found = _VERSION.fullmatch(text) or re.match(
            r"(?:version|rev(?:ision)?\.?)\s*(\d+(?:\.\d+){0,3})", text, re.IGNORECASE
        )
        found = found or re.match(r"v?(\d+(?:\.\d+){1,3})(?=\s*[,;(–-])", text)
        return found[1].strip() if found else ""
    if field == "id":
        is_short = len(text) <= 40 and text.count(" ") <= 3 and any(sign.isdigit() for sign in text)
        return text if is_short and not date_of(text) else ""
    if field in _PEOPLE:
        is_name = 2 <= len(text) <= 100 and any(sign.isalpha() for sign in text) and not date_of(text)
        return text if is_name and not text.endswith(":") and len(text.split()) <= 14 else ""
    return text if len(text) <= 200 else ""


def _date_within(text: str, month_first: bool | None) -> str:
    """The day at the beginning of a text that goes on: `12 March 2025 (annual review)`."""
    head = re.split(r"\s{0,40}[(;,|]\s{0,40}(?!\d{4})|\s{1,40}-\s+", text)[0]
    return date_of(head, month_first=month_first) if head != text else ""


def _order_in(document: Document) -> bool | None:
    """Whether days in digits have the month first, by any that tells."""
    for text in _all_texts(document):
        for word in re.findall(r"\b\d{1,2}[/-]\d{1,2}[/-]\d{4}\b", text):
            if (order := is_month_first(word)) is not None:
                return order
    return None


def _all_texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        yield block.text.text
        for row in block.rows:
            yield from (cell.text.text for cell in row.cells)


def _pairs(document: Document) -> Iterator[_Pair]:
    """Every label with a value, in the order of the document."""
    end = _end_of_head(document)
    last = len(document.blocks) - _TAIL
    control = _directive_of(document)
    if control >= 0:
        yield from _of_directive(document.blocks[control], control)
    for index, block in enumerate(document.blocks):
        if _is_directive(block, document):
            continue
        is_margin = block.spot.part in ("header", "footer") or block.kind in ("header", "footer")
        found_in = "header" if is_margin else "block"
        if block.kind == "table":
            yield from _of_table(block, index, found_in, is_near=index < end or index >= last or is_margin)
        elif block.kind in ("paragraph", "quote", "item", "box", "header", "footer") and (
            index < end or index >= last or is_margin
        ):
            is_tail = index >= end and not is_margin
            yield from (
                pair for pair in _of_lines(block, index, found_in) if not (is_tail and pair.field in _OF_THE_HEAD)
            )


def _is_directive(block: Block, document: Document) -> bool:
    """Whether a table is the options of a directive, which need not be about the document."""
    return document.format == "rst" and block.kind == "table" and bool(block.label)


def _directive_of(document: Document) -> int:
    """The index of the directive that describes the document, or -1: the first with two known labels, once in the file.

    Where a directive comes again, the file lists things of its kind (requirements, roles).
    """
    counted = Counter(block.label for block in document.blocks if _is_directive(block, document))
    for index, block in enumerate(document.blocks[:_HEAD_OF_DIRECTIVES]):
        if _is_directive(block, document) and len({pair.field for pair in _of_directive(block, index)}) >= 2:
            return index if counted[block.label] == 1 else -1
    return -1


def _of_directive(block: Block, index: int) -> Iterator[_Pair]:
    """The options of a directive whose names are known labels."""
    for row in block.rows:
        field = field_of(row.cells[0].text.text)
        if field:
            identity = "directive id" if field == "id" else field
            yield _Pair(identity, row.cells[1].text.text, row.cells[1].spot, index)


def _end_of_head(document: Document) -> int:
    """The index of the first numbered section: what comes before it is the head."""
    seen = 0
    for index, block in enumerate(document.blocks[:_HEAD]):
        if block.kind != "heading":
            continue
        seen += 1
        if block.level > 0 and seen > 1 and (block.label[:1].isdigit() or _NUMBERED.match(block.text.text)):
            return index
    return min(len(document.blocks), _HEAD)


def _of_lines(block: Block, index: int, found_in: str) -> Iterator[_Pair]:
    """Label lines, also several in one: `Owner: X | Version: 2`."""
    for number, line in enumerate(block.text.text.split("\n")):
        spot = replace(block.spot, line=block.spot.line + number) if block.spot.line else block.spot
        segments = [segment for segment in _SEGMENTS.split(line) if segment.strip()]
        pairs = [pair for segment in segments if (pair := _labelled(segment))]
        if not pairs and (pair := _labelled(line)):
            pairs = [pair]
        yield from (_Pair(field, text, spot, index, found_in) for field, text in pairs)


def _labelled(text: str) -> tuple[str, str] | None:
    """A known label and what follows it; None where there is none."""
    found = _SEPARATED.search(text)
    if found is None or found.start() > 60:
        return None
    field = field_of(text[: found.start()])
    return (field, text[found.end() :]) if field else None


def _of_table(block: Block, index: int, found_in: str, *, is_near: bool) -> Iterator[_Pair]:
    rows = [row for row in block.rows if any(cell.text.text.strip() for cell in row.cells)]
    if not rows:
        return
    columns = [field_of(cell.text.text) for cell in rows[0].cells]
    known = {column for column in columns if column}
    is_of_one = len(rows) == 2 and bool(known - _CHANGE_COLUMNS)
    if (
        len(known & _CHANGE_COLUMNS) >= 2
        and "version" in known
        and len(rows) > 1
        and len(columns) > 2
        and not is_of_one
    ):
        yield from _of_history(rows, columns, index)
        return
    if approvals := list(_of_approvals(rows, index)):
        yield from approvals
        return
    if len(known) >= 2 and len(rows) == 2 and sum(column is not None for column in columns) > len(columns) / 2:
        for column, cell in zip(columns, rows[1].cells, strict=False):
            if column:
                yield _Pair(column, cell.text.text, cell.spot, index, found_in)
        return
    yield from _label_rows(rows, index, found_in, is_near=is_near)


def _label_rows(rows: Sequence[Row], index: int, found_in: str, *, is_near: bool) -> Iterator[_Pair]:
    """Rows of labels and values, one pair or several a row."""
    found: list[_Pair] = []
    lined = 0
    for row in rows:
        cells = [cell for cell in row.cells if not cell.is_covered]
        if len(cells) > _MOST_CELLS_OF_A_PAIR:
            return
        is_lined = False
        for at in range(len(cells) - 1):
            field = field_of(cells[at].text.text)
            follows = at == 0 or at % 2 == 0 or field_of(cells[at - 1].text.text) is None
            if field is not None and follows:
                is_lined = True
                if field:
                    found.append(_Pair(field, _open_or_text(cells[at + 1]), cells[at + 1].spot, index, found_in))
        for cell in cells:
            if pair := _labelled(cell.text.text.split("\n")[0]) if "\n" not in cell.text.text.strip() else None:
                is_lined = True
                found.append(_Pair(pair[0], pair[1], cell.spot, index, found_in))
        lined += is_lined
    distinct = len({pair.field for pair in found})
    if found and (is_near or distinct >= 3) and (lined >= 2 or is_near) and lined >= len(rows) / 3:
        yield from found


def _open_or_text(cell: Cell) -> str:
    """The text of a cell; a control that only shows its prompt is open."""
    text = cell.text
    prompts = [mark for mark in text.marks if mark.kind == "placeholder"]
    return "TBD" if prompts and all(mark.end - mark.start >= len(text.text.strip()) for mark in prompts) else text.text


def _of_history(rows: Sequence[Row], columns: Sequence[str | None], index: int) -> Iterator[_Pair]:
    """Of a revision history the newest row: by version, then by day."""
    at = columns.index("version")
    body = [
        row for row in rows[1:] if at < len(row.cells) and _shaped("version", row.cells[at].text.text.strip(), None)
    ]
    if not body:
        return
    newest = max(body, key=lambda row: _version_key(row.cells[at].text.text))
    for column, cell in zip(columns, newest.cells, strict=False):
        if column in ("version", "dated", "author", "approved_by", "approved_on"):
            yield _Pair(column, cell.text.text, cell.spot, index, "history")


def _version_key(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d{1,6}", text)[:4])


def _of_approvals(rows: Sequence[Row], index: int) -> Iterator[_Pair]:
    """Tables of signatures: a row for whoever wrote, checked and approved, columns for name and day."""
    heads = [cell.text.text.strip().casefold() for cell in rows[0].cells]
    names = [at for at, head in enumerate(heads) if head in ("name", "nom", "name / role", "names")]
    if not names or len(rows) < 2:
        return
    days = [at for at, head in enumerate(heads) if head in ("date", "datum")]
    for row in rows[1:]:
        field = field_of(row.cells[0].text.text)
        if field not in ("author", "approved_by") or names[0] >= len(row.cells):
            continue
        name = row.cells[names[0]]
        yield _Pair(field, name.text.text, name.spot, index)
        if field == "approved_by" and days and days[0] < len(row.cells):
            yield _Pair("approved_on", row.cells[days[0]].text.text, row.cells[days[0]].spot, index)


def _free(document: Document) -> Iterator[_Pair]:
    """Lines under the title that give version and day without a label: `Version 0.5 - 12 March 2025`."""
    for index, block in enumerate(document.blocks[: min(6, _end_of_head(document))]):
        if block.kind in ("heading", "paragraph", "quote", "item", "box") and len(block.text.text) < 160:
            for line in block.text.text.split("\n"):
                if (approved := _FREE_APPROVED.search(line)) and date_of(approved[1]):
                    yield _Pair("approved_on", approved[1], block.spot, index, "free")
                found = _FREE_VERSION.search(line) if block.kind != "heading" or "ersion" in line else None
                if found:
                    yield _Pair("version", found["any"] or found["dotted"], block.spot, index, "free")
                    if (day := _FREE_DATED.search(line)) and date_of(day[1].strip(" )*_")):
                        yield _Pair("dated", day[1].strip(" )*_"), block.spot, index, "free")


def _sentences(document: Document) -> Iterator[_Pair]:
    """How often a document says that it is reviewed itself."""
    for index, block in enumerate(document.blocks):
        if block.kind in ("paragraph", "item", "quote"):
            for pattern in _SENTENCES:
                if found := pattern.search(block.text.text[:2000]):
                    yield _Pair("review_in", found["every"], block.spot, index, "free")


def _of_the_name(path: str) -> Iterator[_Pair]:
    stem = posixpath.splitext(posixpath.basename(path))[0]
    spot = Spot(ref="file name")
    if (found := _IN_NAME.match(stem)) and any(sign.isdigit() for sign in found[1]):
        yield _Pair("id", found[1], spot, -1, "filename")
    if found := _VERSION_IN_NAME.search(stem):
        yield _Pair("version", found[1].replace("_", "."), spot, -1, "filename")
    if re.search(r"(?i)(?:^|[-_ .(])(?:draft|entwurf|brouillon)(?:[-_ .)]|$)", stem):
        yield _Pair("status", "draft", spot, -1, "filename")


def _of_properties(document: Document) -> Iterator[_Pair]:
    """Document properties that somebody set on purpose; those that programs fill in say little."""
    spot = Spot(ref="document property")
    names = {"contentStatus": "status", "custom:Version": "version", "custom:Owner": "owner"}
    for name, value in document.properties.items():
        field = names.get(name) or (field_of(name.removeprefix("custom:")) if name.startswith("custom:") else "")
        if field and field in _PEOPLE and (value.casefold() in _PROGRAMS or "openpyxl" in value.casefold()):
            continue
        if field and field != "reviewer":
            yield _Pair(field, value, spot, -1, "property")


_PROGRAMS = frozenset(
    {"un-named", "unknown", "author", "user", "microsoft office user", "administrator", "admin", "(anonymous)", ""}
)


def _decided(pairs: Iterable[_Pair], month_first: bool | None) -> list[_Pair]:
    """The pairs, with "Review Date" as last or next review by the document's other days; labels without a field gone."""
    listed = list(pairs)
    days = {
        day
        for pair in listed
        if pair.field in ("approved_on", "effective_on", "dated", "last_reviewed")
        and (day := date_of(pair.text, month_first=month_first))
    }
    has_next = any(pair.field == "next_review" for pair in listed)
    found: list[_Pair] = []
    for pair in listed:
        if pair.field == "approved":
            is_day = bool(date_of(pair.text, month_first=month_first) or _date_within(pair.text.strip(), month_first))
            found.append(replace(pair, field="approved_on" if is_day else "approved_by"))
        elif pair.field == "review date":
            day = date_of(pair.text, month_first=month_first)
            is_next = bool(days) and day > max(days) and not has_next
            found.append(replace(pair, field="next_review" if is_next else "last_reviewed"))
        elif pair.field not in ("", "reviewer"):
            found.append(pair)
        if (
            pair.field == "version"
            and (note := re.search(r"[(–—-]\s*([^\W\d][\w ]{2,20})\)?\s*$", pair.text))
            and status_of(note[1])
        ):
            found.append(replace(pair, field="status", text=note[1], found_in="free"))
    return found


_KINDS_OF_TEXT = re.compile(
    r"(?i)polic(?:y|ies)|procedure|plan\b|register|report|statement|objectives|manual|programme|record|minutes|checklist|form\b|"
    r"instruction|guideline|standard|scope|strategy|assessment|richtlinie|verfahren|handbuch|konzept|protokoll|erklärung|prüfung|"
    r"anweisung|bericht|verzeichnis|leitlinie|vereinbarung|vorlage|gutachten|politique|procédure|manuel|registre|rapport|"
    r"plan\b|instruction|déclaration|compte rendu|stratégie"
)


def _title(document: Document) -> Fact | None:
    """The title: a heading of the first rank, else the first line that names a kind of document, else a property."""
    for index, block in enumerate(document.blocks[:12]):
        is_first = block.kind == "heading" and block.level <= 1 and not block.is_guessed and document.format != "xlsx"
        if is_first and _may_be_title(block):
            return Fact("title", " ".join(block.text.text.split()), "block", where(document, index))
    for index, block in enumerate(document.blocks[:10]):
        if block.kind in ("paragraph", "box") and _may_be_title(block) and _KINDS_OF_TEXT.search(block.text.text):
            return Fact("title", " ".join(block.text.text.split()), "free", where(document, index))
    text = document.properties.get("title", "")
    return Fact("title", text, "property", "document property") if text else None


def _may_be_title(block: Block) -> bool:
    """Whether a line may be the name of the document: short, without a label, number or full stop."""
    text = block.text.text.strip()
    if not 2 < len(text) <= 120 or "\n" in text or text[-1] in ".;:?" or _labelled(text) or field_of(text) is not None:
        return False
    return not (block.label[:1].isdigit() or _NUMBERED.match(text) or text.startswith("§"))
