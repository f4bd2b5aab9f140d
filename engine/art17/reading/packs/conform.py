"""Whether a value conforms to one of our schemas: compiled checks, fast enough for every run.

They know the part of JSON Schema that the schemas of this project use, over values whose scalars
are texts: a boolean is the text `true` or `false`, a number its digits.  `schemas.violations`
asks jsonschema the same question, to explain a no; a property test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from art17.model.value import Value

Check = Callable[[Value], bool]
Schema = Mapping[str, Any]

_INTEGER = re.compile(r"[+-]?[0-9]+")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")

IS_TYPE: Mapping[str, Check] = {
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: value in ("true", "false"),
    "integer": lambda value: isinstance(value, str) and _INTEGER.fullmatch(value) is not None,
    "number": lambda value: isinstance(value, str) and _NUMBER.fullmatch(value) is not None,
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, Mapping),
    "null": lambda value: value is None,
}


def conforms(schema: Schema, value: Value) -> bool:
    """Whether a value is as the schema says.

    >>> conforms({"type": "array", "items": {"enum": ["a"]}}, ["a", "b"])
    False
    """
    return checked_by(schema)(value)


def checked_by(schema: Schema) -> Check:
    """The check that a schema stands for."""
    return _Compiler(schema).check(schema)


class _Compiler:
    """Compiles a schema; remembers what `$ref` led to, so that schemas may be recursive."""

    def __init__(self, root: Schema) -> None:
        self._root = root
        self._known: dict[str, Check] = {}

    def check(self, schema: Schema | bool) -> Check:  # noqa: FBT001  a schema may be true or false
        if isinstance(schema, bool):
            return lambda _value: schema
        checks = [self._keyword(word, schema) for word in schema if word in _KEYWORDS]
        if len(checks) == 1:
            return checks[0]
        return lambda value: all(check(value) for check in checks)

    def referred(self, reference: str) -> Check:
        """The check of a local reference, compiled when it is first asked."""

        def check(value: Value) -> bool:
            if reference not in self._known:
                schema: Any = self._root
                for step in reference.removeprefix("#/").split("/"):
                    schema = schema[step]
                self._known[reference] = self.check(schema)
            return self._known[reference](value)

        return check

    def _keyword(self, word: str, schema: Schema) -> Check:
        return _KEYWORDS[word](self, schema[word], schema)


def _type(_: _Compiler, wanted: str | Sequence[str], __: Schema) -> Check:
    if isinstance(wanted, str):
        return IS_TYPE[wanted]
    checks = [IS_TYPE[word] for word in wanted]
    return lambda value: any(check(value) for check in checks)


def _enum(_: _Compiler, allowed: Sequence[Any], __: Schema) -> Check:
    return lambda value: any(value == one for one in allowed)


def _const(_: _Compiler, wanted: Any, __: Schema) -> Check:
    return lambda value: bool(value == wanted)


def _pattern(_: _Compiler, pattern: str, __: Schema) -> Check:
    search = re.compile(pattern).search
    return lambda value: not isinstance(value, str) or search(value) is not None


def _min_length(_: _Compiler, least: int, __: Schema) -> Check:
    return lambda value: not isinstance(value, str) or len(value) >= least


def _min_items(_: _Compiler, least: int, __: Schema) -> Check:
    return lambda value: not isinstance(value, list) or len(value) >= least


def _items(compiler: _Compiler, schema: Schema, _: Schema) -> Check:
    check = compiler.check(schema)
    return lambda value: not isinstance(value, list) or all(check(part) for part in value)


def _required(_: _Compiler, names: Sequence[str], __: Schema) -> Check:
    return lambda value: not isinstance(value, Mapping) or all(name in value for name in names)


def _property_names(compiler: _Compiler, schema: Schema, _: Schema) -> Check:
    check = compiler.check(schema)
    return lambda value: not isinstance(value, Mapping) or all(check(key) for key in value)


def _any_of(compiler: _Compiler, schemas: Sequence[Schema], _: Schema) -> Check:
    checks = [compiler.check(schema) for schema in schemas]
    return lambda value: any(check(value) for check in checks)


def _all_of(compiler: _Compiler, schemas: Sequence[Schema], _: Schema) -> Check:
    checks = [compiler.check(schema) for schema in schemas]
    return lambda value: all(check(value) for check in checks)


def _ref(compiler: _Compiler, reference: str, _: Schema) -> Check:
    return compiler.referred(reference)


def _properties(compiler: _Compiler, schemas: Mapping[str, Schema], _: Schema) -> Check:
    checks = {name: compiler.check(schema) for name, schema in schemas.items()}

    def check(value: Value) -> bool:
        if not isinstance(value, Mapping):
            return True
        return all(checks[name](part) for name, part in value.items() if name in checks)

    return check


def _pattern_properties(compiler: _Compiler, schemas: Mapping[str, Schema], _: Schema) -> Check:
    checks = [(re.compile(pattern), compiler.check(schema)) for pattern, schema in schemas.items()]

    def check(value: Value) -> bool:
        if not isinstance(value, Mapping):
            return True
        return all(check(part) for name, part in value.items() for pattern, check in checks if pattern.search(name))

    return check


def _additional(compiler: _Compiler, schema: Schema, beside: Schema) -> Check:
    named = frozenset(beside.get("properties", ()))
    patterns = [re.compile(pattern) for pattern in beside.get("patternProperties", ())]
    check_other = compiler.check(schema)

    def check(value: Value) -> bool:
        if not isinstance(value, Mapping):
            return True
        return all(
            check_other(part)
            for name, part in value.items()
            if name not in named and not any(pattern.search(name) for pattern in patterns)
        )

    return check


_KEYWORDS: Mapping[str, Callable[[_Compiler, Any, Schema], Check]] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "pattern": _pattern,
    "minLength": _min_length,
    "minItems": _min_items,
    "items": _items,
    "required": _required,
    "propertyNames": _property_names,
    "anyOf": _any_of,
    "allOf": _all_of,
    "$ref": _ref,
    "properties": _properties,
    "patternProperties": _pattern_properties,
    "additionalProperties": _additional,
}
