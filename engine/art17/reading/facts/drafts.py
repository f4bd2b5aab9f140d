"""One mapping becomes an artefact: its fields, its type, what it links to and what it cites."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from art17.graph.node import DERIVED
from art17.law.act import Act
from art17.model.artefact import Artefact, CitationAt, Defect, Reference
from art17.model.nearest import did_you_mean
from art17.model.place import Place, Route
from art17.model.settings import Settings
from art17.model.value import Value
from art17.model.vocabulary import FieldOf, TypeOf, Vocabulary
from art17.reading.facts.citing import about_of, citations_in_fields
from art17.reading.facts.columns import Columns
from art17.reading.facts.dates_in_words import status_of
from art17.reading.facts.fields import FieldReader, Fields
from art17.reading.facts.parts import PartOf, stated_parts, with_parts
from art17.reading.facts.references import ReferenceReader
from art17.reading.facts.slips import Slips
from art17.reading.facts.text_fields import TextFields
from art17.reading.io.globs import last_match

if TYPE_CHECKING:
    from art17.citations.about import About


@dataclass(frozen=True, slots=True)
class SideCar:
    """What a file beside another, or in the overlay, says of it: the author's word, or that of whoever assesses.

    `route` leads to it in a file that speaks of many documents (`is_note`), of which each is read besides.
    """

    path: str
    stated: Mapping[str, Value]
    is_overlay: bool = False
    route: Route = (0,)
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """The type that a manifest, a register or a kind of list gives; `counts_more` than the file's own.

    `more` are further types, and `sections` those parts of the file that the manifest makes artefacts.
    Where it `is_guess`, nobody has confirmed the type.
    """

    type: str = ""
    counts_more: bool = False
    is_row: bool = False
    more: tuple[str, ...] = ()
    sections: tuple[PartOf, ...] = ()
    is_guess: bool = False


@dataclass(slots=True)
class Draft:
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
    anchors: frozenset[str] = frozenset()
    from_body: frozenset[str] = frozenset()
    """Fields that only repeat what the body says."""
    whole: str = ""
    """The text of the document that it is or stands in; `is_text` where that is the body of a Markdown file."""
    is_text: bool = False
    origins: dict[str, str] = field(default_factory=dict[str, str])
    types: tuple[str, ...] = ()
    sections: tuple[PartOf, ...] = ()
    """Its further types, and the sections that are artefacts of their own."""
    within: Draft | None = None
    """The draft in which it is an item."""
    only_strict: bool = False
    """Whether citations are sought in fields of that kind alone, since the text was searched as a whole."""

    @property
    def is_in_guessed_list(self) -> bool:
        """Whether nobody said what the register is in which it is a row, and so not what its columns mean."""
        if self.within is None:
            return False
        return self.within.origins.get("type") == "name" or self.within.is_in_guessed_list


class Drafts:
    """Makes drafts by the vocabulary and the settings of a run, and artefacts of them."""

    def __init__(
        self, vocabulary: Vocabulary, settings: Settings, act: Act | None = None, *, presumes_act: bool = False
    ) -> None:
        self.act = act
        self.labels = vocabulary.labels
        self.has_own_labels = bool(settings.labels)
        self._presumes_act = presumes_act
        self._act_of = last_match(settings.acts)
        self._vocabulary = vocabulary
        self._fields = FieldReader(vocabulary, settings.values)
        self._references = ReferenceReader(vocabulary)
        self.keys = self._fields.keys
        self.columns = Columns(vocabulary, self.keys)
        self._slips = Slips(vocabulary, self.keys)
        self.texts = TextFields(vocabulary, settings)
        self._kinds: dict[str, Mapping[str, FieldOf]] = {}
        self._strict: dict[str, frozenset[str]] = {}

    def draft_of(
        self,
        stated: Mapping[str, Value],
        place: Place,
        given: Given,
        side_cars: Sequence[SideCar] = (),
        cells: Mapping[str, Place] | None = None,
    ) -> Draft:
        """The draft of what a mapping states; what side-cars say counts more than the file itself."""
        fields = self._fields.fields_of(stated, given.type)
        draft = Draft(place, fields, given.type, dict(cells or {}), [])
        for car in side_cars:
            said = self._fields.fields_of(car.stated, given.type)
            for name, value in said.values.items():
                if value is not None:
                    fields.values[name] = value
                    draft.elsewhere = {**draft.elsewhere, name: Place(car.path, (*car.route, *said.route_of(name)))}
                    if car.is_overlay:
                        draft.origins[name] = "assessor"
        draft.types, draft.sections = given.more, given.sections
        if isinstance(stated_sections := fields.values.get("sections"), Mapping):
            draft.sections = (*draft.sections, *stated_parts(stated_sections))
            del fields.values["sections"]
        self._settle_type(draft, given)
        if given.is_guess and draft.type and draft.type != fields.values.get("type"):
            draft.origins["type"] = "name"
        if given.is_guess and isinstance(said := fields.values.get("status"), str):
            fields.values["status"] = status_of(said) or None  # others have words of their own for it
        self._fields.read(fields, draft.type)
        if not (cells or place.route[1:2] == ("table",)):  # a column is judged by the table that it is in
            draft.defects.extend(self._slips.defects(stated, place, draft.type))
        return draft

    def artefact_of(
        self, draft: Draft, name: str, cited: Sequence[CitationAt] = (), linked: Sequence[Reference] = ()
    ) -> Artefact:
        """The artefact that a draft becomes; `name` is its id where it states none."""
        fields, place, cells = draft.fields, draft.place, draft.elsewhere
        lists = self._lists(draft.type)
        references, wrong = self._references.references_in(fields, place, cells)
        kinds = self._kinds_of(draft.type)
        asked = fields.values.keys() - lists - draft.from_body
        if draft.only_strict:
            asked &= self._strict_of(draft.type)
        citations = tuple(citations_in_fields(fields, place, cells, kinds, asked, partial(self.about, draft)))
        told = {found.citation.provision for found in citations}
        stated = fields.values.get("id")
        left_open = self._left_open((*citations, *cited)) if draft.within is None else ()
        return Artefact(
            id=unicodedata.normalize("NFC", stated.strip()) if isinstance(stated, str) else name,
            type=draft.type,
            place=place,
            fields=fields.values,
            written=fields.written,
            register=draft.register,
            references=(*references, *draft.references, *linked),
            citations=(
                *citations,
                *(found for found in draft.citations if found.citation.provision not in told),
                *cited,
            ),
            defects=(*draft.defects, *fields.defects(place, cells), *wrong, *left_open),
            placeholders=tuple(name for name in fields.placeholders if name.partition(".")[0] not in lists),
            elsewhere=cells,
            describes=draft.describes,
            origins=draft.origins,
            anchors=draft.anchors,
        )

    def with_roles(self, artefact: Artefact, draft: Draft) -> Iterator[Artefact]:
        """An artefact, and the further roles of the document that it is."""
        types = [name for name in draft.types if name]
        return with_parts((artefact,), types, draft.sections, self._vocabulary)

    def kind_of(self, draft: Draft) -> TypeOf | None:
        """The declared type of a draft, or None."""
        return self._vocabulary.types.get(draft.type)

    def field_names(self, type_name: str) -> frozenset[str]:
        """The names of the fields that artefacts of a type may have."""
        return frozenset(self._kinds_of(type_name))

    def _left_open(self, cited: Sequence[CitationAt]) -> tuple[Defect, ...]:
        """One note for all citations of a document whose act nothing tells."""
        found = [
            each
            for each in cited
            if each.citation.act is None and each.citation.provision and not each.citation.is_named
        ]
        if not found or self.act is None:
            return ()
        first = found[0]
        count = f"{len(found)} citations, the first {first.citation.text}," if len(found) > 1 else first.citation.text
        left = "leave" if len(found) > 1 else "leaves"
        message = f"{count} {left} open of which act: nothing near or in the document says it, or it speaks of several"
        fix = "name the act with the citation, in the title or a heading, or say once which (`acts` in art17.yaml)"
        return (Defect("act-left-open", first.place, "citations", message, fix),)

    def about(self, draft: Draft) -> About:
        """The act that the document of a draft is about: given by the manifest, or by all that it says of itself.

        A type that carries provisions of the Act, or a claim to satisfy one, says that it is the Act.
        """
        given = self._act_of(draft.place.path)
        if given:
            return about_of("", given=given)
        kind, values = self.kind_of(draft), draft.fields.values
        claims = bool(self.act) and bool((kind and kind.satisfies) or values.get("satisfies"))
        if draft.within is not None and not claims:
            return self.about(draft.within)
        title = values.get("title")
        said = tuple(value for value in values.values() if isinstance(value, str)) if draft.is_text else ()
        shown = title if isinstance(title, str) and draft.within is None else ""
        presumed = self.act.id if self.act and self._presumes_act else None
        return about_of(draft.whole, (shown, draft.place.path, said, claims, bool(self.act and kind)), presumed)

    def type_of_kind(self, kind: str, usual: str) -> str:
        """The usual type of a kind where it is declared, else the first in order."""
        names = sorted(name for name, found in self._vocabulary.types.items() if found.kind == kind)
        return usual if usual in names else next(iter(names), "")

    def _settle_type(self, draft: Draft, given: Given) -> None:
        """The type that the fields state counts, unless the manifest gives one and names the very file or knows better.

        It knows better than a foreign key (`doc_type`) and than a type that nobody declares.
        """
        values = draft.fields.values
        stated = values.get("type")
        if isinstance(stated, list) and stated and all(isinstance(each, str) for each in stated):
            stated, *more = stated
            values["type"] = stated
            draft.types = (*draft.types, *(self.keys.type_named(str(each)) for each in more))
            draft.defects.extend(
                self._unknown_type(draft, str(each)) for each in more if not self.keys.type_named(str(each))
            )
        if not isinstance(stated, str):
            return
        named = self.keys.type_named(stated)
        in_other_words = bool(given.type) and not given.is_row and draft.fields.route_of("type") != ("type",)
        is_vague = given.is_guess and bool(named) and self._vocabulary.types[named].generic
        if given.counts_more or in_other_words or is_vague or not named:
            draft.type = given.type
            if not given.type and not given.is_row:
                draft.defects.append(self._unknown_type(draft, stated))
        else:
            draft.type = values["type"] = named

    def _unknown_type(self, draft: Draft, stated: str) -> Defect:
        route = (*draft.place.route, *draft.fields.route_of("type"))
        near = did_you_mean(stated, self._vocabulary.types)
        return Defect(
            "unknown-type",
            draft.elsewhere.get("type") or Place(draft.place.path, route),
            stated,
            f"No pack declares a type {stated[:60]!r}{near}",
            "name a known type, or give one by glob in the manifest",
        )

    def _lists(self, type_name: str) -> frozenset[str]:
        """The fields of a type whose rows are artefacts of their own."""
        kind = self._vocabulary.types.get(type_name)
        return frozenset(kind.items) if kind else frozenset()

    def _strict_of(self, type_name: str) -> frozenset[str]:
        """The fields of a type that hold citations and nothing else."""
        if type_name not in self._strict:
            kinds = self._kinds_of(type_name)
            self._strict[type_name] = frozenset(name for name, kind in kinds.items() if _is_strict(kind))
        return self._strict[type_name]

    def _kinds_of(self, type_name: str) -> Mapping[str, FieldOf]:
        if type_name not in self._kinds:
            kind = self._vocabulary.types.get(type_name)
            common = {name: field for name, field in self._vocabulary.fields.items() if name not in DERIVED}
            self._kinds[type_name] = {**common, **(kind.fields if kind else {})}
        return self._kinds[type_name]


def _is_strict(kind: FieldOf) -> bool:
    """Whether a field, or a part of it, holds citations and nothing else."""
    return kind.kind == "citation" or any(_is_strict(part) for part in kind.parts.values())
