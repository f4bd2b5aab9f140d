"""From a document to its artefacts: the file itself and the items inside it."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from art17.model.artefact import Artefact, CitationAt, Defect, Reference
from art17.model.nearest import did_you_mean
from art17.model.place import Place
from art17.model.settings import Settings
from art17.model.value import Value, leaves
from art17.model.vocabulary import Vocabulary
from art17.reading.citing import citations_in_body, citations_in_fields, words_around
from art17.reading.documents import Document
from art17.reading.fields import FieldReader, Fields
from art17.reading.lines import Lines
from art17.reading.markdown import LinkIn, Markdown, markdown_in
from art17.reading.references import PROSE, ReferenceReader
from art17.reading.rows import RowIn, csv_rows, listed_rows, table_rows
from art17.reading.scope import stem

T = TypeVar("T")
_MAX_NESTING = 4
_ADDRESSES = ("http://", "https://", "mailto:", "ftp://", "tel:")


@dataclass(frozen=True, slots=True)
class SideCar:
    """What a file beside another, or in the overlay, says of it."""

    path: str
    stated: Mapping[str, Value]


@dataclass(slots=True)
class _Draft:
    """An artefact as far as it is known."""

    place: Place
    fields: Fields
    type: str
    elsewhere: Mapping[str, Place]
    defects: list[Defect]
    references: list[Reference] = field(default_factory=list[Reference])
    citations: list[CitationAt] = field(default_factory=list[CitationAt])
    register: Place | None = None
    describes: str = ""
    number: int = 0


class ArtefactReader:
    """Reads artefacts by the vocabulary and the settings of a run."""

    def __init__(self, vocabulary: Vocabulary, settings: Settings) -> None:
        self._vocabulary = vocabulary
        self._fields = FieldReader(vocabulary, settings.values)
        self._references = ReferenceReader(vocabulary)
        self.keys = self._fields.keys

    def artefacts_of(
        self, path: str, document: Document, type_by_glob: str = "", side_cars: Sequence[SideCar] = ()
    ) -> tuple[Artefact, ...]:
        """The artefacts in a document, the file's own before its items."""
        named = self.keys.type_named(type_by_glob)
        if document.format == "markdown":
            return tuple(self._of_markdown(path, document, named, side_cars))
        if document.format == "csv":
            return tuple(self._of_csv(path, document, named, side_cars))
        return tuple(self._of_values(path, document, named, side_cars))

    def written_in_manifest(self, settings: Settings) -> tuple[Artefact, ...]:
        """The provider and the systems that the manifest itself states."""
        place = settings.place
        found: list[Artefact] = []
        if settings.provider is not None:
            at = Place(place.path, (*place.route, "provider"))
            found.extend(self._stated(settings.provider, at, self._type_of_kind("organisation"), "provider"))
        for index, system in enumerate(settings.systems):
            at = Place(place.path, (*place.route, "systems", index))
            found.extend(self._stated(system, at, self._type_of_kind("system"), f"system-{index + 1}"))
        return tuple(found)

    def described(self, path: str, type_by_glob: str, side_cars: Sequence[SideCar]) -> tuple[Artefact, ...]:
        """The artefact for a file that is not read itself, at the side-car that speaks for it."""
        if not side_cars:
            return (Artefact(stem(path), self.keys.type_named(type_by_glob), Place(path), {}),)
        last = side_cars[-1]
        place = Place(last.path, (0,))
        draft = self._draft(last.stated, place, self.keys.type_named(type_by_glob), side_cars[:-1])
        draft.describes = path
        return tuple(self._finished(draft, stem(path)))

    def _stated(self, stated: Mapping[str, Value], place: Place, type_name: str, name: str) -> Iterator[Artefact]:
        yield from self._finished(self._draft(stated, place, type_name), name)

    def _type_of_kind(self, kind: str) -> str:
        names = sorted(name for name, found in self._vocabulary.types.items() if found.kind == kind)
        usual = {"organisation": "provider", "system": "ai-system"}[kind]
        return usual if usual in names else next(iter(names), "")

    def _of_values(
        self, path: str, document: Document, type_name: str, side_cars: Sequence[SideCar]
    ) -> Iterator[Artefact]:
        """The artefacts of YAML documents or of a JSON value."""
        for index, value in enumerate(document.values):
            place = Place(path, (index,))
            if isinstance(value, Mapping):
                draft = self._draft(value, place, type_name, side_cars)
                yield from self._finished(draft, stem(path), self._listed(draft, value))
            elif isinstance(value, list):
                yield from self._of_list(value, place, type_name, side_cars)

    def _of_list(
        self, value: Sequence[Value], place: Place, type_name: str, side_cars: Sequence[SideCar]
    ) -> Iterator[Artefact]:
        """A list at the top of a file: the rows of a register, or artefacts of one type."""
        kind = self._vocabulary.types.get(type_name)
        draft = self._draft({}, place, type_name, side_cars)
        if kind and kind.items:
            rows = listed_rows(value, next(iter(kind.items.values())), place, ())
            yield from self._finished(draft, stem(place.path), rows)
        else:
            for number, row in enumerate(listed_rows(value, type_name, place, ()), 1):
                yield from self._item(row, draft, number, in_register=False)

    def _of_csv(
        self, path: str, document: Document, type_name: str, side_cars: Sequence[SideCar]
    ) -> Iterator[Artefact]:
        draft = self._draft({}, Place(path, (), 1, 1), type_name, side_cars)
        kind = self._vocabulary.types.get(draft.type)
        rows = csv_rows(document.rows, kind, path, self.keys)
        if side_cars or kind is None or kind.items:
            yield from self._finished(draft, stem(path), rows)
        else:
            for number, row in enumerate(rows, 1):
                yield from self._item(row, draft, number, in_register=False)

    def _of_markdown(
        self, path: str, document: Document, type_name: str, side_cars: Sequence[SideCar]
    ) -> Iterator[Artefact]:
        front = document.values[0] if document.values else None
        stated = front if isinstance(front, Mapping) else {}
        draft = self._draft(stated, Place(path, (0,)), type_name, side_cars)
        body = markdown_in(document.body, document.body_at)
        lines = Lines(path, document.text)
        _add_body_fields(draft.fields.values, body)
        kind = self._vocabulary.types.get(draft.type)
        rows = [*self._listed(draft, stated)]
        if kind and kind.items and body.tables:
            rows += [row for table in body.tables for row in table_rows(table, kind, self.keys, lines)]
        declared = [value for value in draft.fields.values.values() if isinstance(value, str)]
        cited = [
            (c.start + document.body_at, CitationAt(c, lines.place(c.start + document.body_at), words_around(document.body, c.start, c.end), "prose"))
            for c in citations_in_body(document.body, declared)
        ]
        linked = [(link.offset, _reference(link, lines)) for link in body.links if _leads_somewhere(link)]
        yield from self._finished(draft, stem(path), rows, cited, linked)

    def _draft(
        self, stated: Mapping[str, Value], place: Place, type_name: str, side_cars: Sequence[SideCar] = (), cells: Mapping[str, Place] | None = None
    ) -> _Draft:
        """An artefact with its fields and type; what side-cars say counts more than the file itself."""
        fields = self._fields.fields_of(stated, type_name)
        elsewhere = dict(cells or {})
        for car in side_cars:
            for name, value, route in self._said_by(car, type_name):
                fields.values[name] = value
                elsewhere[name] = Place(car.path, (0, *route))
        defects: list[Defect] = []
        found = self._type(fields, type_name, place, elsewhere, defects, is_row=bool(cells))
        self._fields.read(fields, found)
        return _Draft(place, fields, found, elsewhere, defects)

    def _said_by(self, car: SideCar, type_name: str) -> Iterator[tuple[str, Value, tuple[str | int, ...]]]:
        fields = self._fields.fields_of(car.stated, type_name)
        for name, value in fields.values.items():
            if value is not None:
                yield name, value, fields.route_of(name)

    def _type(
        self, fields: Fields, otherwise: str, place: Place, elsewhere: Mapping[str, Place], defects: list[Defect], *, is_row: bool
    ) -> str:
        """The type that the fields state, else the one given by the manifest or the register."""
        stated = fields.values.get("type")
        if not isinstance(stated, str):
            return otherwise
        named = self.keys.type_named(stated)
        if named:
            fields.values["type"] = named
            return named
        if not otherwise and not is_row:
            near = did_you_mean(stated, self._vocabulary.types)
            where = elsewhere.get("type") or Place(place.path, (*place.route, *fields.route_of("type")))
            message = f"No pack declares a type {stated[:60]!r}{near}"
            defects.append(Defect("unknown-type", where, stated, message, "name a known type, or give one by glob in the manifest"))
        return otherwise

    def _listed(self, draft: _Draft, stated: Mapping[str, Value]) -> Iterator[RowIn]:
        """The rows of the lists that hold items."""
        kind = self._vocabulary.types.get(draft.type)
        for name, item_type in kind.items.items() if kind else ():
            route = draft.fields.route_of(name)
            value = stated.get(str(route[0])) if len(route) == 1 else None
            yield from listed_rows(value, item_type, draft.place, route)

    def _finished(
        self,
        draft: _Draft,
        name: str,
        rows: Iterable[RowIn] = (),
        cited: Sequence[tuple[int, CitationAt]] = (),
        linked: Sequence[tuple[int, Reference]] = (),
        depth: int = 0,
    ) -> Iterator[Artefact]:
        """An artefact and its items; what stands in a row's text belongs to the row."""
        kept = [row for row in rows if any(True for _ in leaves(list(row.stated.values())))]
        citations, links = _by_row(cited, kept), _by_row(linked, kept)
        own = self._artefact(draft, name, citations.get(-1, ()), links.get(-1, ()))
        yield own
        if depth < _MAX_NESTING:
            for index, row in enumerate(kept):
                more = citations.get(index, ()), links.get(index, ())
                yield from self._item(row, draft, index + 1, own, *more, depth=depth + 1)

    def _item(
        self,
        row: RowIn,
        register: _Draft,
        number: int,
        own: Artefact | None = None,
        cited: Sequence[CitationAt] = (),
        linked: Sequence[Reference] = (),
        *,
        in_register: bool = True,
        depth: int = 1,
    ) -> Iterator[Artefact]:
        """The artefact that a row is, and its own items."""
        draft = self._draft(row.stated, row.place, row.type, cells=row.cells)
        draft.register = register.place if in_register else None
        draft.citations.extend(cited)
        draft.references.extend(linked)
        name = f"{own.id if own else stem(register.place.path)}#{number}"
        yield from self._finished(draft, name, self._listed(draft, row.stated), depth=depth)

    def _artefact(
        self, draft: _Draft, name: str, cited: Sequence[CitationAt], linked: Sequence[Reference]
    ) -> Artefact:
        fields, place, cells = draft.fields, draft.place, draft.elsewhere
        kind = self._vocabulary.types.get(draft.type)
        lists = frozenset(kind.items) if kind else frozenset[str]()
        references, wrong = self._references.references_in(fields, place, cells)
        kinds = {**self._vocabulary.fields, **(kind.fields if kind else {})}
        stated = fields.values.get("id")
        return Artefact(
            id=unicodedata.normalize("NFC", stated.strip()) if isinstance(stated, str) else name,
            type=draft.type,
            place=place,
            fields=fields.values,
            written=fields.written,
            register=draft.register,
            references=(*references, *draft.references, *linked),
            citations=(*citations_in_fields(fields, place, cells, kinds, lists), *draft.citations, *cited),
            defects=(*draft.defects, *fields.defects(place, cells), *wrong),
            placeholders=tuple(name for name in fields.placeholders if name.partition(".")[0] not in lists),
            elsewhere=cells,
            describes=draft.describes,
        )


def _add_body_fields(values: dict[str, Value], body: Markdown) -> None:
    """The sections that have text, and the first heading as title where none is stated."""
    with_text = [section.title for section in body.sections if section.has_text]
    if with_text and values.get("sections") is None:
        values["sections"] = with_text
    if values.get("title") is None and body.sections:
        first = body.sections[0]
        if first.level == 1 and first.title:
            values["title"] = first.title


def _leads_somewhere(link: LinkIn) -> bool:
    return bool(link.target.partition("#")[0].strip())


def _reference(link: LinkIn, lines: Lines) -> Reference:
    is_address = link.target.lower().startswith(_ADDRESSES)
    target = link.target if is_address else link.target.partition("#")[0].strip()
    return Reference(PROSE, target, lines.place(link.offset), "prose")


def _by_row(found: Sequence[tuple[int, T]], rows: Sequence[RowIn]) -> dict[int, list[T]]:
    """What was found in the text, by the index of the row in which it stands, -1 for none."""
    spans = sorted((row.start, row.end, index) for index, row in enumerate(rows) if row.end)
    starts = [start for start, _, _ in spans]
    groups: dict[int, list[T]] = defaultdict(list)
    for at, what in found:
        nearest = bisect_right(starts, at) - 1
        is_within = nearest >= 0 and at < spans[nearest][1]
        groups[spans[nearest][2] if is_within else -1].append(what)
    return groups
