"""TOML as values, for manifests that live in `pyproject.toml`; the only importer of tomllib."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast

from art17.model.place import Route
from art17.model.value import Value
from art17.reading.io.unreadable import UnreadableError

_HEADER = re.compile(r"\s*+\[\[?([^\[\]]++)\]")
_KEY = re.compile(r"\s*+([A-Za-z0-9_.\-\"']++)\s*+=")
_CHAIN = re.compile(r"(?<![\w\"'-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){100}")
"""Keys of keys of keys: reading one takes squares of its length."""
_TOO_DEEP = "The TOML is nested too deep"
_WHERE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def table_of(text: str, route: Route) -> Value:
    """The table that a route leads to, scalars as text; empty where there is none.

    >>> table_of("[tool.art17]\\nread = ['qms/**']", ("tool", "art17"))
    {'read': ['qms/**']}

    Raises:
        UnreadableError: where it is no TOML.
    """
    import tomllib  # noqa: PLC0415  late: few manifests are TOML

    if _CHAIN.search(text):
        raise UnreadableError(_TOO_DEEP, "flatten it")
    try:
        found: Value = _as_texts(tomllib.loads(text, parse_float=str))
    except tomllib.TOMLDecodeError as error:
        said = str(error)
        where = _WHERE.search(said)
        line, column = (int(where[1]), int(where[2])) if where and where[1] else (0, 0)
        raise UnreadableError(f"This is not TOML: {_WHERE.sub('', said)}", "fix the TOML", line, column) from None
    except RecursionError:
        raise UnreadableError(_TOO_DEEP, "flatten it") from None
    except ValueError:  # a number of more digits than Python reads
        raise UnreadableError("A number in the TOML has too many digits", "write fewer, or a text") from None
    for step in route:
        found = found.get(str(step)) if isinstance(found, Mapping) else None
    return found or {}


def _as_texts(value: Any) -> Value:
    if isinstance(value, dict):
        return {str(key): _as_texts(part) for key, part in cast("dict[str, Any]", value).items()}
    if isinstance(value, list):
        parts: list[Any] = value  # pyright: ignore[reportUnknownVariableType]
        return [_as_texts(part) for part in parts]
    return str(value).lower() if isinstance(value, bool) else str(value)


def line_of(text: str, route: Route) -> int:
    """The line of a key in a TOML text, or that of the nearest table above it; 0 for none.

    It looks at lines alone, which is enough to point at a mistake.
    """
    lines = _lines_of(text)
    keys = tuple(str(step) for step in route)
    return next((lines[keys[:depth]] for depth in range(len(keys), 0, -1) if keys[:depth] in lines), 0)


@lru_cache(maxsize=2)
def _lines_of(text: str) -> dict[tuple[str, ...], int]:
    """The first line of every key and table, found once for all that is asked of a text."""
    lines: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        header = _HEADER.match(line)
        key = _KEY.match(line)
        if header and header[1].strip():
            here = table = tuple(part.strip().strip(" \"'") for part in header[1].split("."))
        elif key:
            here = (*table, *(part.strip("\"'") for part in key[1].split(".")))
        else:
            continue
        lines.setdefault(here, number)
    return lines
