"""Which files are read: those that the manifest names, and those that say what they are."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Sequence

from art17.model.settings import Settings
from art17.reading.drafts import Given
from art17.reading.front_matter import front_matter_in
from art17.reading.globs import last_match, matches_any
from art17.reading.keys import Keys
from art17.reading.unreadable import UnreadableError

_SNIFFED = 256 * 1024
"""How far into a JSON file we look for its type."""


class Scope:
    """Decides by path, then by a first look at the text."""

    def __init__(self, settings: Settings, keys: Keys) -> None:
        self._excluded = matches_any(settings.exclude)
        self.names = matches_any(settings.read)
        self._type_of = last_match(settings.types)
        self._exact = frozenset(path for path, _ in settings.types)
        self._keys = keys
        type_names, id_names = keys.names_of("type"), keys.names_of("id")
        self._type_line = _line_of(type_names)
        self._id_line = _line_of(id_names)
        self._type_member = _member_of(type_names)
        self._id_member = _member_of(id_names)

    def excludes(self, path: str) -> bool:
        """Whether the manifest leaves a file out, or whatever a folder may hold."""
        return self._excluded(f"{path}*" if path.endswith("/") else path)

    def given(self, path: str) -> Given:
        """The type that the manifest gives a file; it counts more where it names the very file."""
        return Given(self._keys.type_named(self._type_of(path)), counts_more=path in self._exact)

    def is_artefact(self, file_format: str, text: str) -> bool:
        """Whether a text says of itself that it is an artefact.

        Markdown does so by a type or an id in its front matter.  YAML and JSON are written for many
        tools, so there the type must be one we know, or stand beside an id.
        """
        if file_format == "markdown":
            front = _front_matter(text)
            return bool(front) and bool(self._type_line.search(front) or self._id_line.search(front))
        if file_format == "yaml":
            return self._says(text, self._type_line, self._id_line)
        if file_format == "json" and '"$schema"' not in text[:_SNIFFED]:
            return self._says(text[:_SNIFFED], self._type_member, self._id_member)
        return False

    def _says(self, text: str, type_pattern: re.Pattern[str], id_pattern: re.Pattern[str]) -> bool:
        found = type_pattern.search(text)
        if not found:
            return False
        return bool(self._keys.type_named(found["value"].strip("\"' "))) or bool(id_pattern.search(text))


def _front_matter(text: str) -> str:
    """The front matter, or where it is not closed the text that should have been it."""
    try:
        front = front_matter_in(text)
    except UnreadableError:
        return text
    return front.text if front else ""


def _line_of(names: Sequence[str]) -> re.Pattern[str]:
    """A line at the left margin that gives one of the keys a value."""
    pattern = rf"^[\"']?(?:{_either(names)})[\"']?[ \t]*:[ \t]+(?P<value>[^\s#{{][^\n#]*)"
    return re.compile(pattern, re.MULTILINE | re.IGNORECASE)


def _member_of(names: Sequence[str]) -> re.Pattern[str]:
    """A member of a JSON object at its outermost level, as far as a first look can tell."""
    pattern = rf"(?:^ {{0,4}}|^\t|\A\s*\{{\s*|,\s?)\"(?:{_either(names)})\"\s*:\s*\"(?P<value>[^\"\n]*)\""
    return re.compile(pattern, re.MULTILINE | re.IGNORECASE)


def _either(names: Sequence[str]) -> str:
    """Any of the names, however their words are joined."""
    return "|".join(re.escape(name).replace("_", "[-_ ]") for name in names if name)


def shown_path(path: str) -> str:
    """A path as it can be written down: bytes that are no UTF-8 are written out.

    >>> shown_path("a\\udcff.md")
    'a\\\\xff.md'
    """
    return path if path.isascii() else os.fsencode(path).decode("utf-8", "backslashreplace")


def stem(path: str) -> str:
    """The name of a file without folder and ending."""
    return posixpath.splitext(posixpath.basename(path))[0]
