"""What is to be done for one repository, and what came of it; both go between processes and machines."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from art17.portfolio.listing import Repository
from art17.reporting.rows import Rows

STATES = ("unreachable", "died", "memory", "time", "problems", "findings", "ok")
"""What came of a repository, what was not checked first."""
NOT_CHECKED = STATES[:4]
GIB = 1024**3


@dataclass(frozen=True, slots=True)
class Limits:
    """What one repository may take: seconds of time, and bytes of memory."""

    seconds: float = 60
    memory: int = GIB


@dataclass(frozen=True, slots=True)
class Job:
    """One repository to check on a day; `key` hashes persons, `pages` is a folder for HTML reports, "" for none.

    `own_key` is what the repository is known again by, `tool` a digest of the engine that checks it.
    """

    repository: Repository
    as_of: date
    limits: Limits = field(default_factory=Limits)
    key: bytes = b""
    with_messages: bool = False
    pages: str = ""
    own_key: str = ""
    tool: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: one row about it, and rows of other tables; `packs` are its manifest's, if all are ours."""

    row: dict[str, object]
    rows: Rows = field(default_factory=Rows)
    packs: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        return str(self.row["outcome"])


def about(job: Job) -> dict[str, object]:
    """What the row of a repository says before anything was done."""
    repository = job.repository
    return {
        "repository": repository.name,
        "where": repository.where,
        "group_owner": repository.owner,
        "tags": list(repository.tags),
        "key": job.own_key,
        "tool": job.tool,
        "commit": repository.commit,
        "report": repository.report,
        "page": "",
    }


def failed(job: Job, state: str, why: str) -> Outcome:
    """The outcome of a repository that was not checked, or whose check could not begin."""
    day = job.as_of.isoformat()
    return Outcome(about(job) | {"outcome": state, "why": why, "valid_from": day, "problems": 1, "key": ""})
