"""JSON as values: numbers keep their text, `true` is a text, a repeated key is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from art17.model.place import Route, Step
from art17.model.value import Value
from art17.reading.io.unreadable import UnreadableError, line_and_column

MAX_DEPTH = 64
MAX_PARTS = 1_000_000
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]|[^\s\[\]{},:"]+')
_TOO_DEEP = f"The JSON is nested more than {MAX_DEPTH} deep"


class _RepeatedKeyError(ValueError):
    """Carries the key that occurs twice."""


def value_of(text: str) -> Value:
    """The value of a JSON text.

    >>> value_of('{"version": 2.10, "confirmed": true, "owner": null}')
    {'version': '2.10', 'confirmed': 'true', 'owner': None}

    Raises:
        UnreadableError: where it is no JSON, repeats a key or is nested beyond measure.
    """
    if sum(map(text.count, "[{,")) > MAX_PARTS:
        raise UnreadableError(f"The JSON has more than {MAX_PARTS} parts", "split the file", 1, 1)
    try:
        loaded = json.loads(text, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_mapping)
    except json.JSONDecodeError as error:
        raise UnreadableError(f"This is not JSON: {error.msg}", "fix the JSON", error.lineno, error.colno) from None
    except _RepeatedKeyError as error:
        key = str(error)
        where = line_and_column(text, text.rfind(json.dumps(key, ensure_ascii=False)) + 1)
        raise UnreadableError(f"The key {key[:80]!r} occurs twice", "keep one of the two", *where) from None
    except RecursionError:
        raise UnreadableError(_TOO_DEEP, "flatten it") from None
    return _as_texts(loaded)


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen = set[str]()
        for key, _ in pairs:
            if key in seen:
                raise _RepeatedKeyError(key)
            seen.add(key)
    return found


def _as_texts(value: Value | bool, depth: int = 0) -> Value:  # noqa: FBT001  JSON has booleans, values have none
    if depth > MAX_DEPTH:
        raise UnreadableError(_TOO_DEEP, "flatten it")
    if isinstance(value, Mapping):
        return {_clean(key): _as_texts(part, depth + 1) for key, part in value.items()}
    if isinstance(value, list):
        return [_as_texts(part, depth + 1) for part in value]
    if isinstance(value, bool):
        return str(value).lower()
    return _clean(value) if isinstance(value, str) else None


def _clean(text: str) -> str:
    r"""A text without lone surrogates, which JSON can write and no file can hold."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def positions_of(text: str) -> dict[Route, tuple[int, int]]:
    r"""Where each route of a JSON text leads to, as far down as JSON is read: a route is as long as it is deep.

    >>> positions_of('{"a": [1,\n 2]}')[0, "a", 1]
    (2, 2)
    """
    positions: dict[Route, tuple[int, int]] = {}
    stack: list[tuple[Route, list[Step | None]]] = []
    line, line_at, offset = 1, 0, 0
    for token in _TOKEN.finditer(text):
        breaks = text.count("\n", offset, token.start())
        if breaks:
            line, line_at = line + breaks, text.rfind("\n", offset, token.start()) + 1
        offset = token.start()
        at, sign = (line, offset - line_at + 1), token[0]
        if sign in "}]":
            stack[-1:] = []
        elif sign == ",":
            _advance(stack)
        elif stack and stack[-1][1][0] is None and sign[0] == '"':
            stack[-1][1][0] = _key(sign)
        elif sign != ":":
            route: Route = (*stack[-1][0], stack[-1][1][0] or 0) if stack else (0,)
            positions.setdefault(route, at)
            if sign in "{[":
                if len(stack) > MAX_DEPTH:
                    break
                stack.append((route, [None if sign == "{" else 0]))
    return positions


def _advance(stack: list[tuple[Route, list[Step | None]]]) -> None:
    if stack:
        step = stack[-1][1][0]
        stack[-1][1][0] = step + 1 if isinstance(step, int) else None


def _key(token: str) -> str:
    try:
        return str(json.loads(token))
    except ValueError:
        return token
