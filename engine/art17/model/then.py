"""What an artefact stated in an earlier version of its file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Then:
    """An artefact in one version of its file.

    `digest` is that of what it says, `content` that of its own fields and its text alone: who owns it, what it is
    called and what it links to are left out.  Days in the text count in neither.
    """

    last_reviewed: str
    approved_on: str
    approved_by: tuple[str, ...]
    status: str
    digest: str
    content: str
