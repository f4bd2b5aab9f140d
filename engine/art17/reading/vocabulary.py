"""The words that packs declare, as one vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar, cast

from art17.errors import Mistakes, PackError, SettingsError
from art17.model.nearest import did_you_mean
from art17.model.place import Place, Route
from art17.model.rule import Pack
from art17.model.settings import Settings
from art17.model.value import Value
from art17.model.vocabulary import KINDS_OF_TYPE, FieldOf, LinkOf, TypeOf, Vocabulary

PlaceIn = Callable[[str, Route], Place]
T = TypeVar("T")
_TRAITS = frozenset({*KINDS_OF_TYPE, "owned", "reviewed", "index"})


def vocabulary_of_pack(
    name: str,
    head: Mapping[str, Any],
    links: Mapping[str, Any],
    types: Mapping[str, Mapping[str, Any]],
    place: PlaceIn,
    mistakes: Mistakes,
) -> Vocabulary:
    """The vocabulary that one pack declares; a word with two meanings goes to the mistakes."""
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
        types={word: _type(word, name, stated) for word, stated in types.items() if stated},
        links=link_kinds,
        fields=_fields(head.get("fields")),
        aliases=_turned(head.get("aliases"), "aliases", place, mistakes),
        type_aliases=_turned(head.get("type_aliases"), "type_aliases", place, mistakes),
        inverses=inverses,
        units=dict(head.get("units") or {}),
    )


def vocabulary_of(packs: Iterable[Pack], settings: Settings) -> Vocabulary:
    """The vocabulary of a run: that of all packs, with the aliases and units of the manifest.

    Raises:
        PackError: where two packs mean different things by one word, or a type is not declared.
        SettingsError: where the manifest names a type that no pack declares.
    """
    whole = Vocabulary()
    with Mistakes().raised_as(PackError) as mistakes:
        for pack in packs:
            whole = _merged(whole, pack, mistakes)
        _check_types(whole, mistakes)
    with Mistakes().raised_as(SettingsError) as mistakes:
        for glob, named in settings.types:
            if named not in whole.types and named not in whole.type_aliases:
                near = did_you_mean(named, whole.types)
                place = replace(settings.place, route=(*settings.place.route, "types", glob))
                mistakes.add(place, f"No pack declares a type {named!r}{near}", "name one that `art17 schema` lists")
    aliases = {name: field for field, names in settings.aliases.items() for name in names}
    return replace(whole, aliases={**whole.aliases, **aliases}, units={**whole.units, **settings.units})


def _merged(whole: Vocabulary, pack: Pack, mistakes: Mistakes) -> Vocabulary:
    """A vocabulary with the words of one more pack."""
    more = pack.vocabulary
    where = f"rules/{pack.name}" if pack.folder.endswith(f"rules/{pack.name}") else pack.name

    def both(kind: str, file: str, old: Mapping[str, T], new: Mapping[str, T]) -> dict[str, T]:
        for word in sorted(old.keys() & new.keys()):
            if old[word] != new[word]:
                mistakes.add(
                    Place(f"{where}/{file.format(word)}"),
                    f"Another pack declares the {kind} {word!r} differently",
                    "use that one, or find another word",
                )
        return {**old, **new}

    names = {**whole.links, **dict.fromkeys(whole.inverses)}
    for word in sorted((more.inverses.keys() & whole.links.keys()) | (more.links.keys() & whole.inverses.keys())):
        mistakes.add(
            Place(f"{where}/links.yaml"), f"Another pack uses {word!r} for a link the other way", "find another word"
        )
    del names
    return Vocabulary(
        types=both("type", "types/{}.yaml", whole.types, more.types),
        links=both("link", "links.yaml", whole.links, more.links),
        fields=both("field", "pack.yaml", whole.fields, more.fields),
        aliases=both("alias", "pack.yaml", whole.aliases, more.aliases),
        type_aliases=both("type alias", "pack.yaml", whole.type_aliases, more.type_aliases),
        inverses=both("inverse", "links.yaml", whole.inverses, more.inverses),
        units=both("unit", "pack.yaml", whole.units, more.units),
    )


def _check_types(vocabulary: Vocabulary, mistakes: Mistakes) -> None:
    """Every type or trait that a link, a list of items or an alias names is declared."""
    known = {*vocabulary.types, *_TRAITS}
    named = [
        *(
            (f"the link {link.name!r}", "", word)
            for link in vocabulary.links.values()
            for word in (*link.sources, *link.targets)
        ),
        *(
            (f"the items of {kind.name!r}", kind.pack, word)
            for kind in vocabulary.types.values()
            for word in kind.items.values()
        ),
        *((f"the alias {alias!r}", "", word) for alias, word in vocabulary.type_aliases.items()),
    ]
    for what, pack, word in named:
        if word not in known:
            near = did_you_mean(word, known)
            mistakes.add(
                Place(pack),
                f"No pack declares the type {word!r} that {what} names{near}",
                "declare it, or name another",
            )


def _type(name: str, pack: str, stated: Mapping[str, Any]) -> TypeOf:
    return TypeOf(
        name=name,
        title=stated["title"],
        kind=stated["kind"],
        pack=pack,
        owned=stated.get("owned") == "true",
        reviewed=stated.get("reviewed") == "true",
        index=stated.get("index") == "true",
        strength=stated.get("strength", "evidenced"),
        satisfies=_texts(stated.get("satisfies")),
        known_by=_texts(stated.get("known_by")),
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
    FieldOf(kind='choice', many=True, choices=('a', 'b'), parts={}, pattern='')
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
    return FieldOf(schema.get("format", "text"), pattern=pattern)


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


def _texts(stated: Any) -> tuple[str, ...]:
    return (stated,) if isinstance(stated, str) else tuple(stated or ())
