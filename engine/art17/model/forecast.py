"""What will be found on a later day if nobody acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from art17.model.report import Finding


@dataclass(frozen=True, slots=True)
class Coming:
    """A finding, and the day on which it comes, or becomes graver."""

    day: date
    finding: Finding
