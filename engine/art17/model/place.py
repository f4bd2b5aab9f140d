"""Where something stands: a file, and the route of keys that leads to it."""

from __future__ import annotations

from dataclasses import dataclass

Step = str | int
Route = tuple[Step, ...]

KEY = "\x1e"
"""The last step to the key under which a value is written; no key of a file is so."""
_IN_WORDS = "\x1d"
"""Before a step that says in words where something is, in a file that has no lines."""
_WITHIN = "\x1f"  # no key of a file begins with it: YAML and JSON allow no such character unescaped


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

    def within(self, text: str, nth: int) -> Place:
        """The place of the `nth` occurrence (from 0) of a text in the value that the route leads to."""
        return Place(self.path, (*self.route, f"{_WITHIN}{nth}{_WITHIN}{text}"))

    def of_key(self) -> Place:
        """The place of the key under which the value is written."""
        return Place(self.path, (*self.route, KEY))

    def at_words(self, words: str) -> Place:
        """A place in a file without lines, as people say it: `5.2 Roles › par 4`, `Risks!C14`."""
        return Place(self.path, (*self.route, f"{_IN_WORDS}{words}"))

    @property
    def in_words(self) -> str:
        """Where it is in a file without lines, as people say it; else ""."""
        last = self.route[-1] if self.route else ""
        return last[1:] if isinstance(last, str) and last.startswith(_IN_WORDS) else ""

    @property
    def occurrence(self) -> tuple[Route, str, int] | None:
        """The route to a value, a text in it and its number there, where the place is one within a value."""
        last = self.route[-1] if self.route else ""
        if not isinstance(last, str) or not last.startswith(_WITHIN):
            return None
        _, nth, text = last.split(_WITHIN, 2)
        return self.route[:-1], text, int(nth)

    def __str__(self) -> str:
        if self.line:
            return f"{self.path}:{self.line}:{self.column}"
        return f"{self.path}, {self.in_words}" if self.in_words else self.path
