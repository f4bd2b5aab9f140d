"""A label with what is written for it, and how one line of text holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from art17.model.document import Spot
from art17.model.labels import Labels

STRENGTH = ("data", "list", "block", "history", "header", "tail", "free", "property", "filename")
"""Where a fact was found, the surest first."""

_SEPARATED = re.compile(r"\s{0,40}(?:::|:|=|\u2013|\u2014|\s-\s|\t)\s*")  # bounded: searching blanks takes squares
_SEGMENTS = re.compile(r"\s{1,40}[|·•‖]\s+|\t+| {3,}|\s{0,40}\|\s*|;\s+")
_DASHES = re.compile(r"\s{1,40}[\u2013\u2014-]\s{1,40}")


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and what is written for it; `block` is the index of its block, -1 for none."""

    field: str
    text: str
    spot: Spot
    block: int
    found_in: str = "block"


def labelled(text: str, labels: Labels) -> tuple[str, str] | None:
    """A known label and what follows it; None where there is none.

    Where the first sign that may separate is part of a label (`Procedure ID - Number: 4`), the next is tried.
    """
    for found in _SEPARATED.finditer(text, 0, 80):
        field = labels.field_of(text[: found.start()])
        if field is not None:
            return field, text[found.end() :]
    return None


def segments_of(line: str, labels: Labels) -> list[tuple[str, str]]:
    """The pairs of a line, which may hold several: `Owner: X | Version: 2`, `Owner: X — Version: 2`."""
    segments = [segment for segment in _SEGMENTS.split(line) if segment.strip()]
    pairs = [pair for segment in segments if (pair := labelled(segment, labels))]
    dashed = [segment for segment in _DASHES.split(line) if segment.strip()]
    by_dash = [pair for segment in dashed if (pair := labelled(segment, labels))]
    if len(by_dash) > max(1, len(pairs)):
        return by_dash
    whole = labelled(line, labels)
    return pairs or ([whole] if whole else by_dash)


def free_segments(line: str) -> list[str]:
    """The parts of a line that strokes, dots, tabs or dashes keep apart."""
    return [part.strip() for each in _SEGMENTS.split(line) for part in _DASHES.split(each) if part.strip()]


def lines_of(text: str, spot: Spot) -> Iterator[tuple[str, Spot]]:
    """The lines of a text, each with its spot."""
    for number, line in enumerate(text.split("\n")):
        yield line, replace(spot, line=spot.line + number) if spot.line and number else spot
