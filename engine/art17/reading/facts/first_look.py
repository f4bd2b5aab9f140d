"""Whether a text says of itself that it is an artefact: a quick look, and a reading of what that leaves open."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from art17.model.value import Value
from art17.reading.documents.documents import document_of
from art17.reading.facts.keys import Keys
from art17.reading.formats.front_matter import front_matter_in
from art17.reading.io.unreadable import UnreadableError

_SNIFFED = 256 * 1024
"""How far into what does not read we look for its type."""

_SCHEMA = "$schema"
_BRACES = re.compile(r"(?:\s|#[^\n]*\n|---)*\{(?![{%#])")
"""How YAML in braces begins, and no template does."""


class FirstLook:
    """Looks for the keys that say what a file is.

    Markdown says it by a type or an id in its front matter.  YAML and JSON are written for many
    tools, so there the type must be one we know, or stand beside an id.
    """

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        types, ids = keys.names_of("type"), keys.names_of("id")
        self._type_line, self._id_line = _line_of(types), _line_of(ids)
        self._type_member, self._id_member = _member_of(types), _member_of(ids)
        inner = keys.inner_names_of("type")
        self._type_key = _key_of((*types, *inner))
        self._type_above = _key_of(inner) if inner else _top_of(types)
        self._any_key = _key_of((*types, *inner, *ids, *keys.inner_names_of("id")))

    def is_artefact(self, file_format: str, text: str) -> bool:
        """Whether a text is an artefact by what it says."""
        if file_format == "markdown":
            return self._is_markdown(_front_matter(text))
        if file_format == "yaml":
            return self._says(text, self._type_line, self._id_line) or self._reads_so(file_format, text)
        return file_format == "json" and self._reads_so(file_format, text)

    def _is_markdown(self, front: str) -> bool:
        if self._type_line.search(front) or self._id_line.search(front):
            return True
        stated = _values(front, "yaml") if self._any_key.search(front) else ()
        return any(self._text(each, "type") or self._text(each, "id") for each in stated)

    def _reads_so(self, file_format: str, text: str) -> bool:
        """Whether a text reads as an artefact; where it does not read, or is a list, whether it looks like one."""
        if not self._type_key.search(text) or (file_format == "yaml" and not self._type_above.search(text)):
            return False
        stated = _values(text, file_format)
        if stated and (file_format == "yaml" or isinstance(stated[0], Mapping)):
            return any(self._is_stated(each) for each in stated)
        looks_so = file_format == "json" or _BRACES.match(text)
        return bool(looks_so) and self._says(text[:_SNIFFED], self._type_member, self._id_member)

    def _is_stated(self, value: Value) -> bool:
        stated, number = self._text(value, "type"), self._text(value, "id")
        if not stated or self._keys.type_named(stated):
            return bool(stated)
        is_of_others = isinstance(value, Mapping) and _SCHEMA in value
        return bool(number) and not (number.isdigit() or is_of_others)

    def _text(self, value: Value, name: str) -> str:
        found = self._keys.renamed(value)[0].get(name) if isinstance(value, Mapping) else None
        if isinstance(found, list) and found and name == "type":
            found = found[0]
        return found.strip() if isinstance(found, str) else ""

    def _says(self, text: str, type_pattern: re.Pattern[str], id_pattern: re.Pattern[str]) -> bool:
        stated = [found["value"].strip("\"' ") for found in type_pattern.finditer(text)]
        if any(map(self._keys.type_named, stated)):
            return True
        return bool(stated) and bool(id_pattern.search(text)) and _SCHEMA not in text


def _front_matter(text: str) -> str:
    """The front matter, or where it is not closed the text that should have been it."""
    try:
        front = front_matter_in(text)
    except UnreadableError:
        return text
    return front.text if front else ""


def _values(text: str, file_format: str) -> tuple[Value, ...]:
    """What a text holds; nothing where it does not read."""
    try:
        return document_of(file_format, text).values
    except UnreadableError:
        return ()


def _line_of(names: Sequence[str]) -> re.Pattern[str]:
    """A line at the left margin that gives one of the keys a value."""
    pattern = rf"^[\"']?(?:{_either(names)})[\"']?[ \t]*:[ \t]+(?P<value>[^\s#{{][^\n#]*)"
    return re.compile(pattern, re.MULTILINE | re.IGNORECASE)


def _member_of(names: Sequence[str]) -> re.Pattern[str]:
    """A member of a mapping in braces at its outermost level, as far as one can tell without reading it."""
    before = r"^ {0,4}|^\t|\A[\s-]*\{\s*|,\s?"
    pattern = rf"(?:{before})[\"']?(?:{_either(names)})[\"']?\s*:\s*[\"']?(?P<value>[^\s\"',{{}}][^\"'\n,{{}}]*)"
    return re.compile(pattern, re.MULTILINE | re.IGNORECASE)


def _key_of(names: Sequence[str]) -> re.Pattern[str]:
    """One of the keys, wherever it stands."""
    return re.compile(rf"(?:{_either(names)})[\"']?\s*:", re.IGNORECASE)


def _top_of(names: Sequence[str]) -> re.Pattern[str]:
    """One of the keys at the left margin, or what may begin a mapping that is not laid out by lines from there."""
    begins_further_in = r"\A(?:\s|---|#[^\n]*(?:\n|\Z))*+(?<=[ \t])\S"
    pattern = rf"^(?:[\"']?(?:{_either(names)})[\"']?\s*:|[!&*?{{<]|---[ \t]+[^\s#])|{begins_further_in}"
    return re.compile(pattern, re.MULTILINE | re.IGNORECASE)


def _either(names: Sequence[str]) -> str:
    """Any of the names, however their words are joined."""
    return "|".join(re.escape(name).replace("_", "[-_ ]") for name in names if name)
