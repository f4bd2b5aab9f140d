"""The JSON Schemas that editors use: of artefacts by type, and of the files that art17 reads or writes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from art17.commands.rules import words_in
from art17.errors import UsageError
from art17.evaluation.schema import rule_schema
from art17.graph.node import DERIVED
from art17.model.nearest import did_you_mean
from art17.model.vocabulary import FieldOf, TypeOf, Vocabulary
from art17.reading.facts.keys import plain
from art17.reading.facts.slips import SHORTEST, slips_of
from art17.reading.io.bundled import bundled
from art17.reading.packs.schemas import schema_named

Names = tuple[tuple[str, tuple[str, ...]], ...]
_ENDING = ".schema.json"


def names(folder: Path) -> Names:
    """What there are schemas of: files that art17 reads or writes, and the types of the packs in use."""
    return _names(words_in(folder).vocabulary)


def _names(vocabulary: Vocabulary) -> Names:
    files = sorted(path.name.removesuffix(_ENDING) for path in bundled("schemas").glob(f"*{_ENDING}"))
    return ("files", tuple(files)), ("types", tuple(sorted(vocabulary.types)))


@dataclass(frozen=True, slots=True)
class TypeShown:
    """A type as people choose it: its title, what it is, what documents of it satisfy, and words it is known by."""

    name: str
    title: str
    kind: str
    satisfies: tuple[str, ...]
    known_by: tuple[str, ...]


def types_shown(folder: Path) -> tuple[TypeShown, ...]:
    """The types of the packs in use that a document may have, by name: items of registers are left out."""
    types = words_in(folder).vocabulary.types
    return tuple(
        TypeShown(name, kind.title, kind.kind, tuple(kind.satisfies), (*kind.titles, *kind.topics))
        for name, kind in sorted(types.items())
        if kind.kind in ("document", "record") or kind.titles
    )


def schema(name: str, folder: Path) -> dict[str, Any]:
    """The schema of that name: of a type of artefact, or of a file that art17 reads or writes.

    Raises:
        UsageError: where there is neither.
    """
    if name == "rule":
        return rule_schema()
    vocabulary = words_in(folder).vocabulary
    if name in vocabulary.types:
        return type_schema(name, vocabulary)
    known = _names(vocabulary)
    files, types = known[0][1], known[1][1]
    if name in files:
        return dict(schema_named(name))
    listed = "; ".join(f"{kind} are {', '.join(each)}" for kind, each in known)
    raise UsageError(f"there is no schema {name!r}{did_you_mean(name, (*files, *types))}", listed)


def all_schemas(folder: Path) -> dict[str, Mapping[str, Any]]:
    """Every schema by the name of its file: those of types in a folder of their own, which other names may fill too."""
    vocabulary = words_in(folder).vocabulary
    (_, files), (_, types) = _names(vocabulary)
    of_files = {f"{name}{_ENDING}": rule_schema() if name == "rule" else schema_named(name) for name in files}
    return {**of_files, **{f"types/{name}{_ENDING}": type_schema(name, vocabulary) for name in types}}


def type_schema(name: str, vocabulary: Vocabulary) -> dict[str, Any]:
    """The schema of the front matter of a type: common fields, its own, and its links."""
    kind = vocabulary.types[name]
    own = {**_common(vocabulary), **kind.fields}
    links = {**dict.fromkeys(vocabulary.links), **vocabulary.inverses}
    properties: dict[str, Any] = {field: _of_field(found) for field, found in own.items()}
    properties["type"] = {"const": name, "description": kind.title}
    of_links = {each: {**_TARGETS, "description": _of_link(each, vocabulary)} for each in sorted(links)}
    properties["links"] = {**_closed(of_links), "description": "The artefacts that this one is linked to, by link."}
    for items, item_type in kind.items.items():
        title = vocabulary.types[item_type].title if item_type in vocabulary.types else item_type
        row = _row(item_type, vocabulary)
        properties[items] = {"type": "array", "items": row, "description": f"The items of this register: {title}."}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind.title,
        "description": _of_type(kind),
        "type": "object",
        "properties": properties,
        "propertyNames": _no_slip_of({*properties, *links, *vocabulary.aliases, *kind.items}),
        "required": ["type"],
    }


def _common(vocabulary: Vocabulary) -> dict[str, FieldOf]:
    """The fields of all types that somebody may write."""
    return {name: kind for name, kind in vocabulary.fields.items() if name not in DERIVED}


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _no_slip_of(names: Collection[str]) -> dict[str, Any]:
    """Any key but one that a slip of the hand makes of a name: `onwer` is not read, a key of another tool is let be."""
    known = frozenset(plain(name) for name in names)
    slips = "|".join(slips_of(name) for name in sorted(known) if len(name) >= SHORTEST and name.isidentifier())
    if not slips:
        return {}
    return {
        "anyOf": [
            {"enum": sorted({*names, *known, *(f"{name}s" for name in known)})},
            {"not": {"pattern": f"^(?:{slips})$"}},
        ]
    }


_TARGETS = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}


def _row(name: str, vocabulary: Vocabulary) -> dict[str, Any]:
    kind = vocabulary.types.get(name)
    own = {**_common(vocabulary), **(kind.fields if kind else {})}
    links = {*vocabulary.links, *vocabulary.inverses}
    return {
        "type": "object",
        "title": kind.title if kind else name,
        "properties": {f: _of_field(v) for f, v in own.items()},
        "propertyNames": _no_slip_of({*own, *links, *vocabulary.aliases, "type", "links"}),
    }


_MEANT = {
    "text": "A text",
    "choice": "One of the choices",
    "date": "A day, YYYY-MM-DD",
    "duration": "A period, such as P1Y or `12 months`",
    "citation": "A provision, such as `Art. 17(1)(g)`",
    "boolean": "Yes or no",
    "number": "A number",
    "integer": "A whole number",
    "version": "A version, such as 1.2",
    "group": "Several values that belong together",
}
"""What a field of each kind holds."""


def _of_type(kind: TypeOf) -> str:
    """What a type is, in a sentence or two."""
    satisfied = f" One that is in force satisfies {', '.join(kind.satisfies)}." if kind.satisfies else ""
    return f"{kind.title}, a {kind.kind}.{satisfied}"


def _of_link(name: str, vocabulary: Vocabulary) -> str:
    """What a link says of the two that it links, and where it leads."""
    found = vocabulary.link_of(name)
    if found is None:
        return name
    link, is_inverse = found
    ends = link.sources if is_inverse else link.targets
    title = (link.inverse_title if is_inverse else link.title) or name
    return f"{title}: ids of {' or '.join(ends)}." if ends else f"{title}: ids of artefacts."


def _of_field(found: FieldOf) -> dict[str, Any]:
    one, what = _one(found), _MEANT.get(found.kind, "A text")
    if found.many:
        return {"anyOf": [one, {"type": "array", "items": one}], "description": f"{what}, or a list of these."}
    return {**one, "description": f"{what}."}


def _one(found: FieldOf) -> dict[str, Any]:
    match found.kind:
        case "choice":
            return {"enum": list(found.choices)}
        case "group":
            parts = {name: _of_field(part) for name, part in found.parts.items()}
            return {"type": "object", "properties": parts, "propertyNames": _no_slip_of(found.parts)}
        case "number" | "integer" | "boolean":
            return {"type": found.kind}
        case "version":
            return {"type": ["string", "number"]}
        case "date":
            return {"type": "string", "format": "date"}
        case _:
            return {"type": "string", **({"pattern": found.pattern} if found.pattern else {})}
