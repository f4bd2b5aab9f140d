"""Why a value does not conform to a schema, in our words; the only importer of jsonschema."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from art17.model.nearest import did_you_mean, nearest
from art17.model.place import Place, Route
from art17.model.problem import Problem
from art17.model.value import Value
from art17.reading.documents.places import located_in
from art17.reading.io.bundled import bundled
from art17.reading.packs.conform import IS_TYPE, Check, Schema, checked_by

_MEANS = {
    "string": "a text",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "a mapping",
    "null": "empty",
}

Violation = tuple[Route, str, str]


@lru_cache(maxsize=16)
def schema_named(name: str) -> dict[str, Any]:
    """One of the schemas of the project, e.g. `manifest`."""
    loaded: dict[str, Any] = json.loads((bundled("schemas") / f"{name}.schema.json").read_bytes())
    return loaded


@lru_cache(maxsize=16)
def check_named(name: str) -> Check:
    """The compiled check of one of the schemas of the project."""
    return checked_by(schema_named(name))


def violations_of(name: str, value: Value) -> tuple[Violation, ...]:
    """What is wrong with a value under one of the schemas of the project; nothing if all is well."""
    return () if check_named(name)(value) else violations(schema_named(name), value)


def misshapen(name: str, value: Value, data: bytes, at: Place) -> tuple[Problem, ...]:
    """What is wrong with the value at a place under one of our schemas, with lines from the bytes of its file."""
    wrong = violations_of(name, value)
    places = [_place_of(told, Place(at.path, (*at.route, *route))) for route, told, _ in wrong]
    known = located_in(data, places) if places else {}
    return tuple(Problem(known[place], told, fix) for place, (_, told, fix) in zip(places, wrong, strict=True))


def _place_of(told: str, place: Place) -> Place:
    """The place of what is wrong: an unknown key itself, not what is written under it."""
    return place.of_key() if told.startswith("The key ") and told.endswith(" is unknown") else place


def violations(schema: Schema, value: Value) -> tuple[Violation, ...]:
    """For each thing that is wrong: the route to it, what it is, and how to fix it.

    >>> violations({"properties": {"owner": {}}, "additionalProperties": False}, {"ownr": "x"})
    ((('ownr',), "The key 'ownr' is unknown", "write 'owner'"),)
    """
    return tuple(dict.fromkeys(found for error in _errors(schema, value) for found in _words(error)))


def _errors(schema: Schema, value: Value) -> Iterator[Any]:
    # late: only a failure needs it, and it takes 0.1 s
    from jsonschema import Draft202012Validator, TypeChecker, validators  # noqa: PLC0415
    from referencing import Registry  # noqa: PLC0415

    kinds: Any = {name: _asked_by_jsonschema(check) for name, check in IS_TYPE.items()}
    extend: Any = validators.extend  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
    closed: Any = Registry  # jsonschema's own registry would fetch a remote $ref
    validator: Any = extend(Draft202012Validator, type_checker=TypeChecker(kinds))(schema, registry=closed())
    for error in validator.iter_errors(value):
        yield from _innermost(error)


def _asked_by_jsonschema(check: Check) -> Callable[[Any, Any], bool]:
    return lambda _checker, value: check(value)


def _innermost(error: Any) -> Iterator[Any]:
    """The errors that say most: of alternatives, those of the one that got furthest."""
    if error.validator != "anyOf" or not error.context:
        yield error
        return
    branches: dict[int, list[Any]] = {}
    for inner in error.context:
        branches.setdefault(inner.schema_path[0], []).append(inner)
    right_type = [found for found in branches.values() if all(e.validator != "type" or e.path for e in found)]
    if len(right_type) == 1:
        for inner in right_type[0]:
            yield from _innermost(inner)
    else:
        yield error


def _words(error: Any) -> Iterator[Violation]:
    route: Route = tuple(error.absolute_path)
    explain = _EXPLAINED.get(error.validator)
    if explain:
        yield from explain(route, error)
    else:
        yield route, f"{_shown(error.instance)} does not belong here", ""


def _unknown_keys(route: Route, error: Any) -> Iterator[Violation]:
    known = list(error.schema.get("properties", ()))
    for key in error.instance:
        if key not in known:
            near = nearest(key, known)
            fix = f"write {near!r}" if near else f"known are {', '.join(sorted(known))}"
            yield (*route, key), f"The key {key!r} is unknown", fix


def _missing_keys(route: Route, error: Any) -> Iterator[Violation]:
    for key in error.validator_value:
        if key not in error.instance:
            yield route, f"The key {key!r} is missing", f"add `{key}:`"


def _not_allowed(route: Route, error: Any) -> Iterator[Violation]:
    allowed = [str(one) for one in error.validator_value]
    near = did_you_mean(error.instance, allowed) if isinstance(error.instance, str) else ""
    yield route, f"{_shown(error.instance)} is not allowed here{near}", f"write one of {', '.join(allowed)}"


def _other_type(route: Route, error: Any) -> Iterator[Violation]:
    wanted = error.validator_value
    names: Sequence[str] = [wanted] if isinstance(wanted, str) else wanted
    yield route, f"{_shown(error.instance)} was found where {_either(names)} belongs", ""


def _no_alternative(route: Route, error: Any) -> Iterator[Violation]:
    types = [inner.validator_value for inner in error.context if inner.validator == "type"]
    names = [name for name in types if isinstance(name, str)]
    wanted = _either(names) if names else "something else"
    yield route, f"{_shown(error.instance)} was found where {wanted} belongs", ""


def _malformed(route: Route, error: Any) -> Iterator[Violation]:
    yield route, f"{_shown(error.instance)} is not of the form {error.validator_value}", ""


def _too_short(route: Route, _error: Any) -> Iterator[Violation]:
    yield route, "There is nothing here", "fill it in or leave the key out"


_EXPLAINED = {
    "additionalProperties": _unknown_keys,
    "required": _missing_keys,
    "enum": _not_allowed,
    "type": _other_type,
    "anyOf": _no_alternative,
    "pattern": _malformed,
    "minItems": _too_short,
    "minLength": _too_short,
}


def _either(names: Sequence[str]) -> str:
    return " or ".join(_MEANS.get(name, name) for name in names)


def _shown(value: Any) -> str:
    if value is None:
        return "Nothing"
    if isinstance(value, Mapping):
        return "A mapping"
    return "A list" if isinstance(value, list) else repr(str(value)[:80])
