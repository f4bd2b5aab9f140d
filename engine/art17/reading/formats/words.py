"""Gathers the words of one block with what is marked on them, for the readers of text formats."""

from __future__ import annotations

import re

from art17.model.document import Mark, MarkKind, Text

MAX_OPEN = 8
_NOTHING = Text()
_BLANKS = re.compile(r"[ \t\r\n\f]+")


class Words:
    """The words of a block as they come."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._marks: list[Mark] = []
        self._open: list[tuple[MarkKind, int, str]] = []

    def __bool__(self) -> bool:
        return bool(self._parts or self._marks)

    @property
    def has_text(self) -> bool:
        """Whether there are words yet."""
        return bool(self._parts)

    def add(self, text: str) -> None:
        """Words as they are."""
        self._parts.append(text)
        self._length += len(text)

    def add_folded(self, text: str) -> None:
        """Words whose blanks and line ends count as one blank, and as none at the beginning of a line."""
        text = _BLANKS.sub(" ", text)
        if text.startswith(" ") and (not self._parts or self._parts[-1][-1:] in (" ", "\n")):
            text = text[1:]
        if text:
            self.add(text)

    def open(self, kind: MarkKind, text: str = "") -> None:
        """A mark begins here."""
        if len(self._open) < MAX_OPEN:  # what is never closed is carried into each block that follows
            self._open.append((kind, self._length, text))

    def close(self, kind: MarkKind) -> None:
        """The mark of this kind that was opened last ends here."""
        for index in reversed(range(len(self._open))):
            if self._open[index][0] == kind:
                _, start, text = self._open.pop(index)
                self._marks.append(Mark(kind, start, self._length, text))
                return

    def mark(self, kind: MarkKind, text: str) -> None:
        """Something without width is marked here."""
        self._marks.append(Mark(kind, self._length, self._length, text))

    def take(self) -> Text:
        """The words without the blanks around them; the next block begins."""
        if not (self._parts or self._marks or self._open):
            return _NOTHING
        until_here = {each: Mark(each[0], each[1], self._length, each[2]) for each in self._open}  # equal ones are one
        self._marks += [until_here[each] for each in self._open]
        whole = "".join(self._parts)
        words = whole.strip()
        cut = len(whole) - len(whole.lstrip())
        marks = tuple(sorted(self._marks, key=lambda mark: (mark.start, mark.end)))
        if len(words) < len(whole):  # else nothing was cut off, and every mark is within the words
            marks = tuple(_moved(mark, cut, len(words)) for mark in marks)
        self._open = [(kind, 0, text) for kind, _, text in self._open]
        self._parts, self._length, self._marks = [], 0, []
        return Text(words, marks)


def _moved(mark: Mark, cut: int, last: int) -> Mark:
    """A mark on words of which so many characters were cut off in front, within what is left."""
    return Mark(mark.kind, min(max(mark.start - cut, 0), last), min(max(mark.end - cut, 0), last), mark.text)
