"""Further roles of a document: its sections as artefacts, several types, and points that a generic document claims.

A part stands in its document as a row stands in its register: it has the id `DOC#key`, the status and the systems of
the document, and its control facts; who owns and reviews it is judged on the document alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from art17.model.artefact import Artefact, Defect
from art17.model.labels import plain_label
from art17.model.nearest import did_you_mean
from art17.model.place import Place
from art17.model.value import Value, leaves
from art17.model.vocabulary import Vocabulary

INHERITED = (
    "title", "version", "status", "owner", "author", "approved_by", "approved_on", "last_reviewed", "next_review",
    "review_in",
)  # fmt: skip
_NEVER = frozenset({"id", "type", "satisfies", "supersedes", "links", "sections", "digest"})
"""What a further role of a whole document does not take over from it; a section takes over what is `INHERITED`."""
_NUMBER = re.compile(r"^[\d.]+\s*")
_RECORDED = frozenset({"document", "record"})


@dataclass(frozen=True, slots=True)
class PartOf:
    """What is stated of a section under `sections`: its key, its heading, its type, and fields of that type."""

    key: str
    heading: str
    type: str
    fields: Mapping[str, Value]


def stated_parts(stated: Value) -> tuple[PartOf, ...]:
    """The sections that a mapping under `sections` states."""
    if not isinstance(stated, Mapping):
        return ()
    found: list[PartOf] = []
    for key, said in stated.items():
        if isinstance(said, Mapping):
            fields = {name: value for name, value in said.items() if name not in ("heading", "type")}
            found.append(
                PartOf(key, " ".join(leaves(said.get("heading"))) or key, " ".join(leaves(said.get("type"))), fields)
            )
        elif isinstance(said, str):
            found.append(PartOf(key, said, "", {}))
    return tuple(found)


def with_parts(
    artefacts: Iterable[Artefact], types: Sequence[str], sections: Sequence[PartOf], vocabulary: Vocabulary
) -> Iterator[Artefact]:
    """The artefacts of a file, the further roles of the file itself after it.

    `types` are those that its manifest or data gives it besides the first.
    """
    for artefact in artefacts:
        if artefact.register is not None:
            yield artefact
            continue
        roles = dict.fromkeys((*types, *_claimed(artefact, vocabulary)))
        wrong = [*_at_odds(artefact, roles, vocabulary)]
        parts: list[Artefact] = []
        for name in roles:
            if name != artefact.type and name in vocabulary.types:
                parts.append(_part(artefact, name, name, {"satisfies": _points(artefact, name, vocabulary)}, ""))
        for section in sections:
            part, defects = _of_section(artefact, section, vocabulary)
            wrong += defects
            parts += [part] if part else []
        yield replace(artefact, defects=(*artefact.defects, *wrong)) if wrong else artefact
        yield from parts


def _claimed(artefact: Artefact, vocabulary: Vocabulary) -> Iterator[str]:
    """The types whose point a generic document claims: each of kind document that declares exactly this point."""
    kind = vocabulary.types.get(artefact.type)
    if kind is None or not kind.generic:
        return
    claims = set(leaves(artefact.fields.get("satisfies")))
    for name, found in sorted(vocabulary.types.items()):
        if found.kind == "document" and not found.generic and not claims.isdisjoint(found.satisfies):
            yield name


def _points(artefact: Artefact, name: str, vocabulary: Vocabulary) -> Value:
    """Of what a document claims, what the type declares; nothing where it claims none of that."""
    declared = vocabulary.types[name].satisfies
    return [claim for claim in leaves(artefact.fields.get("satisfies")) if claim in declared] or None


def _at_odds(artefact: Artefact, roles: Iterable[str], vocabulary: Vocabulary) -> Iterator[Defect]:
    """A document that would also be a record: one is maintained, the other kept."""
    kinds = {vocabulary.types[name].kind for name in (artefact.type, *roles) if name in vocabulary.types}
    if len(kinds & _RECORDED) > 1:
        message = "`type`: a document and a record at once: one is maintained, the other kept"
        yield Defect("bad-value", artefact.place_of("type"), "type", message, "keep the record in a file of its own")


def _of_section(artefact: Artefact, section: PartOf, vocabulary: Vocabulary) -> tuple[Artefact | None, list[Defect]]:
    """The part that a section is, and what is wrong with what is said of it; one without text is no evidence."""
    about = f"sections.{section.key}"
    place = artefact.place_of("sections", section.key)
    if section.type not in vocabulary.types:
        near = did_you_mean(section.type, vocabulary.types)
        message = f"`{about}`: no pack declares a type {section.type[:60]!r}{near}"
        return None, [Defect("bad-value", place, about, message, "name a known type under `type`")]
    titles = list(leaves(artefact.fields.get("sections")))
    is_there = any(is_same_heading(section.heading, title) for title in titles) or (
        not titles and bool(artefact.describes)
    )
    fields: dict[str, Value] = {**section.fields} if is_there else {**section.fields, "status": "draft"}
    part = _part(artefact, section.key, section.type, fields, section.heading)
    if is_there:
        return part, []
    near = did_you_mean(section.heading, titles)
    message = f"`{about}`: no section with text is headed {section.heading[:60]!r}{near}"
    return part, [Defect("bad-value", place, about, message, "name the heading as the document has it")]


def is_same_heading(heading: str, title: str) -> bool:
    """Whether two headings are the same but for number, case and signs."""
    return plain_label(_NUMBER.sub("", heading)) == plain_label(_NUMBER.sub("", title))


def _part(artefact: Artefact, key: str, type_name: str, fields: Mapping[str, Value], heading: str) -> Artefact:
    place = Place(artefact.path, (*artefact.place.route, "sections", key))
    own = {name: value for name, value in fields.items() if value is not None}
    return Artefact(
        id=f"{artefact.id}#{key}",
        type=type_name,
        place=place,
        fields={**own, "title": heading or artefact.fields.get("title")},
        register=artefact.place,
        is_part=True,
        section=heading,
    )


def with_inherited(artefacts: Sequence[Artefact]) -> list[Artefact]:
    """The artefacts of a file, its parts with the control facts of the document that they stand in."""
    if not any(each.is_part for each in artefacts):
        return list(artefacts)
    whole = {each.place: each for each in artefacts if not each.is_part}
    return [
        _heir(each, whole[each.register]) if each.is_part and each.register in whole else each for each in artefacts
    ]


def _heir(part: Artefact, document: Artefact) -> Artefact:
    given = INHERITED if part.section else document.fields.keys() - _NEVER
    names = [name for name in sorted(given) if document.fields.get(name) and not part.fields.get(name)]
    return replace(
        part,
        fields={**{name: document.fields[name] for name in names}, **part.fields},
        elsewhere={**part.elsewhere, **{name: document.place_of(name) for name in names}},
        origins={**{name: document.origins[name] for name in names if name in document.origins}, **part.origins},
    )
