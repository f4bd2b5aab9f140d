"""What there is to know of a language, whatever the matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from art17.texts.periods import Counting

GROUPS = (
    "negation", "no_negation", "denies_all", "nobody", "unless", "carries_on", "receives", "postpones",
    "unsettled", "left_open", "arrangement", "asks", "conditional",
    "only_refers", "law",
    "law_says", "legislation",
    "in_general", "law_label", "law_heading", "skipped_heading", "skipped_start", "announcing", "announced",
    "listed_only", "question", "we", "you", "actor", "duties", "vague_heading", "finding", "joins", "often",
)  # fmt: skip
"""The groups of patterns that every language has; what each is for stands in `docs/reading.md`."""


@dataclass(frozen=True, slots=True)
class Speech:
    """A language as a table: patterns by group (see `lexicon`), number words and units of time."""

    code: str
    counting: Counting
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])

    def __post_init__(self) -> None:
        missing = [name for name in GROUPS if name not in self.groups]
        if missing or len(self.groups) != len(GROUPS):
            raise ValueError(f"{self.code}: the groups must be exactly those of GROUPS; missing {missing}")
