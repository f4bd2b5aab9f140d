"""What a rule asks of: what is laid down in documents, or what records show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from art17.evaluation.rule import Rule
from art17.model.value import Value
from art17.model.vocabulary import Vocabulary

_WORD = re.compile(r"[\w-]+")


def words_of_records(vocabulary: Vocabulary) -> frozenset[str]:
    """The types that are records, and the links that only lead to them or only come from them, both ways."""
    types = {name for name, kind in vocabulary.types.items() if kind.kind == "record"}
    held = frozenset({*types, "record"})
    to = {link.name for link in vocabulary.links.values() if link.targets and held.issuperset(link.targets)}
    back = {
        link.inverse
        for link in vocabulary.links.values()
        if link.inverse and link.sources and held.issuperset(link.sources)
    }
    return frozenset({*types, *to, *back})


def asks_for_records(rule: Rule, words: frozenset[str]) -> bool:
    """Whether a rule looks at records: its subjects are some, or what it requires of them names some."""
    return any(not words.isdisjoint(words_in(rule.text.data.get(part))) for part in ("for", "require"))


def words_in(value: Value) -> Iterator[str]:
    """The words of a part of a rule, keys included."""
    if isinstance(value, str):
        yield from _WORD.findall(value)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _WORD.findall(key)
            yield from words_in(part)
    elif value is not None:
        for part in value:
            yield from words_in(part)
