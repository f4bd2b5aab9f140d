"""The words that one pack declares, as a vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, cast

from art17.errors import Mistakes
from art17.model.labels import Labels
from art17.model.place import Place, Route
from art17.model.value import Value, leaves
from art17.model.vocabulary import FieldOf, LinkOf, TypeOf, Vocabulary
from art17.reading.io.unreadable import UnreadableError
from art17.reading.packs.label_words import labels_in

PlaceIn = Callable[[str, Route], Place]


def vocabulary_of_pack(
    name: str,
    head: Mapping[str, Any],
    links: Mapping[str, Any],
    types: Mapping[str, Mapping[str, Any]],
    place: PlaceIn,
    mistakes: Mistakes,
    labels: Mapping[str, Any] | None = None,
) -> Vocabulary:
    """The vocabulary that one pack declares; a word with two meanings goes to the mistakes."""
    own = {word: stated for word, stated in types.items() if stated and "extends" not in stated}
    own = {word: stated for word, stated in own.items() if not _lacks(word, stated, place, mistakes)}
    for word, stated in types.items():
        for key in stated.keys() - _OF_AN_EXTENSION if "extends" in stated else ():
            message = f"A type that extends another cannot say {key!r}"
            mistakes.add(place(f"types/{word}.yaml", (0, key)), message, "state `fields` and `columns` alone")
    link_kinds = {word: _link(word, stated) for word, stated in links.items()}
    inverses: dict[str, str] = {}
    for word, link in link_kinds.items():
        if link.inverse and (link.inverse in link_kinds or inverses.get(link.inverse, word) != word):
            mistakes.add(
                place("links.yaml", (0, word, "inverse")),
                f"{link.inverse!r} is the name of another link",
                "find another word",
            )
        elif link.inverse:
            inverses[link.inverse] = word
    return Vocabulary(
        types={word: _type(word, name, stated) for word, stated in own.items()},
        extensions={
            word: _type(stated["extends"], name, stated) for word, stated in types.items() if "extends" in stated
        },
        links=link_kinds,
        fields=_fields(head.get("fields")),
        aliases=_turned(head.get("aliases"), "aliases", place, mistakes),
        type_aliases=_turned(head.get("type_aliases"), "type_aliases", place, mistakes),
        inverses=inverses,
        units=dict(head.get("units") or {}),
        labels=_labels(labels or {}, place, mistakes),
        columns=_listed(head.get("columns")),
        forms=_listed(head.get("forms")),
    )


def _lacks(word: str, stated: Mapping[str, Any], place: PlaceIn, mistakes: Mistakes) -> bool:
    """Whether a type lacks what each must have; that is a mistake."""
    missing = [key for key in ("title", "kind") if key not in stated]
    for key in missing:
        mistakes.add(place(f"types/{word}.yaml", (0,)), f"The key {key!r} is missing", f"add `{key}:`")
    return bool(missing)


_OF_AN_EXTENSION = frozenset({"extends", "description", "fields", "columns"})


def _labels(stated: Mapping[str, Any], place: PlaceIn, mistakes: Mistakes) -> Labels:
    try:
        return labels_in(stated)
    except UnreadableError as error:
        mistakes.add(place("labels.yaml", (0,)), error.message, error.fix)
        return Labels()


def _type(name: str, pack: str, stated: Mapping[str, Any]) -> TypeOf:
    return TypeOf(
        name=name,
        title=stated.get("title", ""),
        kind=stated.get("kind", ""),
        pack=pack,
        owned=stated.get("owned") == "true",
        reviewed=stated.get("reviewed") == "true",
        index=stated.get("index") == "true",
        generic=stated.get("generic") == "true",
        strength=stated.get("strength", "evidenced"),
        satisfies=_texts(stated.get("satisfies")),
        known_by=_texts(stated.get("known_by")),
        titles=_texts(stated.get("titles")),
        topics=_texts(stated.get("topics")),
        forms=_texts(stated.get("forms")),
        columns=_listed(stated.get("columns")),
        items=dict(stated.get("items") or {}),
        fields=_fields(stated.get("fields")),
        schema=cast("Mapping[str, Value]", stated.get("fields") or {}),
    )


def _link(name: str, stated: Mapping[str, Any]) -> LinkOf:
    return LinkOf(
        name=name,
        title=stated["title"],
        inverse=stated.get("inverse", ""),
        inverse_title=stated.get("inverse_title", ""),
        sources=_texts(stated.get("from")),
        targets=_texts(stated.get("to")),
        scope=stated.get("scope") == "true",
    )


def _fields(stated: Mapping[str, Any] | None) -> dict[str, FieldOf]:
    return {name: field_of(schema) for name, schema in (stated or {}).items()}


def field_of(schema: Mapping[str, Any]) -> FieldOf:
    """What the JSON Schema of a field says it holds.

    >>> field_of({"type": "array", "items": {"enum": ["a", "b"]}})
    FieldOf(kind='choice', many=True, choices=('a', 'b'), parts={}, pattern='', beneath='')
    """
    if schema.get("type") == "array":
        return replace(field_of(schema.get("items") or {}), many=True)
    pattern = schema.get("pattern", "")
    if schema.get("type") == "object" or "properties" in schema:
        return FieldOf("group", parts=_fields(schema.get("properties")))
    if "enum" in schema:
        return FieldOf("choice", choices=tuple(schema["enum"]))
    if schema.get("type") in ("number", "integer", "boolean"):
        return FieldOf(schema["type"])
    return FieldOf(schema.get("format", "text"), pattern=pattern, beneath=schema.get("beneath", ""))


def _turned(stated: Mapping[str, Any] | None, key: str, place: PlaceIn, mistakes: Mistakes) -> dict[str, str]:
    """From the names under which things are found to what they mean."""
    turned: dict[str, str] = {}
    for canonical, names in (stated or {}).items():
        for name in _texts(names):
            if turned.setdefault(name, canonical) != canonical:
                mistakes.add(
                    place("pack.yaml", (0, key, canonical)),
                    f"{name!r} is also an alias of {turned[name]!r}",
                    "keep it under one of them",
                )
    return turned


def _listed(stated: Mapping[str, Any] | None) -> dict[str, tuple[str, ...]]:
    """Texts by name, each a list or one alone; lists within lists are opened."""
    return {name: tuple(leaves(texts)) for name, texts in (stated or {}).items()}


def _texts(stated: Any) -> tuple[str, ...]:
    return (stated,) if isinstance(stated, str) else tuple(stated or ())
