"""Texts from files as Markdown that a service may render: nothing in them becomes markup, a link or a call."""

from __future__ import annotations

import re

from art17.reporting.safe import safe

_CODE = re.compile(r"(`[^`]+`)")
_TICKS = re.compile("`+")
_MARKS = re.compile(r"([\\`*_\[\]|~$])")
_CALLS = re.compile(r"([@#])(?=\w)")
_SCHEMES = re.compile(r"(?i)\b(https?|ftp|mailto)(?=:)|\bwww(?=\.)")


def escaped(text: str) -> str:
    r"""A text in which only words between backticks keep their form.

    >>> escaped("<b> of @team has no `owner|x` *yet*")
    '&lt;b&gt; of @<!-- -->team has no `owner\\|x` \\*yet\\*'
    """
    parts = _CODE.split(safe(text))
    return "".join(part.replace("|", "\\|") if at % 2 else _plain(part) for at, part in enumerate(parts))


def _plain(text: str) -> str:
    marked = _MARKS.sub(r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
    return _SCHEMES.sub(r"\g<0><!-- -->", _CALLS.sub(r"\1<!-- -->", marked))


def code(text: str) -> str:
    """A text as code, between more backticks than stand in it anywhere.

    >>> code("a`b|c.md")
    '`` a`b\\\\|c.md ``'
    """
    clean = safe(text).replace("|", "\\|")
    most = max(map(len, _TICKS.findall(clean)), default=0)
    fence = "`" * (most + 1)
    return f"{fence} {clean} {fence}" if most else f"`{clean}`"


def row(cells: list[str]) -> str:
    """A row of a table."""
    return f"| {' | '.join(cells)} |"
