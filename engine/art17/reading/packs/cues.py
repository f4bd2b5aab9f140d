"""The cues of a pack: `cues/TYPE.yaml`, as data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from art17.model.cue import PLACES, Cue, Cues, Patterns
from art17.reading.formats.yaml_text import only_document
from art17.reading.io.unreadable import UnreadableError


@dataclass(frozen=True, slots=True)
class CueExample:
    """A text that a cue must read, or must not (`because` says why); `under` is a heading above it."""

    matter: str
    language: str
    text: str
    is_read: bool
    under: str = ""
    gives: str = ""
    because: str = ""


@lru_cache(maxsize=256)
def cues_in(type_name: str, text: str) -> Cues:
    """The cues that a file states, which was held to the schema before.

    Raises:
        UnreadableError: where its groups of patterns name each other without end, or stand for too many.
    """
    stated = cast("Mapping[str, Any]", only_document(text))
    words = _Words(stated.get("words", {}))
    return Cues(type_name, words.patterns(stated["topic"]), tuple(_cue(each, words) for each in stated["cues"]))


def joined(own: Sequence[Cues], more: Sequence[Cues]) -> Cues:
    """The cues of a type with those of fields that packs add to it; what texts are about is joined, too."""
    every = (*own, *more)
    codes = dict.fromkeys(code for cues in every for code in cues.topic)
    topic = {code: tuple(word for cues in every for word in cues.topic.get(code, ())) for code in codes}
    return Cues(every[0].type, topic, tuple(cue for cues in every for cue in cues.cues))


_EXAMPLES = re.compile(r"^    (?:reads|ignores):(?: *\n(?:(?:     .*)?\n)*| [^\n]*\n)", re.MULTILINE)
"""The examples of a cue, written as all files of cues are: indented by four, what is in them by more."""


def without_examples(text: str) -> str:
    """A text of ours without most of it: examples are for tests, and parsing them costs more than all the rest."""
    return _EXAMPLES.sub("", text)


class _Words:
    """The groups of patterns of a file, by name."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._words = words
        self._left = _MOST_GROUPS

    def named(self, name: str) -> Mapping[str, Any]:
        """The group of that name, which holds groups."""
        found: Any = self._words.get(name)
        if not isinstance(found, Mapping):
            raise UnreadableError(f"No group under `words` is called {name!r}", "write the group, or its name")
        return cast("Mapping[str, Any]", found)

    def patterns(self, stated: Any, depth: int = 0) -> Patterns:
        """Patterns by language: written out, the name of some under `words`, or a list of both, joined."""
        self._left -= 1
        if depth > _DEEPEST or self._left < 0:
            message = "The groups under `words` name each other without end, or represent too many patterns"
            raise UnreadableError(message, "write the patterns where they are used")
        if isinstance(stated, str):
            return self.patterns(self._words[stated], depth + 1) if stated in self._words else {}
        if isinstance(stated, Mapping):
            return {code: tuple(patterns) for code, patterns in cast("Mapping[str, Sequence[str]]", stated).items()}
        joined: dict[str, tuple[str, ...]] = {}
        for each in stated:
            for code, patterns in self.patterns(each, depth + 1).items():
                joined[code] = (*joined.get(code, ()), *patterns)
                self._left -= len(patterns)
        return joined


_DEEPEST = 8
_MOST_GROUPS = 100_000
"""So many groups and patterns one file may stand for, all together."""


def _cue(stated: Mapping[str, Any], words: _Words) -> Cue:
    def group(key: str) -> Patterns:
        return words.patterns(stated[key]) if key in stated else {}

    def groups(key: str) -> tuple[Patterns, ...]:
        return tuple(words.patterns(each) for each in stated.get(key, ()))

    return Cue(
        field=stated.get("field") or stated["items"],
        entry=tuple(stated.get("entry", {}).items()),
        is_item="items" in stated,
        value=stated.get("value", ""),
        states=stated.get("states", ""),
        about=groups("about"),
        says=group("says"),
        forbids=group("forbids"),
        needs=groups("needs"),
        never=group("never"),
        not_under=group("not_under"),
        near=tuple(stated.get("near", PLACES)),
        cases=tuple((part, words.patterns(each)) for part, each in stated.get("cases", {}).items()),
        otherwise=stated.get("otherwise", ""),
        stages=group("stages"),
        units=tuple(stated.get("units", ())),
        refers=group("refers"),
        parts=tuple(stated.get("parts", {}).items()),
        choices=tuple(
            (name, tuple((value, words.patterns(each)) for value, each in values.items()))
            for name, values in _named(stated.get("choices", {}), words)
        ),
        says_in_head=stated.get("says_in_head") == "true",
        with_number=stated.get("with_number") == "true",
        is_complete=stated.get("complete") == "true",
        is_alternative=stated.get("alternative") == "true",
    )


def _named(choices: Any, words: _Words) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The fields of `choices`, each with its values: written out, or the name under `words` that they have."""
    for name, values in cast("Mapping[str, Any]", choices).items():
        yield name, (words.named(values) if isinstance(values, str) else values)


def examples_in(type_name: str, text: str) -> Iterator[CueExample]:
    """The examples that a file of cues gives."""
    stated = cast("Mapping[str, Any]", only_document(text))
    for cue, written in zip(cues_in(type_name, text).cues, stated["cues"], strict=True):
        for key, is_read in (("reads", True), ("ignores", False)):
            for code, texts in written.get(key, {}).items():
                for each in texts:
                    example: Mapping[str, str] = {"text": each} if isinstance(each, str) else each
                    yield CueExample(
                        cue.matter,
                        code,
                        example["text"],
                        is_read,
                        example.get("under", ""),
                        example.get("gives", ""),
                        example.get("because", ""),
                    )
