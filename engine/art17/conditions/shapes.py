"""The JSON Schema of conditions, for editors: what may stand where in a rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from art17.conditions.operators import OPERATORS, QUANTIFIERS
from art17.conditions.table import CONDITIONS, COUNT_OPTIONS, OPTIONS, TRAITS
from art17.model.artefact import STATUSES

Shape = dict[str, Any]
_TEXT: Shape = {"type": "string"}
_TEXTS: Shape = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
_CONDITION: Shape = {"$ref": "#/$defs/condition"}
_CONDITIONS: Shape = {"type": "array", "items": _CONDITION, "minItems": 1}
_TESTS: Shape = {"$ref": "#/$defs/tests"}
_PATH: Shape = {"type": "string", "description": "Links in sequence: `^covers`, `a / b`, `(a | b)+`, `artefacts`."}
_NUMBER: Shape = {"type": "integer", "minimum": 0}
_OPERAND: Shape = {"$ref": "#/$defs/operand"}

_OF_CONDITIONS: Mapping[str, Shape] = {
    "all": _CONDITIONS,
    "any": _CONDITIONS,
    "not": _CONDITION,
    "if": _CONDITION,
    "type": _TEXTS,
    "trait": {"enum": list(TRAITS)},
    "field": {"type": "object", "additionalProperties": _TESTS, "minProperties": 1},
    "some": _PATH,
    "every": _PATH,
    "none": _PATH,
    "count": _PATH,
    "acyclic": _PATH,
    "unique": _TEXT,
    "satisfies": {"anyOf": [_TEXTS, {"type": "object", "properties": {"subject": _TEXT}}]},
    "cites": _TEXTS,
    "leads_to": _CONDITION,
    "linked": _TEXTS,
    "bound_to": _PATH,
    "provider": _CONDITION,
    "system": _CONDITION,
    "law": _TESTS,
}
_OF_OPTIONS: Mapping[str, Shape] = {
    "then": _CONDITION,
    "else": _CONDITION,
    "along": _TEXTS,
    "that": _CONDITION,
    "as": _TEXT,
    "including": {"type": "array", "items": {"enum": list(STATUSES)}},
    "may_be_none": {"type": "boolean"},
    "distinct": _TEXT,
    **dict.fromkeys(COUNT_OPTIONS, _NUMBER),
}
_SEVERAL = frozenset({"in", "contains_all"})


def definitions() -> Shape:
    """The definitions `condition`, `tests` and `operand` of the rule schema."""
    known = {name: _OF_CONDITIONS[name] for name in CONDITIONS} | {name: _OF_OPTIONS[name] for name in OPTIONS}
    return {
        "condition": {
            "type": "object",
            "description": "All entries must hold; a key that is no keyword is a field.",
            "properties": known,
            "additionalProperties": _TESTS,
            "minProperties": 1,
        },
        "tests": {
            "description": "A value that the field is, `present`, `absent`, or operators.",
            "anyOf": [
                {"type": ["string", "number", "boolean"]},
                {"type": "object", "properties": _operators(), "additionalProperties": False},
            ],
        },
        "operand": {
            "description": "A value, `as_of`, or a field of this node, of the subject or of a named node.",
            "anyOf": [
                {"type": ["string", "number", "boolean"]},
                {
                    "type": "object",
                    "properties": {
                        **dict.fromkeys(("field", "subject", "of", "plus", "minus"), _TEXT),
                        "as_of": {"const": True},
                    },
                    "additionalProperties": False,
                },
            ],
        },
    }


def _operators() -> Shape:
    shapes: Shape = {}
    for word in OPERATORS:
        shapes[word] = {"type": "array", "items": _OPERAND} if word in _SEVERAL else _OPERAND
    shapes["present"] = shapes["absent"] = {"type": "boolean"}
    shapes["matches"] = {"type": "string", "description": "An RE2 expression, found anywhere in the text."}
    shapes["count"] = {"type": "object", "properties": dict.fromkeys(COUNT_OPTIONS, _NUMBER)}
    for word in QUANTIFIERS:
        shapes[word] = {"anyOf": [_TESTS, _CONDITION]}
    return shapes
