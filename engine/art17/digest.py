"""The digest of an artefact: what it says, whatever the way it is written down."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from art17.model.value import Value

ALGORITHM = "art17-1-sha256"
"""Change the number with anything that changes a digest."""


@dataclass(frozen=True, slots=True)
class Digest:
    """Of a whole artefact, and of each section of its text by title (several of one title stand in order)."""

    whole: str
    sections: tuple[tuple[str, str], ...] = ()


def digest_of(
    fields: Mapping[str, Value], sections: Iterable[tuple[str, str]] = (), process: frozenset[str] = frozenset()
) -> Digest:
    """The digest of fields and of sections, each a title and its text; `process` names fields that do not count.

    >>> one = digest_of({"title": "Plan", "kpis": ["a"]}, [("Scope", "All  systems.")])
    >>> other = digest_of({"kpis": ["a"], "title": "Plan", "status": "draft"},
    ...                   [("Scope", "All\\nsystems.")], frozenset({"status"}))
    >>> one == other
    True
    """
    texts = [(_folded(title), _folded(text)) for title, text in sections]
    kept = {name: _canonical(value) for name, value in sorted(fields.items()) if name not in process}
    facts = {name: value for name, value in kept.items() if value is not None}
    return Digest(_named([facts, texts]), tuple((title, _named([title, text])) for title, text in texts))


def section_digest(digest: Digest, title: str) -> str:
    """The digest of the sections of that title, "" where there is none."""
    wanted = _folded(title)
    held = [own for name, own in digest.sections if name == wanted]
    return held[0] if len(held) == 1 else _named(held) if held else ""


def _canonical(value: Value) -> object:
    """The value with texts folded, mappings in the order of their keys, and nothings left out."""
    if value is None or isinstance(value, str):
        return _folded(value) if value else None
    if isinstance(value, Mapping):
        parts = {key: _canonical(part) for key, part in sorted(value.items())}
        return {key: part for key, part in parts.items() if part is not None} or None
    return [part for part in map(_canonical, value) if part is not None] or None


def _folded(text: str) -> str:
    """The text in NFC with every run of white space as one blank."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _named(content: object) -> str:
    data = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"{ALGORITHM}:{hashlib.sha256(data.encode('utf-8', 'surrogatepass')).hexdigest()}"
