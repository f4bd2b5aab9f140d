"""The tables of reStructuredText as rows of cells: grids, simple tables and lists in lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from art17.model.document import Cell, Row, Spot, Text

Inline = Callable[[str], Text]
GRID_BORDER = re.compile(r"\+(?:[-=]+\+)+$")
SIMPLE_BORDER = re.compile(r"=+(?: +=+)+$")
_UNDER_HEAD = re.compile(r"[-= ]+$")
_ENTRY = re.compile(r"(\s*)(?:([*+-])(\s+))?([*+-])(?:\s+(.*)|$)")


def grid_rows(lines: Sequence[str], line: int, column: int, inline: Inline) -> tuple[tuple[Row, ...], int]:
    """The rows of a grid whose first line is `line`, and how many of them are titles."""
    is_even = all(len(each) == len(lines[0]) for each in lines)
    edges = sorted({at for each in lines if each[0] == "+" for at, sign in enumerate(each) if sign == "+"})
    if not is_even:
        return _uneven_rows(lines, line, column, inline)
    rows: list[list[list[str]]] = []
    starts: list[int] = []
    open_: list[list[str] | None] = [None] * (len(edges) - 1)
    heads = 0
    is_new = True
    for number, each in enumerate(lines):
        parts = [each[left + 1 : right] for left, right in pairwise(edges)]
        closed = [bool(part) and not part.strip("-=+") for part in parts]
        if each[0] == "+" or ("+" in each and any(closed)):
            heads = len(rows) if "=" in each and each[0] == "+" and rows else heads
            open_ = [None if shut else cell for cell, shut in zip(open_, closed, strict=True)]
            is_new = True
            parts = ["" if shut else part for part, shut in zip(parts, closed, strict=True)]
            if each[0] == "+":
                continue
        if is_new:
            open_ = _opened(open_, each, edges)
            rows.append([cell for cell in open_ if cell is not None])
            starts.append(line + number)
            is_new = False
        _filled(open_, parts, each, edges)
    return _made(rows, starts, column, edges, inline), heads


def _opened(open_: Sequence[list[str] | None], line: str, edges: Sequence[int]) -> list[list[str] | None]:
    """A cell for every column; one over several columns is the same in each."""
    cells = list(open_)
    for at, cell in enumerate(cells):
        if cell is None:
            is_joined = at > 0 and line[edges[at]] not in "|+"
            cells[at] = cells[at - 1] if is_joined else []
    return cells


def _filled(open_: Sequence[list[str] | None], parts: Sequence[str], line: str, edges: Sequence[int]) -> None:
    last: list[str] | None = None
    for at, (cell, part) in enumerate(zip(open_, parts, strict=True)):
        if cell is None:
            continue
        if cell is last and cell:
            cell[-1] += line[edges[at]] + part
        else:
            cell.append(part)
        last = cell


def _made(
    rows: Sequence[Sequence[list[str]]], starts: Sequence[int], column: int, edges: Sequence[int], inline: Inline
) -> tuple[Row, ...]:
    seen: dict[int, Cell] = {}
    made: list[Row] = []
    for cells, start in zip(rows, starts, strict=True):
        done: list[Cell] = []
        for at, lines in enumerate(cells):
            if id(lines) in seen:
                done.append(replace(seen[id(lines)], is_covered=True))
                continue
            words = "\n".join(each.strip() for each in lines).strip()
            cell = Cell(inline(words), Spot(start, column + edges[at] + 1))
            seen[id(lines)] = cell
            done.append(cell)
        made.append(Row(tuple(done), Spot(start, column)))
    return tuple(made)


def _uneven_rows(lines: Sequence[str], line: int, column: int, inline: Inline) -> tuple[tuple[Row, ...], int]:
    """The rows of a grid that is not drawn exactly (or whose letters are wide): by its bars."""
    rows: list[Row] = []
    cells: list[list[str]] = []
    start = heads = 0
    for number, each in enumerate((*lines, "+")):
        if each[0] == "+":
            if cells:
                spot = Spot(line + start, column)
                rows.append(Row(tuple(Cell(inline("\n".join(cell).strip()), spot) for cell in cells), spot))
            heads = len(rows) if "=" in each else heads
            cells = []
            continue
        parts = [part.strip() for part in each.strip("|").split("|")]
        start = start if cells else number
        cells = cells or [[] for _ in parts]
        for cell, part in zip(cells, parts, strict=False):
            cell.append(part)
    return tuple(rows), heads


def simple_rows(lines: Sequence[str], line: int, column: int, inline: Inline) -> tuple[tuple[Row, ...], int]:
    """The rows of a simple table, from its first border to its last."""
    starts = [found.start() for found in re.finditer("=+", lines[0])]
    rows: list[list[tuple[str, Spot]]] = []
    heads = 0
    for number, each in enumerate(lines[1:-1], 1):
        if SIMPLE_BORDER.match(each):
            heads = len(rows)
        elif each.strip() and not (_UNDER_HEAD.match(each) and "--" in each):
            parts = _at_columns(each, starts)
            if rows and not parts[0]:
                rows[-1] = _continued(rows[-1], parts)
            else:
                rows.append([(part, Spot(line + number, column + at)) for part, at in zip(parts, starts, strict=False)])
    made = tuple(Row(tuple(Cell(inline(part), spot) for part, spot in row), row[0][1]) for row in rows)
    return made, heads


def _at_columns(line: str, starts: Sequence[int]) -> list[str]:
    parts: list[str] = []
    for at, start in enumerate(starts):
        if start >= len(line):
            break
        end = starts[at + 1] if at + 1 < len(starts) else len(line)
        parts.append(line[start:end].strip())
    return parts or [""]


def _continued(row: Sequence[tuple[str, Spot]], parts: Sequence[str]) -> list[tuple[str, Spot]]:
    more = [*parts, *[""] * (len(row) - len(parts))]
    return [(f"{text}\n{part}".strip("\n"), spot) for (text, spot), part in zip(row, more, strict=False)]


def listed_rows(lines: Sequence[str], line: int, inline: Inline) -> tuple[Row, ...]:
    """The rows of a list of lists: each item of the outer one is a row."""
    rows: list[list[tuple[list[str], Spot]]] = []
    outer = inner = -1
    for number, each in enumerate(lines):
        found = _ENTRY.match(each)
        indent = len(found[1]) if found else -1
        if found and found[2] and (outer < 0 or indent == outer):
            outer, inner = indent, indent + 1 + len(found[3])
            rows.append([([found[5] or ""], Spot(line + number, inner + 1))])
        elif found and rows and not found[2] and indent == inner:
            rows[-1].append(([found[5] or ""], Spot(line + number, inner + 1)))
        elif rows and each.strip():
            rows[-1][-1][0].append(each.strip())
    return tuple(
        Row(tuple(Cell(inline("\n".join(parts).strip()), spot) for parts, spot in row), row[0][1]) for row in rows
    )
