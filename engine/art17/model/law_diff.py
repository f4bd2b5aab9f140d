"""What an amendment of the law touches: provisions, dates, rules, and documents of a QMS."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from art17.model.law import Application, Change


@dataclass(frozen=True, slots=True)
class Touched:
    """A rule or a document, its place, and the changed provisions that it names, or stands in."""

    name: str
    path: str
    provisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LawDiff:
    """What lies between two versions of a law; `dates` are the rules on application that are new or gone."""

    act: str
    before: str
    after: str
    changes: tuple[Change, ...]
    dates: tuple[tuple[Application, bool], ...]
    rules: tuple[Touched, ...]
    documents: tuple[Touched, ...]
    checked: date | None = None
    answers: tuple[Touched, ...] = ()
    """The answers in force that are about a provision that changed, or a rule that names one."""
