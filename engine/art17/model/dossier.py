"""What an authority or a notified body asks for first: which documents there are, and what shows what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Listed:
    """A document or record, as the master list names it; dates and names as the file has them."""

    id: str
    title: str
    type: str
    kind: str
    version: str
    status: str
    owner: str
    approved_by: str
    approved_on: str
    last_reviewed: str
    next_review: str
    systems: str
    path: str
    digest: str
    provisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A provision as it binds the organisation (`system` is "") or a system, and what shows that it is met."""

    provision: str
    topic: str
    system: str
    verdict: str
    strength: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Indexed:
    """A point that a reader starts from, and the artefacts that are listed there, each with what it is."""

    provision: str
    topic: str
    artefacts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """The points of one reader, such as a notified body, under a title."""

    title: str
    points: tuple[Indexed, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """The master document list and the evidence for each provision, of the whole QMS or for one system."""

    as_of: date
    law: tuple[tuple[str, str], ...]
    packs: tuple[str, ...]
    input: str
    provider: str
    system: str
    system_title: str
    documents: tuple[Listed, ...]
    shown: tuple[Shown, ...]
    unread: int = 0
    index: Index | None = None
