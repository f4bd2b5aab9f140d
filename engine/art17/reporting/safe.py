"""Texts from files, made safe to show: no control characters, no hidden direction marks."""

from __future__ import annotations

import json
import re

_UNSAFE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufff9-\ufffb"
    r"\U000e0000-\U000e007f]"
)


def safe(text: str) -> str:
    r"""The text with whatever a terminal might obey written out.

    >>> safe("red \x1b[31m")
    'red \\x1b[31m'
    """
    return _UNSAFE.sub(lambda found: found[0].encode("unicode_escape", "surrogatepass").decode(), text)


def safe_lines(text: str) -> str:
    """A text of several lines, made safe line by line."""
    return "\n".join(map(safe, text.split("\n")))


def safe_json(text: str) -> str:
    r"""A JSON text that means the same, with whatever a terminal might obey as an escape of JSON.

    >>> safe_json('["\u202e"]')
    '["\\u202e"]'
    """
    return "\n".join(_UNSAFE.sub(_as_json, line) for line in text.split("\n"))


def _as_json(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1]
