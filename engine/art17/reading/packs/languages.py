"""What packs say in another language: texts of their rules, titles of types, topics of provisions, fixed words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from art17.errors import PackError, UsageError
from art17.model.nearest import did_you_mean
from art17.model.place import Place
from art17.model.rule import Pack
from art17.model.value import Value
from art17.reading.formats.yaml_text import only_document
from art17.reading.io.bundled import bundled
from art17.reading.io.source import bytes_named
from art17.reading.io.text import text_of
from art17.reading.io.unreadable import UnreadableError
from art17.reading.packs.pack_places import shown
from art17.reading.packs.schemas import misshapen

ENGLISH = "en"
_FOLDER = "texts"
_MOST_NAMED = 3

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PackTexts:
    """The texts of packs in one language: of rules by id and key, of types and provisions by name, fixed words by
    the English ones."""

    rules: Mapping[str, Texts] = field(default_factory=dict[str, Texts])
    types: Texts = field(default_factory=dict[str, str])
    topics: Texts = field(default_factory=dict[str, str])
    words: Texts = field(default_factory=dict[str, str])


def languages() -> tuple[str, ...]:
    """The languages in which the engine itself speaks."""
    folder = bundled("rules") / "art17" / _FOLDER
    return (ENGLISH, *sorted(path.name.removesuffix(".yaml") for path in folder.iterdir()))


def texts_in(packs: Iterable[Pack], language: str) -> PackTexts:
    """The texts of packs in a language, each rule of them.

    Raises:
        UsageError: where there is no such language, or one of the packs is not complete in it.
        PackError: where a file of texts is not one.
    """
    known = languages()
    if language not in known:
        raise UsageError(
            f"there is no language {language!r}{did_you_mean(language, known)}", f"known: {', '.join(known)}"
        )
    rules: dict[str, Texts] = {}
    types: dict[str, str] = {}
    topics: dict[str, str] = {}
    words: dict[str, str] = {}
    missing: list[str] = []
    for pack in packs:
        stated = _stated(pack, language)
        rules.update({f"{pack.name}/{name}": own for name, own in stated.rules.items()})
        types.update(stated.types)
        topics.update(stated.topics)
        words.update(stated.words)
        missing += [rule.id for rule in pack.rules if rule.id not in rules]
    if missing:
        named = ", ".join(missing[:_MOST_NAMED]) + (" ..." if len(missing) > _MOST_NAMED else "")
        folders = ", ".join(dict.fromkeys(f"{rule.partition('/')[0]}/{_FOLDER}/{language}.yaml" for rule in missing))
        fix = f"write them in {folders}, leave the packs out, or leave --language out"
        raise UsageError(f"{len(missing)} rules have no texts in the language {language!r}: {named}", fix)
    return PackTexts(rules, types, topics, words)


def english_words(packs: Iterable[Pack]) -> Texts:
    """Words of packs for English messages: what a text treats, by the names of fields and entries."""
    return {english: said for pack in packs for english, said in _stated(pack, ENGLISH).words.items()}


def _stated(pack: Pack, language: str) -> PackTexts:
    """What the file of texts of a pack holds; nothing where it has none."""
    file = Path(pack.folder, _FOLDER, f"{language}.yaml")
    if not file.is_file():
        return PackTexts()
    place = Place(f"{shown(Path(pack.folder))}/{_FOLDER}/{language}.yaml", (0,))
    try:
        data = bytes_named(file, Path(pack.folder))
        value: Value = only_document(text_of(data)) or {}
    except UnreadableError as error:
        raise PackError([error.problem(place.path)]) from error
    if wrong := misshapen("texts", value, data, place):
        raise PackError(wrong)
    held = cast("Mapping[str, Any]", value)
    return PackTexts(*(held.get(name, {}) for name in ("rules", "types", "topics", "words")))
