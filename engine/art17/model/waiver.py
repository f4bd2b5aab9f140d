"""Exceptions to rules, as waivers and comments state them, before anybody asked whether they stand."""

from __future__ import annotations

from dataclasses import dataclass

from art17.model.artefact import Defect
from art17.model.place import Place


@dataclass(frozen=True, slots=True)
class Ignore:
    """A comment in a file that ignores rules there; `is_well_formed` is false where it does not say all."""

    place: Place
    rules: tuple[str, ...] = ()
    until: str = ""
    reason: str = ""
    is_well_formed: bool = True
    text: str = ""


@dataclass(frozen=True, slots=True)
class Waiver:
    """An exception, from a waiver or a comment.

    `node` is the waiver, or the artefact in whose file the comment stands (-1 where there is
    none).  A waiver is about the nodes `subjects` and the words `words` that are no nodes (a
    provision, `qms`); without either about every subject.  A comment is about its `file`.  With
    `defects` it waives nothing.
    """

    name: str
    node: int
    place: Place
    rules: tuple[str, ...]
    until: str
    reason: str
    approved_by: tuple[str, ...] = ()
    approved_on: str = ""
    subjects: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()
    file: str = ""
    is_in_force: bool = True
    defects: tuple[Defect, ...] = ()
    until_at: Place | None = None
    digest_at: Place | None = None
