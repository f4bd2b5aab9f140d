"""The shape of a condition as JSON Schema, for editors; what compiles is what counts."""

from __future__ import annotations

from art17.conditions.operand import REDUCES
from art17.conditions.table import LANGUAGE
from art17.conditions.words import TESTS, TEXT, Shape


def definitions() -> Shape:
    """The definitions `condition`, `tests` and `operand` of the rule schema."""
    words = LANGUAGE.words.values()
    options = {name: shape for word in words for name, shape in word.options.items()}
    return {
        "condition": {
            "type": "object",
            "description": "All entries must hold; a key that is not a keyword is a field.",
            "properties": {word.name: word.shape for word in words} | options | _OF_LISTS,
            "additionalProperties": TESTS,
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
            "description": "A value, `as_of`, a field of this node, of the subject or of a named node, or what is "
            "reckoned from these.",
            "anyOf": [
                {"type": ["string", "number", "boolean"]},
                {
                    "type": "object",
                    "properties": {
                        **dict.fromkeys(("field", "subject", "of", "parameter"), TEXT),
                        **{word: {"anyOf": [TEXT, {"$ref": "#/$defs/operand"}]} for word in ("plus", "minus")},
                        "as_of": {"const": True},
                        **{word: {"type": ["string", "array", "object"]} for word in REDUCES},
                    },
                    "additionalProperties": False,
                },
            ],
        },
    }


_OF_LISTS = {
    "each_of": {**TEXT, "description": "A list of the pack: `holds` is asked of each entry, as {each}."},
    "holds": {"$ref": "#/$defs/condition"},
}
"""What is written out before a condition is read."""


def _operators() -> Shape:
    return {operator.name: operator.shape for operator in LANGUAGE.operators.values()}
