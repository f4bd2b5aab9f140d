"""What lies in a folder, and what of it was not read: nothing is passed over in silence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class NotRead:
    """A file or folder that was not read, or that no rule looks at, and why: it is neither met nor missing."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Inventory:
    """The files of a folder by kind (the ending, in lower case; "" for none), and what was not read of them."""

    files: Mapping[str, int] = field(default_factory=dict[str, int])
    read: int = 0
    not_read: tuple[NotRead, ...] = ()
