"""An input that cannot be read, or not be trusted."""

from __future__ import annotations

from dataclasses import dataclass

from art17.model.place import Place


@dataclass(frozen=True, slots=True)
class Problem:
    """An input that cannot be read, or not be trusted: what, where, how to fix; `source` is the line of the place."""

    place: Place
    message: str
    fix: str = ""
    source: str = ""
