"""What one run is asked to do; light, since most calls are answered from memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from art17.reading.io.source import Source

Progress = Callable[[str], None]
"""Called with a few words whenever a run begins its next step."""


def quiet(_: str) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Request:
    """What one run is asked to do.

    Without a `source` the files of the folder are read as they are now; a request that `remembers`
    does not read again what is known by its bytes.  `baseline` is a file of accepted findings and
    `new_since` a revision: findings known to either are marked.
    `compare` is an earlier report, which the new one says how it differs from.
    `language` is that of messages and of reports that one hands over; `quotes` how much of the client's texts these
    repeat: `none`, `places` or `full`.
    `law` is the last day whose law counts, where an old report is to be made again.
    `snapshots` is a folder of snapshots, which say what there was on earlier days where git does not.
    A forecast looks `days_ahead` days beyond the as-of date.
    `only` are files and folders, relative to the root: the whole is evaluated, findings on these are shown.
    """

    root: Path
    as_of: date
    config: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    no_ignores: bool = False
    source: Source | None = None
    remembers: bool = False
    is_staged: bool = False
    baseline: Path | None = None
    new_since: str = ""
    only: tuple[str, ...] = ()
    compare: Path | None = None
    language: str = "en"
    quotes: str = "places"
    law: date | None = None
    days_ahead: int = 365
    snapshots: Path | None = None

    @property
    def is_partial(self) -> bool:
        """Whether some rules are left out."""
        return bool(self.select or self.ignore)
