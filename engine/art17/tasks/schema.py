"""The JSON Schemas that editors use: of artefacts by type, of rules, manifests and reports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from art17.errors import UsageError
from art17.judging.schema import rule_schema
from art17.model.nearest import did_you_mean
from art17.model.vocabulary import FieldOf, Vocabulary
from art17.reading.schemas import schema_named
from art17.tasks.rules import words_in

FILES = ("manifest", "report", "pack", "type", "links")


def schema(name: str, folder: Path) -> dict[str, Any]:
    """The schema of that name: `rule`, `manifest`, `report`, or a type of artefact.

    Raises:
        UsageError: where no pack in use declares the type.
    """
    if name == "rule":
        return rule_schema()
    vocabulary = words_in(folder).vocabulary
    if name in vocabulary.types:
        return type_schema(name, vocabulary)
    if name in FILES:
        return dict(schema_named(name))
    known = ("rule", *FILES, *vocabulary.types)
    raise UsageError(
        f"there is no schema {name!r}{did_you_mean(name, known)}", f"types are {', '.join(sorted(vocabulary.types))}"
    )


def type_schema(name: str, vocabulary: Vocabulary) -> dict[str, Any]:
    """The schema of the front matter of a type: common fields, its own, and its links."""
    kind = vocabulary.types[name]
    own = {**vocabulary.fields, **kind.fields}
    links = {**dict.fromkeys(vocabulary.links), **vocabulary.inverses}
    properties: dict[str, Any] = {field: _of_field(found) for field, found in own.items()}
    properties["type"] = {"const": name}
    properties["links"] = {"type": "object", "properties": dict.fromkeys(sorted(links), _TARGETS)}
    for items, item_type in kind.items.items():
        properties[items] = {"type": "array", "items": _row(item_type, vocabulary)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind.title,
        "type": "object",
        "properties": properties,
        "required": ["type"],
    }


_TARGETS = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}


def _row(name: str, vocabulary: Vocabulary) -> dict[str, Any]:
    kind = vocabulary.types.get(name)
    own = {**vocabulary.fields, **(kind.fields if kind else {})}
    return {
        "type": "object",
        "title": kind.title if kind else name,
        "properties": {f: _of_field(v) for f, v in own.items()},
    }


def _of_field(found: FieldOf) -> dict[str, Any]:
    one = _one(found)
    return {"anyOf": [one, {"type": "array", "items": one}]} if found.many else one


def _one(found: FieldOf) -> dict[str, Any]:
    match found.kind:
        case "choice":
            return {"enum": list(found.choices)}
        case "group":
            return {"type": "object", "properties": {name: _of_field(part) for name, part in found.parts.items()}}
        case "number" | "integer" | "boolean":
            return {"type": found.kind}
        case "version":
            return {"type": ["string", "number"]}
        case "date":
            return {"type": "string", "format": "date"}
        case _:
            return {"type": "string", **({"pattern": found.pattern} if found.pattern else {})}
