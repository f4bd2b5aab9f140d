"""The structured values at the top of a Markdown file: YAML, TOML or JSON, wherever the first line of text is."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Literal

from art17.reading.io.unreadable import UnreadableError

_OPENS = re.compile(r" {0,3}---[ \t]*\n")
_CLOSES = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_TOML_OPENS = re.compile(r"\+\+\+[ \t]*\n")
_TOML_CLOSES = re.compile(r"^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE)
_KEY = re.compile(r"""(?:[ \t]*(?:\#.*)?\n)*["']?[\w.-][\w .-]*["']?[ \t]*:(?:\s|\Z)""")
_COMMENTED = re.compile(
    r"[ \t\n\ufeff\u200b]{0,40}<!--[ \t]*\n(?:---[ \t]*\n)?"
    r"(?P<keys>(?:[^\W\d][\w -]{0,40}:[ \t]+(?:\"[^\"\\\n]*\"|'[^'\n]*'|[\w(+/](?:[^:#\n]|:(?=\S))*)[ \t]*\n){2,40})"
    r"(?:---[ \t]*\n)?-->[ \t]*(?:\n|\Z)"
)
_OF_A_DOCUMENT = re.compile(
    r"^(?:id|type|title|titel|titre|version|status|statut|owner|doc[\w -]*):", re.MULTILINE | re.IGNORECASE
)
"""Of the keys in a comment one has to be of a document; licences are stated in comments, too."""
_BLANK = " \t\n\ufeff\u200b\u200c\u200d\u2060"
"""What may come before the first line without being seen: blanks, byte order mark, joiners without width."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values' text, its first line in the file, the offset at which the body begins, and what it is written in."""

    text: str
    line: int
    body_at: int
    language: Literal["yaml", "toml", "json"] = "yaml"


def front_matter_in(text: str) -> FrontMatter | None:
    r"""The front matter of a Markdown text, or None where it has none.

    Comments and blank lines may come before it, as editors and linters write them.

    >>> front_matter_in("---\nid: A\n---\n# Title")
    FrontMatter(text='id: A\n', line=2, body_at=14, language='yaml')
    >>> front_matter_in("<!-- lint off -->\n\n---\nid: A\n---\n# Title").line
    4

    Raises:
        UnreadableError: where it opens and never closes.
    """
    at = 0 if text.startswith("---") else _first_text(text)
    if found := _fenced(text, at):
        return found
    if text.startswith("{", at):
        return _json(text, at)
    return _commented(text)


def _first_text(text: str) -> int:
    """The offset of the first line that is not blank and no comment; where a comment never ends, the end."""
    at = 0
    while at < len(text):
        start = at
        while at < len(text) and text[at] in _BLANK:
            at += 1
        if not text.startswith("<!--", at):
            line = text.rfind("\n", start, at) + 1
            return at if text[at : at + 3] in ("---", "+++") or text.startswith("{", at) else max(line, start)
        end = text.find("-->", at)
        if end < 0:
            return len(text)
        at = end + 3
    return at


def _commented(text: str) -> FrontMatter | None:
    """Plain `key: value` lines in a comment at the top, for sites that show front matter as text."""
    found = _COMMENTED.match(text)
    if not found or not _OF_A_DOCUMENT.search(found["keys"]):
        return None
    return FrontMatter(found["keys"], text.count("\n", 0, found.start("keys")) + 1, found.end())


def _fenced(text: str, at: int) -> FrontMatter | None:
    """What is between two lines of `---` (YAML) or `+++` (TOML)."""
    if opens := _TOML_OPENS.match(text, at):
        closes = _TOML_CLOSES.search(text, opens.end())
        if closes is None:
            return None
        return _between(text, opens.end(), closes, "toml")
    opens = _OPENS.match(text, at)
    if not opens:
        return None
    closes = _CLOSES.search(text, opens.end())
    is_first = not text[:at].strip(_BLANK)
    if closes and (is_first or _KEY.match(text, opens.end()) or text.startswith("{", opens.end())):
        return _between(text, opens.end(), closes, "yaml")
    if _KEY.match(text, opens.end()) and closes is None:
        line = text.count("\n", 0, at) + 1
        raise UnreadableError("The front matter is not closed", "end it with a line `---`", line, 1)
    return None  # only a rule across the page


def _between(text: str, start: int, closes: re.Match[str], language: Literal["yaml", "toml"]) -> FrontMatter:
    return FrontMatter(text[start : closes.start()], text.count("\n", 0, start) + 1, closes.end(), language)


def _json(text: str, at: int) -> FrontMatter | None:
    """An object at the top, alone on its lines, as some site generators take it."""
    try:
        value, end = json.JSONDecoder().raw_decode(text, at)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or not value or text[end : end + 1] not in ("", "\n"):
        return None
    return FrontMatter(text[at:end], text.count("\n", 0, at) + 1, end, "json")
