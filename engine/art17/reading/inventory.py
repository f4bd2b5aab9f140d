"""The inventory of a folder: files by kind, and what nobody could read, with the reason."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from art17.model.inventory import Inventory, NotRead
from art17.reading.documents.read import can_read
from art17.reading.formats.pdf_parser import EXTRA
from art17.reading.io.endings import blocks_format_of, format_of, is_lock
from art17.reading.io.source import KnowsLeftOut, Source

_DOCUMENTS = {
    ".doc": "save it as .docx", ".xls": "save it as .xlsx", ".ppt": "save it as .pptx or PDF", ".odt": "", ".ods": "",
    ".pptx": "", ".adoc": "", ".rtf": "save it as .docx", ".org": "", ".tex": "", ".eml": "",
    ".msg": "save it as text", ".pages": "export it as .docx", ".one": "export it as .docx", ".vsdx": "",
}  # fmt: skip
"""Endings of documents that nothing reads, with what helps."""

_UNTYPED = "it has no type, so no rule looks at it; give it one under `types:`"
_LOCK = "it only says that somebody has the file next to it open"
_UNNAMED = "the manifest does not name it; add it under `read:` if it is part of the QMS"


def inventory_of(
    source: Source,
    paths: Iterable[str],
    read: Collection[str],
    known: Collection[str],
    named: Collection[str],
    partly: Mapping[str, Sequence[str]],
    aside: Mapping[str, str] | None = None,
) -> Inventory:
    """The inventory of a folder.

    `read` are the paths whose content was read, `known` those that a side-car or a type speaks for,
    and `named` those that the manifest asks for by a glob under `read:`; `partly` is what was not read
    of files that were; `aside` are those that somebody, or a guess, sets aside, with the reason.
    """
    every = tuple(paths)
    kinds = Counter(posixpath.splitext(path)[1].lower() for path in every if not path.endswith("/"))
    left_out = source.left_out() if isinstance(source, KnowsLeftOut) else ()
    parts = (NotRead(path, f"not read of it: {'; '.join(what)}") for path, what in partly.items())
    unread = {each.path: each for each in (*_unread(every, read, known, named), *parts, *map(_left_out, left_out))}
    unread |= {path: NotRead(path, f"set aside: {reason}") for path, reason in (aside or {}).items()}
    return Inventory(dict(sorted(kinds.items())), len(read), tuple(sorted(unread.values())))


def _unread(
    paths: Iterable[str], read: Collection[str], known: Collection[str], named: Collection[str]
) -> Iterator[NotRead]:
    is_said = False
    for path in paths:
        ending = posixpath.splitext(path)[1].lower()
        if is_lock(path):
            yield NotRead(path, _LOCK)
        elif not can_read(blocks_format_of(path)):
            yield NotRead(path, f"{ending} is not read{'' if is_said else f'; install {EXTRA}, which reads it'}")
            is_said = True  # once a run is enough
        elif path in known or format_of(path):
            continue
        elif blocks_format_of(path):
            yield NotRead(path, _UNTYPED if path in named else _UNNAMED)
        elif path in read:
            continue
        elif path in named or ending in _DOCUMENTS:
            advice = _DOCUMENTS.get(ending, "")
            yield NotRead(path, f"{ending or 'files without an ending'} is not read{f'; {advice}' if advice else ''}")


def _left_out(entry: tuple[str, str]) -> NotRead:
    return NotRead(*entry)
