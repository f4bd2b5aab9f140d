"""From offsets in a text to lines and columns, for texts in which many are asked."""

from __future__ import annotations

import re
from bisect import bisect_right

from art17.model.place import Place

_BREAK = re.compile("\n")


class Lines:
    """The lines of one file's text; found when the first place is asked."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._text = text
        self._starts: list[int] = []

    def place(self, offset: int) -> Place:
        """The place of an offset.

        >>> Lines("a.md", "one\\ntwo").place(5)
        Place(path='a.md', route=(), line=2, column=2)
        """
        if not self._starts:
            self._starts = [0, *(found.end() for found in _BREAK.finditer(self._text))]
        line = bisect_right(self._starts, offset)
        return Place(self._path, (), line, offset - self._starts[line - 1] + 1)
