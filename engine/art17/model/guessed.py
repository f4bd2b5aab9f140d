"""What a document of a stranger's folder seems to be: a guess until a person has confirmed it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

UNSURE = "unsure"
CERTAINTIES = ("sure", "likely", UNSURE)


@dataclass(frozen=True, slots=True)
class Guessed:
    """A document, what it seems to be, and why.

    `type` is "" where nothing shows it, and `aside` says why it is not evaluated as a part of the QMS
    (a form, an earlier version, the folder's own page); "" where it is.
    """

    path: str
    kind: str = "document"
    type: str = ""
    is_sure: bool = False
    why: str = ""
    aside: str = ""
    points: tuple[str, ...] = ()

    @property
    def certainty(self) -> str:
        """How sure the guess is, in one word."""
        return "sure" if self.is_sure or self.aside else "likely" if self.type else UNSURE

    @property
    def counts(self) -> bool:
        """Whether the document is evaluated as one of its type."""
        return bool(self.type) and self.is_sure and not self.aside


def recognised(guesses: Sequence[Guessed]) -> int:
    """How many of them are evaluated."""
    return sum(each.counts for each in guesses)
