"""The file of answers: what people said, one entry each, added at the end and never changed."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from art17.errors import Art17Error
from art17.model.answer import (
    ACTION,
    COLUMNS,
    DAYS,
    FINDING,
    QUESTION,
    REQUIREMENT,
    SAMPLE,
    TEXT,
    About,
    Answer,
    Conflict,
    Ledger,
    Malformed,
)
from art17.model.days import date_in
from art17.model.place import Place
from art17.model.problem import Problem
from art17.model.settings import Settings
from art17.reading.documents.places import located_in
from art17.reading.formats.yaml_quoting import quoted
from art17.reading.formats.yaml_text import only_document
from art17.reading.io.source import Source, WorkingTree, bytes_named
from art17.reading.io.text import text_of
from art17.reading.io.unreadable import UnreadableError
from art17.reading.manifests import ANSWERS, is_of_answers
from art17.reading.manifests import ANSWERS_SCHEMA as SCHEMA
from art17.reading.packs.schemas import violations_of

KEYS: Mapping[str, str] = {
    "question": QUESTION,
    "text": TEXT,
    "requirement": REQUIREMENT,
    "finding": FINDING,
    "findings_of": ACTION,
    "sample": SAMPLE,
}
"""The key in the file for each kind of thing that an answer may be about."""

_WITH_SYSTEMS = frozenset({QUESTION, REQUIREMENT})
_HEAD = (
    "# What people judged, next to the manifest: `art17 answers list` shows what each entry comes to.",
    "# Entries are added and never changed; a later one supersedes an earlier one.",
    f"schema: {SCHEMA}",
    "answers:",
)
_TEXTS = ("asked", "law", "gone_on", "book")


def path_of_answers(settings: Settings) -> str:
    """Where the answers of a manifest are, as messages show it: next to it."""
    return posixpath.join(posixpath.dirname(settings.place.path), ANSWERS)


def file_of_answers(settings: Settings) -> Path:
    """The file on disk."""
    return Path(settings.folder) / ANSWERS


def ledger_of(settings: Settings, root: Path, source: Source | None) -> Ledger:
    """The answers next to the manifest; an empty ledger where there are none.

    Raises:
        Art17Error: where the file cannot be read as a whole; single entries that are wrong are `malformed`.
    """
    path = path_of_answers(settings)
    try:
        data = _bytes(settings, root, source)
    except UnreadableError as error:
        raise Art17Error([error.problem(path)]) from None
    if data is None or not is_of_answers(data):
        return Ledger(path)
    return ledger_in(data, path)


def _bytes(settings: Settings, root: Path, source: Source | None) -> bytes | None:
    file = file_of_answers(settings)
    if file.parent.resolve() == root.resolve():
        return (source or WorkingTree(root)).read(ANSWERS)
    try:
        return bytes_named(file, root) if file.is_file() else None
    except OSError as error:
        problem = Problem(Place(path_of_answers(settings)), f"cannot be read: {error.strerror}", "make it readable")
        raise Art17Error([problem]) from error


def ledger_in(data: bytes, path: str) -> Ledger:
    """The answers in the bytes of a file.

    Raises:
        Art17Error: where it is not YAML, or not a list of answers.
    """
    try:
        value = only_document(text_of(data))
    except UnreadableError as error:
        raise Art17Error([error.problem(path)]) from None
    wrong = violations_of("answers", value)
    whole = [each for each in wrong if len(each[0]) < 2]
    if whole:
        places = located_in(data, [Place(path, (0, *route)) for route, _, _ in whole])
        told = [Problem(places[Place(path, (0, *route))], message, fix) for route, message, fix in whole]
        raise Art17Error(told)
    stated: list[Mapping[str, Any]] = cast("Mapping[str, Any]", value).get("answers") or []
    malformed = {cast("int", route[1]): (route, message, fix) for route, message, fix in reversed(wrong)}
    entries: list[Answer] = []
    slips: list[Malformed] = []
    known: set[str] = set()
    for at, one in enumerate(stated):
        name = one.get("id", "") if isinstance(one.get("id", ""), str) else ""
        place = Place(path, (0, "answers", at))
        slip = _of_schema(malformed[at], path) if at in malformed else _slip(one, place, known)
        if slip:
            slips.append(Malformed(slip[0], name or f"entry {at + 1}", slip[1], slip[2]))
        else:
            entries.append(_answer(one, place))
        known.add(name)
    return Ledger(path, tuple(entries), tuple(slips))


def _of_schema(found: tuple[Any, str, str], path: str) -> tuple[Place, str, str]:
    route, message, fix = found
    return Place(path, (0, *route)), f"{message[:1].lower()}{message[1:]}", fix or "write it as docs/answers.md shows"


def _slip(one: Mapping[str, Any], place: Place, known: set[str]) -> tuple[Place, str, str] | None:
    """What the schema cannot see: where it is, what is wrong, and the fix."""
    subjects = [key for key in KEYS if key in one]
    if one["id"] in known:
        return place, "another entry has the same id", "give each entry an id of its own"
    if len(subjects) != 1:
        told = f"it is about {' and '.join(f'`{key}`' for key in subjects) or 'nothing'}"
        return place, told, f"name one of {', '.join(f'`{key}`' for key in KEYS)}"
    if subjects == ["sample"] and not ("record" in one and "drawn" in one):
        return place, "a sampled record is answered for without `record` and `drawn`", "draw it with `art17 sample`"
    for key in (*DAYS, "gone_on"):
        if key in one and date_in(one[key]) is None:
            at = Place(place.path, (*place.route, key))
            return at, f"{one[key]!r} is not a day of the calendar", "write the day as YYYY-MM-DD"
    if "verdict" in one and not ("by" in one and "on" in one):
        return place, "it has a verdict, and not by whom and on which day", "set `by` and `on`"
    return None


def _answer(one: Mapping[str, Any], place: Place) -> Answer:
    key = next(each for each in KEYS if each in one)
    kind = KEYS[key]
    scope = tuple(sorted(one.get("systems") or ())) if kind in _WITH_SYSTEMS else ()
    if kind == SAMPLE:
        scope = (one["drawn"]["seed"], one["record"])
    elif kind == ACTION and one.get("cause"):
        scope = (one["cause"],)
    conflicts = (
        Conflict(each["column"], each.get("value") or "", each.get("book") or "") for each in one.get("conflicts") or ()
    )
    return Answer(
        id=one["id"],
        about=About(kind, one[key], scope),
        said={column: one[column] for column in COLUMNS if one.get(column)},
        place=place,
        looked_at=one.get("looked_at") or {},
        supersedes=tuple(one.get("supersedes") or ()),
        conflicts=tuple(conflicts),
        sample=one.get("drawn") or {},
        **{name: one.get(name) or "" for name in _TEXTS},
    )


def with_entries(data: bytes | None, entries: Iterable[Answer], path: str) -> bytes:
    """The bytes of a file of answers with entries added at its end; what is there stays as it is.

    Raises:
        Art17Error: where nothing can be added at the end of it.
    """
    added = list(entries)
    start = "\n".join(_HEAD) if data is None or not data.strip() else text_of(data).rstrip("\n")
    if start.rstrip().endswith("answers: []"):
        start = start.rstrip().removesuffix("[]").rstrip()
    whole = "\n".join((start, *(line for entry in added for line in lines_of(entry)))) + "\n"
    written = whole.encode()
    held = {entry.id: entry for entry in ledger_in(written, path).entries}
    before = len(ledger_in(data, path).entries) if data and is_of_answers(data) else 0
    if len(held) != before + len(added) or any(held.get(e.id) is None or held[e.id].said != e.said for e in added):
        fix = "let `answers:` be the last key of the file, with one entry a list item, indented by two"
        raise Art17Error([Problem(Place(path), "Nothing can be added at the end of this file", fix)])
    return written


def lines_of(entry: Answer) -> Iterator[str]:
    """An entry as lines of YAML."""
    key = next(name for name, kind in KEYS.items() if kind == entry.about.kind)
    yield f"  - id: {quoted(entry.id)}"
    yield f"    {key}: {quoted(entry.about.name)}"
    if entry.about.kind == SAMPLE:
        yield f"    record: {quoted(entry.about.scope[-1])}"
        yield f"    drawn: {{{', '.join(f'{name}: {quoted(text)}' for name, text in entry.sample.items())}}}"
    elif entry.about.kind == ACTION and entry.about.scope:
        yield f"    cause: {quoted(entry.about.scope[0])}"
    elif entry.about.scope:
        yield f"    systems: [{', '.join(map(quoted, entry.about.scope))}]"
    stated = {column: entry.word(column) for column in COLUMNS} | {name: getattr(entry, name) for name in _TEXTS}
    yield from (f"    {name}: {quoted(text)}" for name, text in stated.items() if text)
    if entry.looked_at:
        yield "    looked_at:"
        yield from (f"      {quoted(name)}: {quoted(digest)}" for name, digest in sorted(entry.looked_at.items()))
    if entry.supersedes:
        yield f"    supersedes: [{', '.join(map(quoted, entry.supersedes))}]"
    if entry.conflicts:
        yield "    conflicts:"
        for each in entry.conflicts:
            yield (f"      - {{column: {quoted(each.column)}, value: {quoted(each.value)}, book: {quoted(each.book)}}}")
