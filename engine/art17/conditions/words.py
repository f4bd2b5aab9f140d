"""What makes a word of the rule language: how it is read, its shape for editors, and what it becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from art17.conditions.condition import Condition, Test
from art17.model.place import Route
from art17.model.value import Value
from art17.model.vocabulary import FieldOf

if TYPE_CHECKING:
    from art17.conditions.grammar import Grammar, Scope

Shape = dict[str, Any]
TEXT: Shape = {"type": "string"}
TEXTS: Shape = {"anyOf": [TEXT, {"type": "array", "items": TEXT}]}
CONDITION: Shape = {"$ref": "#/$defs/condition"}
CONDITIONS: Shape = {"type": "array", "items": CONDITION, "minItems": 1}
TESTS: Shape = {"$ref": "#/$defs/tests"}
PATH: Shape = {"type": "string", "description": "Links in sequence: `^covers`, `a / b?`, `(a | b)+`, `artefacts`."}
PATH_FROM: Shape = {
    "anyOf": [
        PATH,
        {
            "type": "object",
            "description": "A path that starts at the subject or at a named node.",
            "properties": {"from": TEXT, "path": PATH},
            "required": ["from", "path"],
            "additionalProperties": False,
        },
    ]
}
PARAMETER: Shape = {"type": "object", "properties": {"parameter": TEXT}, "required": ["parameter"]}
NUMBER: Shape = {"type": "integer", "minimum": 0}
OPERAND: Shape = {"$ref": "#/$defs/operand"}
OPERANDS: Shape = {"type": "array", "items": OPERAND}
TRUTH: Shape = {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Word:
    """A keyword of conditions, with the options that belong to it.

    `of_values` says whether it can be asked of a value that is a mapping, too.
    """

    name: str
    read: Callable[[Grammar, Mapping[str, Value], Route, Scope], Condition | None]
    makes: type
    shape: Shape
    options: Mapping[str, Shape] = field(default_factory=dict[str, Shape])
    of_values: bool = False


@dataclass(frozen=True, slots=True)
class Operator:
    """A word of field tests; `orders` says whether it compares what has an order."""

    name: str
    read: Callable[[Grammar, Value, Route, Scope, FieldOf], Test | None]
    makes: type
    shape: Shape
    orders: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    """All words, and the two readers that a word calls for what is within it."""

    words: Mapping[str, Word]
    operators: Mapping[str, Operator]
    condition: Callable[[Grammar, Value, Route, Scope], Condition]
    tests: Callable[[Grammar, tuple[str, ...], Value, Route, Scope, FieldOf], list[Test]]

    @property
    def options(self) -> Mapping[str, tuple[str, ...]]:
        """Each option with the words that it belongs to."""
        found: dict[str, tuple[str, ...]] = {}
        for word in self.words.values():
            for name in word.options:
                found[name] = (*found.get(name, ()), word.name)
        return found
