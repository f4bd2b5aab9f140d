"""Where something stands: a file, and the route of keys that leads to it."""

from __future__ import annotations

from dataclasses import dataclass

Step = str | int
Route = tuple[Step, ...]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file.

    `route` leads there from the top of the file: the number of the YAML document, then keys and
    indices.  `line` and `column` count from 1; 0 means "not worked out yet", which is how values
    of YAML and JSON files start (reading/places works them out for what is shown).
    """

    path: str
    route: Route = ()
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path
