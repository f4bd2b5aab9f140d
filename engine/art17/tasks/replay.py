"""The same call on the same files: what it said last time is said again, and nothing is judged.

A call is all that the command line decided, the day included.  Only a run that could be trusted,
on the working tree and nothing besides, is kept; so one that looks at an overlay, a baseline or
the history of git is always judged anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from art17.reading.identity import tool
from art17.reading.inputs import digest_beside, inputs_from, inputs_of
from art17.reading.store import Store

if TYPE_CHECKING:
    from art17.tasks.case import Case

_MANIFESTS = ("art17.yaml", "art17.yml", ".art17.yaml", ".art17.yml", "art17.json", "pyproject.toml")


@dataclass(frozen=True, slots=True)
class Said:
    """What a run said: its exit code, and each text with the file that it went to ("" for stdout)."""

    code: int
    texts: tuple[tuple[str, str], ...]


def said_in(code: int, outputs: Iterable[tuple[str, str | bytes]]) -> Said | None:
    """What a run said, where all of it is text."""
    told = tuple(outputs)
    texts = tuple((file, text) for file, text in told if isinstance(text, str))
    return Said(code, texts) if len(texts) == len(told) else None


class Replay:
    """What is known of one call: made before the run, so that what changes meanwhile makes it another.

    `name` is what it is kept under.
    """

    def __init__(self, root: Path, config: Path | None, words: str) -> None:
        manifests = [config.resolve()] if config else [root / name for name in _MANIFESTS]
        ways = (str(config), str(config.absolute()), str(config.resolve())) if config else ()
        told = (tool(), str(root), *ways, words, *map(digest_beside, manifests))
        digest = hashlib.sha256("\0".join(told).encode("utf-8", "surrogateescape")).hexdigest()
        self._root = root
        self._store = Store(root)
        self.name = f"said-{digest[:32]}"

    def said(self) -> Said | None:
        """What the call said when it last saw the very same; None where that is not known."""
        data = self._store.load(self.name)
        if data is None:
            return None
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            kept = json.loads(data)
            if inputs_from(kept["inputs"]).hold(self._root):
                return Said(int(kept["code"]), tuple((str(file), str(text)) for file, text in kept["texts"]))
        return None

    def keep(self, case: Case, said: Said | None) -> None:
        """Keep what a run said, if it can be told from what it looked at."""
        if said is None or case.settings.overlay or case.order.source or case.reading.problems:
            return
        packs = [(pack.folder, pack.tree) for pack in case.packs if pack.tree]
        from art17.reading.packs import ways_to  # noqa: PLC0415  late: what says again reads no pack

        ways = ways_to(case.packs, case.settings)
        inputs = inputs_of(case.reading.paths, case.reading.opened, packs, ways, case.settings.within)
        if not {folder for _, folder in inputs.ways} <= {pack.folder for pack in case.packs}:
            return  # a link was turned meanwhile
        data = {"inputs": inputs.as_data(), "code": said.code, "texts": said.texts}
        self._store.save(self.name, [json.dumps(data).encode()])
