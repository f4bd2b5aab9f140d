"""The names of keys and types: from what files write to what the vocabulary calls it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from art17.model.place import Route
from art17.model.value import Value
from art17.model.vocabulary import Vocabulary

Steps = tuple[str, ...]
_SPACES = re.compile(r"[\s\-]+")


def plain(key: str) -> str:
    """A key in the spelling of column names: lower case, spaces as `_`.

    >>> plain(" Risk ID "), plain("last-reviewed")
    ('risk_id', 'last_reviewed')
    """
    return _SPACES.sub("_", key.strip().lower())


class Keys:
    """Canonical names of keys, compiled once from a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._types = vocabulary.types
        self._type_names = {
            plain(name): meant
            for name, meant in (*((n, n) for n in vocabulary.types), *vocabulary.type_aliases.items())
        }
        known = (*vocabulary.fields, *vocabulary.links, *vocabulary.inverses)
        self._canonical = {plain(name): name for name in known}
        self._deep: list[tuple[Steps, str]] = []
        for name, meant in vocabulary.aliases.items():
            if "." in name:
                self._deep.append((tuple(name.split(".")), meant))
            else:
                self._canonical[name] = self._canonical[plain(name)] = meant
        self._seen: dict[str, str] = {}

    def canonical(self, key: str, type_name: str = "") -> str:
        """What the vocabulary calls a key; the key itself where it has no other name for it."""
        found = self._seen.get(key)
        if found is None:
            found = self._canonical.get(key) or self._canonical.get(plain(key), "")
            self._seen[key] = found
        if found:
            return found
        kind = self._types.get(type_name)
        if kind is None or key in kind.fields:
            return key
        return name if (name := plain(key)) in kind.fields or name in kind.items else key

    def is_known(self, key: str, type_name: str) -> bool:
        """Whether a key is the name of a field, by itself or by an alias."""
        name = self.canonical(key, type_name)
        kind = self._types.get(type_name)
        return self._seen.get(key, "") != "" or (kind is not None and name in kind.fields)

    def type_named(self, text: str) -> str:
        """The type that a text names, or ""."""
        return self._type_names.get(plain(text), "")

    def names_of(self, canonical: str) -> tuple[str, ...]:
        """The keys, in plain spelling, under which a field is found at the top of a file."""
        return tuple(sorted({canonical, *(key for key, name in self._canonical.items() if name == canonical)}))

    def inner_names_of(self, canonical: str) -> tuple[str, ...]:
        """The last keys of the chains under which a field is found deeper in a file, in plain spelling."""
        return tuple(sorted({plain(steps[-1]) for steps, name in self._deep if name == canonical}))

    def renamed(self, stated: Mapping[str, Value], type_name: str = "") -> tuple[dict[str, Value], dict[str, Route]]:
        """A mapping under canonical keys, and how those are written that are written otherwise.

        Where a field stands under several names, the first that holds something counts.
        """
        fields: dict[str, Value] = {}
        written: dict[str, Route] = {}
        for key, value in stated.items():
            name = self.canonical(key, type_name)
            if name in fields and (not value or fields[name]):
                continue
            fields[name] = value
            if name != key:
                written[name] = (key,)
            else:
                written.pop(name, None)
        for steps, name in self._deep:
            value = _within(stated, steps)
            if value is not None and (not fields.get(name) or steps[0] == name):
                fields[name] = value
                written[name] = steps
        return fields, written


def _within(stated: Mapping[str, Value], steps: Steps) -> Value:
    """What a chain of keys leads to, or None."""
    value: Value = stated
    for step in steps:
        if not isinstance(value, Mapping):
            return None
        value = value.get(step)
    return value
