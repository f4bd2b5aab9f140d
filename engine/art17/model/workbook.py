"""What a workbook carries in a hidden sheet so that it can come back: its keys, and what was in it when it went out."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from art17.model.answer import About, Row

BOOK = "art17/workbook/v1"
HIDDEN = "art17"
"""The sheet that nobody sees."""
KEY = "Key"
"""The title of the hidden column that says what a row is about."""
LONGEST_CELL = 32_000
"""Characters; a cell holds no more than 32,767."""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Carried:
    """What a workbook carries for its way back: each row with what was in the book, under a day and a law."""

    id: str
    as_of: str
    law: str
    rows: tuple[Row, ...]

    @property
    def by_key(self) -> Mapping[About, Row]:
        """The rows by what they are about."""
        return {row.about: row for row in self.rows}


@dataclass(frozen=True, slots=True)
class BookRow:
    """A row of a workbook that came back: its key, and what is in each column that people fill in.

    `cells` are texts by the keys of `COLUMNS`, those of empty cells too; `refs` say where each is.
    """

    sheet: str
    key: str
    cells: Mapping[str, str] = field(default_factory=dict[str, str])
    refs: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class BookSlip:
    """What does not fit into the answers, and in which cell."""

    sheet: str
    cell: str
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class BookRead:
    """A workbook that came back."""

    carried: Carried
    rows: tuple[BookRow, ...] = ()
    slips: tuple[BookSlip, ...] = ()


def carried(as_of: str, law: str, rows: Iterable[Row]) -> Carried:
    """What a workbook carries, with an id that the same content has again."""
    whole = Carried("", as_of, law, tuple(rows))
    return replace(whole, id=_seal(_told(whole))[:12])


def hidden_rows(held: Carried) -> Iterator[tuple[str, ...]]:
    """The rows of the hidden sheet: what the book is, its digests by name, then each key with what was there."""
    rows = list(_told(held))
    yield _written((BOOK, held.id, held.as_of, held.law, _seal(rows)))
    yield from map(_written, rows)


def _told(held: Carried) -> Iterator[tuple[str, ...]]:
    digests = dict(sorted(pair for row in held.rows for pair in row.looked_at))
    numbers = {name: str(at) for at, name in enumerate(digests)}
    for name, digest in digests.items():
        yield ("digest", name, digest)
    for row in held.rows:
        stated = {
            "said": dict(row.said),
            "asked": row.asked,
            "at": [numbers[name] for name, _ in row.looked_at],
            "answer": row.answer,
            "sample": dict(row.sample),
        }
        text = json.dumps({key: value for key, value in stated.items() if value}, sort_keys=True)
        yield ("row", row.about.key, *_pieces(text))


def _pieces(text: str) -> Iterator[str]:
    """A text in pieces that fit into cells, however much of them is escaped."""
    yield from (text[at : at + LONGEST_CELL // 4] for at in range(0, len(text), LONGEST_CELL // 4))


def _written(row: Iterable[str]) -> tuple[str, ...]:
    """Cells that no program takes for a formula, a number or an escape."""
    return tuple(json.dumps(text).replace("_x", "\\u005fx") for text in row)


def carried_in(rows: Iterable[Sequence[str]]) -> Carried:
    """What the rows of a hidden sheet carry.

    Raises:
        ValueError: where they are not as they were written.
    """
    held = [tuple(json.loads(cell) for cell in row if cell) for row in rows if any(row)]
    if not held or len(held[0]) < 2 or held[0][0] != BOOK:
        raise ValueError("it has no keys of art17")
    (_, name, as_of, law, seal), rest = held[0], held[1:]
    if _seal(rest) != seal:
        raise ValueError("its hidden sheet was changed")
    digests = [(row[1], row[2]) for row in rest if row[0] == "digest"]
    return Carried(name, as_of, law, tuple(_row(row, digests) for row in rest if row[0] == "row"))


def _row(row: Sequence[str], digests: Sequence[tuple[str, str]]) -> Row:
    stated = cast("Mapping[str, Any]", json.loads("".join(row[2:])))
    return Row(
        About.of(row[1]),
        tuple(digests[int(at)] for at in stated.get("at", ())),
        stated.get("asked", ""),
        stated.get("said", {}),
        stated.get("answer", ""),
        sample=stated.get("sample", {}),
    )


def _seal(rows: Iterable[Sequence[str]]) -> str:
    """A digest over rows, by which damage shows."""
    data = json.dumps([list(row) for row in rows])
    return hashlib.sha256(data.encode()).hexdigest()


def plain_cell(text: str) -> str:
    r"""What is in a cell, whichever program wrote it.

    >>> plain_cell("two_x000D_\nlines  ")
    'two\nlines'
    """
    whole = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return "\n".join(line.rstrip() for line in whole.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()
