"""The graph as it is drawn: what stands in it, and how it is joined; broken links stay visible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from art17.model.value import Value

SOUND, LOOSE, BROKEN = "sound", "loose", "broken"
"""How a link is drawn: it holds; it leads outside or cannot be told; it leads nowhere, or wrongly."""


@dataclass(frozen=True, slots=True)
class Dot:
    """An artefact, or (without a type) a target that is none; `key` is its name in a drawing."""

    key: str
    id: str
    type: str = ""
    title: str = ""
    status: str = ""
    path: str = ""
    register: str = ""
    fields: Mapping[str, Value] | None = None
    """What it states, where that was asked for."""


@dataclass(frozen=True, slots=True)
class Line:
    """A link from dot to dot, by their keys; `said` is how it reads, `sort` how it is drawn."""

    source: str
    target: str
    name: str
    said: str
    status: str
    sort: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The dots in node order, the lines in the order in which they are written."""

    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    focus: str = ""
    depth: int = 0

    def with_fields(self, stated: Mapping[str, Mapping[str, Value]]) -> Drawing:
        """The same drawing with what each dot states, by its key."""
        dots = tuple(replace(dot, fields=stated[dot.key]) if dot.key in stated else dot for dot in self.dots)
        return replace(self, dots=dots)

    @property
    def broken(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.sort == BROKEN)

    def ids(self) -> dict[str, str]:
        """The id of each dot, by its key."""
        return {dot.key: dot.id for dot in self.dots}
