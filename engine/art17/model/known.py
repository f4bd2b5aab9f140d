"""Findings that were known before: accepted in a baseline, or there at an earlier revision."""

from __future__ import annotations

from dataclasses import dataclass

from art17.model.place import Place


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding that was known; `hides` are the fingerprints of what it spoke for as well."""

    id: str
    rule: str
    subject: str
    file: str
    severity: str = "error"
    verdict: str = "unmet"
    status: str = "active"
    message: str = ""
    accepted_by: str = ""
    accepted_on: str = ""
    hides: tuple[str, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Baseline:
    """The entries of a baseline file, and the commit that it was written at ("" where git had none)."""

    place: Place
    entries: tuple[Entry, ...] = ()
    commit: str = ""
    as_of: str = ""
