"""Texts in double quotes, as JSON and YAML both read them."""

from __future__ import annotations

import json


def quoted(text: str) -> str:
    r"""A text in double quotes by which no terminal is led.

    >>> print(quoted('a "b"\x1b'))
    "a \"b\"\u001b"
    """
    whole = json.dumps(text, ensure_ascii=False)
    return "".join(character if character.isprintable() else _escaped(character) for character in whole)


def _escaped(character: str) -> str:
    """A character as YAML writes it: JSON's surrogates are none to YAML."""
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
