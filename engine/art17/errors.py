"""Mistakes in rules, packs and settings: told all at once, each with its place and its fix."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager

from art17.model.place import Place
from art17.model.problem import Problem


class Art17Error(Exception):
    """What ends a run with exit code 2; the user can fix it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = tuple(problems)


class UsageError(Art17Error):
    """A command was called in a way that means nothing."""

    def __init__(self, message: str, fix: str = "", place: Place | None = None) -> None:
        super().__init__([Problem(place or Place(""), message, fix)])


class SettingsError(Art17Error):
    """A manifest is wrong."""


class PackError(Art17Error):
    """A pack, or a rule in it, is wrong."""


class Mistakes:
    """Collects the mistakes of one source, so that all are told together."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def add(self, place: Place, message: str, fix: str = "") -> None:
        """Note one mistake."""
        self._found.append(Problem(place, message, fix))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Note mistakes that somebody else collected."""
        self._found.extend(problems)

    @property
    def found(self) -> tuple[Problem, ...]:
        return tuple(self._found)

    @contextmanager
    def raised_as(self, family: type[Art17Error]) -> Generator[Mistakes, None, None]:
        """Raise everything collected inside the block as one error of the family."""
        yield self
        if self._found:
            raise family(self._found)
