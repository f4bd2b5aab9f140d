"""What was read of each document of a folder: every control fact, where it is and how it was found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from art17.errors import UsageError
from art17.reading.facts.stock import DocumentFacts, StockTaker
from art17.reading.io.source import WorkingTree
from art17.reading.packs.declared import declared_by
from art17.reading.settings import settings_of

__all__ = ["DocumentFacts", "facts"]


def facts(root: Path) -> Iterator[DocumentFacts]:
    """The facts of every document of a folder that has a reader, in the order of their paths.

    Raises:
        UsageError: where there is no such folder.
        SettingsError, PackError: where its manifest or a pack is wrong.
    """
    if not root.is_dir():
        raise UsageError(f"there is no folder {root}", "name the folder that holds the documents")
    declared = declared_by(settings_of(root))
    source = WorkingTree(root)
    return iter(StockTaker(declared.vocabulary, declared.act).of(source, source.paths()))
