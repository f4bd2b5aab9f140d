"""What a statement of applicability says: controls that are excluded, though points of the Act rest on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from art17.model.artefact import Defect
from art17.model.document import Document
from art17.model.english import listed
from art17.model.place import Place
from art17.reading.formats.csv_text import CsvRow
from art17.reading.formats.yaml_text import only_document
from art17.reading.io.bundled import bundled

TITLES = re.compile(
    r"statement of applicability|erklärung zur anwendbarkeit|anwendbarkeitserklärung|déclaration d.applicabilité"
    r"|(?:^|[\W_])soa(?=$|[\W_])",
    re.IGNORECASE,
)
STATEMENT = "statement-of-applicability"
EXCLUDED = "excluded-control"
_CONTROL = re.compile(r"(?:A\.?\s?)?(\d{1,2}(?:\.\d{1,2}){1,3})(?!\d)")
_NUMBER = ("ref", "control", "no", "nr", "number", "id", "clause", "section", "maßnahme", "kontrolle", "mesure")
_APPLIES = ("applicable", "applicability", "app", "included", "anwendbar", "anwendbarkeit", "applicabilité")
_NO = frozenset({"no", "n", "not applicable", "excluded", "nein", "nicht anwendbar", "ausgeschlossen", "non", "exclu"})
_INSTEAD = re.compile(
    r"(?<![\w.])(?!A[.\d])[A-ZÄÖÜ]{2,8}[-_ ]?[A-Z]{0,8}-?\d|(?<!\w)(?:Art\.|§)\s?\d|\]\(|\.(?:md|docx?|pdf)\b"
)
"""A number or a file of a document: what does the control's work instead is named."""


@dataclass(frozen=True, slots=True)
class Excluded:
    """A control that does not apply: its number without the letter of the annex, the texts of its row, where."""

    number: str
    row: tuple[str, ...]
    place: Place

    @property
    def is_replaced(self) -> bool:
        """Whether the row names a document that does instead what the control would do."""
        return any(_INSTEAD.search(text) for text in self.row)


def excluded_in(document: Document, path: str = "") -> Iterator[Excluded]:
    """The controls that tables of a document say do not apply."""
    for number, block in enumerate(document.blocks):
        if len(block.rows) < 2:  # a head and a row
            continue
        head = max(1, block.heads) - 1
        heads = [cell.text.text for cell in block.rows[head].cells]
        for at, row in enumerate(block.rows[head + 1 :], head + 1):
            line = row.spot.line
            place = Place(path, (), line, row.spot.column or 1) if line else Place(path, (0, "table", number, at))
            yield from _excluded(heads, [cell.text.text for cell in row.cells], place)


def document_text(document: Document) -> str:
    """The words of a document's blocks and cells."""
    cells = (cell.text.text for block in document.blocks for row in block.rows for cell in row.cells)
    return " ".join((*(block.text.text for block in document.blocks), *cells))


def excluded_in_rows(rows: Sequence[CsvRow], path: str) -> Iterator[Excluded]:
    """The controls that a CSV says do not apply."""
    for row in rows[1:]:
        yield from _excluded(rows[0].cells, row.cells, Place(path, (), row.line, 1))


def _excluded(heads: Sequence[str], texts: Sequence[str], place: Place) -> Iterator[Excluded]:
    plain = [_plain(head) for head in heads]
    applies = next((at for at, head in enumerate(plain) if head in _APPLIES), -1)
    if applies < 0 or applies >= len(texts) or _plain(texts[applies]) not in _NO:
        return
    numbers = [at for at, head in enumerate(plain) if head.split(" ")[0] in _NUMBER] or range(applies)
    found = (_CONTROL.match(texts[at].strip()) for at in numbers if at < len(texts))
    rest = tuple(text for at, text in enumerate(texts) if at > applies or at not in numbers)
    yield from (Excluded(match[1], rest, place) for match in found if match)


def relied_on(excluded: Sequence[Excluded], words: str) -> Iterator[Defect]:
    """A defect for each excluded control on which points of Art. 17 rest, where nothing else is named for it.

    `words` are those of the statement and its path: they say of which standard it is.
    """
    for resting in _points_by_control():
        if resting.digits not in words:
            continue
        for each in excluded:
            points = [point for point in resting.points.get(each.number, ()) if point.startswith("Art. 17")]
            if points and not each.is_replaced:
                control = f"A.{each.number}"
                verb = "rests" if len(points) == 1 else "rest"
                message = f"{listed(points)} {verb} on it ({resting.topics[each.number]})"
                fix = f"apply {control}, or name in its row the document that does this for {points[-1]} instead"
                yield Defect(EXCLUDED, each.place, control, message, fix)


@dataclass(frozen=True, slots=True)
class _Resting:
    """What rests on the controls of one standard, known by its digits; numbers without the letter of the annex."""

    digits: str
    topics: Mapping[str, str]
    points: Mapping[str, tuple[str, ...]]


@cache
def _points_by_control() -> tuple[_Resting, ...]:
    """The standards of the bundled crosswalk that have controls; read where a statement excludes some."""
    table = bundled("rules").joinpath("iso-42001", "crosswalk.yaml").read_text("utf-8")
    stated = cast("dict[str, Any]", only_document(table))
    found: list[_Resting] = []
    for name, standard in stated["standards"].items():
        topics = {clause[2:]: topic for clause, topic in standard.get("clauses", {}).items() if clause[:2] == "A."}
        resting: dict[str, tuple[str, ...]] = {}
        for point in stated["points"]:
            for clause in point["clauses"].get(name) or ():
                resting[clause[2:]] = (*resting.get(clause[2:], ()), point["provision"])
        if topics:
            digits = "".join(sign for sign in standard["reference"] if sign.isdigit())
            found.append(_Resting(digits, topics, {each: resting.get(each, ()) for each in topics}))
    return tuple(found)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
