"""The same call on the same files: what it said last time is said again, and nothing is judged.

A call is all that the command line decided, the day included.  Where files have changed, but are
read as what they were read as before, and nothing was said of them, the same is said too: so a
sentence of prose costs no judging.  Only a run that could be trusted, on the working tree or the
index and nothing besides, is kept; one that looks at an overlay, a baseline or the history of git
is always judged anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from art17.memory.identity import tool
from art17.memory.inputs import Inputs, digest_beside, inputs_from, inputs_of
from art17.memory.store import Store
from art17.reading.io.source import WorkingTree
from art17.reading.manifests import MANIFEST, MISNAMED, PYPROJECT

if TYPE_CHECKING:
    from art17.commands.case import Case
    from art17.model.report import Report
    from art17.reading.io.stored import StoredFiles

_FEW = 50
"""How many changed files are looked into: of more, one will have changed what is said."""


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

    `name` is what it is kept under; `index` are the staged files, where these are to be judged.

    Raises:
        UsageError: where staged files are asked for, and there are none.
    """

    def __init__(self, root: Path, config: Path | None, words: str, *, is_staged: bool = False) -> None:
        self._root = root
        self._config = config
        self.index = _staged(root) if is_staged else None
        self._source = self.index or WorkingTree(root)
        ways = (str(config), str(config.absolute()), str(config.resolve())) if config else ()
        told = (tool(), str(root), *ways, words, str(is_staged), *self._manifests())
        digest = hashlib.sha256("\0".join(told).encode("utf-8", "surrogateescape")).hexdigest()
        self._store = Store(root)
        self.name = f"said-{digest[:32]}"

    def _manifests(self) -> Iterable[str]:
        """What stands where the manifest may."""
        names = (MANIFEST, *MISNAMED, PYPROJECT)
        if self._config:
            return (digest_beside(self._config.resolve()),)
        return map(self.index.mark, names) if self.index else (digest_beside(self._root / name) for name in names)

    def said(self) -> Said | None:
        """What the call said when it last saw what comes to the same; None where that is not known."""
        data = self._store.load(self.name)
        if data is None:
            return None
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            kept = json.loads(data)
            inputs = inputs_from(kept["inputs"])
            said = Said(int(kept["code"]), tuple((str(file), str(text)) for file, text in kept["texts"]))
            changed = inputs.changed_in(self._root, self._source)
            if changed is not None and (not changed or self._comes_to_the_same(inputs, changed, said)):
                return said
        return None

    def _comes_to_the_same(self, inputs: Inputs, changed: Mapping[str, str], said: Said) -> bool:
        """Whether changed files are read as what they were; if so, what was said is kept for their new bytes."""
        if len(changed) > _FEW:
            return False
        were = inputs.records_of(changed)
        if not all(were):
            return False
        from art17.reading.packs.declared import declared_by  # noqa: PLC0415  late: most calls need none of it
        from art17.reading.qms import read_again  # noqa: PLC0415
        from art17.reading.records import digest_of_record, record_of  # noqa: PLC0415
        from art17.reading.settings import settings_of  # noqa: PLC0415

        settings = settings_of(self._root, self._config, self._source)
        words = declared_by(settings)
        read = read_again(self._root, settings, words.vocabulary, words.act, self._source, changed)
        if any(digest_of_record(record_of(each).encode("ascii")) != was for each, was in zip(read, were, strict=True)):
            return False
        if any(self._source.mark(path) != mark for path, mark in changed.items()):
            return False  # it changed while it was read
        self._save(inputs.with_marks(changed), said)
        return True

    def keep(self, case: Case, report: Report, said: Said | None) -> None:
        """Keep what a run said, if it can be told from what it looked at."""
        from art17.commands.staged import looks_beside  # noqa: PLC0415
        from art17.reading.packs.packs import ways_to  # noqa: PLC0415  late, as above

        reading = case.reading
        if said is None or case.settings.overlay or reading.problems or looks_beside(case):
            return
        opened = dict(reading.opened)
        marks = {path: self.index.mark(path) for path in opened} if self.index else opened
        packs = [(pack.folder, pack.tree) for pack in case.packs if pack.tree]
        ways = ways_to(case.packs, case.settings)
        tells_bytes = any(report.digest in text for _, text in said.texts)
        records = {path: digest for path, digest in reading.records.items() if path not in reading.looked}
        inputs = inputs_of(reading.paths, marks, {} if tells_bytes else records, packs, ways, case.settings.within)
        if {folder for _, folder in inputs.ways} <= {pack.folder for pack in case.packs}:  # else a link was turned
            self._save(inputs, said)

    def _save(self, inputs: Inputs, said: Said) -> None:
        data = {"inputs": asdict(inputs), "code": said.code, "texts": said.texts}
        self._store.save(self.name, [json.dumps(data).encode()])


def _staged(root: Path) -> StoredFiles:
    from art17.reading.io.index import index_of  # noqa: PLC0415  late, as above

    return index_of(root)
