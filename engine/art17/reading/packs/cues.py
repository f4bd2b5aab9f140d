"""The cues of a pack: `cues/TYPE.yaml`, as data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from art17.model.cue import PLACES, Cue, Cues, Patterns
from art17.reading.formats.yaml_text import only_document


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
    """The cues that a file states, which was held to the schema before."""
    stated = cast("Mapping[str, Any]", only_document(_without_examples(text)))
    words: Mapping[str, Any] = stated.get("words", {})
    return Cues(type_name, _patterns(stated["topic"], words), tuple(_cue(each, words) for each in stated["cues"]))


def joined(own: Sequence[Cues], more: Sequence[Cues]) -> Cues:
    """The cues of a type with those of fields that packs add to it; what texts are about is joined, too."""
    every = (*own, *more)
    codes = dict.fromkeys(code for cues in every for code in cues.topic)
    topic = {code: tuple(word for cues in every for word in cues.topic.get(code, ())) for code in codes}
    return Cues(every[0].type, topic, tuple(cue for cues in every for cue in cues.cues))


_EXAMPLES = re.compile(r"^    (?:reads|ignores):(?: *\n(?:(?:     .*)?\n)*| [^\n]*\n)", re.MULTILINE)
"""The examples of a cue, written as all files of cues are: indented by four, what is in them by more."""


def _without_examples(text: str) -> str:
    """The text without most of it: examples are for tests, and parsing them costs more than all the rest."""
    return _EXAMPLES.sub("", text)


def _cue(stated: Mapping[str, Any], words: Mapping[str, Any]) -> Cue:
    def group(key: str) -> Patterns:
        return _patterns(stated[key], words) if key in stated else {}

    def groups(key: str) -> tuple[Patterns, ...]:
        return tuple(_patterns(each, words) for each in stated.get(key, ()))

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
        cases=tuple((part, _patterns(each, words)) for part, each in stated.get("cases", {}).items()),
        otherwise=stated.get("otherwise", ""),
        stages=group("stages"),
        units=tuple(stated.get("units", ())),
        refers=group("refers"),
        parts=tuple(stated.get("parts", {}).items()),
        choices=tuple(
            (name, tuple((value, _patterns(each, words)) for value, each in values.items()))
            for name, values in _named(stated.get("choices", {}), words)
        ),
        says_in_head=stated.get("says_in_head") == "true",
        with_number=stated.get("with_number") == "true",
        is_complete=stated.get("complete") == "true",
    )


def _named(choices: Any, words: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The fields of `choices`, each with its values: written out, or the name under `words` that they have."""
    for name, values in cast("Mapping[str, Any]", choices).items():
        yield name, (words[values] if isinstance(values, str) else values)


def _patterns(stated: Any, words: Mapping[str, Any]) -> Patterns:
    """Patterns by language: written out, the name of some under `words`, or a list of both, joined."""
    if isinstance(stated, str):
        return _patterns(words[stated], words) if stated in words else {}
    if isinstance(stated, Mapping):
        return {code: tuple(patterns) for code, patterns in cast("Mapping[str, Sequence[str]]", stated).items()}
    joined: dict[str, tuple[str, ...]] = {}
    for each in stated:
        for code, patterns in _patterns(each, words).items():
            joined[code] = (*joined.get(code, ()), *patterns)
    return joined


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
