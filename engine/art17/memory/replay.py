"""The same call on the same files: it gives the answer of last time, and nothing is evaluated.

A call is all that the command line decided, the day included.  Where files have changed, but are
read as what they were read as before, and nothing was said of them, the answer is the same too: so
a sentence of prose costs no evaluation.  Only a run that could be trusted, on the working tree or the
index and nothing besides, is kept; one that looks at an overlay, a baseline or the history of git
is always evaluated.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from art17.memory.identity import tool
from art17.memory.inputs import Inputs, digest_beside, inputs_from, inputs_of
from art17.memory.store import Store
from art17.reading.io.source import WorkingTree
from art17.reading.manifests import ANSWERS, MANIFEST, MISNAMED, PYPROJECT

if TYPE_CHECKING:
    from art17.checking.context import RunContext
    from art17.checking.request import Request
    from art17.reading.io.stored import StoredFiles
    from art17.run import Run

_FEW = 50
"""How many changed files are looked into: of more, one will have changed what is said."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call answers: its exit code, and each output with the file that it goes to ("" for stdout)."""

    code: int
    outputs: tuple[tuple[str, str | bytes], ...]

    @property
    def is_text(self) -> bool:
        """Whether all of it is text, which alone is kept."""
        return all(isinstance(output, str) for _, output in self.outputs)


def remembered(request: Request, words: str, answer: Callable[[Request], tuple[Answer, Run]]) -> Answer:
    """What the same call answered when it last saw the same files; else what it answers now, kept for the next time.

    `words` are all that the command line decided besides the request.

    Raises:
        Art17Error: where `answer` does, or staged files are asked for and there are none.
    """
    replay = Replay(request.root, request.config, words, is_staged=request.is_staged)
    if known := replay.known():
        return known
    answered, run = answer(replace(request, source=replay.index))
    if not run.report.problems:
        shows_bytes = any(run.report.digest in str(text) for _, text in answered.outputs)
        replay.keep(run.context, answered, shows_bytes=shows_bytes)
    return answered


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
        self._beside = tuple(self._manifests())
        told = (tool(), str(root), *ways, words, str(is_staged), *self._beside)
        digest = hashlib.sha256("\0".join(told).encode("utf-8", "surrogateescape")).hexdigest()
        self._store = Store(root)
        self.name = f"answer-{digest[:32]}"

    def _manifests(self) -> Iterable[str]:
        """What is where the manifest and the answers may be."""
        names = (MANIFEST, *MISNAMED, PYPROJECT, ANSWERS)
        if self._config:
            beside = (self._config.resolve().with_name(ANSWERS), self._config.with_name(ANSWERS))
            return (digest_beside(self._config.resolve()), *map(digest_beside, beside))
        return map(self.index.mark, names) if self.index else (digest_beside(self._root / name) for name in names)

    def known(self) -> Answer | None:
        """What the call answered when it last saw what comes to the same; None where that is not known."""
        data = self._store.load(self.name)
        if data is None:
            return None
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            kept = json.loads(data)
            inputs = inputs_from(kept["inputs"])
            answer = Answer(int(kept["code"]), tuple((str(file), str(text)) for file, text in kept["texts"]))
            changed = inputs.changed_in(self._root, self._source)
            if changed is not None and (not changed or self._reads_the_same(inputs, changed, answer)):
                return answer
        return None

    def _reads_the_same(self, inputs: Inputs, changed: Mapping[str, str], answer: Answer) -> bool:
        """Whether changed files are read as what they were; if so, the answer is kept for their new bytes."""
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
        self._save(inputs.with_marks(changed), answer)
        return True

    def keep(self, context: RunContext, answer: Answer, *, shows_bytes: bool = False) -> None:
        """Keep what a run answered, if that follows from what it looked at; it may show the digest of all bytes."""
        from art17.checking.staged import reads_outside_index  # noqa: PLC0415
        from art17.reading.packs.packs import pack_paths  # noqa: PLC0415  late, as above

        reading = context.reading
        if (
            not answer.is_text
            or tuple(self._manifests()) != self._beside
            or context.settings.overlay
            or context.settings.hand_over.logo
            or context.settings.history
            or reading.guesses
            or reading.problems
            or reads_outside_index(context)
        ):
            return
        opened = dict(reading.opened)
        marks = {path: self.index.mark(path) for path in opened} if self.index else opened
        packs = [(pack.folder, pack.tree) for pack in context.packs if pack.tree]
        ways = pack_paths(context.packs, context.settings)
        records = {path: digest for path, digest in reading.records.items() if path not in reading.looked}
        inputs = inputs_of(reading.paths, marks, {} if shows_bytes else records, packs, ways, context.settings.within)
        if {folder for _, folder in inputs.ways} <= {pack.folder for pack in context.packs}:  # else a link was turned
            self._save(inputs, answer)

    def _save(self, inputs: Inputs, answer: Answer) -> None:
        data = {"inputs": asdict(inputs), "code": answer.code, "texts": answer.outputs}
        self._store.save(self.name, [json.dumps(data).encode()])


def _staged(root: Path) -> StoredFiles:
    from art17.reading.io.index import index_of  # noqa: PLC0415  late, as above

    return index_of(root)
