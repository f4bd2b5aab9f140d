"""Which tool is running: what was kept by another is of no use to it."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from art17.reading.io.bundled import bundled
from art17.reading.io.trees import digest_of_tree
from art17.version import __version__

_PACKAGE = Path(__file__).parents[1]


def tool() -> str:
    """A digest of the engine, its bundled rules, what it is built on, and the Python that runs it."""
    told = (__version__, sys.version, *_built_on(), *_engine())
    return hashlib.sha256("\0".join(told).encode("utf-8", "surrogateescape")).hexdigest()


def _engine() -> Iterator[str]:
    """Of an installed engine the list of its files with their digests; of a checkout the files themselves."""
    record = _PACKAGE.parent / f"art17-{__version__}.dist-info" / "RECORD"
    if (_PACKAGE / "data").is_dir() and record.is_file():
        yield hashlib.sha256(record.read_bytes()).hexdigest()
        return
    yield digest_of_tree(str(_PACKAGE), (".py",))
    for what in ("rules", "schemas"):
        yield digest_of_tree(str(bundled(what)), (".yaml", ".json", ".words"))


def _built_on() -> Iterator[str]:
    """The packages that are installed, with their versions, as their folders are called."""
    for folder in sys.path:
        if folder.endswith("-packages"):
            try:
                yield from sorted(name for name in os.listdir(folder) if name.endswith(".dist-info"))  # noqa: PTH208
            except OSError:
                continue
