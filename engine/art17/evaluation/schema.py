"""The JSON Schema of a rule file, for editors; the checks of `compile` are what counts."""

from __future__ import annotations

from typing import Any

from art17.conditions.shapes import definitions
from art17.evaluation.compile import DEFECTS, REQUIRED
from art17.model.artefact import STATUSES
from art17.model.rule import BASES, CLASSES, EFFECTS, SEVERITIES

_TEXT = {"type": "string"}
_TEXTS = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
_VALUE = {"type": ["string", "number"]}
_CONDITION = {"$ref": "#/$defs/condition"}


def rule_schema() -> dict[str, Any]:
    """The schema of one rule."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://art17.example/schemas/rule.schema.json",
        "title": "art17 rule",
        "description": "One rule, as docs/language.md means it.",
        "type": "object",
        "required": list(REQUIRED),
        "additionalProperties": False,
        "properties": {
            "title": {**_TEXT, "description": "The statement that is true when all is well."},
            "basis": {"enum": list(BASES)},
            "provisions": {**_TEXTS, "description": "The provisions that demand it; with basis law."},
            "serves": {**_TEXTS, "description": "What it serves; with the other bases."},
            "class": {"enum": list(CLASSES)},
            "severity": {"enum": list(SEVERITIES)},
            "for": _subjects(),
            "if": _CONDITION,
            "unless": {"type": "array", "items": _exemption()},
            "require": _CONDITION,
            "message": {
                **_TEXT,
                "description": "May hold {subject}, {subject.FIELD}, {days.subject.FIELD}, {types}, {NAME}, "
                "{NAME.FIELD}, {parameters.NAME}.",
            },
            "rationale": _TEXT,
            "fix": _TEXT,
            "waivable": {"type": "boolean"},
            "parameters": {
                "type": "object",
                "description": "Values that a manifest may set, written as {parameter: NAME} where they belong.",
                "additionalProperties": {
                    "type": "object",
                    "properties": dict.fromkeys(("default", "at_least", "at_most"), _VALUE),
                    "required": ["default"],
                    "additionalProperties": False,
                },
            },
            "each": {**_TEXT, "description": "The name of the nodes for each of which a failure is its own finding."},
            "effect": {
                "enum": list(EFFECTS),
                "description": "A hint never turns a provision unmet; a question leaves it undecided.",
            },
        },
        "$defs": definitions(),
    }


def _subjects() -> dict[str, Any]:
    sorts = {
        "type": _TEXTS,
        "trait": _TEXTS,
        "link": _TEXTS,
        "citation": {"const": "any"},
        "provision": _TEXTS,
        "linkage": _TEXTS,
        "defect": {"anyOf": [{"enum": ["any", *DEFECTS]}, {"type": "array", "items": {"enum": list(DEFECTS)}}]},
    }
    options = {"where": _CONDITION, "including": {"type": "array", "items": {"enum": list(STATUSES)}}}
    return {
        "description": "What the rule is evaluated on.",
        "anyOf": [
            {"enum": ["system", "qms"]},
            *(
                {
                    "type": "object",
                    "properties": {sort: shape, **options},
                    "required": [sort],
                    "additionalProperties": False,
                }
                for sort, shape in sorts.items()
            ),
        ],
    }


def _exemption() -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            "when": _CONDITION,
            "by": _TEXTS,
            "relieves": {
                **_TEXTS,
                "description": "The provisions that it relieves of, with those under them; all, if left out.",
            },
        },
        "required": ["when", "by"],
        "additionalProperties": False,
    }
