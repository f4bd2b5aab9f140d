"""What reading a file gave, as text and back: how workers hand it over, and how it is kept.

A record is the digest of the file's bytes, then one line of JSON on the file, then one line for
each artefact in it.  An artefact's line has parts, apart from each other by tabs (which JSON never
holds): its longer fields, packed, what every run asks, how its keys are written, its references and
its citations, and where these two stand; all but the second and third are decoded only
where somebody asks.
"""

from __future__ import annotations

import hashlib
import json
import sys
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from functools import lru_cache
from itertools import repeat
from typing import Any, TypeVar, cast, overload
from zlib import compress, decompress

from art17.model.artefact import Artefact, CitationAt, Defect, Listed, Reference
from art17.model.law import Citation
from art17.model.place import Place, Route
from art17.model.problem import Problem
from art17.model.text_reading import Mention, TextReading
from art17.model.value import Value
from art17.model.waiver import Ignore
from art17.reading.facts.file import FileRead

T = TypeVar("T")
Data = Any
Position = Sequence[int]
"""Line and column; of a citation also from where to where it stands."""
_SAID = 5
"""How many parts of an artefact's line say more than lines."""
_SHORT = 40
"""How long a text may be to stand among what every run asks."""
_USUAL = "front-matter"

_encoded = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode
_decoded = json.JSONDecoder().decode
_intern = sys.intern  # the one copy of a text that many artefacts hold


def record_of(read: FileRead) -> str:
    """The record of a file."""
    path = read.path
    problems = [[_from_place(each.place, path), each.message, each.fix] for each in read.problems]
    ignores = [
        [_from_place(each.place, path), each.rules, each.until, each.reason, each.is_well_formed, each.text]
        for each in read.ignores
    ]
    head = _encoded([path, read.is_artefact, len(read.artefacts), problems, ignores, read.left_out])
    return "\n".join((read.digest, head, *(_artefact_line(artefact, path) for artefact in read.artefacts)))


def digest_of_record(record: bytes) -> str:
    """The SHA-256 of what a record says, whatever the bytes were and wherever references and citations stand in it.

    Only places that are shown need these lines: where two digests are the same, everything else comes out the same.
    """
    _, head, *lines = record.split(b"\n")
    said = (head, *(b"\t".join(line.split(b"\t")[:_SAID]) for line in lines))
    return hashlib.sha256(b"\n".join(said)).hexdigest()


def file_in(record: str) -> FileRead:
    """The file of a record that `record_of` wrote.

    Raises:
        ValueError, TypeError: where it is none; forged ones may pass, and are outside what is promised.
    """
    digest, head, *lines = record.split("\n")
    path, is_artefact, count, problems, ignores, left_out = _decoded(head)
    if count != len(lines):
        raise ValueError("the record is not whole")
    return FileRead(
        path,
        digest,
        is_artefact,
        tuple(_artefact_in(line, path) for line in lines),
        tuple(Problem(_place(at, path), message, fix) for at, message, fix in problems),
        tuple(Ignore(_place(at, path), tuple(rules), *more) for at, rules, *more in ignores),
        tuple(left_out),
    )


class _Fields(Mapping[str, Value]):
    """Fields of which the longer ones are decoded when one of them is first asked; until then 0 stands for them."""

    __slots__ = ("_far", "_near")

    def __init__(self, near: dict[str, Any], far: str) -> None:
        self._near = near
        self._far = far

    def __getitem__(self, name: str) -> Value:
        value: Value | int = self._near[name]
        if value.__class__ is int:
            value = self._whole()[name]
        return value  # type: ignore[return-value]

    @overload
    def get(self, key: str, /) -> Value: ...
    @overload
    def get(self, key: str, /, default: Value | T) -> Value | T: ...
    def get(self, key: str, /, default: Any = None) -> Any:
        value = self._near.get(key, default)
        return self[key] if value.__class__ is int else value

    def items(self) -> ItemsView[str, Value]:
        return self._whole().items()

    def values(self) -> ValuesView[Value]:
        return self._whole().values()

    def _whole(self) -> dict[str, Value]:
        """All fields, decoded."""
        if self._far:
            self._near.update(_decoded(_unpacked(self._far)))
            self._far = ""
        return self._near

    def __contains__(self, name: object) -> bool:
        return name in self._near

    def __iter__(self) -> Iterator[str]:
        return iter(self._near)

    def __len__(self) -> int:
        return len(self._near)

    def __repr__(self) -> str:
        return repr(dict(self))


class _Later(Sequence[T]):
    """Values that are decoded whenever they are asked, and not kept."""

    __slots__ = ("_decode", "_lines", "_path", "_text")

    def __init__(self, text: str, lines: str, path: str, decode: Callable[[Data, Position, str], T]) -> None:
        self._text = text
        self._lines = lines
        self._path = path
        self._decode = decode

    def __iter__(self) -> Iterator[T]:
        positions: Iterable[Position] = _decoded(self._lines) if self._lines else repeat((0, 0))
        return iter([self._decode(each, at, self._path) for each, at in zip(_decoded(self._text), positions)])  # noqa: B905  endless

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        return tuple(self)[index]

    def __len__(self) -> int:
        return len(_decoded(self._text))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(cast("Sequence[object]", other))

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        return repr(tuple(self))


def _artefact_line(artefact: Artefact, path: str) -> str:
    near = {name: value if _is_near(value) else 0 for name, value in artefact.fields.items()}
    core = [
        artefact.id,
        artefact.type,
        _from_place(artefact.place, path),
        near,
        _from_place(artefact.register, path) if artefact.register else 0,
        [_from_defect(each, path) for each in artefact.defects],
        artefact.placeholders,
        artefact.unreadable,
        {name: _from_place(place, path) for name, place in artefact.elsewhere.items()},
        artefact.describes,
        sorted(artefact.anchors),
        dict(artefact.origins),
        artefact.month_first,
        int(artefact.has_unread_rows),
        [[each.number, each.file, dict(each.values), _from_place(each.place, path)] for each in artefact.listed],
        int(artefact.is_part),
        artefact.section,
        artefact.words,
        _from_reading(artefact.reading, path) if artefact.reading else 0,
    ]
    far = {name: artefact.fields[name] for name, value in near.items() if value == 0}
    references = [
        [
            each.name,
            each.target,
            _unlined(each.place, path),
            each.written_in if each.written_in != _USUAL else 0,
            each.anchor or 0,
            *([1] if each.is_wiki else []),
        ]
        for each in artefact.references
    ]
    citations = [_from_citation(each, path) for each in artefact.citations]
    lines = (_lines_of(artefact.references), [_spot_of(each) for each in artefact.citations])
    parts = (core, artefact.written, references, citations, *lines)
    return "\t".join((_packed(_encoded(far)) if far else "", *(_encoded(part) if part else "" for part in parts)))


_WINDOW = 12
"""Texts are looked back on so many bits far: a KiB or two need no more, and less is to be set up for each."""


def _packed(text: str) -> str:
    """A text that few will ask for, small."""
    return b2a_base64(compress(text.encode("ascii"), 1, wbits=_WINDOW), newline=False).decode("ascii")


def _unpacked(text: str) -> str:
    return decompress(a2b_base64(text)).decode("ascii")


def _is_near(value: Value) -> bool:
    return value is None or (isinstance(value, str) and len(value) <= _SHORT)


def _artefact_in(line: str, path: str) -> Artefact:
    far, core, written, references, citations, *lines = line.split("\t")
    name, kind, at, near, register, defects, placeholders, unreadable, elsewhere, describes, *more = _decoded(core)
    anchors, origins, month_first, has_unread_rows, listed, is_part, section, words, reading = more
    return Artefact(
        id=name,
        type=_intern(kind),
        place=_place(at, path),
        fields=_Fields(
            {_intern(key): _intern(value) if value.__class__ is str else value for key, value in near.items()}, far
        ),
        written=_written(written),
        register=_place(register, path) if register else None,
        references=_Later(references, lines[0], path, _reference) if references else (),
        citations=_Later(citations, lines[1], path, _citation) if citations else (),
        defects=tuple(_defect(each, path) for each in defects),
        placeholders=tuple(placeholders),
        unreadable=unreadable,
        elsewhere={key: _place(place, path) for key, place in elsewhere.items()},
        describes=describes,
        anchors=frozenset(anchors),
        origins=origins,
        month_first=month_first,
        has_unread_rows=bool(has_unread_rows),
        is_part=bool(is_part),
        section=section,
        words=words,
        listed=tuple(Listed(number, file, values, _place(at, path)) for number, file, values, at in listed),
        reading=_reading(reading, path) if reading else None,
    )


@lru_cache(maxsize=4096)
def _written(text: str) -> Mapping[str, Route]:
    """How fields are written: artefacts of one making share it."""
    return {_intern(name): tuple(steps) for name, steps in _decoded(text).items()} if text else {}


@lru_cache(maxsize=16384)
def _route(*steps: Any) -> Route:
    """The one copy of a route that many artefacts hold."""
    return steps


def _from_place(place: Place, path: str) -> list[Data]:
    """A place; 0 for the path stands for that of the record."""
    return [0 if place.path == path else place.path, place.line, place.column, *place.route]


def _place(data: Sequence[Data], path: str) -> Place:
    where, line, column, *steps = data
    return Place(where or path, _route(*steps), line, column)


def _unlined(place: Place, path: str) -> list[Data]:
    """A place without its line, as `_from_place` has it."""
    return [0 if place.path == path else place.path, *place.route]


def _lines_of(stated: Iterable[Reference]) -> list[Position]:
    """Where references stand; nothing where no line is known of any."""
    lines: list[Position] = [(each.place.line, each.place.column) for each in stated]
    return lines if any(line for line, _ in lines) else []


def _spot_of(found: CitationAt) -> Position:
    """Where a citation stands: line, column, and from where to where in the text, which moves with what is above it."""
    return found.place.line, found.place.column, found.citation.start, found.citation.end


def _lined(data: Sequence[Data], at: Position, path: str) -> Place:
    where, *steps = data
    line, column, *_ = at
    return Place(where or path, _route(*steps), line, column)


def _reference(data: Sequence[Data], at: Position, path: str) -> Reference:
    name, target, place, written_in, anchor, *wiki = data
    where = _lined(place, at, path)
    return Reference(_intern(name), _intern(target), where, _intern(written_in or _USUAL), anchor or "", bool(wiki))


def _from_defect(defect: Defect, path: str) -> list[Data]:
    return [defect.kind, _from_place(defect.place, path), defect.about, defect.message, defect.fix]


def _defect(data: Sequence[Data], path: str) -> Defect:
    kind, at, about, message, fix = data
    return Defect(kind, _place(at, path), about, message, fix)


def _from_reading(reading: TextReading, path: str) -> list[Data]:
    mentions, perhaps = ([_from_mention(each, path) for each in found] for found in (reading.mentions, reading.perhaps))
    first = _from_place(reading.first_left, path) if reading.first_left else 0
    said = [reading.language, reading.words, reading.reason, mentions, reading.looked_for, reading.silent]
    return [*said, reading.left, first, perhaps]


def _from_mention(found: Mention, path: str) -> list[Data]:
    said: list[Data] = [found.matter, _from_place(found.place, path), found.section, found.passages]
    return [*said, found.states, found.others, found.of, found.keys]


def _reading(data: Sequence[Data], path: str) -> TextReading:
    language, words, reason, mentions, looked_for, silent, left, first, perhaps = data
    return TextReading(
        language,
        words,
        reason,
        tuple(_mention(each, path) for each in mentions),
        tuple(looked_for),
        tuple(silent),
        left,
        _place(first, path) if first else None,
        tuple(_mention(each, path) for each in perhaps),
    )


def _mention(data: Sequence[Data], path: str) -> Mention:
    matter, at, section, passages, states, others, of, keys = data
    pairs = tuple((name, value) for name, value in states)
    return Mention(matter, _place(at, path), section, passages, pairs, tuple(others), of, tuple(keys))


def _from_citation(found: CitationAt, path: str) -> list[Data]:
    it = found.citation
    citation: list[Data] = [it.text, it.provision, it.act, it.before, it.after, it.beside]
    citation += [it.mates, it.nth, it.is_inner, it.is_named, it.heading, it.is_doubted]
    return [citation, _unlined(found.place, path), found.words, found.written_in]


def _citation(data: Sequence[Data], at: Position, path: str) -> CitationAt:
    (text, provision, act, before, after, beside, mates, *flags), place, words, written_in = data
    _, _, start, end = at
    citation = Citation(text, start, end, provision, act, before, after, tuple(beside), tuple(mates), *flags)
    return CitationAt(citation, _lined(place, at, path), words, written_in)
