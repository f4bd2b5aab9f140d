"""How texts are coloured, if at all."""

from __future__ import annotations

from collections.abc import Callable

Style = Callable[[str, str], str]
"""Colours a text by the name of what it is: a severity, a verdict, `place`, `faint`."""


def plain(text: str, _: str) -> str:
    """No colour."""
    return text
