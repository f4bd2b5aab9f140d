"""The file of a baseline: what is known and accepted, a few lines for each finding, reviewed like code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from art17.errors import Art17Error, UsageError
from art17.model.known import Baseline, Entry
from art17.model.place import Place
from art17.reading.formats.yaml_quoting import quoted
from art17.reading.formats.yaml_text import only_document
from art17.reading.io.source import Source, bytes_named
from art17.reading.io.text import text_of
from art17.reading.io.unreadable import UnreadableError
from art17.reading.packs.schemas import misshapen

SCHEMA = "art17/baseline/v1"
_HEAD = (
    "# What `art17 check --baseline` knows already and does not fail for; written by `art17 baseline`.",
    "# Review it like code. An entry that is fixed is taken out; none is ever added by hand.",
)
_DEFAULTS = {"verdict": "unmet"}


def baseline_in(file: Path, root: Path, source: Source | None = None) -> Baseline:
    """The baseline in a file; where a source has that file, as it is there.

    Raises:
        UsageError: where there is no such file.
        Art17Error: with everything that is wrong in it.
    """
    shown = shown_from(file, root)
    try:
        held = source.read(shown) if source and not shown.startswith("/") else None
        data = bytes_named(file, root) if held is None else held
    except UnreadableError as error:
        raise Art17Error([error.problem(shown)]) from None
    except OSError as error:
        fix = "write one: art17 baseline --output FILE"
        raise UsageError(f"cannot read the baseline {shown}: {error.strerror}", fix) from error
    try:
        value = only_document(text_of(data))
    except UnreadableError as error:
        raise Art17Error([error.problem(shown)]) from None
    if wrong := misshapen("baseline", value, data, Place(shown, (0,))):
        raise Art17Error(wrong)
    stated = cast("Mapping[str, Any]", value)
    listed: Mapping[str, Mapping[str, Any]] = stated.get("findings") or {}
    entries = tuple(_entry(name, one, shown) for name, one in listed.items())
    return Baseline(Place(shown, (0,)), entries, stated.get("commit") or "", stated.get("as_of") or "")


def shown_from(file: Path, root: Path) -> str:
    """The path of a file as messages show it: from the folder that is checked, where it lies in it."""
    inside = file.resolve().is_relative_to(root.resolve())
    return file.resolve().relative_to(root.resolve()).as_posix() if inside else file.as_posix()


def _entry(name: str, stated: Mapping[str, Any], path: str) -> Entry:
    texts = {key: stated.get(key) or _DEFAULTS.get(key, "") for key in _TEXTS}
    return Entry(id=name, hides=tuple(stated.get("hides") or ()), place=Place(path, (0, "findings", name)), **texts)


_TEXTS = ("rule", "subject", "file", "severity", "verdict", "message", "accepted_by", "accepted_on")


def baseline_text(baseline: Baseline) -> str:
    """A baseline as the text of its file, in the order of files, rules and subjects."""
    return "\n".join(_lines(baseline)) + "\n"


def _lines(baseline: Baseline) -> Iterator[str]:
    yield from _HEAD
    yield f"schema: {SCHEMA}"
    for key, text in (("as_of", baseline.as_of), ("commit", baseline.commit)):
        if text:
            yield f"{key}: {quoted(text)}"
    yield "findings:" if baseline.entries else "findings: {}"
    for entry in sorted(baseline.entries, key=lambda each: (each.file, each.rule, each.subject, each.id)):
        yield f"  {quoted(entry.id)}:"
        for key in _TEXTS:
            text = getattr(entry, key)
            if text and text != _DEFAULTS.get(key):
                yield f"    {key}: {quoted(text)}"
        if entry.hides:
            yield f"    hides: [{', '.join(map(quoted, entry.hides))}]"
