"""What a reader raises when an input cannot be read, for its caller to make a problem of."""

from __future__ import annotations

from art17.model.place import Place
from art17.model.problem import Problem

SPECIAL = "This is a link or a special file, which is not read"
UNLISTED = "The folder cannot be listed"


class UnreadableError(Exception):
    """Bytes that are no such document: what was found, how to fix it, and where (0: no line)."""

    def __init__(self, message: str, fix: str = "", line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.line = line
        self.column = column

    def problem(self, path: str) -> Problem:
        """The problem that this is for a file."""
        return Problem(Place(path, (), self.line, self.column), self.message, self.fix)

    def moved(self, lines: int) -> UnreadableError:
        """The same, that many lines further down."""
        line = self.line + lines if self.line else 0
        return UnreadableError(self.message, self.fix, line, self.column)


class TooLargeError(UnreadableError):
    """A file that is larger than is read: seldom an artefact, so that it is told only where it was asked for."""


class StoppedError(UnreadableError):
    """A parser that a file felled, or that was ended at its limits: another machine may say otherwise.

    So nothing of it is kept for later runs.
    """


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    r"""The line and column, counted from 1, of an offset in a text with plain line ends.

    >>> line_and_column("a\nbc", 3)
    (2, 2)
    """
    before = text[:offset]
    return before.count("\n") + 1, len(before) - before.rfind("\n")
